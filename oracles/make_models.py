"""Makes the tiny model that the tests of inference open: python make_models.py FOLDER

And three that it refuses: two with weights in a file beside them, outside.onnx, and within.onnx in a branch of an If; and
four.onnx, which takes four tiles at once and no fewer.
A convolution of 3 x 3 over one channel into three, of tiles of any size and number. What it computes for the test pair
is taken from SciPy, not from ONNX Runtime. Environment: requirements-models.txt.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, external_data_helper, helper, numpy_helper
from scipy.ndimage import correlate

CARD = """\
roimill-model: 1
name: tiny
family: cellpose
summary: three edges of one channel, for tests
network: tiny.onnx
sha256: {sha256}
licence: Apache-2.0
source: oracles/make_models.py
inputs: [nuclei]
outputs: [flow_y, flow_x, cell_probability]
tile: 64
multiple_of: 16
normalize: {{low: 1, high: 99}}
flow_scale: 5
diameter: 30
generation: 3
test: {{input: test-input.npy, output: test-output.npy, tolerance: 1e-5}}
defaults: {{flow_threshold: 0.4, min_size: 15}}
"""

WEIGHTS = np.array(
    [
        [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
        [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
    ],
    np.float32,
)[:, None] / 8
BIAS = np.array([0, 0, -0.5], np.float32)


def network(tiles="tiles"):
    node = helper.make_node("Conv", ["image", "weights", "bias"], ["flows"], pads=[1, 1, 1, 1])
    graph = helper.make_graph(
        [node],
        "tiny",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [tiles, 1, "y", "x"])],
        [helper.make_tensor_value_info("flows", TensorProto.FLOAT, [tiles, 3, "y", "x"])],
        [numpy_helper.from_array(WEIGHTS, "weights"), numpy_helper.from_array(BIAS, "bias")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="roimill")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def outside(location):
    """A tensor whose values lie in another file."""
    tensor = numpy_helper.from_array(BIAS, "more")
    external_data_helper.set_external_data(tensor, location)
    tensor.ClearField("raw_data")
    return tensor


def in_a_branch(location):
    one = helper.make_tensor_value_info("one", TensorProto.FLOAT, [3])
    branch = helper.make_graph([helper.make_node("Identity", ["more"], ["one"])], "b", [], [one], [outside(location)])
    node = helper.make_node("If", ["yes"], ["all"], then_branch=branch, else_branch=branch)
    graph = helper.make_graph(
        [node],
        "tiny",
        [helper.make_tensor_value_info("yes", TensorProto.BOOL, [1])],
        [helper.make_tensor_value_info("all", TensorProto.FLOAT, [3])],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="roimill")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    content = network()
    (folder / "tiny.onnx").write_bytes(content)
    (folder / "four.onnx").write_bytes(network(4))
    model = onnx.load_model_from_string(content)
    model.graph.initializer.append(outside("weights.bin"))
    (folder / "outside.onnx").write_bytes(model.SerializeToString(deterministic=True))
    (folder / "within.onnx").write_bytes(in_a_branch("../../weights.bin").SerializeToString(deterministic=True))
    image = np.random.default_rng(7).random((2, 1, 16, 32), dtype=np.float32)
    flows = np.stack(
        [
            np.stack(
                [
                    correlate(tile[0].astype(np.float64), kernel[0].astype(np.float64), mode="constant") + bias
                    for kernel, bias in zip(WEIGHTS, BIAS)
                ]
            )
            for tile in image
        ]
    )
    np.save(folder / "test-input.npy", image)
    np.save(folder / "test-output.npy", flows.astype(np.float32))
    (folder / "model.yaml").write_text(CARD.format(sha256=hashlib.sha256(content).hexdigest()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
