"""roimill as a program, and the data its chains are tested on."""

import json
import os
import subprocess
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
LAUNCHER = Path(os.environ.get("ROIMILL", HERE.parent.parent / "roimill"))
ENVIRONMENT = {**os.environ, "ROIMILL_NO_BUILD": "1"}


def roimill(*args, folder, exit_code=0):
    """Runs it in the folder; gives what it said."""
    done = subprocess.run([LAUNCHER, *map(str, args)], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, text=True)
    assert done.returncode == exit_code, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def run(chain, roi, *args):
    """Runs a chain on a ROI; gives the one row of its run.json."""
    report = Path(roi).parent / "report"
    roimill("run", chain, roi, "--report", report, *args, folder=Path(roi).parent)
    rows = json.loads((report / "run.json").read_text())["rois"]
    assert len(rows) == 1 and rows[0]["outcome"] == "ok", rows
    return rows[0]


def core(folder):
    """A fresh copy of the tissue core."""
    with tarfile.open(DATA / "core_000.zarr.tar.gz") as tar:
        tar.extractall(folder, filter="data")
    return Path(folder, "Core_000.zarr")


def plexpipe_file(steps, folder):
    """The text of PlexPipe's example with these steps, in lines of YAML, and with places in the folder."""
    text = (DATA / "example_v1.yaml").read_text()
    head, tail = text[:text.index("# add pre-processed images")], text[text.index("#" * 54 + "\n# qc"):]
    return (head + steps + "\n" + tail).replace("../examples/input", str(folder)).replace("../examples//output", f"{folder}/analysis")


def without_network():
    """PlexPipe's example without its network, whose labels the core has; it has no NaKATPase either, but ECad."""
    text = (DATA / "example_v1.yaml").read_text()
    begin = text.index("# segmentation (category: 'object_segmenter')")
    end = text.index("#----", begin)
    assert "type: instanseg" in text[begin:end] and text.count("type:") == 4
    return (text[:begin] + text[end:]).replace("NaKATPase", "ECad")
