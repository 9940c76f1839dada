"""
Makes the model's files of trained weights.

    python export.py FOLDER/weights.pt [--out FOLDER]

Batch normalisation is folded into the convolutions; weights are stored as halves, which the runtime widens once.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

import tissue
from data import normalised
from network import Network

NAME = "nuclei-small"
OPSET = 17
DEEP = 1000

MODEL = """\
roimill-model: 1
name: {name}
family: cellpose
summary: Nuclei in one fluorescence channel, of 8 to 90 pixels, at the image's own scale
network: {name}.onnx
sha256: {sha256}
licence: Apache-2.0
source: trained by models/nuclei-small/train.py on DSB 2018 (BBBC038, CC0) and synthetic tissue
inputs: [nuclei]
outputs: [flow_y, flow_x, cell_probability]
flow_scale: 5
tile: 320
tile_fixed: false
multiple_of: 16
normalize: {{low: 1, high: 99}}
test: {{input: test-input.npy, output: test-output.npy, tolerance: 1e-3}}
defaults: {{flow_threshold: 0.4, cellprob_threshold: 0, min_size: 15}}
"""


def exported(network, path):
    # the mode of what is given to the exporter is what it restores afterwards
    network.eval()
    axes = {0: "batch", 2: "height", 3: "width"}
    torch.onnx.export(
        network,
        torch.zeros(1, 1, 64, 64),
        path,
        opset_version=OPSET,
        input_names=["image"],
        output_names=["flows"],
        dynamic_axes={"image": axes, "flows": axes},
        dynamo=False,
    )


def halved(model):
    """Weights as float16 with a Cast after each."""
    graph = model.graph
    casts = []
    for weight in graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < DEEP:
            continue
        name = weight.name
        values = numpy_helper.to_array(weight).astype(np.float16)
        weight.CopyFrom(numpy_helper.from_array(values, name + "_half"))
        casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    args = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(args.weights))
    path = args.out / f"{NAME}.onnx"
    exported(network, str(path))
    onnx.save(halved(onnx.load(path)), path)

    image = normalised(tissue.image(np.random.default_rng(5), 64)[0])[None, None]
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    output = session.run(None, {"image": image})[0]
    with torch.inference_mode():
        wanted = network.eval()(torch.from_numpy(image)).numpy()
        print("against the trained network: at most", np.abs(output - wanted).max())
        for shape in ((3, 1, 48, 80), (1, 1, 224, 256)):
            x = np.random.default_rng(0).random(shape, np.float32)
            y = session.run(None, {"image": x})[0]
            print(shape, y.shape, np.abs(y - network(torch.from_numpy(x)).numpy()).max())
    np.save(args.out / "test-input.npy", image)
    np.save(args.out / "test-output.npy", output)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    (args.out / "model.yaml").write_text(MODEL.format(name=NAME, sha256=sha256))
    print(path, path.stat().st_size, "bytes,", sum(p.numel() for p in network.parameters()), "parameters")


if __name__ == "__main__":
    main()
