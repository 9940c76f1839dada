#!/usr/bin/env python3
"""Makes the small models that the Java tests run: real ONNX files, real cards, no learned weights.

    python models/testmodels/make.py [--out FOLDER]      (numpy, onnx, onnxruntime)

Each network is a fixed stack of convolutions, chosen so that blobs of about 30 pixels come out as objects: the field is the
direction in which a blurred image rises, the probability is the blurred image less a constant. `tiny-flow` and `tiny-sam`
add a share of the mean over 8x8 pixels to the probability: so a side that is no multiple of 8 fails, and, as in a real
network, the result depends on where the tiles lie.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "export"))
import package  # noqa: E402

LICENCE = "Apache-2.0"
SOURCE = "made by models/testmodels/make.py, nothing learned"


class Graph:
    """Nodes in the order of their making; each method adds one and gives the name of what it makes."""

    def __init__(self):
        self.nodes, self.values, self.constants = [], [], 0

    def constant(self, value, dtype="f4"):
        self.constants += 1
        name = f"constant_{self.constants}"
        self.values.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def weight(self, name, value):
        self.values.append(numpy_helper.from_array(np.asarray(value, "f4"), name))
        return name

    def __call__(self, op, *inputs, out=None, **attributes):
        out = out or f"{op.lower()}_{len(self.nodes)}"
        inputs = [x if isinstance(x, str) else self.constant(x) for x in inputs]
        self.nodes.append(helper.make_node(op, inputs, [out], **attributes))
        return out

    def save(self, path, shape, outputs):
        def value(name, dims):
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, dims)

        graph = helper.make_graph(self.nodes, "stub", [value("input", shape)], [value(n, d) for n, d in outputs.items()], self.values)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", package.OPSET)], ir_version=8, producer_name="roimill")
        onnx.checker.check_model(model, full_check=True)
        onnx.save(model, path)


def bell(side, sigma):
    k = np.exp(-(np.arange(side) - side // 2) ** 2 / (2.0 * sigma * sigma))
    return np.outer(k, k) / k.sum() ** 2


def blur(g, x, shares, name="blur"):
    """One blurred channel: the channels in these shares, by a bell of 7x7."""
    kernel = np.stack([share * bell(7, 2.0) for share in shares])[None]
    return g("Conv", x, g.weight(name, kernel), pads=[3] * 4)


def rise(g, x):
    """Central differences along y and x."""
    k = np.zeros((2, 1, 3, 3))
    k[0, 0, :, 1] = k[1, 0, 1, :] = (-0.5, 0, 0.5)
    return g("Conv", x, g.weight("rise", k), pads=[1] * 4)


def flow_network(path, shares, shape, style):
    g = Graph()
    b = blur(g, "input", shares)
    up = rise(g, b)
    length = g("Sqrt", g("ReduceSum", g("Mul", up, up), g.constant([1], "i8"), keepdims=1))
    flow = g("Mul", g("Div", up, g("Add", length, 0.05)), 5.0)
    mean = g("AveragePool", b, kernel_shape=[8, 8], strides=[8, 8])
    mean = g("Resize", mean, "", g.constant([1, 1, 8, 8]), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    probability = g("Add", g("Mul", g("Sub", b, 0.35), 12.0), g("Mul", mean, 0.5))
    g("Concat", flow, probability, out="output", axis=1)
    outputs = {"output": [shape[0], 3, *shape[2:]]}
    if style:
        random = np.random.default_rng(256)
        whole = g("ReduceMean", b, axes=[2, 3], keepdims=0)
        raw = g("Add", g("Mul", whole, g.weight("style_slope", random.normal(size=(1, 256)))), g.weight("style_offset", random.normal(size=(1, 256))))
        norm = g("Sqrt", g("ReduceSum", g("Mul", raw, raw), g.constant([1], "i8"), keepdims=1))
        g("Div", raw, norm, out="style")
        outputs["style"] = [shape[0], 256]
    g.save(path, shape, outputs)


def blobs(shape, radius, seed, noise=0.02):
    """Round bright objects on a grid that is shaken a little; values about 0 to 1, float32."""
    random = np.random.default_rng(seed)
    image = np.zeros(shape, "f8")
    pitch = 2.2 * radius
    places = np.stack(np.meshgrid(*[np.arange(min(radius, n / 2), n, pitch) for n in shape], indexing="ij"), -1).reshape(-1, len(shape))
    grid = np.indices(shape)
    for place in places + random.uniform(-0.15, 0.15, places.shape) * radius:
        d2 = sum((axis - p) ** 2 for axis, p in zip(grid, place))
        image = np.maximum(image, random.uniform(0.8, 1.0) * np.exp(-d2 / (2 * (0.45 * radius) ** 2)))
    return (image + noise * random.random(shape)).astype("f4")


def tiny_flow(out, scratch):
    flow_network(scratch, (0.8, 0.2), ["B", 2, "H", "W"], style=True)
    random = np.random.default_rng(30)
    x = np.stack([blobs((64, 72), 15, 1), blobs((64, 72), 9, 2)])[None]
    card = {"name": "tiny-flow", "family": "cellpose", "summary": "stub of a Cellpose v3 network, for tests", "licence": LICENCE, "source": SOURCE,
            "inputs": ["cyto", "nuclei"], "outputs": ["flow_y", "flow_x", "cell_probability"],
            "tile": 224, "tile_fixed": False, "multiple_of": 8, "normalize": {"low": 1, "high": 99},
            "defaults": {"flow_threshold": 0.4, "cellprob_threshold": 0, "min_size": 15},
            "flow_scale": 5, "generation": 3, "diameter": 30,
            "size_model": {"weights": rounded(random.normal(size=256) * 0.02), "style_mean": rounded(random.normal(size=256) * 0.05), "bias": -0.1, "diameter": 30}}
    return package.write(out, card, scratch, x, 1e-4)


def tiny_sam(out, scratch):
    flow_network(scratch, (0.7, 0.2, 0.1), ["B", 3, 64, 64], style=False)
    x = np.stack([np.stack([blobs((64, 64), 15, 10 * b + c) for c in range(3)]) for b in range(2)])
    card = {"name": "tiny-sam", "family": "cellpose", "summary": "stub of a Cellpose-SAM network, for tests", "licence": LICENCE, "source": SOURCE,
            "inputs": ["any", "any", "any"], "outputs": ["flow_y", "flow_x", "cell_probability"],
            "tile": 64, "tile_fixed": True, "multiple_of": 64, "normalize": {"low": 1, "high": 99},
            "defaults": {"flow_threshold": 0.4, "cellprob_threshold": 0, "min_size": 15},
            "flow_scale": 5, "generation": 4, "diameter": 30}
    return package.write(out, card, scratch, x, 1e-4)


def tiny_instanseg(out, scratch, targets):
    """The offset to the middle of a bell of sigma 6.5: its logarithm's slope, times sigma squared. A pixel is 1/4, a logit 1/2."""
    g = Graph()
    b = blur(g, g("ReduceMax", "input", axes=[1], keepdims=1), (1.0,))
    up = rise(g, b)
    # The package's coordinates are x, then y.
    up = g("Gather", up, g.constant([1, 0], "i8"), axis=1)
    parts = []
    for reach, gain in ((0.15, 1.0), (0.03, 1.05))[: len(targets)]:
        offset = g("Mul", g("Div", up, g("Add", g("Abs", b), reach)), 6.5 ** 2 / 8)
        sigma = g("Concat", g("Mul", b, 0.3), g("Mul", b, -0.2), axis=1)
        seed = g("Mul", g("Sub", g("Mul", b, gain), 0.5), 15.0)
        parts += [offset, sigma, seed]
    g("Concat", *parts, out="output", axis=1)
    g.save(scratch, ["B", "C", "H", "W"], {"output": ["B", 5 * len(targets), "H", "W"]})
    name = "tiny-instanseg" + ("-cells" if len(targets) == 2 else "")
    x = np.stack([blobs((64, 80), 15, 20 + c) for c in range(3)])[None]
    card = {"name": name, "family": "instanseg", "summary": "stub of an InstanSeg network, for tests", "licence": LICENCE, "source": SOURCE,
            "inputs": [], "outputs": [f"{t}_{c}" for t in targets for c in ("x", "y", "sigma_1", "sigma_2", "seed")],
            "tile": 256, "tile_fixed": False, "multiple_of": 16, "normalize": {"low": 0.1, "high": 99.9},
            "defaults": {"mask_threshold": 0.53, "peak_distance": 5, "seed_threshold": 0.7, "overlap_threshold": 0.3, "min_size": 10, "window_size": 32},
            "pixel_size": 0.5, "n_sigma": 2, "dim_coords": 2, "dim_seeds": 1, "targets": list(targets), "variant": "head", "to_centre": False,
            "mlp": diamond()}
    return package.write(out, card, scratch, x, 1e-4)


