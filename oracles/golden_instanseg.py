#!/usr/bin/env python3
"""Writes golden.npz of the InstanSeg kernels: what the package makes of maps that are put in the place of its network's;
and instanseg.npz, what it makes of images before its network sees them.

    $(venv.sh instanseg) golden_instanseg.py [--check]

The package is run as it is, twice: release 0.1.2, whose graph merges by intersection over union, and release 0.0.9, whose
graph is that of the model files 0.1.0 and 0.1.1; the latter is unpacked into a folder of its own. Modules that neither
needs for its graph and that are not installed are stood in for by empty ones. Maps are 8-bit integers, sixteenths.
--check compares with the committed files and writes nothing.
"""

import argparse
import importlib.abc
import importlib.machinery
import os
import subprocess
import sys
import tempfile
import types
import warnings
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "kernels/src/test/resources/org/roimill/kernels/instanseg/golden.npz"
BEFORE = HERE.parent / "processors/segmenters/src/test/resources/org/roimill/processors/segmenters/network/instanseg.npz"
OLD = "instanseg-torch==0.0.9"
ABSENT = {"seaborn", "rasterio", "tiffslide", "torchvision", "cv2", "zarr", "monai", "kornia", "edt", "cucim", "slideio", "geojson", "sklearn"}
warnings.simplefilter("ignore")


