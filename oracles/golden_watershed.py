#!/usr/bin/env python3
"""Writes what scikit-image and SciPy make of small images, for the tests of thresholds, of the watershed and its seeds.

    $(venv.sh current) golden_watershed.py [--check]

The packages of kernels and the segmenter `watershed` get a golden.npz each: inputs and results by name, all made from
seeds. --check compares with the committed files and writes nothing.

Two rules of ours are not in scikit-image, and are brought about here by what it is given:
- seeds on one level go on in raster order: they are lowered by less than the smallest step between two levels, the
  earlier the more, which changes nothing else where seeds are their neighbours' lowest;
- of two equally high voxels the earlier is the peak: peaks are sought among the places in sorted order.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from scipy import ndimage as ndi
from skimage import feature, filters, measure, segmentation

ROOT = Path(__file__).resolve().parent.parent


def fields(shape, objects, seed, size=(3, 7)):
    """A mask of ellipses that touch, and a light that is brighter towards their middles."""
    rng = np.random.default_rng([seed, *shape])
    at = np.indices(shape).astype("f8")
    light = np.zeros(shape)
    for _ in range(objects):
        centre = [rng.uniform(0, n) for n in shape]
        radius = [rng.uniform(*size) * (0.6 if len(shape) == 3 and d == 0 else 1) for d in range(len(shape))]
        far = sum(((a - c) / r) ** 2 for a, c, r in zip(at, centre, radius))
        light = np.maximum(light, np.where(far < 1, rng.uniform(0.5, 1) * (1.2 - far), 0))
    return light


def noisy(light, seed):
    rng = np.random.default_rng([seed, *light.shape])
    return light * 0.8 + 0.1 + 0.03 * rng.standard_normal(light.shape)


# --- thresholds ---------------------------------------------------------------------------------------------------

def thresholds(put):
    a = noisy(fields((48, 56), 18, 1), 2)
    images = {"u1": np.clip(a * 180, 0, 255).astype("u1"), "u2": np.clip(a * 40_000, 0, 65_535).astype("u2"), "i2": (a * 20_000 - 9_000).astype("i2"),
              "f4": a.astype("f4"), "f8": a - 0.3, "u1_two": np.array([[3, 9, 9]], "u1"), "u2_one": np.full((3, 4), 7, "u2"), "f4_one": np.full((3, 4), 0.1, "f4"), "u1_bool": (a > 0.3).astype("u1")}
    for name, image in images.items():
        put(f"image_{name}", image)
        # With f4, scikit-image sums in f4: the means, that is, have 7 digits. Ours are f64, so its are asked for f64.
        wide = image.astype("f8") if image.dtype.kind == "f" else image
        tolerance = 1e-300 if image.dtype.kind == "f" else None
        put(f"otsu_{name}", np.array([filters.threshold_otsu(image)], "f8"))
        put(f"triangle_{name}", np.array([filters.threshold_triangle(image)], "f8"))
        put(f"li_{name}", np.array([filters.threshold_li(wide, tolerance=tolerance)], "f8"))
    for name, image, sizes in (("u2", images["u2"], (3, 15, 31)), ("f8", images["f8"], (3, 15, 31))):
        for size in sizes:
            for method in ("gaussian", "mean"):
                put(f"local_{name}_{method}_{size}", filters.threshold_local(image.astype("f8"), size, method=method, offset=0.01))
    solid = noisy(fields((9, 17, 21), 6, 3), 4)
    put("image_solid", solid)
    for method in ("gaussian", "mean"):
        put(f"local_solid_{method}", filters.threshold_local(solid, (3, 5, 9), method=method))


# --- seeds and floods ---------------------------------------------------------------------------------------------

def flood(levels, markers, connectivity, mask):
    """The watershed, seeds on one level in raster order; as long as none lies above its neighbours."""
    levels = levels.astype("f8")
    steps = np.diff(np.unique(levels))
    step = steps.min() if steps.size else 1.0
    seeds = np.flatnonzero((markers > 0) & mask)
    lowered = levels.copy()
    lowered.flat[seeds] -= step * np.linspace(0.75, 0.25, len(seeds))
    return segmentation.watershed(lowered, markers, connectivity=connectivity, mask=mask)


def peaks(values, parts, distance):
    """1 at peaks: none within the distance of the same part is higher, or as high and earlier."""
    order = np.empty(values.size, "f8")
    order[np.lexsort((-np.arange(values.size), values.ravel()))] = np.arange(1, values.size + 1)
    found = feature.peak_local_max(order.reshape(values.shape), min_distance=distance, labels=parts, exclude_border=False, threshold_abs=0)
    out = np.zeros(values.shape, "u1")
    out[tuple(found.T)] = 1
    return out


def untied(levels, markers, step):
    """No two seeds are on one level, so that scikit-image's own order is ours; they may lie above their neighbours."""
    levels, used = levels.copy(), set()
    for place in np.flatnonzero(markers):
        while levels.flat[place] in used:
            levels.flat[place] += step
        used.add(levels.flat[place])
    return levels


def scattered(shape, n, rng):
    markers = np.zeros(shape, "i4")
    places = np.sort(rng.choice(markers.size, n, replace=False))
    markers.flat[places] = rng.permutation(n) + 1
    return markers


