"""Makes golden.npz, the results of NumPy, SciPy and scikit-image that GoldenTest compares with.

Run: python golden.py ../resources/org/roimill/kernels/golden.npz
The inputs are random numbers; nothing in the file comes from anywhere else.
"""

import sys

import numpy as np
import scipy.ndimage as ndi
import skimage
from skimage import morphology, segmentation, transform

rng = np.random.default_rng(20260101)
out = {}


def put(name, array):
    out[name] = np.ascontiguousarray(array)


def blobs(shape, n, radius):
    labels = np.zeros(shape, np.uint32)
    grid = np.indices(shape)
    for i in range(1, n + 1):
        centre = [rng.uniform(0, s) for s in shape]
        r = radius * rng.uniform(0.5, 1.5)
        labels[sum((g - c) ** 2 for g, c in zip(grid, centre)) <= r * r] = i
    return labels


def bound(labels, radius):
    """What PlexPipe's ring calls a bound."""
    if radius > 0:
        return segmentation.expand_labels(labels, radius)
    if radius == 0:
        return labels
    edges = segmentation.find_boundaries(labels, mode="thick")
    return np.where(ndi.distance_transform_edt(~edges) >= -radius, labels, 0)


for dims, shape in ((2, (61, 83)), (3, (13, 17, 29))):
    mask = rng.random(shape) < 0.35
    put(f"mask{dims}", mask.astype(np.uint8))
    for steps in range(1, dims + 1):
        ids, _ = ndi.label(mask, ndi.generate_binary_structure(dims, steps))
        put(f"label{dims}_{steps}", ids.astype(np.uint32))
    put(f"edt{dims}", ndi.distance_transform_edt(rng_mask := ~(rng.random(shape) < 0.01)))
    put(f"edtmask{dims}", rng_mask.astype(np.uint8))
    spacing = (2.5, 0.65, 0.7)[-dims:]
    put(f"edtspaced{dims}", ndi.distance_transform_edt(rng_mask, sampling=spacing))

labels = blobs((61, 83), 14, 6)
put("labels", labels)
for radius in (1, 1.5, 3, 8.25, 40):
    put(f"expand_{radius}", segmentation.expand_labels(labels, radius))
sparse = np.where(rng.random((61, 83)) < 0.01, rng.integers(1, 2000, (61, 83)), 0).astype(np.uint32)
put("sparse", sparse)
put("expandsparse_12", segmentation.expand_labels(sparse, 12))
labels3 = blobs((13, 17, 29), 9, 3)
put("labels3", labels3)
put("expand3_4", segmentation.expand_labels(labels3, 4))
for bigger, smaller in ((8, 2), (3, 0), (2, -1), (0, -2), (-1, -3)):
    ring = bound(labels, bigger).copy()
    ring[bound(labels, smaller) > 0] = 0
    put(f"ring_{bigger}_{smaller}", ring)

percent = np.array([0, 0.1, 1, 12.5, 25, 50, 63.7, 99, 99.9, 100])
put("percent", percent)
for name, array in {
    "u8": rng.integers(0, 256, 999).astype(np.uint8),
    "i8": rng.integers(-60, 60, 999).astype(np.int8),
    "u16": rng.poisson(300, 1001).astype(np.uint16),
    "i16": rng.integers(-9000, 9000, 998).astype(np.int16),
    "u32": rng.integers(0, 2**32, 1000).astype(np.uint32),
    "i32": rng.integers(-(2**30), 2**30, 1000).astype(np.int32),
    "u64": rng.integers(0, 2**63, 1000).astype(np.uint64) * 2,
    "i64": rng.integers(-(2**61), 2**61, 1000),
    "f32": np.exp(rng.normal(0, 9, 1003)).astype(np.float32) * rng.choice([-1, 1], 1003).astype(np.float32),
    "f64": np.exp(rng.normal(0, 9, 997)) * rng.choice([-1, 1], 997),
}.items():
    put(f"numbers_{name}", array)
    put(f"percentiles_{name}", np.percentile(array, percent).astype(np.float64))

noise = rng.normal(0, 1, (37, 53))
put("noise", noise)
volume = rng.normal(0, 1, (9, 11, 14))
put("volume", volume)
for mode in ("nearest", "reflect", "mirror"):
    put(f"gauss_{mode}", ndi.gaussian_filter(noise, 2, mode=mode))
    put(f"gauss32_{mode}", ndi.gaussian_filter(noise.astype(np.float32), 2, mode=mode))
put("gauss_aniso", ndi.gaussian_filter(volume, (0.5, 1.3, 2), mode="reflect"))
put("gauss_short", ndi.gaussian_filter(noise, 3.3, truncate=2, mode="nearest"))
put("uniform", ndi.uniform_filter(noise, (3, 7), mode="nearest"))

counts = rng.poisson(200, (37, 53)).astype(np.uint16)
put("counts", counts)
for radius in (1, 3, 5):
    disk = morphology.disk(radius)
    put(f"median_{radius}", ndi.median_filter(counts, footprint=disk, mode="nearest"))
    put(f"median64_{radius}", ndi.median_filter(noise, footprint=disk, mode="nearest"))
    put(f"erode_{radius}", morphology.erosion(counts, disk))
    put(f"dilate_{radius}", morphology.dilation(counts, disk))
    put(f"open_{radius}", morphology.opening(counts, disk))
    put(f"close_{radius}", morphology.closing(counts, disk))
put("percentile_20", ndi.percentile_filter(counts, 20, footprint=morphology.disk(2), mode="nearest"))
put("median3", ndi.median_filter(volume, footprint=morphology.ball(2), mode="nearest"))

for name, shape in {"down": (10, 13), "up": (80, 60), "mixed": (20, 77)}.items():
    put(f"linear_{name}", transform.resize(noise, shape, order=1, anti_aliasing=False, preserve_range=True))
    put(f"smooth_{name}", transform.resize(noise, shape, order=1, anti_aliasing=True, preserve_range=True))
    put(f"nearest_{name}", transform.resize(labels, shape, order=0, anti_aliasing=False, preserve_range=True).astype(np.uint32))
put("linear_volume", transform.resize(volume, (5, 20, 7), order=1, anti_aliasing=False, preserve_range=True))

even = rng.integers(0, 65536, (36, 52)).astype(np.uint16)
put("even", even)
put("mean2", even.reshape(18, 2, 26, 2).mean((1, 3)).astype(np.uint16))
signed = rng.integers(-32768, 32768, (36, 52)).astype(np.int16)
put("signed", signed)
put("mean2signed", signed.reshape(18, 2, 26, 2).mean((1, 3)).astype(np.int16))

np.savez_compressed(sys.argv[1], **out)
print(len(out), "arrays;", "numpy", np.__version__, "scikit-image", skimage.__version__)
