// The algorithms of packages/volume/assembly in C++, for comparison. Like ours, each leaves its input alone and gives its result in fresh memory.
// Prints one line per kernel: name and median milliseconds.
// Build: g++ -O3 -std=c++17 kernels.cpp
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <limits>
#include <string>
#include <vector>

static const float FAR = std::numeric_limits<float>::infinity();
static const int TILE = 16;
static int ni, nj, nk;
static double weightJ, weightK, unitMm;

struct Parabola {
  double begin, height;
  int apex;
  uint16_t label;
};

// Lower envelope of one line, with or without labels (ties to the smaller).
template <bool WITH_LABELS> static bool lowerEnvelope(float *line, uint16_t *labels, int n, double weight, Parabola *envelope) {
  int top = -1;
  for (int q = 0; q < n; q++) {
    const float f = line[q];
    if (f == FAR) continue;
    double crossing = -std::numeric_limits<double>::infinity();
    while (top >= 0) {
      const int v = envelope[top].apex;
      crossing = ((double)f - envelope[top].height + weight * (double)(q * q - v * v)) / (2 * weight * (double)(q - v));
      if (WITH_LABELS ? crossing >= envelope[top].begin : crossing > envelope[top].begin) break;
      top--;
    }
    top++;
    envelope[top] = {top == 0 ? -std::numeric_limits<double>::infinity() : crossing, f, q, WITH_LABELS ? labels[q] : uint16_t(0)};
  }
  if (top < 0) return false;
  for (int q = 0, at = 0; q < n; q++) {
    while (at < top && envelope[at + 1].begin < q) at++;
    if (WITH_LABELS) {
      uint16_t smallest = envelope[at].label;
      for (int tied = at + 1; tied <= top && envelope[tied].begin == q; tied++) smallest = std::min(smallest, envelope[tied].label);
      labels[q] = smallest;
    }
    const int steps = q - envelope[at].apex;
    line[q] = (float)(envelope[at].height + weight * (double)(steps * steps));
  }
  return true;
}

template <bool WITH_LABELS>
static void across(float *squared, uint16_t *labels, size_t first, size_t stride, int n, int count, double weight) {
  static std::vector<float> lines;
  static std::vector<uint16_t> lineLabels;
  static std::vector<Parabola> envelope;
  lines.resize((size_t)TILE * n);
  lineLabels.resize((size_t)TILE * n);
  envelope.resize(n);
  for (int line = 0; line < count; line += TILE) {
    const int width = std::min(TILE, count - line);
    const size_t from = first + line;
    for (int q = 0; q < n; q++)
      for (int t = 0; t < width; t++) {
        lines[(size_t)t * n + q] = squared[from + q * stride + t];
        if (WITH_LABELS) lineLabels[(size_t)t * n + q] = labels[from + q * stride + t];
      }
    bool changed = false;
    for (int t = 0; t < width; t++)
      changed |= lowerEnvelope<WITH_LABELS>(&lines[(size_t)t * n], &lineLabels[(size_t)t * n], n, weight, envelope.data());
    if (!changed) continue;
    for (int q = 0; q < n; q++)
      for (int t = 0; t < width; t++) {
        squared[from + q * stride + t] = lines[(size_t)t * n + q];
        if (WITH_LABELS) labels[from + q * stride + t] = lineLabels[(size_t)t * n + q];
      }
  }
}

template <bool WITH_LABELS> static void acrossRows(float *squared, uint16_t *labels) {
  const size_t slice = (size_t)ni * nj;
  for (int k = 0; k < nk; k++) across<WITH_LABELS>(squared, labels, k * slice, ni, nj, ni, weightJ);
  for (int j = 0; j < nj; j++) across<WITH_LABELS>(squared, labels, (size_t)j * ni, slice, nk, ni, weightK);
  for (size_t i = 0, n = slice * nk; i < n; i++) squared[i] = (float)(std::sqrt((double)squared[i]) * unitMm);
}

template <typename T> using Array = std::unique_ptr<T[]>;

// not initialised, unlike a vector
template <typename T> static Array<T> fresh(size_t n) { return Array<T>(new T[n]); }

static Array<float> distance(const std::vector<uint8_t> &mask) {
  auto squared = fresh<float>(mask.size());
  for (size_t row = 0; row < mask.size(); row += ni) {
    float steps = FAR;
    for (int i = 0; i < ni; i++) {
      steps = mask[row + i] ? 0 : steps + 1;
      squared[row + i] = steps * steps;
    }
    if (steps == FAR) continue;
    steps = FAR;
    for (int i = ni - 1; i >= 0; i--) {
      steps = mask[row + i] ? 0 : steps + 1;
      squared[row + i] = std::min(squared[row + i], steps * steps);
    }
  }
  acrossRows<false>(squared.get(), nullptr);
  return squared;
}

