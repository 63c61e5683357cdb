"""Surface extraction by VTK's flying edges on one thread. Prints its name and median milliseconds."""
import sys
import time

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkSMPTools
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

vtkSMPTools.SetBackend("Sequential")
folder = sys.argv[1]
size = [int(n) for n in sys.argv[2:5]]
mask = np.fromfile(f"{folder}/mask.raw", np.uint8)
image = vtkImageData()
image.SetDimensions(*size)
image.SetSpacing(*(float(mm) for mm in sys.argv[5:8]))
image.GetPointData().SetScalars(numpy_to_vtk(mask))


def run():
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.5)
    edges.ComputeNormalsOff()
    edges.ComputeGradientsOff()
    edges.ComputeScalarsOff()
    edges.Update()


durations = []
run()
for _ in range(int(sys.argv[9])):
    begin = time.perf_counter()
    run()
    durations.append(1000 * (time.perf_counter() - begin))
print("surface", f"{sorted(durations)[len(durations) // 2]:.3f}")
