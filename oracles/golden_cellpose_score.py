#!/usr/bin/env python3
"""Writes what Cellpose counts of pairs of label images: golden arrays for kernels/score.

    $(venv.sh cellpose4) golden_cellpose_score.py [--check]

Every image has background. --check compares with the committed file and writes nothing.
"""

import argparse
import logging
import sys
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
from cellpose import metrics  # noqa: E402

FILE = Path(__file__).resolve().parent.parent / "kernels/src/test/resources/org/roimill/kernels/score/cellpose4.npz"
THRESHOLDS = [0.3, 0.5, 0.75, 0.9]


def discs(rng, shape, count, radius):
    labels = np.zeros(shape, "i4")
    yy, xx = np.indices(shape)
    for i in range(1, count + 1):
        y, x = rng.uniform(0, shape)
        labels[(yy - y) ** 2 + (xx - x) ** 2 <= (radius * rng.uniform(0.6, 1.4)) ** 2] = i
    return labels


def moved(rng, labels, step):
    """Each object shifted a little, some left out; ids in another order and with gaps."""
    out = np.zeros_like(labels)
    ids = rng.permutation(3 * labels.max() + 1) + 1
    for i in np.unique(labels)[1:]:
        if rng.random() < 0.9:
            out[np.roll(labels == i, rng.integers(-step, step + 1, 2), (0, 1))] = ids[i]
    return out


def bars(width, shift, shape=(4, 60)):
    """Bars of equal overlaps: at a shift of half a width each touches two others alike."""
    x = np.arange(shape[1]) - shift
    row = np.where((x >= 0) & (x < (shape[1] - 8) // width * width), x // width + 1, 0)
    return np.tile(row, (shape[0], 1)).astype("i4")


def halves():
    """Objects cut into exact halves, and the other way round: both halves reach 0.5."""
    labels = bars(8, 0)
    cut = bars(4, 0)
    return labels, cut


def pairs(rng):
    first = discs(rng, (90, 110), 40, 8)
    yield "near", first, moved(rng, first, 1)
    yield "far", first, moved(rng, first, 4)
    yield "same", first, first
    yield "others", first, discs(rng, (90, 110), 55, 7)
    crowd = discs(rng, (120, 100), 200, 6)
    yield "crowd", crowd, moved(rng, crowd, 2)
    yield "noise", rng.integers(0, 6, (20, 20)).astype("i4"), rng.integers(0, 9, (20, 20)).astype("i4")
    for width, shift in ((6, 2), (6, 3), (8, 4), (3, 1)):
        yield f"bars_{width}_{shift}", bars(width, 0), bars(width, shift)
    yield "halves", *halves()
    yield "joined", *halves()[::-1]
    nothing = np.zeros((12, 14), "i4")
    some = discs(rng, (12, 14), 3, 3)
    yield "none_true", nothing, some
    yield "none_found", some, nothing
    yield "nothing", nothing, nothing
    # Chains: each object of one row overlaps two of the other above 0.3, the ends one.
    for n in range(12):
        a = np.repeat(np.repeat(rng.integers(0, 5, (6, 6)), 3, 0), 3, 1).astype("i4")
        b = np.where(rng.random(a.shape) < 0.35, rng.integers(0, 5, a.shape), a).astype("i4")
        yield f"mixed_{n}", a, b
    for n in range(12):
        cuts = [np.sort(rng.choice(np.arange(1, 60), 25, replace=False)) for _ in range(2)]
        a, b = (np.tile(np.searchsorted(c, np.arange(62), side="right"), (2, 1)).astype("i4") for c in cuts)
        yield f"chain_{n}", a, b


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    args = parser.parse_args()
    arrays = {"thresholds": np.array(THRESHOLDS)}
    names = list(pairs(np.random.default_rng(20261129)))
    for k, (name, truth, found) in enumerate(names):
        assert (truth == 0).any() and (found == 0).any(), name
        arrays[f"truth_{k}"], arrays[f"found_{k}"] = truth, found
        # In rows: ap, tp, fp, fn, each of 32-bit floats.
        arrays[f"scores_{k}"] = np.stack(metrics.average_precision(truth, found, THRESHOLDS))
        print(name, arrays[f"scores_{k}"][1])
    arrays["count"] = np.array([len(names)], "i4")
    if args.check:
        with np.load(FILE) as z:
            different = set(z.files) ^ set(arrays) | {n for n, a in arrays.items() if n in z.files and not (z[n].dtype == a.dtype and np.array_equal(z[n], a, equal_nan=True))}
        if different:
            sys.exit(f"{FILE} differs: {sorted(different)}")
    else:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(FILE, **arrays)
    print(f"{FILE.name}: {len(arrays)} arrays, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
