#!/usr/bin/env python3
"""Turns the weights of a Cellpose 3 network (cyto3, cyto2, nuclei, or one you trained) into a model for roimill."""

import sys
import tempfile
from pathlib import Path

import numpy as np
import package
from package import Refused

EPILOG = """
You need Cellpose 3.1 and what requirements-cellpose3.txt lists. Cellpose keeps the weights it has fetched in
~/.cellpose/models; one you trained lies in the folder 'models' beside its images.

  python cellpose3.py ~/.cellpose/models/cyto3 cyto3 --size ~/.cellpose/models/size_cyto3.npy --licence CC-BY-NC-4.0
  python cellpose3.py ~/.cellpose/models/nucleitorch_0 nuclei.zip --kind nuclei --licence CC-BY-NC-4.0
  python cellpose3.py models/CP_20250131 mine.zip --licence "ours, not to be passed on" --inputs membrane,nuclei

The diameter is read from the file: what you trained is run at the mean diameter of the training images (diam_labels, scaled
to diam_mean), what Cellpose trained at 30 pixels, or 17 for nuclei. Weights are your own to license: the ones that Cellpose
offers were trained on images some of which exclude commercial use, so --licence is asked for.

Refused: weights of Cellpose 4, of other networks (segformer, denoising), files that hold more than plain tensors, and a network
whose ONNX form differs from PyTorch by more than 1e-5 (of the greatest output, where that is more than one).
"""
WIDTHS = [32, 64, 128, 256]
TOLERANCE = 1e-5


def network_class():
    try:
        from cellpose.resnet_torch import CPnet
    except ImportError as e:
        raise Refused("Cellpose 3 is not installed here; see requirements-cellpose3.txt") from e
    return CPnet


def cpnet(state):
    """The network that a state dict fits."""
    if "W2" in state:
        raise Refused("these are weights of Cellpose 4 (Cellpose-SAM); use cellpose_sam.py")
    first, last = "downsample.down.res_down_0.conv.conv_0.2.weight", "output.2.weight"
    if first not in state or last not in state:
        raise Refused("this is no Cellpose 3 U-Net: 'downsample' and 'output' are not in it")
    channels, classes = state[first].shape[1], state[last].shape[0]
    if state[first].dim() != 4:
        raise Refused("a U-Net of 3-D convolutions can't be used")
    if classes != 3:
        raise Refused(f"the network has {classes} outputs; flows and probability are 3")
    network = network_class()([channels, *WIDTHS], 3, sz=3, mkldnn=False, max_pool=True)
    given = dict(state)
    # Files older than Cellpose 2 lack the diameters.
    for key in ("diam_mean", "diam_labels"):
        given.setdefault(key, network.state_dict()[key])
    package.load_exactly(network, given, "a Cellpose 3 U-Net")
    return network.float().eval()


