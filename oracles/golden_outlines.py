#!/usr/bin/env python3
"""Writes the outlines that OpenCV finds, and the pictures of flows that Cellpose paints, for the tests of both.

    $(venv.sh cellpose4) golden_outlines.py [--check]

Inputs are random blobs and fields from a seed. --check compares with the
committed files and writes nothing.
"""

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np
from cellpose import plot
from scipy import ndimage as ndi

ROOT = Path(__file__).resolve().parent.parent
OUTLINES = ROOT / "kernels/src/test/resources/org/roimill/kernels/outline/golden.npz"
FLOWS = ROOT / "stores/segfiles/src/test/resources/org/roimill/stores/segfiles/golden.npz"


def planes():
    rng = np.random.default_rng(20261129)
    blobs = ndi.gaussian_filter(rng.normal(size=(61, 83)), 2.2)
    yield "blobs", ndi.label(blobs > 0.05, np.ones((3, 3)))[0]
    yield "noise", rng.integers(0, 4, (23, 31))
    yield "sparse", (rng.random((40, 37)) < 0.2).astype(int) * rng.integers(1, 6, (40, 37))
    rings = np.zeros((30, 30), int)
    rings[2:28, 2:28] = 1
    rings[4:26, 4:26] = 0
    rings[6:24, 6:24] = 1  # in the hole of its own label
    rings[10:20, 10:20] = 2
    rings[12:18, 12:18] = 0
    rings[14, 14] = 2
    yield "rings", rings
    lines = np.zeros((20, 20), int)
    lines[2, 3:17] = 1
    lines[4:15, 5] = 2
    np.fill_diagonal(lines[5:, 6:], 3)
    lines[0, 0] = 9
    lines[19, 0:4] = 7
    lines[0:20, 19] = 8
    yield "lines", lines
    twins = np.zeros((20, 30), int)
    for x in (2, 12, 22):
        twins[3:8, x:x + 5] = 1
    twins[10:15, 3:8] = 1
    twins[9:14, 14:19] = 2
    twins[12:17, 22:27] = 2
    yield "twins", twins


def outlines(put):
    for name, plane in planes():
        plane = plane.astype("u4")
        put(name, plane)
        found, longest = [], []
        for label in np.unique(plane)[1:]:
            parts, _ = cv2.findContours((plane == label).astype("u1"), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            parts = [p.reshape(-1, 2) for p in parts]
            best = parts[int(np.argmax([len(p) for p in parts]))]
            longest.append([(label, *point) for point in best] if len(best) > 4 else [])
            for p in sorted(parts, key=lambda p: (p[0][1], p[0][0])):
                found += [(label, *point) for point in p]
        put(f"{name}_found", np.array(found, "i4"))
        put(f"{name}_longest", np.array([point for outline in longest for point in outline], "i4").reshape(-1, 3))


def flows(put):
    rng = np.random.default_rng(7)
    for name, shape in (("plane", (2, 45, 52)), ("volume", (3, 4, 19, 23))):
        field = (ndi.gaussian_filter(rng.normal(size=shape), [0] * (len(shape) - 2) + [3, 3]) * 20).astype("f4")
        put(name, field)
        put(f"{name}_rgb", plot.dx_to_circ(field[-2:]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    check = arguments.parse_args().check
    differ = 0
    for file, make in ((OUTLINES, outlines), (FLOWS, flows)):
        arrays = {}
        make(arrays.__setitem__)
        if check:
            with np.load(file) as old:
                differ += set(old) != set(arrays) or any(not np.array_equal(old[k], arrays[k]) for k in arrays)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(file, **arrays)
        print(file.relative_to(ROOT), len(arrays), "arrays")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
