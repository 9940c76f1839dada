#!/usr/bin/env python3
"""Writes what NumPy, SciPy and scikit-image make of small images, for the tests of the filters and masks.

    $(venv.sh current) golden_processors.py [--check]

Each family's test resources get a golden.npz: inputs and results by name. The inputs are random numbers, and crops of
data/core_000.npz. --check compares with the committed files and writes nothing.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from scipy import ndimage as ndi
from skimage import morphology, segmentation, transform

HERE = Path(__file__).resolve().parent
FAMILIES = HERE.parent / "processors"


def core():
    with np.load(HERE / "data" / "core_000.npz") as z:
        return z["nucleus"].astype("i4"), z["dapi"]


def stretch(a, low, width):
    return np.clip((a.astype("f8") - low) / width, 0, 1).astype("f4")


def between_percentiles(a, counted, low=1, high=99):
    lo, hi = np.percentile(a[counted].astype("f8"), [low, high])
    return stretch(a, lo, hi - lo)


def tile_limits(a, tile):
    """Percentiles of tiles of about one size, linear between the centres of the tiles, constant beyond the outermost."""
    cells = [-(-n // max(1, int(np.floor(n / tile + 0.5)))) for n in a.shape]
    edges = [[(i, min(n, i + c)) for i in range(0, n, c)] for n, c in zip(a.shape, cells)]
    found = np.array([[np.percentile(a[y0:y1, x0:x1].astype("f8"), [1, 99]) for x0, x1 in edges[1]] for y0, y1 in edges[0]])
    centres = [[(lo + hi - 1) / 2 for lo, hi in e] for e in edges]
    rows = np.apply_along_axis(lambda v: np.interp(np.arange(a.shape[0]), centres[0], v), 0, found)
    return np.apply_along_axis(lambda v: np.interp(np.arange(a.shape[1]), centres[1], v), 1, rows)


def filters(put):
    rng = np.random.default_rng(20261121)
    labels, dapi = core()
    u2 = dapi[8:49, 10:63]
    mask = labels[208:249, 210:263]
    kinds = {"u1": np.minimum(u2 // 64, 255).astype("u1"), "u2": u2, "i2": u2.astype("i2") - 2000, "u4": u2.astype("u4") * 40000,
             "f4": (u2 / 1000.0 - 3.0).astype("f4"), "f8": u2 / 7.0}
    put("mask", mask)
    for name, a in kinds.items():
        put(f"image_{name}", a)
        put(f"normalized_{name}", between_percentiles(a, np.ones(a.shape, bool)))
        put(f"median1_{name}", ndi.median_filter(a, footprint=morphology.disk(1), mode="nearest"))
        put(f"median3_{name}", ndi.median_filter(a, footprint=morphology.disk(3), mode="nearest"))
        blurred = ndi.gaussian_filter(a.astype("f8"), (1.5, 2.5), mode="nearest")
        put(f"gaussian_{name}", blurred if name == "f8" else blurred.astype("f4"))
    put("median7_u2", ndi.median_filter(u2, footprint=morphology.disk(7), mode="nearest"))
    put("gaussian_rounded_u2", np.rint(ndi.gaussian_filter(u2.astype("f8"), 2.0, mode="nearest", truncate=3)).astype("u2"))
    put("normalized_masked", between_percentiles(u2, mask > 0))
    holed = np.where(rng.random(u2.shape) < 0.7, 0, u2)
    put("holed", holed)
    put("normalized_without_zeros", between_percentiles(holed, holed != 0, 5, 95))
    f8 = u2.astype("f8")
    put("min_max", stretch(u2, f8.min(), f8.max() - f8.min()))
    put("z_score", ((f8 - f8.mean()) / f8.std()).astype("f4"))
    limits = tile_limits(u2, 20)
    put("tiles", stretch(u2, limits[..., 0], limits[..., 1] - limits[..., 0]))

    volume = np.stack([u2[:30, :40], u2[5:35, 10:50] // 3, u2[10:40, 13:53] + 900]).astype("u2")
    put("volume", volume)
    put("planes", np.stack([between_percentiles(p, np.ones(p.shape, bool)) for p in volume]))
    put("gaussian_volume", ndi.gaussian_filter(volume.astype("f8"), (0.7, 1.0, 2.0), mode="nearest").astype("f4"))
    put("volume_max", volume.max(0))
    put("volume_mean", volume.mean(0, dtype="f8").astype("f4"))
    put("volume_sum", volume.sum(0))
    signed = (volume.astype("i4") - 5000) * 1000
    put("signed", signed)
    put("signed_sum", signed.sum(0))

    others = [rng.integers(0, 65536, u2.shape).astype("u2") for _ in range(2)]
    for i, other in enumerate(others):
        put(f"other{i}", other)
    put("mean", np.mean([u2.astype("f8"), others[0], others[1]], axis=0).astype("f4"))
    put("max", np.maximum(np.maximum(u2, others[0]), others[1]))
    mixed = np.maximum(kinds["i2"], u2)
    assert mixed.dtype == "i4"
    put("max_mixed", mixed)
    put("max_float", np.maximum(kinds["f4"], others[0]))


def bound(labels, radius):
    if radius > 0:
        return segmentation.expand_labels(labels, radius)
    if radius == 0:
        return labels
    edges = segmentation.find_boundaries(labels, mode="thick")
    return np.where(ndi.distance_transform_edt(~edges) >= -radius, labels, 0)


def ring(labels, bigger, smaller):
    return np.where(bound(labels, smaller) > 0, 0, bound(labels, bigger)).astype(labels.dtype)


def blob(mask, work_shape, radius, inside):
    small = inside(transform.resize((mask > 0).astype("u1"), work_shape, order=1, preserve_range=True, anti_aliasing=True))
    disk = morphology.disk(radius)
    small = morphology.closing(morphology.opening(small, disk), disk)
    return inside(transform.resize(small.astype("u1"), mask.shape, order=1, preserve_range=True, anti_aliasing=False)).astype("u1")


def masks(put):
    labels, _ = core()
    nuclei = np.ascontiguousarray(labels[150:251, 300:421])
    put("nuclei", nuclei)
    for bigger, smaller in ((8, 2), (7, 2), (0, -1), (-1, -3), (2, -2), (3, 0), (2.5, -1.5)):
        put(f"ring_{bigger}_{smaller}", ring(nuclei, bigger, smaller))
    cells = segmentation.expand_labels(nuclei, 4)
    put("cells", cells)
    # A neighbour's nucleus over a cell takes its pixels away too.
    moved = np.roll(nuclei, 6, axis=1)
    put("moved", moved)
    put("subtracted", np.where(moved > 0, 0, cells))
    put("subtracted_matching", np.where(moved == cells, 0, cells))
    put("masked", np.where(moved > 0, cells, 0))
    put("product", (cells.astype("i8") * moved).astype("u4"))
    put("and", ((cells > 0) & (moved > 0)).astype("u1"))
    put("or", ((nuclei > 0) | (moved > 0)).astype("u1"))
    put("not", (cells == 0).astype("u1"))

    a = np.zeros((210, 260), "u1")
    a[20:120, 30:140] = 1
    a[150:158, 200:208] = 1
    a[60:64, 180:250] = 1
    a[190:210, 0:40] = 1
    a[50:54, 60:64] = 0
    put("shapes", a)
    for name, part, shape, radius in (("small", a, (50, 50), 5), ("wide", a, (100, 130), 3), ("same", a, (210, 260), 2), ("up", a[:60, :70], (100, 100), 4)):
        put(f"blob_any_{name}", blob(part, shape, radius, lambda v: v > 0))
        put(f"blob_half_{name}", blob(part, shape, radius, lambda v: v >= 0.5))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    args = parser.parse_args()
    for family, make in (("filters", filters), ("masks", masks)):
        arrays = {}
        make(lambda name, array: arrays.__setitem__(name, np.ascontiguousarray(array)))
        file = FAMILIES / family / "src/test/resources/org/roimill/processors" / family / "golden.npz"
        if args.check:
            with np.load(file) as z:
                if set(z.files) != set(arrays) or any(z[n].dtype != a.dtype or not np.array_equal(z[n], a) for n, a in arrays.items()):
                    sys.exit(f"{file} differs")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(file, **arrays)
        print(f"{file.name} of {family}: {len(arrays)} arrays, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
