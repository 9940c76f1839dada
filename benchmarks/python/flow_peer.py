"""Times Cellpose's dynamics, masks and stitching on the arrays that FlowTime wrote, and compares the labels.

Usage: flow_peer.py FOLDER [plane] [volume] [stitch], with Cellpose 4.1.1 (oracles/requirements-cellpose4.txt). The clock,
and the processor time of all threads, which counts on a machine that others use too.
"""

import sys
import time
import warnings

import numpy as np
import torch
from cellpose import dynamics, utils

warnings.filterwarnings("ignore")
folder, wanted = sys.argv[1], sys.argv[2:] or ["plane", "volume", "stitch"]
torch.set_num_threads(2)


def timed(what, work):
    clock, processor = time.perf_counter(), time.process_time()
    out = work()
    print(f"{what}: {time.perf_counter() - clock:.2f} s (processor {time.process_time() - processor:.2f} s)", flush=True)
    return out


def same(name, a, b):
    print(f"{name}: {int(np.max(b))} objects, labels differ in {int((np.asarray(a).astype('i8') != b).sum())} of {b.size}", flush=True)


for name in wanted:
    if name == "stitch":
        stack = np.load(f"{folder}/stitch_stack.npy")[:3].astype("u2")
        out = timed("stitch, 2 pairs of planes", lambda: utils.stitch3D(stack, stitch_threshold=0.25))
        same(name, out, np.load(f"{folder}/stitch_labels.npy")[:3])
        continue
    maps = np.load(f"{folder}/{name}_maps.npy")
    inside = maps[-1] > 0
    points = np.nonzero(inside)
    print(f"{name}: {inside.mean():.3f} foreground")
    ends = timed(f"{name}, dynamics", lambda: dynamics.follow_flows(maps[:-1] * inside / 5.0, points, niter=200))
    labels = timed(f"{name}, masks", lambda: dynamics.get_masks_torch(ends.int(), points, inside.shape, max_size_fraction=0.4))
    same(name, labels, np.load(f"{folder}/{name}_labels.npy"))
