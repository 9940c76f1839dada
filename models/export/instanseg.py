#!/usr/bin/env python3
"""Turns an InstanSeg model (the TorchScript file instanseg.pt, or the folder of a training) into a model for roimill."""

import ast
import csv
import math
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = str(Path(__file__).resolve().parent)
# This file has the name of the package that it needs: the folder must come last when packages are looked up.
sys.path[:] = [p for p in sys.path if p and Path(p).resolve() != Path(HERE)] + [HERE]

import package  # noqa: E402
from package import Refused  # noqa: E402

EPILOG = """
WEIGHTS may be
  instanseg.pt, or a zip or a folder that holds it     (what InstanSeg releases, and what its export makes): needs PyTorch alone
  a folder with model_weights.pth, experiment_log.csv  (what its training leaves): needs instanseg-torch too

  python instanseg.py fluorescence_nuclei_and_cells.zip instanseg-cells.zip --licence Apache-2.0
  python instanseg.py models/my_training mine --licence "ours, not to be passed on"

Only the network and the small classifier of pixels are taken along; roimill does the rest itself, in the way that the file did:
  head   edges by intersection over union, components to their smallest member (the newest InstanSeg)
  v0.1   edges by intersection over the smaller area, components to their largest member, small or faint objects removed (instanseg-torch 0.0.9)
A .pt says which one it carries; a training is taken as head. --variant overrules both.

Refused: other classifiers than three plain layers, features other than offsets and sigma, networks of other families.
"""
TOLERANCE = 1e-5
DEFAULTS = ["min_size", "mask_threshold", "peak_distance", "seed_threshold", "overlap_threshold", "mean_threshold", "fg_threshold", "window_size",
            "cleanup_fragments", "resolve_cell_and_nucleus"]


def find(weights, scratch):
    """The .pt, or the folder of a training, in what the user named."""
    if not weights.exists():
        raise Refused(f"{weights} is not there")
    if weights.is_file() and not (weights.suffix == ".zip"):
        return weights
    if weights.is_file():
        with zipfile.ZipFile(weights) as z:
            names = [n for n in z.namelist() if n.endswith(".pt")]
            if len(names) != 1:
                raise Refused(f"{weights} holds {len(names)} files ending in .pt; name the file itself")
            target = Path(scratch) / "instanseg.pt"
            target.write_bytes(z.read(names[0]))
            return target
    if (weights / "model_weights.pth").is_file():
        return weights
    found = sorted(weights.glob("*.pt"))
    if len(found) != 1:
        raise Refused(f"{weights} holds neither model_weights.pth nor exactly one .pt")
    return found[0]


def layers(state):
    """The classifier of pixels as plain lists, from the tensors fc1, fc2, fc3."""
    keys = [f"fc{k}.{part}" for k in (1, 2, 3) for part in ("weight", "bias")]
    if sorted(state) != sorted(keys) or any(state[k].dim() != (2 if k.endswith("weight") else 1) for k in keys):
        raise Refused("the classifier of pixels is not three plain layers")
    return [{"weight": state[f"fc{k}.weight"].tolist(), "bias": state[f"fc{k}.bias"].tolist()} for k in (1, 2, 3)]


def variant_of(script):
    """Which post-processing a TorchScript holds, from the functions that it calls."""
    code, graph = script.code, str(script.inlined_graph)
    # PyTorch loads matrix_power as linalg_matrix_power.
    smaller_area, powers = "minimum_area" in code, "matrix_power" in graph
    if smaller_area and powers:
        return "v0.1"
    if not smaller_area and not powers:
        return "head"
    raise Refused("the post-processing in this file is between two versions; choose with --variant head or --variant v0.1")