class Empty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Any absent module, with a class of any name in it."""

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.split(".")[0] in ABSENT else None

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__path__ = []
        module.__getattr__ = lambda name: None if name.startswith("__") else type(name, (), {})
        return module

    def exec_module(self, module):
        pass


# --- scenes -------------------------------------------------------------------------------------------------------

def scene(height, width, cells, radius, noise, seed):
    """Cells as a network might see them: coordinates that point to the centres, seeds that fall off from there."""
    rng = np.random.default_rng(seed)
    cy, cx = rng.uniform(3, height - 3, cells), rng.uniform(3, width - 3, cells)
    r = rng.uniform(0.6, 1.3, cells) * radius
    y, x = np.mgrid[:height, :width]
    far = np.hypot(y - cy[:, None, None], x - cx[:, None, None]) / r[:, None, None]
    who, nearest = far.argmin(0), far.min(0)
    ty = np.clip((cy[who] - y) / 32 + 0.5, 0.02, 0.98)
    tx = np.clip((cx[who] - x) / 32 + 0.5, 0.02, 0.98)
    sigma = rng.normal(0, 0.3, (2, height, width)) + [[[1]], [[0]]] * (1 - nearest)
    maps = np.stack([np.log(tx / (1 - tx)), np.log(ty / (1 - ty)), *sigma, (1 - nearest) * r[who] * 2])
    maps += rng.normal(0, noise, maps.shape)
    return np.clip(np.round(maps * 16), -127, 127).astype("i1")


def classifier(sigmas, width, radius, seed):
    """Weights that say yes near the seed's coordinates, and a little of everything."""
    rng = np.random.default_rng(seed)
    n = 2 + sigmas
    a, b, c = rng.normal(0, 0.1, (width, n)), rng.normal(0, 0.1, (width, width)), rng.normal(0, 0.1, (1, width))
    for i in range(4):
        a[i, i // 2] += 1.5 if i % 2 == 0 else -1.5
        b[i, i] += 1
        c[0, i] -= 1.5
    if sigmas:
        a[4, 2] += 1
        b[4, 4] += 0.7
        c[0, 4] += 0.5
    return [w.astype("f4") for w in (a, rng.normal(0, 0.05, width), b, rng.normal(0, 0.05, width), c, np.array([radius]))]


SCENES = {"sparse": (128, 160, 40, 8, 0.3, 1), "noisy": (192, 128, 70, 8, 0.8, 2), "dense": (160, 144, 120, 8, 0.5, 3)}
CELLS = (128, 160, 30, 12, 0.3, 4)
SETTINGS = {
    "usual": {},
    "fragments": {"cleanup_fragments": False},
    "eager": {"overlap_threshold": 0.1, "seed_threshold": 0.5, "peak_distance": 2},
    "strict": {"window_size": 24, "mask_threshold": 0.4, "min_size": 60, "mean_threshold": 0.6},
}
RADII = {"sparse": 6.0, "noisy": 5.0, "dense": 8.0}


def pixels(maps):
    return maps.astype("f4") / 16


# --- the package --------------------------------------------------------------------------------------------------

def package():
    sys.meta_path.append(Empty())
    import torch
    import instanseg.utils.loss.instanseg_loss as loss
    torch.manual_seed(0)
    return torch, loss


def run(maps, weights, old, two=False, sigmas=2, seed_maps=1, **settings):
    torch, loss = package()

    class Stub(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("maps", torch.from_numpy(maps)[None])
            self.pixel_classifier = loss.ProbabilityNet(2 + sigmas, weights[0].shape[0])
            state = self.pixel_classifier.state_dict()
            self.pixel_classifier.load_state_dict(dict(zip(state, map(torch.from_numpy, weights))))

        def forward(self, x):
            return self.maps + 0 * x.mean()

    version = {"to_centre": False} if old else {"dim_seeds": seed_maps}
    graph = loss.InstanSeg_Torchscript(Stub(), cells_and_nuclei=two, pixel_size=0.5, n_sigma=sigmas, dim_coords=2, backbone_dim_in=3,
                                       feature_engineering_function="0", params={}, **version)
    with torch.no_grad():
        out = graph(torch.zeros(1, 3, *maps.shape[1:]), **settings).numpy()[0]
    assert (out == out.astype("i4")).all()
    return out.astype("u4")


def labels(old):
    arrays = {}
    prefix = "v01" if old else "head"
    for name, made in SCENES.items():
        maps, weights = scene(*made), classifier(2, 5, RADII[name], 7)
        for setting, chosen in SETTINGS.items():
            arrays[f"{prefix}_{name}_{setting}"] = run(pixels(maps), weights, old, **chosen)[0]
    return arrays


def inputs():
    arrays = {}
    for name, made in SCENES.items():
        arrays[f"maps_{name}"] = scene(*made)
        for i, w in enumerate(classifier(2, 5, RADII[name], 7)):
            arrays[f"mlp_{name}_{i}"] = w
    return arrays


def others():
    """What only the newer release can do."""
    torch, loss = package()
    arrays = {}
    maps = scene(*SCENES["sparse"])
    weights = classifier(2, 5, RADII["sparse"], 7)
    given = np.array([[60, 70], [20, 30], [100, 100], [20, 31], [5, 5], [60, 70], [127, 159]], "i4")
    arrays["given"] = given
    arrays["head_given"] = run(pixels(maps), weights, False, precomputed_seeds=torch.from_numpy(given).long())[0]
    foreground = np.clip(np.random.default_rng(5).normal(0, 16, (1, *maps.shape[1:])), -127, 127).astype("i1")
    arrays["foreground"] = foreground[0]
    for threshold in (0.3, 0.5):
        arrays[f"head_foreground_{threshold}"] = run(pixels(np.concatenate([maps, foreground])), weights, False, seed_maps=2, fg_threshold=threshold)[0]
    for sigmas, width in ((0, 5), (1, 7), (3, 12)):
        more = np.concatenate([maps[:2], np.random.default_rng(6).integers(-20, 20, (sigmas, *maps.shape[1:])).astype("i1"), maps[-1:]])
        weights_of = classifier(sigmas, width, 6.0, 8)
        if sigmas:
            arrays[f"sigmas_{sigmas}"] = more[2:-1]
        for i, w in enumerate(weights_of):
            arrays[f"mlp_sigmas_{sigmas}_{i}"] = w
        arrays[f"head_sigmas_{sigmas}"] = run(pixels(more), weights_of, False, sigmas=sigmas, overlap_threshold=0.2)[0]
    steps = np.random.default_rng(9).integers(0, 6, (41, 53))
    arrays["plateaus"] = steps.astype("i1")
    for distance in (1, 2, 3, 5):
        found = loss.torch_peak_local_max(torch.from_numpy(steps.astype("f4") / 5), distance, 0.55).numpy()
        arrays[f"peaks_{distance}"] = found.astype("i4")
    for n in (1, 2, 3, 32, 101, 1000):
        arrays[f"ramp_{n}"] = torch.linspace(0, n / 4, n).numpy()
    arrays["two_cells"] = scene(*CELLS)
    two = np.concatenate([maps, arrays["two_cells"]])
    arrays["two_apart"] = run(pixels(two), weights, False, two=True, resolve_cell_and_nucleus=False)
    arrays["two_resolved"] = run(pixels(two), weights, False, two=True)
    return arrays


def pair(seed, height=60, width=70):
    """Nuclei and cells that belong together more or less; ids have gaps and no order."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    n, m = 14 + seed % 20, 3 + seed % 12
    cy, cx = rng.uniform(0, height, max(n, m)), rng.uniform(0, width, max(n, m))
    out = np.zeros((2, height, width), "u1")
    for layer, (k, r) in enumerate(((n, 5), (m, 9))):
        ids = rng.permutation(3 * k)[:k] + 1
        for i in range(k):
            dy, dx = rng.normal(0, 4, 2)
            out[layer][np.hypot(y - cy[i] - dy, x - cx[i] - dx) < r * rng.uniform(0.5, 1.3)] = ids[i]
    return out


def resolved():
    torch, _ = package()
    from instanseg.utils.biological_utils import resolve_cell_and_nucleus_boundaries
    arrays = {}
    pairs = {str(s): pair(s) for s in (1, 2, 7, 19, 30, 56)}
    pairs["bare"], pairs["empty"], pairs["nothing"] = pair(3), pair(4), np.zeros((2, 8, 9), "u1")
    pairs["bare"][0] = 0
    pairs["empty"][1] = 0
    for name, two in pairs.items():
        out = resolve_cell_and_nucleus_boundaries(torch.from_numpy(two.astype("f4"))[None]).numpy()[0]
        arrays[f"pair_{name}"], arrays[f"resolved_{name}"] = two, out.astype("u1")
    return arrays


def prepared():
    torch, _ = package()
    from instanseg.inference_class import _rescale_to_pixel_size
    from instanseg.utils.utils import percentile_normalize
    image = np.random.default_rng(12).gamma(2, 300, (2, 37, 41)).astype("f4")
    arrays = {"image": image, "normalized": np.asarray(percentile_normalize(torch.from_numpy(image)), "f4")}
    for scale in (0.37, 0.5, 0.8, 1.004, 1.3, 2, 3.17):
        out = _rescale_to_pixel_size(torch.from_numpy(image), scale, 1.0).numpy()
        out = out.reshape(2, *out.shape[-2:])
        labels = np.arange(1, out[0].size + 1, dtype="f4").reshape(1, 1, *out.shape[1:])
        arrays[f"rescaled_{scale}"] = out
        arrays[f"back_{scale}"] = torch.nn.functional.interpolate(torch.from_numpy(labels), size=image.shape[1:], mode="nearest").numpy()[0, 0].astype("u2")
    return arrays


# --- main ---------------------------------------------------------------------------------------------------------

def old_labels():
    """The older release, unpacked beside, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--target", folder + "/old", OLD], check=True)
        out = folder + "/labels.npz"
        subprocess.run([sys.executable, __file__, "--old", out], check=True, env={**os.environ, "PYTHONPATH": folder + "/old"})
        with np.load(out) as found:
            return dict(found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--old")
    args = parser.parse_args()
    if args.old:
        np.savez(args.old, **labels(True))
        return
    after = {**inputs(), **labels(False), **others(), **resolved(), **old_labels()}
    differ = []
    for file, arrays in ((GOLDEN, after), (BEFORE, prepared())):
        arrays = {k: np.ascontiguousarray(a) for k, a in arrays.items()}
        if not args.check:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(file, **arrays)
            print(f"{file}: {len(arrays)} arrays, {file.stat().st_size} bytes")
            continue
        with np.load(file) as committed:
            differ += [k for k in arrays if k not in committed or not np.array_equal(arrays[k], committed[k])]
            differ += [k for k in committed if k not in arrays]
    if args.check:
        print("same" if not differ else "differ: " + ", ".join(differ))
        sys.exit(bool(differ))


if __name__ == "__main__":
    main()
