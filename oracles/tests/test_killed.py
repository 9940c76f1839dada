"""Kills runs of a chain that replaces three results, at random moments, and looks at what they left.

Every third is killed while it commits, which is short. ROIMILL_KILLS says how often; 40 times without.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import zarr

from mill import ENVIRONMENT, HERE, LAUNCHER, core, roimill

KILLS = int(os.environ.get("ROIMILL_KILLS", "40"))
SEED = 20261121
RESULTS = ("images/smooth", "labels/band", "tables/means")
RADII = (4, 6)
CHAIN = """
roimill: 1
vars: {radius: 4}
steps:
  - type: gaussian
    input: DAPI
    output: smooth
    parameters: {sigma: "${radius}"}
    keep: true
  - type: ring
    input: instanseg_nucleus
    output: band
    parameters: {rad_bigger: "${radius}", rad_smaller: 1}
    keep: true
  - type: mean_intensity
    input: {labels: band, image: smooth}
    output: means
    keep: true
"""


class Oracle:
    """spatialdata in a process of its own, which has it imported."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, HERE.parent / "reference.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)

    def opened(self, path):
        self.process.stdin.write(json.dumps({"op": "spatialdata", "path": str(path)}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["ok"], answer
        broken = [f"{kind}/{name}: {e['error']}" for kind in ("images", "labels", "tables") for name, e in answer[kind].items() if "error" in e]
        assert not broken, broken
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def start(folder, radius):
    """In a process group of its own. The optimising compiler would not pay for so little work."""
    environment = {**ENVIRONMENT, "ROIMILL_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
    command = [LAUNCHER, "run", "chain.yaml", "roi.zarr", "--overwrite", "--set", f"radius={radius}", "--report", "report"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, start_new_session=True)


def finish(folder, radius):
    began = time.monotonic()
    process = start(folder, radius)
    said, _ = process.communicate()
    assert process.returncode == 0, said
    return time.monotonic() - began


def kill(folder, radius, after, sign=None):
    """After some seconds, counted from a file or folder among the transactions where one is named. Gives whether it was in time."""
    process = start(folder, radius)
    try:
        while sign and process.poll() is None and not list((folder / "roi.zarr/.roimill").glob(sign)):
            time.sleep(0.0005)
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode != 0


def arrays(group, path=""):
    for name, node in sorted(group.members()):
        if isinstance(node, zarr.Array):
            values = node[...]
            yield f"{path}/{name}", str(values.dtype), values.shape, values.tobytes() if values.dtype != object else tuple(values.ravel())
        else:
            yield from arrays(node, f"{path}/{name}")


def content(roi, result):
    """All values of an element, and its attributes."""
    group = zarr.open_group(roi / result, mode="r", use_consolidated=False)
    return dict(group.attrs), list(arrays(group))


def moment(roi):
    """How far the run had come."""
    hidden = roi / ".roimill"
    transactions = [t for t in hidden.iterdir() if t.is_dir()] if hidden.is_dir() else []
    if not transactions:
        return "no transaction"
    inside = {p.name for t in transactions for p in t.iterdir()}
    if "intent.json" in inside:
        return "swapping" if "begun.json" in inside else "intent written"
    return "results being made, or the old ones removed"


def leftovers(roi):
    """Hidden files that are none of Zarr's, but for the chunk lists, which belong to the results."""
    zarrs = {".zattrs", ".zgroup", ".zarray", ".zmetadata"}
    hidden = [p for p in roi.rglob(".*") if p.name not in zarrs]
    return [p for p in hidden if not (p.name == ".roimill" and {c.name for c in p.iterdir()} == {"chunks"})]


def small_core(folder):
    """The core with one marker and its nuclei: enough, and quickly copied and opened."""
    made = core(folder)
    for image in (made / "images").iterdir():
        if image.is_dir() and image.name != "DAPI":
            shutil.rmtree(image)
    shutil.rmtree(made / "labels/instanseg_cell")
    (made / "labels/.zattrs").write_text(json.dumps({"labels": ["instanseg_nucleus"]}))
    return made.rename(folder / "roi.zarr")


def test_a_killed_run_leaves_all_results_old_or_new_and_the_next_one_finishes(tmp_path):
    roi = small_core(tmp_path)
    (tmp_path / "chain.yaml").write_text(CHAIN)
    known, takes = {}, []
    for radius in (*RADII, RADII[0]):
        takes.append(finish(tmp_path, radius))
        found = {result: content(roi, result) for result in RESULTS}
        assert known.setdefault(radius, found) == found, "the same chain makes the same"
    assert all(known[RADII[0]][result] != known[RADII[1]][result] for result in RESULTS)
    files = sorted(p.relative_to(roi) for p in roi.rglob("*") if p.is_file() and "tables" not in p.parts)
    oracle, rng, seen = Oracle(), random.Random(SEED), Counter()
    pause, stands = float(np.median(takes)), 0
    try:
        for k in range(KILLS):
            wished = 1 - stands
            when = (rng.uniform(0, 0.03), "*/intent.json") if k % 3 == 2 else (rng.uniform(0.35, 1.05) * pause,)
            seen["killed" if kill(tmp_path, RADII[wished], *when) else "ended before"] += 1
            at = moment(roi)
            seen[at] += 1
            of = {result: next((g for g in (0, 1) if content(roi, result) == known[RADII[g]][result]), None) for result in RESULTS}
            assert None not in of.values(), f"kill {k}, {at}: neither old nor new: {of}"
            oracle.opened(roi)
            if len(set(of.values())) > 1:
                assert at == "swapping", f"kill {k}, {at}: {of}"
                seen["between old and new"] += 1
            elif set(of.values()) == {wished}:
                seen["new"] += 1
                stands = wished
            if k % 4 == 3 or len(set(of.values())) > 1:
                pause = 0.5 * pause + 0.5 * finish(tmp_path, RADII[wished])
                stands = wished
                assert all(content(roi, result) == known[RADII[wished]][result] for result in RESULTS), f"after kill {k}"
                assert not leftovers(roi), leftovers(roi)
                oracle.opened(roi)
                seen["finished by another run"] += 1
        finish(tmp_path, RADII[0])
        assert not leftovers(roi), leftovers(roi)
        assert sorted(p.relative_to(roi) for p in roi.rglob("*") if p.is_file() and "tables" not in p.parts) == files
        print(f"\n{KILLS} runs of about {pause:.1f} s: {dict(seen)}")
    finally:
        oracle.close()
    roimill("verify", roi, folder=tmp_path)


def test_a_run_that_finds_all_done_clears_what_a_killed_one_left(tmp_path):
    roi = small_core(tmp_path)
    (tmp_path / "chain.yaml").write_text(CHAIN)
    finish(tmp_path, RADII[0])
    assert kill(tmp_path, RADII[1], 0.05, "tx-*/new")
    assert leftovers(roi), "killed in the middle of its work"
    finish(tmp_path, RADII[0])
    assert json.loads((tmp_path / "report/run.json").read_text())["rois"][0]["skipped"] is True
    assert not leftovers(roi), leftovers(roi)
