#!/usr/bin/env python3
"""Writes what Cellpose makes of masks, and around its network: golden arrays for kernels/objects, kernels/normal and
for the network stage of processors/segmenters.

    $(venv.sh cellpose4) golden_cellpose_objects.py [--check]      cellpose4.npz in each folder
    $(venv.sh cellpose3) golden_cellpose_objects.py [--check]      objects/cellpose3.npz: where version 3 differs

Maps of flows are int16, to be divided by 64. --check compares with the committed files and writes nothing.
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
from cellpose import dynamics, metrics, transforms, utils  # noqa: E402

MAJOR = int(version("cellpose").split(".")[0])
FOLDER = Path(__file__).resolve().parent.parent / "kernels/src/test/resources/org/roimill/kernels"
CPU = torch.device("cpu")
SEGMENTERS = FOLDER.parents[6] / "processors/segmenters/src/test/resources/org/roimill/processors/segmenters"
FRACTION = 64


def ellipses(rng, shape, n, largest, rings=0.0, gaps=1):
    """Ellipses, drawn one over the other, some hollow; ids with gaps where asked."""
    labels = np.zeros(shape, "i4")
    grid = np.ogrid[tuple(slice(s) for s in shape)]
    for i in rng.permutation(n * gaps)[:n] + 1:
        centre = [rng.integers(0, s) for s in shape]
        radii = [rng.integers(1, largest) for _ in shape]
        d = sum(((g - c) / r) ** 2 for g, c, r in zip(grid, centre, radii))
        labels[(d <= 1) & ((d > 0.5) | (rng.random() >= rings))] = i
    return labels


def consecutive(labels):
    return np.unique(labels, return_inverse=True)[1].reshape(labels.shape).astype("i4") if (labels == 0).any() else labels


def shapes():
    """Masks whose mean lies outside of them, single pixels, masks in two pieces."""
    a = np.zeros((40, 44), "i4")
    a[2:12, 3:14] = 1
    a[4:10, 5:12] = 0
    a[2:12, 14:16] = 2
    a[20:30, 3:5] = 3
    a[28:30, 3:20] = 3
    a[15, 30] = 4
    a[0, 0] = 5
    a[39, 40:44] = 6
    a[33:36, 3:6] = 7
    a[33:36, 9:12] = 7
    a[20:29, 25:36] = 8
    a[20:28, 36:42] = 9
    return a


def qc(put):
    rng = np.random.default_rng(41)
    for name, labels in {"touching": consecutive(ellipses(rng, (56, 61), 22, 9)), "shapes": shapes()}.items():
        truth = dynamics.masks_to_flows_gpu(labels.copy(), device=CPU)
        truth = truth[0] if isinstance(truth, tuple) else truth
        strength = rng.uniform(0, 1.2, labels.max() + 1)[labels]
        noisy = 5 * truth * (1 - strength) + rng.normal(size=truth.shape) * 2 * strength
        maps = np.round(noisy * FRACTION).astype("i2")
        flows = (maps / FRACTION).astype("f4")
        put(f"labels_{name}", labels)
        put(f"maps_{name}", maps)
        put(f"flows_{name}", truth)
        if MAJOR == 3:
            put(f"apart_{name}", dynamics.masks_to_flows(labels.copy(), device=CPU))
        flow_error = getattr(metrics, "flow_error", None) or dynamics.flow_error
        put(f"errors_{name}", flow_error(labels.copy(), flows, device=CPU)[0])
        for threshold in (0.2, 0.4, 1.0):
            kept = dynamics.remove_bad_flow_masks(labels.copy(), flows, threshold=threshold, device=CPU)
            put(f"kept_{name}_{threshold}", np.isin(np.arange(1, labels.max() + 1), kept).astype("u1"))
    if MAJOR == 4:
        volume = consecutive(ellipses(rng, (9, 14, 16), 6, 6))
        put("labels_volume", volume)
        put("flows_volume", dynamics.masks_to_flows_gpu_3d(volume.copy(), device=CPU))


def fills(put):
    """Cases in which fill_voids and SciPy agree: of a box's first edge fill_voids 2.1.2 takes some open voxels for holes."""
    fill = utils.fill_voids.fill

    def both(labels, size):
        found = utils.fill_holes_and_remove_small_masks(labels.copy(), min_size=size)
        utils.fill_voids.fill = lambda mask: ndi.binary_fill_holes(mask)
        plain = utils.fill_holes_and_remove_small_masks(labels.copy(), min_size=size)
        utils.fill_voids.fill = fill
        return found.astype("i4"), np.array_equal(found, plain)

    rng = np.random.default_rng(43)
    sizes = (-1, 0, 1, 5, 15, 60)
    for dims, shape, n in ((2, (40, 40), 24), (3, (12, 15, 16), 12)):
        pictures, results = [], {s: [] for s in sizes}
        while len(pictures) < n:
            labels = ellipses(rng, shape, int(rng.integers(1, 40)), 9, 0.5, 1 + len(pictures) % 2)
            if len(pictures) % 8 == 5:
                labels[labels == 0] = 99
            if len(pictures) == 7:
                labels[:] = 0
            found = {s: both(labels, s) for s in sizes}
            if all(same for _, same in found.values()):
                pictures.append(labels)
                for s in sizes:
                    results[s].append(found[s][0])
        put(f"unfilled_{dims}", np.stack(pictures).astype("i2"))
        for s in sizes:
            put(f"filled_{dims}_{s}", np.stack(results[s]).astype("i2"))


def edges(put):
    rng = np.random.default_rng(47)
    for dims, shape in ((2, (41, 37)), (3, (9, 15, 13))):
        labels = ellipses(rng, shape, 25, 5, gaps=2)
        put(f"edged_{dims}", labels)
        put(f"inner_{dims}", utils.remove_edge_masks(labels.copy(), change_index=False))


