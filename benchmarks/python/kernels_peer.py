"""Times what SciPy, scikit-image and NumPy take for the work of KernelsBenchmark, on the same images.

Usage: kernels_peer.py FOLDER, where Scenes has written the images. Best of three, in milliseconds: by the clock, and of
processor time, which counts on a machine that others use too.
"""

import sys
import time

import numpy as np
import scipy
import scipy.ndimage as ndi
import skimage
from skimage import morphology, segmentation

folder = sys.argv[1]
specks = np.fromfile(f"{folder}/specks.raw", np.uint8).reshape(8192, 8192)
cells = np.fromfile(f"{folder}/cells.raw", np.uint32).reshape(4800, 4864).astype(np.int32)
image = np.fromfile(f"{folder}/intensities.raw", np.uint16).reshape(4800, 4864)
single = image.astype(np.float32)
disk = morphology.disk(3)
square = np.ones((3, 3), bool)


def ring():
    big = segmentation.expand_labels(cells, 8)
    big[segmentation.expand_labels(cells, 2) > 0] = 0
    return big


work = {
    "label8192By4": lambda: ndi.label(specks),
    "label8192By8": lambda: ndi.label(specks, square),
    "ringWhole": ring,
    "medianOfDisk3InU16": lambda: ndi.median_filter(image, footprint=disk, mode="nearest"),
    "openingByDisk3InU16": lambda: morphology.opening(image, disk),
    "gaussianOf2InF32": lambda: ndi.gaussian_filter(single, 2, mode="nearest"),
    "percentilesOfU16": lambda: np.percentile(image, [1, 99]),
    "percentilesOfF32": lambda: np.percentile(single, [1, 99]),
    "halfInU16": lambda: image.reshape(2400, 2, 2432, 2).mean((1, 3)).astype(np.uint16),
}
print("numpy", np.__version__, "scipy", scipy.__version__, "scikit-image", skimage.__version__)
for name, run in work.items():
    clock = cpu = float("inf")
    for _ in range(3):
        start = time.perf_counter(), time.process_time()
        run()
        clock = min(clock, time.perf_counter() - start[0])
        cpu = min(cpu, time.process_time() - start[1])
    print(f"{name:24} {clock * 1000:9.1f} {cpu * 1000:9.1f}", flush=True)
