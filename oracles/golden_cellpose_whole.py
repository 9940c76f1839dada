#!/usr/bin/env python3
"""Writes golden/cellposeN-whole.zip: what Cellpose's own pipelines make of small images with a stub network.

    $(venv.sh cellpose3) golden_cellpose_whole.py [--check]      cellpose3-whole.zip, with models/testmodels/tiny-flow
    $(venv.sh cellpose4) golden_cellpose_whole.py [--check]      cellpose4-whole.zip, with models/testmodels/tiny-sam

    cellposeN-whole/manifest.json       as in kernels.zip (golden_kernels.py), and {"model": name, "model_sha256": of the ONNX file}
    cellposeN-whole/arrays/NNN.npy

The network is rebuilt in PyTorch from the constants in the ONNX file and checked against ONNX Runtime first.
op:   run_net  padding, tiles, taper: core.run_net on image / 200                   outputs: maps (3: dY, dX, logit)
      run_3D   three passes, summed: core.run_3D on image / 200                     outputs: maps (4: dZ, dY, dX, logit)
      eval     CellposeModel.eval: normalise, network, dynamics, masks              outputs: maps, masks
      size     SizeModel.eval                                                       values: diameter, diameter_of_style
Images are u1, channel first: a first-generation network gets the channels that `params.channels` says. Maps are a sample, channel
first: every fourth pixel along each axis, float32, unrounded; masks are whole.
"""

import argparse
import json
import logging
import platform
import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
from cellpose import core, models  # noqa: E402

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models"
sys.path[:0] = [str(HERE), str(MODELS / "export"), str(MODELS / "testmodels")]
from canonical import describe, json_safe, save  # noqa: E402
from make import blobs  # noqa: E402
from package import session, sha256  # noqa: E402

GENERATION = int(version("cellpose").split(".")[0])
MODEL = {3: "tiny-flow", 4: "tiny-sam"}[GENERATION]
ONNX = MODELS / "testmodels" / MODEL / f"{MODEL}.onnx"
TILE = {3: 224, 4: 64}[GENERATION]
CHANNELS = {3: 2, 4: 3}[GENERATION]
STRIDE = 4


class Stub(torch.nn.Module):
    """The stub network, from the constants of its ONNX file; with what Cellpose asks of a network."""

    mkldnn, nout, dtype, device = False, 3, torch.float32, torch.device("cpu")

    def __init__(self):
        super().__init__()
        self.value = {t.name: torch.tensor(numpy_helper.to_array(t)) for t in onnx.load(ONNX).graph.initializer}

    def forward(self, x):
        b = F.conv2d(x, self.value["blur"], padding=3)
        up = F.conv2d(b, self.value["rise"], padding=1)
        flow = 5.0 * (up / ((up * up).sum(1, keepdim=True).sqrt() + 0.05))
        mean = F.interpolate(F.avg_pool2d(b, 8), scale_factor=8, mode="nearest")
        y = torch.cat([flow, (b - 0.35) * 12.0 + mean * 0.5], 1)
        if "style_slope" not in self.value:
            return y, torch.zeros((len(x), 256))
        raw = b.mean((2, 3)) * self.value["style_slope"] + self.value["style_offset"]
        return y, raw / (raw * raw).sum(1, keepdim=True).sqrt()

    def check(self):
        x = torch.rand((2, CHANNELS, 64, 64), generator=torch.Generator().manual_seed(1))
        for mine, theirs in zip(self(x), session(ONNX).run(None, {"input": x.numpy()})):
            d = np.abs(mine.numpy() - theirs)
            assert d.max() < 1e-4, d.max()


def cellpose_model(stub):
    if GENERATION == 3:
        m = models.CellposeModel(gpu=False, pretrained_model=False, diam_mean=30.0)
        m.net_ortho = None
    else:
        # Its constructor asks for weights; eval needs only these.
        m = models.CellposeModel.__new__(models.CellposeModel)
        m.device, m.gpu = torch.device("cpu"), False
    m.net = stub
    return m


