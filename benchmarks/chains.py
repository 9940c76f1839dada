"""Whole chains on a ROI of 4800 x 4864 with 12 000 cells: roimill against PlexPipe's own command, side by side.

    $(oracles/venv.sh plexpipe) benchmarks/chains.py FOLDER [REPEATS]

Both are whole processes on fresh copies of one SpatialData store, in turn, the order changing with each repeat. `inside`
is the time without the start: of PlexPipe after its imports, of roimill the ROI's `elapsed` in run.json. Processor time is
that of the process with all its threads, user and system. What both made is compared at the end of each pair.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "oracles/tests"))
from mill import ENVIRONMENT, LAUNCHER, plexpipe_file, without_network  # noqa: E402

SHAPE, SPACING, MARKERS = (4800, 4864), 44, ("DAPI", "ECad", "CD45")


def nuclei(rng):
    """Ellipses on a shaken grid."""
    labels = np.zeros(SHAPE, "i4")
    for label, (y, x) in enumerate(np.ndindex(SHAPE[0] // SPACING, SHAPE[1] // SPACING), 1):
        cy, cx = (np.array([y, x]) + 0.5) * SPACING + rng.uniform(-7, 7, 2)
        a, b, angle = rng.uniform(9, 14), rng.uniform(7, 11), rng.uniform(0, np.pi)
        y0, x0 = int(cy) - 15, int(cx) - 15
        dy, dx = np.mgrid[y0:y0 + 31, x0:x0 + 31]
        dy, dx = dy - cy, dx - cx
        inside = ((dx * np.cos(angle) + dy * np.sin(angle)) / a) ** 2 + ((dy * np.cos(angle) - dx * np.sin(angle)) / b) ** 2 < 1
        labels[y0:y0 + 31, x0:x0 + 31][inside] = label
    return labels


def scene(path):
    """Three textured markers and the labels of nuclei and cells, three levels each, as spatialdata writes them."""
    from scipy import ndimage as ndi
    from skimage.segmentation import expand_labels
    from spatialdata import SpatialData
    from spatialdata.models import Image2DModel, Labels2DModel

    rng = np.random.default_rng(20261121)
    nucleus = nuclei(rng)
    cell = expand_labels(nucleus, 7)
    images = {}
    for marker, where in zip(MARKERS, (nucleus > 0, (cell > 0) & (nucleus == 0), cell > 0)):
        light = 300 + 4000 * ndi.gaussian_filter(where.astype("f4"), 1.5)
        light *= 1 + 0.5 * np.kron(rng.normal(size=(75, 76)), np.ones((64, 64))).astype("f4").clip(-1, 1)
        image = rng.poisson(light.clip(50)).astype("u2")
        images[marker] = Image2DModel.parse(image[None], dims=("c", "y", "x"), scale_factors=[2, 2], chunks=(1, 512, 512))
    labels = {f"instanseg_{name}": Labels2DModel.parse(a, dims=("y", "x"), scale_factors=[2, 2], chunks=(512, 512))
              for name, a in (("nucleus", nucleus), ("cell", cell))}
    SpatialData(images=images, labels=labels).write(path)
    return int(nucleus.max())


def chains(folder):
    """The example without its network, with what it normalizes kept (else roimill leaves that out), and single steps."""
    text = without_network()
    steps = ["  - category" + s for s in text[:text.index("#" * 54 + "\n# qc")].split("  - category")[1:]]
    kept = [s.replace("keep: false", "keep: true") for s in steps]
    made = {"example": kept, "normalize DAPI": [kept[0].replace("[DAPI, ECad]", "[DAPI]")], "ring 8/2": [kept[1]]}
    for name, chosen in made.items():
        (folder / f"{name.replace('/', '-')}.yaml").write_text(plexpipe_file("".join(chosen), folder))
    return list(made)


def timed(command, **more):
    """Wall clock and processor time of a process and its children, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout + done.stderr
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def roimill(chain, roi):
    report = roi.parent / "report"
    wall, cpu, _ = timed([LAUNCHER, "run", chain, roi, "--report", report], env=ENVIRONMENT)
    row = json.loads((report / "run.json").read_text())
    assert row["rois"][0]["outcome"] == "ok", row
    return {"wall": wall, "inside": row["rois"][0]["elapsed"], "cpu": cpu, "memory": row["peak_process_memory"], "seconds": row["rois"][0]["seconds"]}


def plexpipe(chain, roi):
    wall, cpu, said = timed([sys.executable, __file__, "inside", chain, roi])
    return {"wall": wall, "cpu": cpu, **json.loads(said.splitlines()[-1])}


def inside(chain, roi):
    """PlexPipe's command `segment-roi`, in this process."""
    import plex_pipe.runners  # noqa: F401
    from plex_pipe.cli import main

    began = time.perf_counter()
    main(["segment-roi", "--exp_config", chain, "--roi_path", roi])
    print(json.dumps({"inside": time.perf_counter() - began, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))


def differences(ours, theirs):
    """How the finest levels differ of what both made."""
    import zarr

    found = {}
    for kind in ("images", "labels"):
        for element in sorted(p.name for p in (theirs / kind).iterdir() if p.is_dir()):
            if element in MARKERS or element.startswith("instanseg_"):
                continue
            a, b = (zarr.open_array(finest(roi / kind / element), mode="r")[...] for roi in (ours, theirs))
            assert a.dtype == b.dtype and a.shape == b.shape
            found[element] = float(np.abs(a.astype("f8") - b).max())
    return found


def finest(element):
    attributes = json.loads((element / "zarr.json").read_text())["attributes"]
    return element / attributes["ome"]["multiscales"][0]["datasets"][0]["path"]


def main():
    folder = Path(sys.argv[1]).resolve()
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "source.zarr"
    if not source.exists():
        print("cells:", scene(source))
    for name in chains(folder):
        chain, rows = folder / f"{name.replace('/', '-')}.yaml", {roimill: [], plexpipe: []}
        for k in range(repeats):
            rois = {}
            for run in (roimill, plexpipe) if k % 2 == 0 else (plexpipe, roimill):
                rois[run] = folder / f"{run.__name__}.zarr"
                shutil.rmtree(rois[run], ignore_errors=True)
                shutil.copytree(source, rois[run])
                os.sync()
                load = os.getloadavg()[0]
                rows[run].append(run(chain, rois[run]))
                print(f"{name}, {run.__name__}, load {load:.1f}: {json.dumps(rows[run][-1])}", flush=True)
            print(f"{name}: greatest difference {differences(rois[roimill], rois[plexpipe])}", flush=True)
        for run, results in rows.items():
            told = ", ".join(f"{what} {statistics.median(r[what] for r in results):.2f} s" for what in ("wall", "inside", "cpu"))
            print(f"{name}, {run.__name__}, median of {repeats}: {told}, peak {max(r['memory'] for r in results) / 2**20:.0f} MiB", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "inside":
        inside(*sys.argv[2:])
    else:
        main()