def exportable(network):
    """The network with two outputs, its style as a mean over all pixels: the pooling it has by itself fixes the size."""
    import torch

    class Style(torch.nn.Module):
        def forward(self, x):
            style = x.mean((2, 3))
            return style / style.square().sum(1, keepdim=True).sqrt()

    class Outputs(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.network = network

        def forward(self, x):
            flows, style, _ = self.network(x)
            return flows, style

    network.make_style = Style()
    return Outputs().eval()


DYNAMIC = {"input": {0: "B", 2: "H", 3: "W"}, "output": {0: "B", 2: "H", 3: "W"}, "style": {0: "B"}}


def size_model(path):
    """What Cellpose's size_*.npy holds: a regression from the style to the logarithm of the diameter."""
    if not path.is_file():
        raise Refused(f"{path} is not a file")
    parameters = plain_pickle(path)
    try:
        weights, mean = (np.asarray(parameters[k], "f8").ravel() for k in ("A", "smean"))
        bias, diameter = float(np.squeeze(parameters["ymean"])), float(parameters["diam_mean"])
    except (KeyError, TypeError, ValueError) as e:
        raise Refused(f"{path} is no size model: A, smean, ymean, diam_mean are not all in it") from e
    if weights.size != 256 or mean.size != 256:
        raise Refused(f"{path} has {weights.size} weights and {mean.size} means; a style has 256 numbers")
    return {"weights": weights.tolist(), "style_mean": mean.tolist(), "bias": bias, "diameter": diameter}


def plain_pickle(path):
    """The dict in a .npy of objects. Only NumPy's own arrays and numbers may be in it: any other class could run code."""
    import pickle

    allowed = {"_reconstruct", "ndarray", "dtype", "scalar", "_frombuffer"}

    class Reader(pickle.Unpickler):
        def find_class(self, module, name):
            if module.split(".")[0] == "numpy" and name in allowed:
                return super().find_class(module, name)
            raise Refused(f"{path} holds {module}.{name}; a size model is numbers alone")

    with open(path, "rb") as f:
        try:
            version = np.lib.format.read_magic(f)
            (np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0)(f)
            found = Reader(f, encoding="latin1").load()
        except (ValueError, pickle.UnpicklingError, EOFError) as e:
            raise Refused(f"{path} is no size model of Cellpose") from e
    return found.item() if isinstance(found, np.ndarray) and found.shape == () else found


def diameter_of(state, kind):
    """The diameter at which Cellpose runs these weights when none is given, and to which it scales."""
    if kind == "nuclei":
        return 17.0, 17.0
    if kind == "cyto":
        return 30.0, 30.0
    mean, labels = (float(state[k].ravel()[0]) if k in state else 30.0 for k in ("diam_mean", "diam_labels"))
    if not (0 < mean < 1e4 and 0 < labels < 1e4):
        raise Refused(f"the file says diam_mean {mean:g} and diam_labels {labels:g}, which are no diameters")
    return mean, labels


def main(arguments=None):
    p = package.parser(__doc__, EPILOG)
    p.add_argument("--kind", choices=["custom", "cyto", "nuclei"], default="custom",
                   help="cyto: trained at 30 pixels; nuclei: at 17, by Cellpose itself; custom: as the file says (default)")
    p.add_argument("--size", type=Path, help="Cellpose's size model (size_NAME.npy), with which diameters can be estimated")
    p.add_argument("--inputs", help="meaning of the input channels, with commas (default: cyto,nuclei)")
    args = p.parse_args(arguments)
    name = package.name_of(args)
    if not args.licence:
        raise Refused("say the licence of the weights (--licence); those that Cellpose offers exclude commercial use")
    state = package.checkpoint(args.weights)
    network = cpnet(state)
    size = size_model(args.size) if args.size else None
    inputs = args.inputs.split(",") if args.inputs else ["nuclei", "none"] if args.kind == "nuclei" else ["cyto", "nuclei"][: network.nchan]
    if len(inputs) != network.nchan:
        raise Refused(f"--inputs names {len(inputs)} channels, the network reads {network.nchan}")
    mean, labels = diameter_of(state, args.kind)
    card = {"name": name, "family": "cellpose", "summary": args.summary or "cells, by Cellpose 3", "licence": args.licence,
            "source": package.source_of(args, args.weights, "Cellpose 3 weights"), "inputs": inputs, "outputs": ["flow_y", "flow_x", "cell_probability"],
            "tile": 224, "tile_fixed": False, "multiple_of": 8, "normalize": {"low": 1, "high": 99},
            "defaults": {"flow_threshold": 0.4, "cellprob_threshold": 0, "min_size": 15, **({"diameter": labels} if labels != mean else {})},
            "flow_scale": 5, "generation": 3, "diameter": mean}
    if size:
        card["size_model"] = size
    export(network, args.out, card)


def export(network, out, card):
    import torch
    wrapped = exportable(network)
    g = torch.Generator().manual_seed(7)
    examples = [torch.rand((b, network.nchan, h, w), generator=g) for b, h, w in ((1, 64, 96), (3, 224, 224))]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "network.onnx"
        package.to_onnx(wrapped, examples[0], path, ["output", "style"], DYNAMIC)
        package.must_agree(wrapped, path, examples, TOLERANCE)
        package.write(out, card, path, examples[0].numpy(), 1e-4)
    print(out)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    package.run(main)