def picture(shape, radius, seed):
    """Little noise: it would be most of the archive."""
    return bytes_of(blobs(shape, radius, seed, noise=0.005))


def bytes_of(image):
    return np.round(image * 200).clip(0, 255).astype("u1")


def pictures():
    """Blobs of diameter about 30 and 15; in the first the third channel is another picture, in the second it is constant."""
    flat30 = np.stack([picture((150, 170), r, s) for r, s in ((15, 1), (9, 2), (15, 3))])
    flat15 = np.stack([picture((150, 170), 7.5, 4), picture((150, 170), 5, 5), np.full((150, 170), 9, "u1")])
    thin = np.stack([picture((41, 300), 15, s) for s in (6, 7, 8)])
    return {"flat30": flat30, "flat15": flat15, "thin": thin}


def volumes():
    """Balls; in `flat` the planes lie 2.5 pixels apart, so that they are flattened along z."""
    even = np.stack([picture((24, 60, 70), r, s) for r, s in ((9, 11), (7, 12), (9, 13))])
    tall = np.stack([picture((60, 60, 70), r, s) for r, s in ((13, 14), (9, 15), (13, 16))])
    return {"even": even, "flat": tall[:, np.round(np.arange(24) * 2.5).astype(int)]}


class Cases:
    def __init__(self, out):
        self.out, self.cases, self.saved = out, [], {}
        (out / "arrays").mkdir(parents=True)

    def array(self, values):
        values = np.ascontiguousarray(values)
        told = describe(values)
        key = (told["dtype"], tuple(told["shape"]), told["sha256"])
        if key not in self.saved:
            self.saved[key] = "arrays/" + save(values, self.out / "arrays" / f"{len(self.saved):03d}").name
        return {"file": self.saved[key], "dtype": told["dtype"], "shape": told["shape"], "sha256": told["sha256"]}

    def add(self, name, op, reference, params, image, outputs, compare, values=None):
        self.cases.append({"name": name, "op": op, "reference": reference, "params": json_safe(params), "inputs": {"image": self.array(image)},
                           "outputs": {k: self.array(v) for k, v in outputs.items()}, "values": json_safe(values or {}), "compare": compare})
        told = ", ".join([f"{k} {v.shape}" for k, v in outputs.items()] + ([f"{outputs['masks'].max()} masks"] if "masks" in outputs else []))
        print(f"{name}: {told} {values or ''}")

    def finish(self):
        versions = {"python": platform.python_version(), **{p: version(p) for p in ("cellpose", "torch", "numpy", "scipy", "opencv-python-headless")}}
        text = {"manifest": 1, "case": f"cellpose{GENERATION}-whole", "kind": "cellpose", "made_by": versions, "command": "oracles/golden_cellpose_whole.py",
                "model": MODEL, "model_sha256": sha256(ONNX), "cases": self.cases}
        (self.out / "manifest.json").write_text(json.dumps(text, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# The stub divides small slopes by small lengths: what another order of sums changes in the seventh digit, it multiplies by 100.
MAPS = {"kind": "close", "rtol": 0, "atol": 1e-4}


def sample(maps):
    """Channel first, every fourth pixel."""
    return np.ascontiguousarray(maps[(slice(None),) + (slice(None, None, STRIDE),) * (maps.ndim - 1)], "f4")


def last(image):
    return np.moveaxis(image[:CHANNELS], 0, -1)


def run_net_cases(c, stub):
    common = {"tile": TILE, "channels": CHANNELS, "divide_by": 200, "sample": STRIDE}
    cases = [("flat30", False, 0.1, None), ("flat30", True, 0.1, None), ("flat15", False, 0.3, None), ("thin", False, 0.1, None),
             ("thin", True, 0.1, 0.7), ("flat15", False, 0.1, 2.0)]
    images = pictures()
    for k, (name, augment, overlap, scale) in enumerate(cases):
        x = last(images[name])[None].astype("f4") / np.float32(200)
        y, _ = core.run_net(stub, x, augment=augment, tile_overlap=overlap, bsize=TILE, rsz=scale)
        c.add(f"run_net_{k}", "run_net", "cellpose.core.run_net", {**common, "augment": augment, "tile_overlap": overlap, "scale": scale},
              images[name], {"maps": sample(np.moveaxis(y[0], -1, 0))}, MAPS)
    volume = volumes()["even"]
    y, _ = core.run_3D(stub, last(volume).astype("f4") / np.float32(200), bsize=TILE)
    c.add("run_3D", "run_3D", "cellpose.core.run_3D", {**common, "augment": False, "tile_overlap": 0.1}, volume, {"maps": sample(np.moveaxis(y, -1, 0))}, MAPS)


def eval_cases(c, model):
    images, solid = pictures(), volumes()
    flat = [("flat30", {"diameter": 30}), ("flat15", {"diameter": 15}), ("flat30", {"diameter": 30, "augment": True}), ("flat15", {"diameter": 15, "augment": True}),
            ("flat30", {"diameter": None}), ("flat15", {"diameter": 15, "resample": False}), ("flat30", {"diameter": 30, "invert": True}),
            ("flat30", {"diameter": 40, "flow_threshold": 0.0, "cellprob_threshold": -1.0, "min_size": 100}), ("thin", {"diameter": 30, "tile_overlap": 0.25})]
    for k, (name, params) in enumerate(flat):
        one_eval(c, model, f"flat_{k}", images[name], params, {"channel_axis": -1})
    smooth = [2, 1, 1] if GENERATION == 4 else 1
    deep = [("even", {"diameter": 30, "anisotropy": 1.0}), ("even", {"diameter": 15, "anisotropy": 1.0}), ("flat", {"diameter": 30, "anisotropy": 2.5}),
            ("flat", {"diameter": 15, "anisotropy": 2.5}), ("even", {"diameter": 30, "anisotropy": 1.0, "flow3D_smooth": smooth}),
            ("flat", {"diameter": 30, "anisotropy": 2.5, "flow3D_smooth": smooth})]
    for k, (name, params) in enumerate(deep):
        one_eval(c, model, f"deep_{k}", solid[name], {"do_3D": True, "min_size": 15, **params}, {"channel_axis": 3, "z_axis": 0})
    one_eval(c, model, "stitched", solid["even"], {"diameter": 30, "stitch_threshold": 0.25}, {"channel_axis": 3, "z_axis": 0})
    normal_cases(c, model, images, solid)


def normal_cases(c, model, images, solid):
    """All that `normalize` can be; one picture each, so that little is stored."""
    tiles = {"tile_norm_blocksize": 50, "tile_norm_smooth3D": 2}
    flat = [("flat30", {"sharpen_radius": 4}), ("flat30", {"smooth_radius": 1.5, "sharpen_radius": 10}), ("flat15", {"smooth_radius": 2}),
            ("thin", {"sharpen_radius": 6, "percentile": [2.0, 98.0]}), ("flat30", tiles), ("flat15", {**tiles, "percentile": [3.0, 99.9], "norm3D": False}),
            ("flat30", {"sharpen_radius": 4, **tiles}), ("flat30", {"lowhigh": [10.0, 150.0]})]
    for k, (name, normalize) in enumerate(flat):
        one_eval(c, model, f"normal_{k}", images[name], {"diameter": 15 if name == "flat15" else 30, "normalize": normalize}, {"channel_axis": -1})
    one_eval(c, model, "normal_inverted", images["flat30"], {"diameter": 30, "normalize": {**tiles, "invert": True}}, {"channel_axis": -1})
    one_eval(c, model, "normal_no_quality", images["flat30"], {"diameter": 40, "flow_threshold": None, "niter": None, "min_size": -1}, {"channel_axis": -1})
    axes = {"channel_axis": 3, "z_axis": 0}
    one_eval(c, model, "normal_deep", solid["even"], {"do_3D": True, "diameter": 30, "anisotropy": 1.0, "normalize": {"sharpen_radius": 3, **tiles, "tile_norm_blocksize": 30}}, axes)
    one_eval(c, model, "normal_stitched", solid["even"], {"diameter": 30, "stitch_threshold": 0.25, "normalize": {"tile_norm_blocksize": 30}}, axes)
    one_eval(c, model, "normal_planes", solid["even"], {"diameter": 30, "stitch_threshold": 0.25, "normalize": {"norm3D": False}}, axes)
    # The last that says what `normalize` is: Cellpose keeps a False for all mappings that follow.
    one_eval(c, model, "normal_none", images["flat30"], {"diameter": 30, "normalize": False}, {"channel_axis": -1})
    if GENERATION == 3:
        for chosen in ([0, 0], [2, 1], [3, 2], [2, 0]):
            one_eval(c, model, f"channels_{chosen[0]}{chosen[1]}", images["flat30"], {"diameter": 30, "channels": chosen}, {"channel_axis": -1})


def one_eval(c, model, name, image, params, axes):
    shown = np.moveaxis(image, 0, -1) if "channels" in params else last(image)
    masks, flows, styles = model.eval(shown, bsize=TILE, **axes, **params)
    maps = np.concatenate([flows[1], flows[2][None]])
    outputs = {"maps": sample(maps), "masks": masks.astype("i4")}
    if GENERATION == 3 and image.ndim == 3:
        outputs["style"] = styles.astype("f4")
    told = {"tile": TILE, "channels": CHANNELS, "sample": STRIDE, **params}
    # What is not normalised is 200 times as large, and so are the last digits of its logits.
    within = 3e-3 if params.get("normalize") is False else 3e-4
    c.add(name, "eval", "cellpose.models.CellposeModel.eval", told, image, outputs,
          {"maps": {"kind": "close", "rtol": 0, "atol": within}, "masks": {"kind": "labels", "agree": 0.999}})


def size_case(c, model):
    card = (ONNX.parent / "model.yaml").read_text(encoding="utf-8")
    numbers = json.loads(next(x for x in card.splitlines() if x.startswith("size_model: "))[12:]
                         .replace("weights:", '"weights":').replace("style_mean:", '"style_mean":').replace("bias:", '"bias":').replace("diameter:", '"diameter":'))
    size = models.SizeModel.__new__(models.SizeModel)
    size.cp, size.diam_mean = model, float(numbers["diameter"])
    size.params = {"A": np.array(numbers["weights"]), "smean": np.array(numbers["style_mean"]), "ymean": numbers["bias"], "diam_mean": size.diam_mean}
    for k, (name, image) in enumerate(pictures().items()):
        diameter, of_style = size.eval(last(image), channel_axis=-1)
        c.add(f"size_{k}", "size", "cellpose.models.SizeModel.eval", {"tile": TILE, "channels": CHANNELS}, image, {},
              {"kind": "close", "rtol": 1e-3, "atol": 0}, {"diameter": float(diameter), "diameter_of_style": float(np.squeeze(of_style))})


def write(out):
    stub, c = Stub(), Cases(out)
    stub.check()
    run_net_cases(c, stub)
    model = cellpose_model(stub)
    eval_cases(c, model)
    if GENERATION == 3:
        size_case(c, model)
    c.finish()
    return c


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed archive, write nothing")
    args = parser.parse_args()
    from make_fixtures import pack, same_values

    archive = HERE / "golden" / f"cellpose{GENERATION}-whole.zip"
    with tempfile.TemporaryDirectory(prefix="cellpose-") as scratch:
        c = write(Path(scratch) / f"cellpose{GENERATION}-whole")
        target = Path(scratch) / "new.zip" if args.check else archive
        pack([c.out], target)
        if args.check and not same_values(target, archive):
            sys.exit(f"{archive.name} differs from the committed")
        print(f"{archive.name}: {len(c.cases)} cases, {len(c.saved)} arrays, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
