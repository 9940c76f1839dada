#!/usr/bin/env python3
"""Writes what Cellpose shows its network and what it makes of the answers: golden arrays for the network stage of
processors/segmenters.

    $(venv.sh cellpose4) golden_cellpose_network.py [--check]      cellpose4.npz
    $(venv.sh cellpose3) golden_cellpose_network.py [--check]      cellpose3.npz

IMAGE                      an image, channel first
IMAGE_CASE                 the same, normalised: transforms.normalize_img with CASES[CASE]; IMAGE_CASE_inverted: with invert, too
absent_CASE                the middle voxel of each channel that the network sees where the image has one channel less
tiles_NAME, maps_NAME      of each tile that the network sees every 7th row and 11th column; of the maps every 11th
                           row and 7th column: make_tiles, unaugment_tiles, average_tiles for TILINGS[NAME]

The picture and the answer of TILINGS are formulas of the place (`picture`, `answer`), which the test has, too: all their
numbers and products are exact in float32. --check compares with the committed file and writes nothing.
"""

import argparse
import logging
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
from cellpose import models, transforms  # noqa: E402

MAJOR = int(version("cellpose").split(".")[0])
FILE = (Path(__file__).resolve().parent.parent / "processors/segmenters/src/test/resources/org/roimill/processors/segmenters/network"
        / f"cellpose{MAJOR}.npz")
CASES = {
    "default": {},
    "percentile": {"percentile": [5, 80.5]},
    "extremes": {"percentile": [0, 100]},
    "lowhigh": {"lowhigh": [3, 200]},
    "each": {"lowhigh": [[3, 200], [5, 9], [0, 1]]},
    "narrow": {"lowhigh": [0, 1e-4]},
    "reversed": {"lowhigh": [200, 3]},
}
# Side of the tiles, overlap, augment, height, width.
TILINGS = {"plain": (64, 0.1, False, 70, 90), "mirrored": (64, 0.1, True, 70, 90), "large": (224, 0.1, False, 150, 300),
           "large_mirrored": (224, 0.1, True, 230, 150), "overlapping": (256, 0.3, False, 300, 200), "single": (256, 0.1, False, 100, 40),
           "single_mirrored": (256, 0.1, True, 100, 40)}


def images():
    """Of each, the second channel is constant, and the third has a range below all percentiles or a very small one."""
    rng = np.random.default_rng(67)
    shape = (13, 14)
    rare = np.zeros(shape)
    rare[3, 5] = 200
    two = rng.integers(0, 2, shape)
    return {"u1": np.stack([rng.integers(0, 256, shape), np.full(shape, 7), rare]).astype("u1"),
            "u2": np.stack([rng.gamma(2, 900, shape).clip(0, 65535), np.full(shape, 40000), two]).astype("u2"),
            "f4": np.stack([rng.normal(5, 40, shape), np.full(shape, 0.1), rng.uniform(0.2, 0.2008, shape)]).astype("f4")}


def normal(put):
    for name, image in images().items():
        put(name, image)
        last = np.moveaxis(image, 0, -1)
        for case, params in CASES.items():
            for invert in (False, True):
                found = transforms.normalize_img(last.copy(), invert=invert, **params)
                put(f"{name}_{case}{'_inverted' if invert else ''}", np.moveaxis(found, -1, 0).astype("f4"))


def stack(put):
    """Planes of different brightness, normalised together and each by itself; in one plane a channel is constant."""
    rng = np.random.default_rng(71)
    image = (rng.gamma(2, 50, (2, 3, 11, 13)) * np.array([1, 4, 9])[:, None, None]).astype("u2")
    image[1, 1] = 12
    put("stack", image)
    last = np.moveaxis(image, 0, -1)
    for case, together in (("together", True), ("apart", False)):
        put(f"stack_{case}", np.moveaxis(transforms.normalize_img(last.copy(), norm3D=together), -1, 0).astype("f4"))


class Seen(torch.nn.Module):
    """A network that keeps what it is shown, with what Cellpose asks of one."""

    mkldnn, nout, dtype, device = False, 3, torch.float32, torch.device("cpu")

    def forward(self, x):
        self.last = x.clone().numpy()
        return torch.zeros((len(x), 3, *x.shape[2:])), torch.zeros((len(x), 256))


def absent(put):
    m = models.CellposeModel.__new__(models.CellposeModel)
    m.device, m.gpu, m.net = torch.device("cpu"), False, Seen()
    own = {"channel_axis": -1}
    if MAJOR == 3:
        m.net_ortho, m.nchan, m.diam_mean, m.diam_labels, m.builtin, m.pretrained_model = None, 2, 30.0, 30.0, False, False
        own = {"channels": [0, 0], "diameter": 30}
    image = images()["u2"][:MAJOR - 2]
    for case, params in (("default", {}), ("lowhigh", CASES["lowhigh"])):
        for invert in (False, True):
            last = np.moveaxis(image, 0, -1) if MAJOR == 4 else image[0]
            m.eval(last.copy(), normalize={**params, "invert": invert}, bsize=256, **own)
            y, x = (s // 2 for s in m.net.last.shape[2:])
            put(f"absent_{case}{'_inverted' if invert else ''}", m.net.last[0, :, y, x])


def picture(height, width):
    y, x, c = np.ogrid[:height, :width, :2]
    return np.moveaxis((y * 7 + x * 13 + c * 29 + y * x % 17) % 256, -1, 0).astype("f4")


def answer(tiles):
    """Of tiles (n, 2, y, x) three maps, each the picture of one channel times a number that depends on the place in the tile."""
    k, y, x = np.ogrid[:3, :tiles.shape[2], :tiles.shape[3]]
    by = ((y * 37 + x * 101 + k * 53) % 256 - 128) / 64
    return tiles[:, [0, 1, 0]] * by.astype("f4")


def tilings(put):
    for name, (side, overlap, augment, height, width) in TILINGS.items():
        least = (side, side) if MAJOR == 4 else None
        before_y, after_y, before_x, after_x = transforms.get_pad_yx(height, width, **({"min_size": least} if least else {}))
        padded = np.pad(picture(height, width), [(0, 0), (before_y, after_y), (before_x, after_x)])
        tiles, ys, xs, full_y, full_x = transforms.make_tiles(padded, bsize=side, augment=augment, tile_overlap=overlap)
        rows, columns = tiles.shape[:2]
        shown = tiles.reshape(rows * columns, 2, *tiles.shape[-2:])
        told = answer(shown)
        if augment:
            told = transforms.unaugment_tiles(told.reshape(rows, columns, 3, *tiles.shape[-2:])).reshape(told.shape)
        maps = transforms.average_tiles(told, ys, xs, full_y, full_x)
        maps = maps[:, before_y:before_y + height, before_x:before_x + width]
        put(f"tiles_{name}", shown[:, :, ::7, ::11].astype("u1"))
        put(f"maps_{name}", maps[:, ::11, ::7].astype("f4"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    args = parser.parse_args()
    torch.set_num_threads(1)
    arrays = {}
    for part in (normal, stack, absent, tilings):
        part(lambda name, array: arrays.__setitem__(name, np.ascontiguousarray(array)))
    if args.check:
        with np.load(FILE) as z:
            different = set(z.files) ^ set(arrays) | {n for n in set(z.files) & set(arrays) if z[n].dtype != arrays[n].dtype or not np.array_equal(z[n], arrays[n])}
        if different:
            sys.exit(f"{FILE.name} differs: {sorted(different)}")
    else:
        np.savez_compressed(FILE, **arrays)
    print(f"{FILE.parent.name}/{FILE.name}: {len(arrays)} arrays, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
