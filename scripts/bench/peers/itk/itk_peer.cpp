// The kernels by ITK on one thread. Prints one line per kernel: name and median milliseconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <itkConnectedComponentImageFilter.h>
#include <itkDanielssonDistanceMapImageFilter.h>
#include <itkDiscreteGaussianImageFilter.h>
#include <itkImage.h>
#include <itkMultiThreaderBase.h>
#include <itkSignedMaurerDistanceMapImageFilter.h>

using Mask = itk::Image<unsigned char, 3>;
using Labels = itk::Image<unsigned short, 3>;
using Values = itk::Image<float, 3>;

template <typename Image> typename Image::Pointer read(const std::string &path, char **argv) {
  typename Image::SizeType size;
  typename Image::SpacingType spacing;
  for (int axis = 0; axis < 3; axis++) {
    size[axis] = std::atoi(argv[2 + axis]);
    spacing[axis] = std::atof(argv[5 + axis]);
  }
  auto image = Image::New();
  image->SetRegions(size);
  image->SetSpacing(spacing);
  image->Allocate();
  std::ifstream(path, std::ios::binary)
      .read(reinterpret_cast<char *>(image->GetBufferPointer()),
            size[0] * size[1] * size[2] * sizeof(typename Image::PixelType));
  return image;
}

static int repeats = 1;

static void measure(const char *name, const std::function<void()> &run) {
  std::vector<double> durations;
  for (int i = 0; i < repeats; i++) {
    auto begin = std::chrono::steady_clock::now();
    run();
    durations.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(durations.begin(), durations.end());
  std::printf("%s %.3f\n", name, durations[durations.size() / 2]);
}

int main(int, char **argv) {
  itk::MultiThreaderBase::SetGlobalMaximumNumberOfThreads(1);
  const std::string folder = argv[1];
  const double sigmaMm = std::atof(argv[8]);
  repeats = std::atoi(argv[9]);
  auto mask = read<Mask>(folder + "/mask.raw", argv);
  auto labels = read<Labels>(folder + "/labels.raw", argv);
  auto values = Values::New();
  values->SetRegions(mask->GetLargestPossibleRegion());
  values->SetSpacing(mask->GetSpacing());
  values->Allocate();
  for (size_t i = 0, n = mask->GetLargestPossibleRegion().GetNumberOfPixels(); i < n; i++)
    values->GetBufferPointer()[i] = 100.0f * mask->GetBufferPointer()[i];

  measure("distance", [&] {
    auto filter = itk::SignedMaurerDistanceMapImageFilter<Mask, Values>::New();
    filter->SetInput(mask);
    filter->SetSquaredDistance(false);
    filter->SetUseImageSpacing(true);
    filter->Update();
  });
  measure("nearest", [&] {
    auto filter = itk::DanielssonDistanceMapImageFilter<Labels, Values, Labels>::New();
    filter->SetInput(labels);
    filter->SetUseImageSpacing(true);
    filter->Update();
  });
  measure("components", [&] {
    auto filter = itk::ConnectedComponentImageFilter<Mask, itk::Image<unsigned int, 3>>::New();
    filter->SetInput(mask);
    filter->SetFullyConnected(true);
    filter->Update();
  });
  measure("gaussian", [&] {
    auto filter = itk::DiscreteGaussianImageFilter<Values, Values>::New();
    filter->SetInput(values);
    filter->SetVariance(sigmaMm * sigmaMm);
    filter->SetUseImageSpacing(true);
    filter->Update();
  });
}
