"""Times what NumPy, SciPy and scikit-image take for the work of ProcessorsBenchmark, on the same images.

Usage: processors_peer.py FOLDER, where Scenes has written the images. Best of three, in milliseconds: by the clock, and
of processor time, which counts on a machine that others use too.
"""

import sys
import time

import numpy as np
import scipy
import scipy.ndimage as ndi
import skimage
from skimage import morphology, segmentation, transform

folder = sys.argv[1]
cells = np.fromfile(f"{folder}/cells.raw", np.uint32).reshape(4800, 4864).astype(np.int32)
image = np.fromfile(f"{folder}/intensities.raw", np.uint16).reshape(4800, 4864)
disk = morphology.disk(3)


def normalize(counted=None):
    values = image.astype(np.float64)
    low, high = np.percentile(values if counted is None else values[counted > 0], [1, 99])
    return np.clip((values - low) / (high - low), 0, 1).astype(np.float32)


def ring():
    big = segmentation.expand_labels(cells, 8)
    big[segmentation.expand_labels(cells, 2) > 0] = 0
    return big


def subtract():
    rest = cells.copy()
    rest[cells > 0] = 0
    return rest


def blob():
    small = transform.resize((cells > 0).astype(np.uint8), (250, 250), order=1, preserve_range=True, anti_aliasing=True) > 0
    small = morphology.closing(morphology.opening(small, morphology.disk(5)), morphology.disk(5))
    return transform.resize(small.astype(np.uint8), cells.shape, order=1, preserve_range=True, anti_aliasing=False) > 0


work = {
    "normalize": normalize,
    "normalizeWithinMask": lambda: normalize(cells),
    "medianOfDisk3": lambda: ndi.median_filter(image, footprint=disk, mode="nearest"),
    "gaussianOf2": lambda: ndi.gaussian_filter(image.astype(np.float32), 2, mode="nearest"),
    "meanOf3": lambda: np.mean([image, image, image], axis=0).astype(np.float32),
    "ring": ring,
    "subtract": subtract,
    "blob": blob,
}

print(f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-image {skimage.__version__}")
for name, run in work.items():
    if len(sys.argv) > 2 and name not in sys.argv[2:]:
        continue
    clock, processor = [], []
    for _ in range(3):
        start = time.perf_counter(), time.process_time()
        run()
        clock.append(time.perf_counter() - start[0])
        processor.append(time.process_time() - start[1])
    print(f"{name:<20} {1000 * min(clock):9.1f} {1000 * min(processor):9.1f}")