def normal(put):
    rng = np.random.default_rng(59)

    def picture(h, w, c):
        a = ndi.gaussian_filter(rng.normal(size=(h, w, c)), (4, 4, 0)) * 300 + np.linspace(0, 50, h)[:, None, None]
        return np.ascontiguousarray((a + rng.normal(size=a.shape)).astype("f4"))

    for h, w in ((32, 32), (30, 41), (43, 28)):
        image = picture(h, w, 1)
        put(f"image_{h}x{w}", image[..., 0])
        for smooth, sharpen in ((0, 6), (1, 0), (2, 5), (3.5, 12)):
            out = transforms.smooth_sharpen_img(image.copy(), smooth_radius=smooth, sharpen_radius=sharpen, device=CPU)
            put(f"sharp_{h}x{w}_{smooth}_{sharpen}", out[..., 0].astype("f4"))
    for h, w, block in ((90, 120, 50), (40, 44, 100), (96, 40, 32)):
        image = picture(h, w, 2)
        if block == 50:
            image[:, 60:, 1] = 7
        if block == 100:
            image[..., 1] = 3
        put(f"tiles_{h}x{w}", image)
        put(f"tiled_{h}x{w}_{block}", tiled(image[None], block, 2 if block == 32 else 0)[0])
        if block == 32:
            put(f"tiled_{h}x{w}_{block}_each", tiled(image[None], block, 0, together=False)[0])
    stack = np.stack([picture(30, 34, 2) * (1 + z) for z in range(3)]).astype("f4")
    put("tiles_3x30x34", stack)
    put("tiled_3x30x34_16", tiled(stack, 16, 2))


def tiled(stack, block, smooth, together=True):
    """As `eval` calls it: with an axis of planes in any case."""
    return transforms.normalize_img(stack.copy(), normalize=True, norm3D=together, tile_norm_blocksize=block, tile_norm_smooth3D=smooth).astype("f4")


def thinned(put):
    """Percentiles of images of more than 224^3 voxels, which Cellpose takes of some rows, columns and planes: those of this picture are unlike the others."""
    table = []
    for shape in ((1, 3400, 3500), (60, 450, 440), (120, 300, 330), (50, 450, 440)):
        z, y, x = np.ogrid[tuple(slice(s) for s in shape)]
        v = ((x * x * 7 + y * y * 13 + z * z * 29 + x * y) % 1009 + 1000 * (x % 2 == 0) + 3000 * (y % 15 == 0) + 500 * (z % 2 == 0)).astype("f4")
        out = transforms.normalize_img(v[..., None].copy(), normalize=True, norm3D=True)[..., 0].astype("f8")
        # Two voxels tell the line.
        i, j = v.argmin(), v.argmax()
        length = (float(v.flat[j]) - float(v.flat[i])) / (out.flat[j] - out.flat[i])
        low = v.flat[i] - out.flat[i] * length
        table.append((*shape, low, low + length))
    put("thinned", np.array(table, "f4"))


def tiling(put):
    """For each length of an axis: the padding before, the padded length, the number of tiles, their side, their starts."""
    for name, side, least in (("cellpose3", 224, None), ("cellpose4", 256, (256, 256))):
        for augment in (False, True):
            table, starts = [], []
            for size in range(1, 1101):
                before, after, *_ = transforms.get_pad_yx(size, size, min_size=least if least and size < side else None)
                padded = size + before + after
                tiles, _, xs, _, _ = transforms.make_tiles(np.zeros((1, side, padded), "u1"), bsize=side, augment=augment, tile_overlap=0.1)
                table.append((before, padded, tiles.shape[1], tiles.shape[-1]))
                starts += [int(x[0]) for x in xs[:tiles.shape[1]]]
            put(f"{name}_{'augmented' if augment else 'plain'}", np.array(table, "i4"))
            put(f"{name}_{'augmented' if augment else 'plain'}_starts", np.array(starts, "i4"))
    for side in (224, 256, 320):
        for across in (side, 112):
            put(f"taper_{side}x{across}", np.asarray(transforms._taper_mask(side, across), "f8")[[side // 2, 20]])
    rng = np.random.default_rng(61)
    image = rng.normal(size=(23, 31)).astype("f4")
    put("image", image)
    for h, w in ((23, 31), (40, 77), (11, 13), (9, 50), (1, 2)):
        put(f"resized_{h}x{w}", transforms.resize_image(image.copy(), Ly=h, Lx=w, no_channels=True).astype("f4"))


def version_4():
    for folder, parts in (("objects", (qc, fills, edges)), ("normal", (normal,))):
        yield FOLDER / folder / "cellpose4.npz", parts
    yield SEGMENTERS / "network/golden.npz", (tiling, thinned)


def version_3():
    yield FOLDER / "objects/cellpose3.npz", (qc, fills)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    args = parser.parse_args()
    torch.set_num_threads(1)
    for file, parts in version_3() if MAJOR == 3 else version_4():
        arrays = {}
        for part in parts:
            part(lambda name, array: arrays.__setitem__(name, np.ascontiguousarray(array)))
        if args.check:
            with np.load(file) as z:
                different = set(z.files) ^ set(arrays) | {n for n, a in arrays.items() if n in z.files and not (z[n].dtype == a.dtype and np.array_equal(z[n], a, equal_nan=a.dtype.kind == "f"))}
            if different:
                sys.exit(f"{file} differs: {sorted(different)}")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(file, **arrays)
        print(f"{file.parent.name}/{file.name}: {len(arrays)} arrays, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
