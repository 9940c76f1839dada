#!/usr/bin/env python3
"""Writes golden/kernels.zip: what scikit-image, SciPy, NumPy and spatialdata make of small images.

    $(venv.sh current) golden_kernels.py [--out FOLDER] [--check]

    kernels/manifest.json       {"made_by": ..., "cases": [{name, op, reference, params, inputs: {role: file},
                                outputs: {role: file}, values: {...}, compare: {...}}]}
    kernels/arrays/NNN.npy      shared by the cases, C order, little-endian

compare.kind: "exact" (equal in every bit), "partition" (labels equal up to a renaming), "close" (|a-b| <= atol + rtol |b|).
"""

import argparse
import json
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from scipy import ndimage as ndi
from skimage import filters, measure, morphology, segmentation, transform

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "fixtures")]
from canonical import describe, json_safe, save  # noqa: E402
from case import made_by  # noqa: E402
from values import numbers, smooth  # noqa: E402

EXACT = {"kind": "exact"}
PARTITION = {"kind": "partition"}
# Found by trying all orders on thousands of ties, in 2-D and 3-D: it always holds while the spacing is 1.
TIES = "of equally near pixels SciPy takes the one with the least x, then the least y, then z; `ties` marks the pixels where this decides"


def close(rtol, atol=0.0):
    return {"kind": "close", "rtol": rtol, "atol": atol}