def watersheds(put):
    for shape, objects in (((47, 61), 24), ((11, 23, 29), 14)):
        dims = len(shape)
        rng = np.random.default_rng([5, *shape])
        light = fields(shape, objects, 6)
        mask = light > 0
        put(f"mask{dims}", mask.astype("u1"))
        levels = {"u1": (20 * rng.integers(0, 9, shape)).astype("u1"), "u2": (noisy(light, 7) * 20_000 + 2_000).astype("u2"), "i4": rng.integers(-10**9, 10**9, shape).astype("i4"),
                  "f4": ndi.gaussian_filter(rng.standard_normal(shape), 1).astype("f4"), "f8": np.round(rng.standard_normal(shape), 1)}
        markers = scattered(shape, 30, rng)
        put(f"markers{dims}", markers)
        for name, a in levels.items():
            a = levels[name] = untied(a, markers, a.dtype.type(0.01 if a.dtype.kind == "f" else 1))
            put(f"levels{dims}_{name}", a)
            for connectivity in range(1, dims + 1):
                put(f"flood{dims}_{name}_{connectivity}", segmentation.watershed(a.astype("f8"), markers, connectivity=connectivity))
                put(f"flood{dims}_{name}_{connectivity}_masked", segmentation.watershed(a.astype("f8"), markers, connectivity=connectivity, mask=mask))
            put(f"flood{dims}_{name}_top", segmentation.watershed(-a.astype("f8"), markers, mask=mask))
        parts = measure.label(mask, connectivity=1).astype("i4")
        put(f"parts{dims}", parts)
        distance = ndi.distance_transform_edt(mask)
        for name, a in (("distance", distance), ("u1", levels["u1"].astype("f8")), ("f8", levels["f8"])):
            for reach in (1, 2, 5):
                put(f"peaks{dims}_{name}_{reach}", peaks(a, parts, reach))
        # Without ties it is scikit-image's own.
        a = noisy(light, 8)
        put(f"untied{dims}", a)
        own = np.zeros(shape, "u1")
        own[tuple(feature.peak_local_max(a - a.min() + 1, min_distance=4, labels=parts, exclude_border=False).T)] = 1
        put(f"peaks{dims}_untied_4", own)
        seeds = peaks(distance, parts, 2).astype("i4")
        seeds[seeds > 0] = np.arange(1, seeds.sum() + 1)
        put(f"whole{dims}", flood(-distance**2, seeds, 1, mask))


# --- the segmenter ------------------------------------------------------------------------------------------------

def numbered(labels):
    """From 1 on, by first voxel in raster order."""
    ids, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.zeros(len(ids), "u4")
    rank[[i for i in np.argsort(first) if ids[i] > 0]] = np.arange(1, (ids > 0).sum() + 1)
    return rank[inverse].reshape(labels.shape)


def segment(mask, landscape, distance, connectivity=1):
    parts = measure.label(mask, connectivity=connectivity)
    seeds = peaks(landscape, parts, distance).astype("i4")
    seeds[seeds > 0] = np.arange(1, seeds.sum() + 1)
    return numbered(flood(-landscape, seeds, connectivity, mask))


def segmenter(put):
    for shape, objects in (((150, 170), 90), ((18, 50, 60), 40)):
        dims = len(shape)
        # In steps, for scikit-image sums in f32 and so may choose the next value where two are nearly as good.
        image = np.clip(noisy(fields(shape, objects, 9), 10) * 30_000, 0, 65_535).astype("u2") // 64 * 64
        put(f"image{dims}", image)
        mask = image > filters.threshold_otsu(image)
        put(f"distance{dims}", segment(mask, ndi.distance_transform_edt(mask) ** 2, 5))
        put(f"corners{dims}", segment(mask, ndi.distance_transform_edt(mask) ** 2, 3, dims))
        put(f"intensity{dims}", segment(mask, image.astype("f8"), 5))
        put(f"li{dims}", segment(image > filters.threshold_li(image), image.astype("f8"), 7))
        local = image > filters.threshold_local(image.astype("f8"), 31 if dims == 2 else (7, 31, 31), offset=-500)
        put(f"local{dims}", segment(local, image.astype("f8"), 4))
        distance = ndi.distance_transform_edt(mask, sampling=None if dims == 2 else (2, 1, 1))
        put(f"spaced{dims}", segment(mask, distance**2, 4))


FILES = {
    "kernels/src/test/resources/org/roimill/kernels/threshold/golden.npz": thresholds,
    "kernels/src/test/resources/org/roimill/kernels/watershed/golden.npz": watersheds,
    "processors/segmenters/src/test/resources/org/roimill/processors/segmenters/watershed/golden.npz": segmenter,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    args = parser.parse_args()
    for name, make in FILES.items():
        arrays = {}
        make(lambda key, array: arrays.__setitem__(key, np.ascontiguousarray(array)))
        file = ROOT / name
        if args.check:
            with np.load(file) as z:
                if set(z.files) != set(arrays) or any(z[n].dtype != a.dtype or not np.array_equal(z[n], a) for n, a in arrays.items()):
                    sys.exit(f"{file} differs")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(file, **arrays)
        print(f"{name}: {len(arrays)} arrays, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
