"""Times Cellpose's quality control and hole filling on what FlowTime and ObjectsTime wrote, and compares the results.

Usage: objects_peer.py FOLDER, with Cellpose 4.1.1 (oracles/requirements-cellpose4.txt).
"""

import sys
import time
import warnings

import numpy as np
import torch
from cellpose import dynamics, utils

warnings.filterwarnings("ignore")
folder = sys.argv[1]
torch.set_num_threads(2)


def timed(what, work):
    clock, processor = time.perf_counter(), time.process_time()
    out = work()
    print(f"{what}: {time.perf_counter() - clock:.2f} s (processor {time.process_time() - processor:.2f} s)", flush=True)
    return out


labels = np.load(f"{folder}/plane_labels.npy")
maps = np.load(f"{folder}/plane_maps.npy")
pierced = np.fromfile(f"{folder}/pierced.raw", "<i4").reshape(labels.shape)
filled = timed("holes and sizes", lambda: utils.fill_holes_and_remove_small_masks(pierced.copy(), min_size=15))
print("labels differ in", int((filled != np.fromfile(f"{folder}/filled.raw", "<i4").reshape(labels.shape)).sum()))
errors, _ = timed("quality", lambda: dynamics.flow_error(labels, maps[:2], device=torch.device("cpu")))
print("errors differ by up to", np.abs(errors - np.fromfile(f"{folder}/errors.raw", "<f8")).max())