static std::pair<Array<uint16_t>, Array<float>> nearest(const std::vector<uint16_t> &from) {
  auto labels = fresh<uint16_t>(from.size());
  auto squared = fresh<float>(from.size());
  std::copy(from.begin(), from.end(), labels.get());
  std::vector<uint16_t> fromLeft(ni);
  for (size_t row = 0; row < from.size(); row += ni) {
    float steps = FAR;
    uint16_t label = 0;
    for (int i = 0; i < ni; i++) {
      const uint16_t own = labels[row + i];
      steps = own ? 0 : steps + 1;
      label = own ? own : label;
      squared[row + i] = steps * steps;
      fromLeft[i] = label;
    }
    if (steps == FAR) continue;
    steps = FAR;
    label = 0;
    for (int i = ni - 1; i >= 0; i--) {
      const uint16_t own = labels[row + i];
      steps = own ? 0 : steps + 1;
      label = own ? own : label;
      const float left = squared[row + i], right = steps * steps;
      const bool rightIsNearer = right < left || (right == left && label < fromLeft[i]);
      squared[row + i] = rightIsNearer ? right : left;
      labels[row + i] = rightIsNearer ? label : fromLeft[i];
    }
  }
  acrossRows<true>(squared.get(), labels.get());
  return {std::move(labels), std::move(squared)};
}

struct Run {
  uint32_t begin, end, parent, label;
};

static uint32_t find(std::vector<Run> &runs, uint32_t at) {
  while (runs[at].parent != at) at = runs[at].parent = runs[runs[at].parent].parent;
  return at;
}

static void uniteRows(std::vector<Run> &runs, const std::vector<uint32_t> &firstOfRow, int row, int other) {
  const int64_t shift = (int64_t)(row - other) * ni;
  uint32_t a = firstOfRow[row], b = firstOfRow[other];
  while (a < firstOfRow[row + 1] && b < firstOfRow[other + 1]) {
    const int64_t end = runs[a].end, otherEnd = runs[b].end + shift;
    if (runs[b].begin + shift < end + 1 && (int64_t)runs[a].begin < otherEnd + 1) {
      const uint32_t rootA = find(runs, a), rootB = find(runs, b);
      if (rootA < rootB) runs[rootB].parent = rootA;
      else runs[rootA].parent = rootB;
    }
    if (otherEnd < end) b++;
    else a++;
  }
}

static uint32_t *components(const std::vector<uint8_t> &mask) {
  std::vector<Run> runs;
  std::vector<uint32_t> firstOfRow, sizes;
  for (size_t row = 0; row < mask.size(); row += ni) {
    firstOfRow.push_back(runs.size());
    for (int i = 0; i < ni; i++) {
      if (!mask[row + i]) continue;
      const int begin = i;
      while (i < ni && mask[row + i]) i++;
      runs.push_back({(uint32_t)(row + begin), (uint32_t)(row + i), (uint32_t)runs.size(), 0});
    }
  }
  firstOfRow.push_back(runs.size());
  for (int k = 0, row = 0; k < nk; k++)
    for (int j = 0; j < nj; j++, row++) {
      if (j > 0) uniteRows(runs, firstOfRow, row, row - 1);
      if (k == 0) continue;
      uniteRows(runs, firstOfRow, row, row - nj);
      if (j > 0) uniteRows(runs, firstOfRow, row, row - nj - 1);
      if (j < nj - 1) uniteRows(runs, firstOfRow, row, row - nj + 1);
    }
  auto labels = static_cast<uint32_t *>(std::calloc(mask.size(), 4));
  for (uint32_t run = 0; run < runs.size(); run++) {
    const uint32_t root = find(runs, run);
    if (root == run) {
      sizes.push_back(0);
      runs[run].label = sizes.size();
    } else runs[run].label = runs[root].label;
    sizes[runs[run].label - 1] += runs[run].end - runs[run].begin;
    std::fill(labels + runs[run].begin, labels + runs[run].end, runs[run].label);
  }
  return labels;
}

static int mirrored(int index, int n) {
  const int period = ((index % (2 * n)) + 2 * n) % (2 * n);
  return period < n ? period : 2 * n - 1 - period;
}