def from_script(path, variant):
    import torch
    try:
        script = torch.jit.load(str(path), map_location="cpu").eval()
    except RuntimeError as e:
        raise Refused(f"{path} is no TorchScript file") from e
    if not hasattr(script, "fcn") or not hasattr(script, "pixel_classifier"):
        raise Refused(f"{path} is no InstanSeg model: it lacks 'fcn' or 'pixel_classifier'")
    if any(f"feature_engineering_{k}" in script.code for k in ("2", "3", "10")):
        raise Refused("the features of this model are not offsets and sigma alone")
    told = {"pixel_size": float(script.pixel_size), "n_sigma": int(script.n_sigma), "dim_coords": int(script.dim_coords), "dim_seeds": int(getattr(script, "dim_seeds", 1)),
            "cells_and_nuclei": bool(script.cells_and_nuclei), "to_centre": bool(getattr(script, "to_centre", False)),
            "variant": variant or variant_of(script), "mlp": layers(script.pixel_classifier.state_dict()), "defaults": script_defaults(script)}
    names = [n for n, _ in script.fcn.named_modules()]
    told["channels"] = 0 if any("AdaptorNet" in n for n in names) else first_channels(script.fcn.state_dict())
    told["instance"] = "aten::instance_norm" in str(script.fcn.inlined_graph)
    return script.fcn, told


def script_defaults(script):
    """Parameters that the file runs with: of its attributes, else of its signature."""
    signature = {a.name: a.default_value for a in script.forward.schema.arguments if a.has_default_value()}
    found = {k: getattr(script, f"default_{k}", signature.get(k)) for k in DEFAULTS}
    return {k: v for k, v in found.items() if isinstance(v, (bool, int, float))}


def first_channels(state):
    return next(v.shape[1] for k, v in state.items() if k.endswith("encoder.0.conv0.0.weight"))


def experiment(path):
    """The record of a training: key and value in each line. Values are read as literals, never run."""
    def value(text):
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError):
            return None if text in ("", "nan") else text

    with open(path, newline="", encoding="utf-8") as f:
        return {row[0]: value(row[1]) for row in csv.reader(f) if len(row) > 1}


def from_training(folder, variant):
    try:
        from instanseg.utils.loss.instanseg_loss import ProbabilityNet
        from instanseg.utils.model_loader import build_model_from_dict
        from instanseg.utils.models.ChannelInvariantNet import AdaptorNetWrapper
    except ImportError as e:
        raise Refused(f"instanseg-torch is not installed here ({e.name} is missing); see requirements-instanseg.txt") from e
    log = experiment(folder / "experiment_log.csv")
    if str(log.get("model_str")).lower() != "instanseg_unet":
        raise Refused(f"the network is a {log.get('model_str')}; only InstanSeg_UNet can be used")
    if str(log.get("feature_engineering", "0")) not in ("0", "7"):
        raise Refused("the features of this model are not offsets and sigma alone")
    log = {"dim_seeds": 1, "multihead": False, "cells_and_nuclei": False, "norm": None, "dim_coords": 2, **log}
    state = package.checkpoint(folder / "model_weights.pth")
    state = {k.removeprefix("module."): v for k, v in state.get("model_state_dict", state).items()}
    network = build_model_from_dict(log)
    channels = int(log.get("dim_in") or 3)
    prefix = "model." if any("AdaptorNet" in k for k in state) else ""
    mlp = {k.removeprefix(f"{prefix}pixel_classifier."): v for k, v in state.items() if "pixel_classifier" in k}
    told_mlp = layers(mlp)
    network.pixel_classifier = ProbabilityNet(len(told_mlp[0]["weight"][0]), width=len(told_mlp[0]["bias"]))
    if prefix:
        network, channels = AdaptorNetWrapper(network, norm=log["norm"], adaptor_net_str=str(log.get("adaptor_net_str", "1"))), 0
    package.load_exactly(network, state, "this training")
    told = {"pixel_size": float(log.get("requested_pixel_size") or log.get("pixel_size") or math.nan), "n_sigma": int(log["n_sigma"]), "dim_coords": int(log["dim_coords"]),
            "dim_seeds": int(log["dim_seeds"]), "cells_and_nuclei": bool(log["cells_and_nuclei"]), "to_centre": False, "variant": variant or "head", "mlp": told_mlp,
            "defaults": {"min_size": 10, "mask_threshold": 0.53, "peak_distance": 5, "seed_threshold": 0.7, "overlap_threshold": 0.3, "window_size": 32},
            "channels": channels, "instance": "instance" in str(log["norm"]).lower()}
    return network.eval(), told


