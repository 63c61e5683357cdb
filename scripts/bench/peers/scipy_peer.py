"""The kernels by scipy. Prints one line per kernel: name and median milliseconds."""
import sys
import time

import numpy as np
from scipy import ndimage

folder = sys.argv[1]
ni, nj, nk = (int(n) for n in sys.argv[2:5])
spacing = [float(mm) for mm in sys.argv[5:8]][::-1]
sigma_mm = float(sys.argv[8])
repeats = int(sys.argv[9])
mask = np.fromfile(f"{folder}/mask.raw", np.uint8).reshape(nk, nj, ni)
labels = np.fromfile(f"{folder}/labels.raw", np.uint16).reshape(nk, nj, ni)
values = mask.astype(np.float32) * 100


def nearest():
    places = ndimage.distance_transform_edt(labels == 0, spacing, return_distances=True, return_indices=True)[1]
    return labels[tuple(places)]


def median_ms(run):
    durations = []
    for _ in range(repeats):
        begin = time.perf_counter()
        run()
        durations.append(1000 * (time.perf_counter() - begin))
    return sorted(durations)[len(durations) // 2]


KERNELS = {
    "distance": lambda: ndimage.distance_transform_edt(mask == 0, spacing),
    "nearest": nearest,
    "components": lambda: ndimage.label(mask, np.ones((3, 3, 3))),
    "gaussian": lambda: ndimage.gaussian_filter(values, [sigma_mm / mm for mm in spacing], mode="reflect", truncate=3),
}
for name, run in KERNELS.items():
    print(name, f"{median_ms(run):.3f}")
