#!/usr/bin/env python3
"""Turns the weights of Cellpose-SAM (cpsam of Cellpose 4, or weights trained from it) into a model for roimill."""

import sys
import tempfile
from pathlib import Path

import package
from package import Refused

EPILOG = """
You need Cellpose 4 and what requirements-cellpose4.txt lists, and about 8 GB of memory. Cellpose keeps the weights in
~/.cellpose/models/cpsam.

  python cellpose_sam.py ~/.cellpose/models/cpsam cpsam
  python cellpose_sam.py ~/.cellpose/models/cpsam cpsam-fp16.zip --precision fp16

--precision fp32  1.2 GB. The reference: equal to PyTorch in fp32 to 1e-4.
            fp16  0.6 GB. Half-precision weights and products, softmax and normalisation in single precision; for GPUs.
            int8  0.3 GB. Weights of the matrix products in 8 bits, the rest single precision; for CPUs. The coarsest.
Cellpose itself runs in bfloat16, which is coarser than fp16. The model's card says, in `source`, what its precision cost on the self-test.

The weights that Cellpose offers were trained on images that exclude commercial use: the licence is CC-BY-NC-4.0 unless
--licence says otherwise.

Refused: weights of Cellpose 3, files that hold more than plain tensors, another size of network.
"""
TILE = 256
TOLERANCE = {"fp32": 1e-4, "fp16": 5e-2, "int8": 5e-1}
LICENCE = "CC-BY-NC-4.0"


def transformer():
    import torch
    try:
        from cellpose.vit_sam import Transformer
    except ImportError as e:
        raise Refused("Cellpose 4 is not installed here; see requirements-cellpose4.txt") from e
    return Transformer(dtype=torch.float32).eval()


def load(state):
    if "W2" not in {k.removeprefix("module.") for k in state}:
        raise Refused("these are no weights of Cellpose 4; for those of Cellpose 3 use cellpose3.py")
    network = transformer()
    package.load_exactly(network, {k: v.float() for k, v in state.items()}, "Cellpose-SAM")
    return network.eval()


class Tables:
    """Between `with`: attention reads relative positions from tables made once, not stretched again in every run."""

    def __init__(self, network):
        self.network = network

    def __enter__(self):
        import torch
        from segment_anything.modeling import image_encoder as encoder
        self.encoder, self.plain = encoder, encoder.get_rel_pos
        side = TILE // self.network.ps
        self.tables = {}
        with torch.no_grad():
            for block in self.network.encoder.blocks:
                for table in (block.attn.rel_pos_h, block.attn.rel_pos_w):
                    self.tables[id(table)] = self.plain(side, side, table).detach().clone()
        encoder.get_rel_pos = lambda q, k, table: self.tables[id(table)]

    def __exit__(self, *_):
        self.encoder.get_rel_pos = self.plain


def exportable(network):
    import torch

    class Maps(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.network = network

        def forward(self, x):
            return self.network(x)[0]

    return Maps().eval()


def to_onnx(network, path):
    import torch
    wrapped = exportable(network)
    with Tables(network):
        package.to_onnx(wrapped, torch.zeros((2, 3, TILE, TILE)), path, ["output"], {"input": {0: "B"}, "output": {0: "B"}})
    return wrapped


def halve(source, target):
    """Weights and products in half precision; what sums many terms or takes exponentials stays single."""
    import onnx
    from onnxruntime.transformers.float16 import DEFAULT_OP_BLOCK_LIST, convert_float_to_float16
    model = onnx.load(source)
    single = [*DEFAULT_OP_BLOCK_LIST, "Softmax", "LayerNormalization", "ReduceMean", "Pow", "Sqrt", "Div"]
    half = convert_float_to_float16(model, keep_io_types=True, op_block_list=single)
    # What two single-precision operators read comes back cast by two equal nodes, which ONNX Runtime refuses.
    nodes = {node.output[0]: node for node in reversed(half.graph.node)}
    del half.graph.node[:]
    half.graph.node.extend(reversed(nodes.values()))
    onnx.save(half, target)


def quantize(source, target):
    from onnxruntime.quantization import QuantType, quantize_dynamic
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"], per_channel=True)


def main(arguments=None):
    p = package.parser(__doc__, EPILOG)
    p.add_argument("--precision", choices=["fp32", "fp16", "int8"], default="fp32", help="numbers of the network (default: fp32)")
    args = p.parse_args(arguments)
    name = package.name_of(args)
    network = load(package.checkpoint(args.weights))
    card = {"name": name, "family": "cellpose", "summary": args.summary or "cells and nuclei of any kind, by Cellpose-SAM", "licence": args.licence or LICENCE,
            "source": package.source_of(args, args.weights, "Cellpose-SAM weights"), "inputs": ["any", "any", "any"],
            "outputs": ["flow_y", "flow_x", "cell_probability"], "tile": TILE, "tile_fixed": True, "multiple_of": TILE,
            "normalize": {"low": 1, "high": 99}, "defaults": {"flow_threshold": 0.4, "cellprob_threshold": 0, "min_size": 15},
            "flow_scale": 5, "generation": 4, "diameter": 30}
    export(network, args.out, card, args.precision)


def export(network, out, card, precision="fp32"):
    import torch
    x = torch.rand((2, 3, TILE, TILE), generator=torch.Generator().manual_seed(7))
    with tempfile.TemporaryDirectory(dir=out.resolve().parent) as scratch:
        path = Path(scratch) / "network.onnx"
        wrapped = to_onnx(network, path)
        if precision != "fp32":
            coarse = Path(scratch) / f"{precision}.onnx"
            (halve if precision == "fp16" else quantize)(path, coarse)
            path.unlink()
            path = coarse
        worst = package.must_agree(wrapped, path, [x[:1], x], TOLERANCE[precision])[0]
        # Other machines round in another order; what a coarse network may differ by is a share of what it cost.
        cost = f"in {precision}, up to {worst:.1e} from PyTorch"
        package.write(out, {**card, "source": f"{card['source']}; {cost}"}, path, x[:1].numpy(), max(1e-4, worst))
    print(out)
    return worst


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    package.run(main)