def diamond():
    """4-5-5-1: three less four times (|dx| + |dy|), with a trace of sigma so that no input is without effect."""
    one = [[1, 0, 0, 0], [-1, 0, 0, 0], [0, 1, 0, 0], [0, -1, 0, 0], [0, 0, 0.1, 0.1]]
    two = [[1, 1, 1, 1, 0], [0, 0, 0, 0, 1], [0.1, 0, 0, 0, 0], [0, 0, 0, 0.1, 0], [0, 0.1, 0, 0, 0.1]]
    return [{"weight": [[float(v) for v in r] for r in one], "bias": [0.0, 0.0, 0.0, 0.0, 0.05]},
            {"weight": [[float(v) for v in r] for r in two], "bias": [0.0, 0.0, 0.0, 0.0, 0.0]},
            {"weight": [[-4.0, 0.5, -0.1, -0.1, -0.1]], "bias": [3.0]}]


def tiny_onnx(out, scratch):
    g = Graph()
    b = blur(g, "input", (1.0,))
    g("Conv", b, g.weight("classes", np.array([-8.0, 8.0]).reshape(2, 1, 1, 1)), g.weight("offsets", [4.0, -4.0]), out="output")
    g.save(scratch, ["B", 1, "H", "W"], {"output": ["B", 2, "H", "W"]})
    card = {"name": "tiny-onnx", "family": "onnx", "summary": "stub of a two-class network, for tests", "licence": LICENCE, "source": SOURCE,
            "inputs": ["nuclei"], "outputs": ["background", "nucleus"], "activation": "softmax",
            "tile": 128, "tile_fixed": False, "multiple_of": 1, "normalize": {"low": 1, "high": 99}, "defaults": {}}
    return package.write(out, card, scratch, blobs((64, 72), 15, 40)[None, None], 1e-5)


def rounded(values):
    return [round(float(v), 5) for v in values]


MODELS = {"tiny-flow": tiny_flow, "tiny-sam": tiny_sam,
          "tiny-instanseg": lambda out, scratch: tiny_instanseg(out, scratch, ("nuclei",)),
          "tiny-instanseg-cells": lambda out, scratch: tiny_instanseg(out, scratch, ("nuclei", "cells")), "tiny-onnx": tiny_onnx}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", type=Path, default=HERE, help="folder in which the models' folders are made anew")
    args = p.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in MODELS.items():
            shutil.rmtree(args.out / name, ignore_errors=True)
            make(args.out / name, Path(scratch) / "network.onnx")
            print(args.out / name)


if __name__ == "__main__":
    main()