def main(arguments=None):
    p = package.parser(__doc__, EPILOG)
    p.add_argument("--variant", choices=["head", "v0.1"], help="the post-processing to use (default: what the file carries)")
    p.add_argument("--target", choices=["nuclei", "cells"], default="nuclei", help="what a model of one target finds (default: nuclei)")
    p.add_argument("--pixel-size", type=float, help="micrometres a pixel, where the file does not say")
    args = p.parse_args(arguments)
    name = package.name_of(args)
    if not args.licence:
        raise Refused("say the licence of the weights (--licence); those that InstanSeg releases are Apache-2.0")
    with tempfile.TemporaryDirectory() as scratch:
        place = find(args.weights, scratch)
        network, told = from_training(place, args.variant) if place.is_dir() else from_script(place, args.variant)
        card = card_of(name, args, told, place / "model_weights.pth" if place.is_dir() else place)
        export(network, args.out, card, told["channels"])


def card_of(name, args, told, weights):
    pixel_size = args.pixel_size or told["pixel_size"]
    if not 0 < pixel_size < 100:
        raise Refused("the file does not say its pixel size; give it in micrometres (--pixel-size)")
    if len(told["mlp"][0]["weight"][0]) != told["dim_coords"] + told["n_sigma"]:
        raise Refused("the classifier of pixels does not read offsets and sigma alone")
    if told["instance"]:
        print("note: this network normalises each tile by itself; results depend on the size of the tiles", file=sys.stderr)
    targets = ["nuclei", "cells"] if told["cells_and_nuclei"] else [args.target]
    parts = ["x", "y"] + [f"sigma_{k + 1}" for k in range(told["n_sigma"])] + (["seed"] if told["dim_seeds"] == 1 else ["seed", "foreground"])
    channels = told["channels"]
    return {"name": name, "family": "instanseg", "summary": args.summary or " and ".join(targets) + ", by InstanSeg", "licence": args.licence,
            "source": package.source_of(args, weights, "InstanSeg weights"), "inputs": [f"channel_{k + 1}" for k in range(channels)],
            "outputs": [f"{t}_{c}" for t in targets for c in parts], "tile": 512, "tile_fixed": False, "multiple_of": 16,
            "normalize": {"low": 0.1, "high": 99.9}, "defaults": told["defaults"], "pixel_size": pixel_size, "n_sigma": told["n_sigma"],
            "dim_coords": told["dim_coords"], "dim_seeds": told["dim_seeds"], "targets": targets, "variant": told["variant"], "to_centre": told["to_centre"],
            "mlp": told["mlp"]}


def export(network, out, card, channels):
    """`channels`: how many the network reads, 0 = any number."""
    import torch
    g = torch.Generator().manual_seed(7)
    shapes = [(1, channels or 3, 64, 96), (2, channels or 1, 128, 128), (1, channels or 7, 96, 64)]
    examples = [torch.rand(shape, generator=g) for shape in shapes]
    with torch.no_grad():
        found = network(examples[0]).shape[1]
    if found != len(card["outputs"]):
        raise Refused(f"the network gives {found} channels; {len(card['outputs'])} were expected of {', '.join(card['targets'])}")
    moving = {0: "B", 2: "H", 3: "W"}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "network.onnx"
        package.to_onnx(network, examples[0], path, ["output"], {"input": moving if channels else {**moving, 1: "C"}, "output": moving})
        package.must_agree(network, path, examples, TOLERANCE)
        package.write(out, card, path, examples[0].numpy(), 1e-4)
    print(out)


if __name__ == "__main__":
    package.run(main)