static std::vector<float> weightsFor(double sigmaMm, double spacingMm) {
  const int radius = (int)std::floor(3 * sigmaMm / spacingMm);
  std::vector<double> raw(radius + 1);
  double total = 0;
  for (int step = 0; step <= radius; step++) {
    raw[step] = std::exp(-0.5 * std::pow(step * spacingMm / sigmaMm, 2));
    total += step == 0 ? raw[step] : 2 * raw[step];
  }
  std::vector<float> weights(radius + 1);
  for (int step = 0; step <= radius; step++) weights[step] = (float)(raw[step] / total);
  return weights;
}

static void smoothRow(const float *const *rows, float *to, int n, const std::vector<float> &weights, int radius) {
  for (int i = 0; i < n; i++) to[i] = weights[0] * rows[0][i];
  for (int step = 1; step <= radius; step++) {
    const float *before = rows[-step], *after = rows[step];
    const float w = weights[step];
    for (int i = 0; i < n; i++) to[i] += w * (before[i] + after[i]);
  }
}

static void smoothAcross(const float *from, float *to, int n, size_t stride, const std::vector<float> &weights) {
  const int radius = (int)weights.size() - 1;
  std::vector<const float *> rows(n + 2 * radius);
  for (int row = -radius; row < n + radius; row++) rows[row + radius] = from + mirrored(row, n) * stride;
  for (int q = 0; q < n; q++) smoothRow(&rows[q + radius], to + q * stride, ni, weights, radius);
}

static Array<float> gaussian(const std::vector<float> &values, double sigmaMm, const double *spacing) {
  const size_t slice = (size_t)ni * nj;
  auto alongI = fresh<float>(values.size()), alongJ = fresh<float>(values.size());
  const auto wi = weightsFor(sigmaMm, spacing[0]), wj = weightsFor(sigmaMm, spacing[1]), wk = weightsFor(sigmaMm, spacing[2]);
  const int radius = (int)wi.size() - 1;
  std::vector<float> line(ni + 2 * radius);
  std::vector<const float *> shifted(2 * radius + 1);
  for (int step = -radius; step <= radius; step++) shifted[step + radius] = line.data() + radius + step;
  for (size_t row = 0; row < values.size(); row += ni) {
    for (int i = -radius; i < ni + radius; i++) line[i + radius] = values[row + mirrored(i, ni)];
    smoothRow(&shifted[radius], &alongI[row], ni, wi, radius);
  }
  for (int k = 0; k < nk; k++) smoothAcross(&alongI[k * slice], &alongJ[k * slice], nj, ni, wj);
  for (int j = 0; j < nj; j++) smoothAcross(&alongJ[(size_t)j * ni], &alongI[(size_t)j * ni], nk, slice, wk);
  return alongI;
}

template <typename T> static std::vector<T> read(const std::string &path, size_t n) {
  std::vector<T> values(n);
  std::ifstream(path, std::ios::binary).read(reinterpret_cast<char *>(values.data()), n * sizeof(T));
  return values;
}

static void measure(const char *name, int repeats, const std::function<void()> &run) {
  std::vector<double> durations;
  for (int i = 0; i <= repeats; i++) {
    const auto begin = std::chrono::steady_clock::now();
    run();
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    if (i > 0) durations.push_back(ms);
  }
  std::sort(durations.begin(), durations.end());
  std::printf("%s %.3f\n", name, durations[durations.size() / 2]);
}

int main(int, char **argv) {
  const std::string folder = argv[1];
  ni = std::atoi(argv[2]);
  nj = std::atoi(argv[3]);
  nk = std::atoi(argv[4]);
  const double spacing[3] = {std::atof(argv[5]), std::atof(argv[6]), std::atof(argv[7])};
  const double sigmaMm = std::atof(argv[8]);
  const int repeats = std::atoi(argv[9]);
  weightJ = (float)std::pow(spacing[1] / spacing[0], 2);
  weightK = (float)std::pow(spacing[2] / spacing[0], 2);
  unitMm = spacing[0];
  const size_t n = (size_t)ni * nj * nk;
  const auto mask = read<uint8_t>(folder + "/mask.raw", n);
  const auto labels = read<uint16_t>(folder + "/labels.raw", n);
  std::vector<float> values(n);
  for (size_t i = 0; i < n; i++) values[i] = 100.0f * mask[i];
  measure("distance", repeats, [&] { distance(mask); });
  measure("nearest", repeats, [&] { nearest(labels); });
  measure("components", repeats, [&] { std::free(components(mask)); });
  measure("gaussian", repeats, [&] { gaussian(values, sigmaMm, spacing); });
}