class Kernels:
    def __init__(self, out):
        self.out, self.cases, self.saved, self.names = out, [], {}, set()
        (out / "arrays").mkdir(parents=True, exist_ok=True)

    def array(self, values):
        told = describe(values)
        key = (told["dtype"], tuple(told["shape"]), told["sha256"])
        if key not in self.saved:
            self.saved[key] = "arrays/" + save(values, self.out / "arrays" / f"{len(self.saved):03d}").name
        return {"file": self.saved[key], "dtype": told["dtype"], "shape": told["shape"], "sha256": told["sha256"]}

    def add(self, name, op, reference, params, inputs, outputs, compare, values=None, note=None):
        assert name not in self.names, name
        self.names.add(name)
        entry = {"name": name, "op": op, "reference": reference, "params": json_safe(params),
                 "inputs": {k: self.array(v) for k, v in inputs.items()}, "outputs": {k: self.array(v) for k, v in outputs.items()}, "compare": compare}
        if values is not None:
            entry["values"] = json_safe(values)
        if note:
            entry["note"] = note
        self.cases.append(entry)

    def finish(self):
        manifest = {"manifest": 1, "case": "kernels", "kind": "kernels", "made_by": made_by(), "command": "oracles/golden_kernels.py", "cases": self.cases}
        (self.out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def core():
    with np.load(HERE / "data" / "core_000.npz") as z:
        return z["nucleus"].astype("i4"), z["dapi"]


def pictures():
    """The same small image in each type that the filters run on."""
    _, dapi = core()
    u2 = dapi[8:37, 20:51]
    return {"u1": np.minimum(u2 // 64, 255).astype("u1"), "u2": u2, "f4": (u2 / 1000.0 - 3.0).astype("f4")}


def mask(shape, density, seed):
    return np.random.default_rng([seed, *shape]).random(shape) < density


# --- labels -------------------------------------------------------------------------------------------------------

def components(k):
    def spiral(n):
        a = np.zeros((n, n), bool)
        y = x = 0
        dy, dx = 0, 1
        a[0, 0] = True
        while True:
            moved = False
            for _ in range(2):
                ny, nx = y + dy, x + dx
                ahead = (y + 2 * dy, x + 2 * dx)
                if 0 <= ny < n and 0 <= nx < n and not a[ny, nx] and not (0 <= ahead[0] < n and 0 <= ahead[1] < n and a[ahead]):
                    y, x, moved = ny, nx, True
                    a[y, x] = True
                    break
                dy, dx = dx, -dy
            if not moved:
                return a

    checker = (np.indices((9, 11)).sum(0) % 2).astype(bool)
    flat = {"random_30": mask((41, 53), 0.3, 1), "random_50": mask((41, 53), 0.5, 2), "random_60": mask((41, 53), 0.6, 3), "spiral": spiral(31), "checker": checker,
            "full": np.ones((7, 9), bool), "empty": np.zeros((7, 9), bool), "one_pixel": np.ones((1, 1), bool), "row": mask((1, 40), 0.5, 4), "column": mask((40, 1), 0.5, 4)}
    for (name, a), connectivity in ((x, c) for x in flat.items() for c in (1, 2)):
        label_case(k, f"components_2d_{name}_{4 * connectivity}", a, connectivity, 4 * connectivity)
    solid = {"random_15": mask((9, 17, 13), 0.15, 5), "random_30": mask((9, 17, 13), 0.3, 6)}
    for (name, a), connectivity in ((x, c) for x in solid.items() for c in (1, 2, 3)):
        neighbours = {1: 6, 2: 18, 3: 26}[connectivity]
        label_case(k, f"components_3d_{name}_{neighbours}", a, connectivity, neighbours)
    values = np.random.default_rng(7).integers(0, 4, (31, 37)).astype("i4")
    for connectivity in (1, 2):
        out, n = measure.label(values, connectivity=connectivity, background=0, return_num=True)
        k.add(f"components_values_{4 * connectivity}", "components", "skimage.measure.label", {"neighbours": 4 * connectivity, "equal_values": True},
              {"image": values}, {"labels": out.astype("i4")}, PARTITION, {"count": int(n)}, "pixels join only where their values are equal")


def label_case(k, name, a, connectivity, neighbours):
    out, n = ndi.label(a, ndi.generate_binary_structure(a.ndim, connectivity))
    again = measure.label(a, connectivity=connectivity)
    assert np.array_equal(out, again), name  # both number by the first pixel in C order
    k.add(name, "components", "scipy.ndimage.label", {"neighbours": neighbours}, {"image": a}, {"labels": out.astype("i4")}, PARTITION,
          {"count": int(n), "numbered": "by first pixel in C order"})


def ties(labels, distance, spacing=None):
    """Background pixels within the distance that two labels reach at the same, smallest distance."""
    best = np.full(labels.shape, np.inf)
    tied = np.zeros(labels.shape, bool)
    for i in np.unique(labels[labels > 0]):
        d = ndi.distance_transform_edt(labels != i, sampling=spacing)
        d2 = np.round(d * d).astype(float) if spacing is None else d * d
        tied = np.where(d2 < best, False, tied | (d2 == best))
        best = np.minimum(best, d2)
    return tied & (labels == 0) & (np.sqrt(best) <= distance)


def expansion(k):
    nucleus, _ = core()
    part = np.ascontiguousarray(nucleus[150:246, 300:404])
    for distance in (0.5, 1, 2, 7, 8, 12.3):
        expand_case(k, f"expand_core_{distance:g}", part, distance)
    dots = np.zeros((41, 47), "i4")
    rng = np.random.default_rng(11)
    for i in range(1, 31):
        dots[rng.integers(0, 41), rng.integers(0, 47)] = i
    for distance in (1, 2, 5, 12.3, 1000):
        expand_case(k, f"expand_dots_{distance:g}", dots, distance)
    cube = np.zeros((9, 15, 17), "i4")
    for i in range(1, 9):
        cube[rng.integers(0, 9), rng.integers(0, 15), rng.integers(0, 17)] = i
    expand_case(k, "expand_3d_4", cube, 4)
    out = segmentation.expand_labels(cube, 4, spacing=(2.0, 1.0, 1.0))
    k.add("expand_3d_4_spacing", "expand_labels", "skimage.segmentation.expand_labels", {"distance": 4, "spacing": [2.0, 1.0, 1.0]}, {"labels": cube},
          {"labels": out, "ties": ties(cube, 4, (2.0, 1.0, 1.0))}, EXACT, note="`ties` marks the pixels that any of the nearest labels may take")


def expand_case(k, name, labels, distance):
    out = segmentation.expand_labels(labels, distance)
    tied = ties(labels, distance)
    k.add(name, "expand_labels", "skimage.segmentation.expand_labels", {"distance": distance}, {"labels": labels}, {"labels": out, "ties": tied}, EXACT,
          {"ties": int(tied.sum()), "grown": int((out > 0).sum())}, TIES)


def bound(labels, r):
    if r == 0:
        return labels.copy()
    if r > 0:
        return segmentation.expand_labels(labels, r)
    edge = segmentation.find_boundaries(labels, connectivity=1, mode="thick")
    return np.where(ndi.distance_transform_edt(~edge) >= -r, labels, 0)


def ring(labels, bigger, smaller):
    out = bound(labels, bigger)
    out[bound(labels, smaller) > 0] = 0
    return out


def rings(k):
    nucleus, _ = core()
    part = np.ascontiguousarray(nucleus[150:246, 300:404])
    for name, labels, bigger, smaller in [("core", nucleus, 8, 2)] + [("part", part, b, s) for b, s in ((8, 2), (7, 2), (1, 0), (3, 0), (0, -1), (0, -2), (2, -2), (4, -3), (-1, -4))]:
        out = ring(labels, bigger, smaller)
        outputs = {"labels": out}
        if name != "core":
            outputs["ties"] = ties(labels, bigger) if bigger > 0 else np.zeros(labels.shape, bool)
        k.add(f"ring_{name}_{bigger}_{smaller}", "ring", "expand_labels, find_boundaries(thick, 4), distance_transform_edt", {"rad_bigger": bigger, "rad_smaller": smaller},
              {"labels": labels}, outputs, EXACT, {"pixels": int((out > 0).sum())}, TIES)


def distances(k):
    flat = [("sparse", mask((37, 43), 0.98, 21)), ("dense", mask((37, 43), 0.7, 22)), ("one_zero", np.ones((29, 31), bool)), ("row", mask((1, 40), 0.9, 23))]
    flat[2][1][5, 7] = False
    for name, a in flat:
        for spacing in ((1.0, 1.0), (2.0, 0.5), (0.325, 0.7)):
            edt_case(k, f"edt_2d_{name}_{spacing[0]:g}_{spacing[1]:g}", a, spacing)
    solid = mask((9, 15, 17), 0.97, 24)
    for spacing in ((1.0, 1.0, 1.0), (3.0, 1.0, 1.0), (2.0, 0.325, 0.5)):
        edt_case(k, f"edt_3d_{spacing[0]:g}_{spacing[1]:g}_{spacing[2]:g}", solid, spacing)


def edt_case(k, name, a, spacing):
    d = ndi.distance_transform_edt(a, sampling=spacing)
    whole = all(s == 1 for s in spacing)
    out = np.round(d * d).astype("u2") if whole else d.astype("f4")
    k.add(name, "distance", "scipy.ndimage.distance_transform_edt", {"spacing": spacing, "result": "squared" if whole else "distance"}, {"mask": a}, {"distance": out},
          EXACT if whole else close(1e-6), note="to the nearest zero; u16 of the square where the spacing is 1, else f32 of the distance")


# --- filters ------------------------------------------------------------------------------------------------------

def medians(k):
    for (t, a), radius in ((x, r) for x in pictures().items() for r in (1, 3, 5)):
        out = ndi.median_filter(a, footprint=morphology.disk(radius), mode="nearest")
        k.add(f"median_{t}_{radius}", "median", "scipy.ndimage.median_filter", {"disk": radius, "mode": "nearest"}, {"image": a}, {"image": out}, EXACT)
    a = pictures()["u2"][:4, :5]
    k.add("median_tiny_5", "median", "scipy.ndimage.median_filter", {"disk": 5, "mode": "nearest"}, {"image": a},
          {"image": ndi.median_filter(a, footprint=morphology.disk(5), mode="nearest")}, EXACT, note="the disk is larger than the image")


def gaussians(k):
    f8 = pictures()["f4"][:18, :23].astype("f8")
    f4 = f8.astype("f4")
    chosen = [(0.5, "nearest"), (1.0, "reflect"), (2.5, "nearest"), (2.5, "reflect"), (10.0, "nearest"), (10.0, "reflect")] + [(2.5, m) for m in ("mirror", "constant", "wrap")]
    for sigma, mode in chosen:
        k.add(f"gaussian_f8_{sigma:g}_{mode}", "gaussian", "scipy.ndimage.gaussian_filter", {"sigma": [sigma, sigma], "mode": mode, "cval": 0.0, "truncate": 4.0},
              {"image": f8}, {"image": ndi.gaussian_filter(f8, sigma, mode=mode)}, close(1e-12, 1e-12))
    for sigma, mode in ((0.5, "nearest"), (10.0, "nearest"), (2.5, "nearest"), (2.5, "reflect"), (2.5, "mirror"), (2.5, "constant"), (2.5, "wrap"), (1.0, "reflect")):
        k.add(f"gaussian_f4_{sigma:g}_{mode}", "gaussian", "scipy.ndimage.gaussian_filter", {"sigma": [sigma, sigma], "mode": mode, "cval": 0.0, "truncate": 4.0},
              {"image": f4}, {"image": ndi.gaussian_filter(f4, sigma, mode=mode)}, close(2e-6, 2e-6))
    k.add("gaussian_f4_anisotropic", "gaussian", "scipy.ndimage.gaussian_filter", {"sigma": [3.0, 0.0], "mode": "nearest", "cval": 0.0, "truncate": 4.0},
          {"image": f4}, {"image": ndi.gaussian_filter(f4, (3.0, 0.0), mode="nearest")}, close(2e-6, 2e-6), note="sigma by axis (y, x)")
    solid = smooth("f4", (5, 9, 11))
    k.add("gaussian_f4_3d", "gaussian", "scipy.ndimage.gaussian_filter", {"sigma": [1.0, 2.0, 0.5], "mode": "nearest", "cval": 0.0, "truncate": 4.0},
          {"image": solid}, {"image": ndi.gaussian_filter(solid, (1.0, 2.0, 0.5), mode="nearest")}, close(2e-6, 2e-6), note="sigma by axis (z, y, x)")
    u2 = pictures()["u2"][:18, :23]
    k.add("gaussian_u2_as_f4", "gaussian", "scipy.ndimage.gaussian_filter", {"sigma": [1.5, 1.5], "mode": "nearest", "cval": 0.0, "truncate": 4.0, "lane": "f32"},
          {"image": u2}, {"image": ndi.gaussian_filter(u2.astype("f4"), 1.5, mode="nearest")}, close(2e-6, 2e-6), note="converted to f32 first")


def boxes(k):
    f8 = pictures()["f4"][:18, :23].astype("f8")
    for size, mode in ((3, "nearest"), (5, "nearest"), (4, "nearest"), (5, "reflect"), (5, "mirror"), (5, "constant"), (5, "wrap"), (25, "nearest")):
        k.add(f"box_f4_{size}_{mode}", "box", "scipy.ndimage.uniform_filter", {"size": [size, size], "mode": mode, "cval": 0.0}, {"image": f8.astype("f4")},
              {"image": ndi.uniform_filter(f8, size, mode=mode).astype("f4")}, close(1e-6, 1e-6), note="f64 sums, rounded once to f32; an even size reaches one further up and left")


def ranks(k):
    disk = morphology.disk(2)
    for t, a in pictures().items():
        for size in (3, 4):
            k.add(f"min_{t}_{size}", "minimum", "scipy.ndimage.minimum_filter", {"size": size, "mode": "nearest"}, {"image": a}, {"image": ndi.minimum_filter(a, size, mode="nearest")}, EXACT)
            k.add(f"max_{t}_{size}", "maximum", "scipy.ndimage.maximum_filter", {"size": size, "mode": "nearest"}, {"image": a}, {"image": ndi.maximum_filter(a, size, mode="nearest")}, EXACT)
        for q in (10, 25, 90):
            k.add(f"percentile_{t}_{q}", "percentile_filter", "scipy.ndimage.percentile_filter", {"percentile": q, "disk": 2, "mode": "nearest"}, {"image": a},
                  {"image": ndi.percentile_filter(a, q, footprint=disk, mode="nearest")}, EXACT, note="rank = floor(n * q / 100) of the n sorted values, n - 1 for 100")
        for name, function in (("erosion", ndi.grey_erosion), ("dilation", ndi.grey_dilation), ("opening", ndi.grey_opening), ("closing", ndi.grey_closing)):
            for radius in (1, 3):
                k.add(f"{name}_{t}_{radius}", name, f"scipy.ndimage.grey_{name}", {"disk": radius, "mode": "nearest"}, {"image": a},
                      {"image": function(a, footprint=morphology.disk(radius), mode="nearest")}, EXACT)
    a = pictures()["u2"]
    for mode in ("reflect", "mirror", "wrap", "constant"):
        k.add(f"min_u2_5_{mode}", "minimum", "scipy.ndimage.minimum_filter", {"size": 5, "mode": mode, "cval": 0}, {"image": a}, {"image": ndi.minimum_filter(a, 5, mode=mode)}, EXACT)


def blob(image, work_shape, radius):
    m = transform.resize((image > 0).astype("u1"), work_shape, order=1, preserve_range=True, anti_aliasing=True) > 0
    disk = morphology.disk(radius)
    m = morphology.closing(morphology.opening(m, disk), disk)
    return transform.resize(m.astype("u1"), image.shape, order=1, preserve_range=True, anti_aliasing=False) > 0


def blobs(k):
    image = np.zeros((210, 260), "u1")
    image[20:120, 30:140] = 1
    image[150:158, 200:208] = 1
    image[60:64, 180:250] = 1
    image[190:210, 0:40] = 1
    holes = image.copy()
    holes[50:54, 60:64] = 0
    for name, a, shape, radius in (("plain", image, (50, 50), 5), ("holes", holes, (100, 130), 3), ("same", holes, (210, 260), 2), ("up", image[:60, :70], (100, 100), 4)):
        k.add(f"blob_{name}", "blob", "skimage.transform.resize, skimage.morphology opening and closing", {"work_shape": list(shape), "radius": radius}, {"image": a},
              {"mask": blob(a, shape, radius).astype("u1")}, EXACT, note="written from the semantics, not from the original code: the fourth case scales up")


# --- statistics ---------------------------------------------------------------------------------------------------

def percentiles(k):
    dapi = core()[1][:48, :56]
    small = {"u1": np.minimum(dapi // 64, 255).astype("u1"), "u2": dapi, "f4": (dapi / 1000.0 - 3.0).astype("f4"), "u2_two": np.array([3, 8], "u2"), "u1_one": np.array([5], "u1"),
             "u2_constant": np.full((5, 5), 77, "u2"), "u2_full": numbers("u2", (13, 17))}
    q = [0.0, 0.1, 1.0, 5.0, 25.0, 50.0, 75.0, 99.0, 99.8, 99.9, 100.0]
    for t, a in small.items():
        found = np.percentile(a.astype("f8"), q)
        k.add(f"percentiles_{t}", "percentiles", "numpy.percentile(linear) in f64", {"q": q}, {"image": a}, {"percentiles": found}, close(1e-15), {"percentiles": found.tolist()})
    for low, high in ((1.0, 99.0), (0.1, 99.8), (0.0, 100.0)):
        a = dapi[8:37, 20:51]
        lo, hi = np.percentile(a.astype("f8"), [low, high])
        out = np.clip((a.astype("f8") - lo) / (hi - lo), 0, 1).astype("f4")
        k.add(f"normalize_u2_{low:g}_{high:g}", "normalize", "numpy", {"low": low, "high": high}, {"image": a}, {"image": out}, close(0, 6e-8), {"low": float(lo), "high": float(hi)})


def thresholds(k):
    dapi = core()[1][:48, :56]
    for t, a in {"u1": np.minimum(dapi // 64, 255).astype("u1"), "u2": dapi, "f4": (dapi / 1000.0 - 3.0).astype("f4")}.items():
        found = {n: float(getattr(filters, f"threshold_{n}")(a)) for n in ("otsu", "li", "triangle", "yen", "isodata", "mean")}
        k.add(f"thresholds_{t}", "thresholds", "skimage.filters.threshold_*", {"bins": 256}, {"image": a}, {}, close(1e-6), found,
              "otsu, triangle, yen, isodata: integers have one bin a value from the least to the greatest, floats 256 bins; li iterates on the values")


# --- scale --------------------------------------------------------------------------------------------------------

def resizing(k):
    f4 = pictures()["f4"]
    labels = core()[0][150:181, 300:333]
    for shape in ((15, 16), (10, 31), (29, 31), (45, 50), (58, 62), (7, 9)):
        for antialias in (False, True):
            if antialias and shape[0] >= 29 and shape[1] >= 31:
                continue
            out = transform.resize(f4.astype("f8"), shape, order=1, mode="reflect", anti_aliasing=antialias, preserve_range=True)
            k.add(f"resize_linear_{shape[0]}x{shape[1]}{'_aa' if antialias else ''}", "resize", "skimage.transform.resize", {"shape": list(shape), "order": 1, "mode": "reflect", "anti_aliasing": antialias},
                  {"image": f4}, {"image": out.astype("f4")}, close(2e-6, 2e-6), note="in f64, rounded once; anti-aliasing: gaussian, sigma = (factor - 1) / 2, mode mirror as scikit-image maps its reflect")
        out = transform.resize(labels, shape, order=0, mode="reflect", anti_aliasing=False, preserve_range=True).astype("i4")
        k.add(f"resize_nearest_{shape[0]}x{shape[1]}", "resize", "skimage.transform.resize", {"shape": list(shape), "order": 0, "mode": "reflect", "anti_aliasing": False}, {"image": labels}, {"image": out}, EXACT)
    for factor in (2, 3):
        out = transform.downscale_local_mean(f4.astype("f8"), (factor, factor))
        k.add(f"local_mean_{factor}", "local_mean", "skimage.transform.downscale_local_mean", {"factor": factor}, {"image": f4}, {"image": out.astype("f4")}, close(1e-6, 1e-6),
              note="an odd size is padded with zeros at the end")
    for zoom in (0.5, 1.7):
        for grid in ((False, True) if zoom < 1 else (True,)):
            out = ndi.zoom(f4.astype("f8"), zoom, order=1, mode="nearest", grid_mode=grid)
            k.add(f"zoom_{zoom:g}{'_grid' if grid else ''}", "zoom", "scipy.ndimage.zoom", {"zoom": zoom, "order": 1, "mode": "nearest", "grid_mode": grid}, {"image": f4}, {"image": out.astype("f4")}, close(2e-6, 2e-6),
                  note="grid_mode false: the centres of the corner pixels stay; true: their outer edges")


def pyramids(k):
    """As spatialdata builds them: images by xarray's coarsen, labels by what the version uses."""
    from spatialdata.models import Image2DModel, Labels2DModel

    from ops_spatial import _levels

    for t, shape in (("u1", (2, 16, 24)), ("u2", (1, 17, 23)), ("u2", (1, 31, 30)), ("i2", (1, 17, 23)), ("f4", (1, 17, 23))):
        a = numbers(t, shape) if t != "f4" else smooth(t, shape)
        levels = [np.asarray(x.data) for x in _levels(Image2DModel.parse(a, dims=("c", "y", "x"), scale_factors=[2, 2]))[0]]
        ours = [a]
        for _ in range(2):
            ours.append(coarsen(ours[-1]))
        same = all(np.array_equal(x, y) for x, y in zip(levels, ours))
        k.add(f"pyramid_image_{t}_{shape[1]}x{shape[2]}", "pyramid", "spatialdata.models.Image2DModel.parse(scale_factors=[2, 2])", {"kind": "image", "levels": 3, "axes": "cyx"}, {"image": a},
              {f"level{i}": x for i, x in enumerate(levels[1:], 1)}, EXACT if t != "f4" else close(1e-6), {"right_aligned_truncated_mean": bool(same)},
              "2x2 mean in f64, truncated towards zero; of an odd axis the first row or column is dropped")
    for shape in ((16, 24), (17, 23), (31, 30)):
        a = np.random.default_rng([31, *shape]).integers(0, 50, shape).astype("i4")
        levels = [np.asarray(x.data) for x in _levels(Labels2DModel.parse(a, dims=("y", "x"), scale_factors=[2, 2]))[0]]
        corner, odd = a, a
        found = {}
        for n, x in enumerate(levels[1:], 1):
            h, w = corner.shape[0] // 2 * 2, corner.shape[1] // 2 * 2
            corner = corner[:h:2, :w:2]
            odd = odd[1::2, 1::2]
            found[f"level{n}"] = "top-left" if np.array_equal(x, corner) else "bottom-right" if np.array_equal(x, odd) else "other"
        k.add(f"pyramid_labels_{shape[0]}x{shape[1]}", "pyramid", "spatialdata.models.Labels2DModel.parse(scale_factors=[2, 2])", {"kind": "labels", "levels": 3, "axes": "yx", "which": "spatialdata"}, {"labels": a},
              {f"level{i}": x for i, x in enumerate(levels[1:], 1)}, EXACT, found, "what this version of spatialdata picks; see values")
        top = [a]
        for _ in range(2):
            b = top[-1]
            top.append(np.ascontiguousarray(b[:b.shape[0] // 2 * 2:2, :b.shape[1] // 2 * 2:2]))
        k.add(f"pyramid_labels_topleft_{shape[0]}x{shape[1]}", "pyramid", "NumPy slices", {"kind": "labels", "levels": 3, "axes": "yx", "which": "top-left"}, {"labels": a},
              {f"level{i}": x for i, x in enumerate(top[1:], 1)}, EXACT, note="the top-left pixel of each 2x2 block, an odd last row or column is dropped: as in PlexPipe's stores")


def coarsen(a):
    h, w = a.shape[-2] // 2, a.shape[-1] // 2
    b = a[..., a.shape[-2] - 2 * h:, a.shape[-1] - 2 * w:]
    return b.reshape(*a.shape[:-2], h, 2, w, 2).mean(axis=(-3, -1), dtype="f8").astype(a.dtype)


def write(out):
    k = Kernels(out)
    for part in (components, expansion, rings, distances, medians, gaussians, boxes, ranks, blobs, percentiles, thresholds, resizing, pyramids):
        part(k)
    k.finish()
    return k


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="write the files here instead of the archive")
    parser.add_argument("--check", action="store_true", help="compare with the committed archive, write nothing")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    if args.out:
        print(f"{args.out}: {len(write(args.out).cases)} cases")
        return
    from make_fixtures import pack, same_values

    archive = HERE / "golden" / "kernels.zip"
    with tempfile.TemporaryDirectory(prefix="kernels-") as scratch:
        k = write(Path(scratch) / "kernels")
        target = Path(scratch) / "kernels.zip" if args.check else archive
        pack([k.out], target)
        if args.check and not same_values(target, archive):
            sys.exit("kernels.zip differs from the committed")
        print(f"kernels.zip: {len(k.cases)} cases, {len(k.saved)} arrays, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
