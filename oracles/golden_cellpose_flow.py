#!/usr/bin/env python3
"""Writes what Cellpose makes of flows, end points, label stacks: golden arrays for kernels/flow.

    $(venv.sh cellpose4) golden_cellpose_flow.py [--check]      cellpose4.npz
    $(venv.sh cellpose3) golden_cellpose_flow.py [--check]      cellpose3.npz: what only version 3 does

Maps are int16, to be divided by 64: flows along each axis, then the logit. Ends are raster indices, -1 in the
background. --check compares with the committed files and writes nothing.
"""

import argparse
import logging
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage as ndi

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
from cellpose import dynamics, utils  # noqa: E402

MAJOR = int(version("cellpose").split(".")[0])
FOLDER = Path(__file__).resolve().parent.parent / "kernels/src/test/resources/org/roimill/kernels/flow"
FRACTION = 64


def quantized(maps):
    return np.round(maps * FRACTION).astype("i2")


def smooth_maps(rng, shape, sigma, strength=5.0):
    """Unit-like flows of smoothed noise, and a smooth logit."""
    flows = np.stack([ndi.gaussian_filter(rng.normal(size=shape), sigma, mode="wrap") for _ in shape])
    flows *= strength / np.sqrt((flows**2).sum(0)).mean()
    logit = ndi.gaussian_filter(rng.normal(size=shape), sigma, mode="wrap")
    return quantized(np.concatenate([flows, logit[None] / logit.std() + 0.5]))


def cell_maps(rng, shape, pitch, noise=0.3, strength=5.0):
    """Round cells on a jittered lattice; flows point to the centres."""
    grids = [np.arange(pitch / 2, n, pitch) for n in shape]
    centres = np.stack(np.meshgrid(*grids, indexing="ij"), -1).reshape(-1, len(shape))
    centres = centres + rng.uniform(-pitch / 6, pitch / 6, centres.shape)
    at = np.stack(np.indices(shape), -1).reshape(-1, len(shape))
    d2 = ((at[:, None] - centres[None]) ** 2).sum(-1)
    nearest = d2.argmin(1)
    radius = pitch * rng.uniform(0.3, 0.52, len(centres))
    away = np.sqrt(d2.min(1))
    logit = np.clip((radius[nearest] - away) * 2, -20, 20)
    flow = (centres[nearest] - at) / np.maximum(away, 1)[:, None]
    flow += noise * ndi.gaussian_filter(rng.normal(size=(*shape, len(shape))), [1] * len(shape) + [0]).reshape(flow.shape) * 3
    return quantized(np.concatenate([flow.T.reshape(len(shape), *shape) * strength, logit.reshape(1, *shape)]))


def field(maps, threshold):
    maps = maps.astype("f4") / FRACTION
    inside = maps[-1] > threshold
    return maps[:-1] * inside / 5.0, np.nonzero(inside)


def ends_of(maps, steps, threshold=0.0, **how):
    flows, inside = field(maps, threshold)
    shape = maps.shape[1:]
    p = dynamics.follow_flows(flows, inside, niter=steps, **how)
    p = np.asarray(p).astype("i4")
    ends = np.full(shape, -1, "i4")
    ends[inside] = np.ravel_multi_index(tuple(p), shape)
    return ends


def masks_of(ends, fraction):
    inside = np.nonzero(ends >= 0)
    p = np.stack(np.unravel_index(ends[inside], ends.shape)).astype("i4")
    masks = dynamics.get_masks_torch(torch.from_numpy(p), inside, ends.shape, max_size_fraction=fraction)
    return np.asarray(masks).astype("i4")


def gathered(rng, shape, sinks, spread, least):
    """Every voxel ends near a random sink; sinks of unequal weight, some at the faces, some close together."""
    centres = rng.uniform(0, shape, (sinks, len(shape)))
    centres[: sinks // 4] = np.where(rng.random((sinks // 4, len(shape))) < 0.5, 0, np.array(shape) - 1)
    weights = rng.random(sinks) ** 2
    which = rng.choice(sinks, int(np.prod(shape)), p=weights / weights.sum())
    at = np.clip(np.rint(centres[which] + rng.normal(0, spread, (len(which), len(shape)))), 0, np.array(shape) - 1).astype("i4")
    ends = np.ravel_multi_index(tuple(at.T), shape).reshape(shape).astype("i4")
    ends[rng.random(shape) < least] = -1
    return ends


def version_4(put):
    rng = np.random.default_rng(20261129)
    maps = {"smooth2": smooth_maps(rng, (97, 131), 6), "cells2": cell_maps(rng, (120, 112), 16), "noise2": smooth_maps(rng, (43, 61), 0.8, 8),
            "pair2": smooth_maps(rng, (2, 37), (0.5, 4)), "smooth3": smooth_maps(rng, (17, 33, 29), 4, 8), "cells3": cell_maps(rng, (20, 34, 32), 11, strength=9.0),
            "noise3": smooth_maps(rng, (11, 14, 13), 0.8, 8)}
    maps["wind2"] = quantized(np.stack([np.full((40, 150), 1.5), np.full((40, 150), 4.5), np.ones((40, 150))]))
    for name, m in maps.items():
        put(f"maps_{name}", m)
        for steps, threshold in ((200, 0.0), (7, 0.25)):
            ends = ends_of(m, steps, threshold)
            put(f"ends_{name}_{steps}", ends)
            if "cells" in name:
                for fraction in (0.4, 0.01):
                    put(f"masks_{name}_{steps}_{fraction}", masks_of(ends, fraction))
        flows = m.astype("f4") / FRACTION
        if "cells" in name:
            whole = dynamics.compute_masks(flows[:-1], flows[-1], niter=200, flow_threshold=0, min_size=-1, do_3D=m.ndim == 4)
            put(f"all_{name}", np.asarray(whole).astype("i4"))
    for name, shape, sinks, spread in (("a2", (60, 70), 30, 1.2), ("b2", (64, 48), 12, 0.7), ("a3", (14, 22, 20), 25, 0.8), ("b3", (9, 30, 16), 8, 0.5)):
        ends = gathered(rng, shape, sinks, spread, 0.3)
        put(f"gathered_{name}", ends)
        sizes = np.unique(masks_of(ends, 1.0), return_counts=True)[1][1:]
        # A size that some object has exactly, and a hair less: the limit itself still passes.
        limit = float(np.sort(sizes)[len(sizes) // 2]) / np.prod(shape)
        put(f"fractions_{name}", np.array([1.0, limit, np.nextafter(limit, 0) * (1 - 1e-12), 0.0]))
        for i, fraction in enumerate((1.0, limit, np.nextafter(limit, 0) * (1 - 1e-12), 0.0)):
            put(f"gathered_{name}_masks_{i}", masks_of(ends, fraction))


def discs(rng, planes, shape, n, move):
    """Discs that drift from plane to plane, come and go; labels of each plane in another order."""
    stack = np.zeros((planes, *shape), "i4")
    centres = rng.uniform(0, shape, (n, 2))
    radius = rng.uniform(2, 6, n)
    yy, xx = np.indices(shape)
    for z in range(planes):
        centres += rng.normal(0, move, centres.shape)
        label = 0
        for i in rng.permutation(n):
            if rng.random() < 0.85:
                disc = (yy - centres[i, 0]) ** 2 + (xx - centres[i, 1]) ** 2 <= radius[i] ** 2
                if disc.any():
                    label += 1
                    stack[z][disc] = label
    return stack


def renumbered(stack):
    return np.stack([np.unique(np.append(plane.ravel(), 0), return_inverse=True)[1][:-1].reshape(plane.shape) for plane in stack]).astype("i4")


def stitching(put):
    rng = np.random.default_rng(10)
    stacks = {"discs": renumbered(discs(rng, 8, (50, 60), 40, 1.0)), "gaps": discs(rng, 6, (40, 40), 40, 0.7), "bars": np.zeros((6, 12, 24), "i4")}
    # Bars of a few pixels: many equal overlaps.
    for z in range(6):
        for i, x in enumerate(range(z % 2, 24, 2 + z % 3)):
            stacks["bars"][z, :, x : x + 2 + z % 2] = i + 1
        stacks["bars"][z, 6:, ::5] = 0
    late = stacks["discs"].copy()
    late[3] = 0
    late[6:] = 0
    stacks["late_empty"] = late
    early = stacks["discs"].copy()
    early[1] = 0
    stacks["early_empty"] = early
    first = stacks["discs"].copy()
    first[:2] = 0
    stacks["first_empty"] = first
    stacks["all_empty"] = np.zeros((3, 5, 6), "i4")
    stacks["blocks"] = rng.integers(0, 4, (5, 1, 40)).repeat(3, 1).repeat(1, 2).astype("i4")
    for name, stack in stacks.items():
        put(f"stack_{name}", stack)
        for threshold in (0.0, 0.1, 0.25, 0.5, 1 / 3):
            out = utils.stitch3D(stack.astype("u2"), stitch_threshold=threshold)
            put(f"stitched_{name}_{threshold:.2f}", np.stack(out).astype("i4"))
        diameter = utils.diameters(stack)[0]
        put(f"diameter_{name}", np.array([diameter], "f8"))


def version_3(put):
    rng = np.random.default_rng(33)
    maps = {"smooth2": smooth_maps(rng, (83, 91), 6), "cells2": cell_maps(rng, (80, 72), 16), "noise2": smooth_maps(rng, (33, 41), 0.8, 8),
            "smooth3": smooth_maps(rng, (17, 23, 29), 4, 8), "cells3": cell_maps(rng, (20, 24, 22), 11, strength=9.0)}
    for name, m in maps.items():
        put(f"maps_{name}", m)
        for steps, threshold in ((200, 0.0), (7, 0.25)):
            put(f"nearest_{name}_{steps}", ends_of(m, steps, threshold, interp=False))
            put(f"interp_{name}_{steps}", ends_of(m, steps, threshold, interp=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    args = parser.parse_args()
    torch.set_num_threads(1)
    arrays = {}

    def put(name, array):
        arrays[name] = np.ascontiguousarray(array)

    if MAJOR == 3:
        version_3(put)
    else:
        version_4(put)
        stitching(put)
    file = FOLDER / f"cellpose{MAJOR}.npz"
    if args.check:
        with np.load(file) as z:
            different = set(z.files) ^ set(arrays) | {n for n, a in arrays.items() if n in z.files and not (z[n].dtype == a.dtype and np.array_equal(z[n], a))}
        if different:
            sys.exit(f"{file} differs: {sorted(different)}")
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(file, **arrays)
    print(f"{file.name}: {len(arrays)} arrays, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
