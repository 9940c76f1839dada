"""What every exporter needs: refusing in one line, the check against PyTorch, model.yaml, folder or zip."""

import argparse
import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path

import numpy as np

NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
# ZIP entries carry a date; with a fixed one, equal weights give an equal file.
DATE = (1980, 1, 1, 0, 0, 0)
OPSET = 17


class Refused(Exception):
    """What was given does not fit; the message is one line for the user."""


def run(export):
    """Runs an exporter's main; what it refuses becomes one line and exit code 2."""
    try:
        sys.exit(export())
    except Refused as e:
        print(f"error: {e}", file=sys.stderr)
        sys.exit(2)


def parser(description, epilog):
    p = argparse.ArgumentParser(description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", type=Path, help="the file with the weights")
    p.add_argument("out", type=Path, help="folder to make, or a file ending in .zip; it must not exist")
    p.add_argument("--name", help="name of the model: small letters, digits, . _ - (default: the name of OUT)")
    p.add_argument("--summary", help="one line on what the model finds")
    p.add_argument("--licence", help="licence of the weights, as an SPDX name where there is one; it is stored with every result")
    p.add_argument("--source", help="where the weights come from, in one line (default: the name of the file and its SHA-256)")
    return p


def name_of(args):
    name = args.name or args.out.name.removesuffix(".zip")
    if not NAME.fullmatch(name):
        raise Refused(f"'{name}' can't name a model; use small letters, digits, '.', '_', '-' (--name)")
    if args.out.exists():
        raise Refused(f"{args.out} exists; remove it or choose another place")
    return name


def source_of(args, weights, what):
    return args.source or f"{what}: {weights.name}, sha256 {sha256(weights)}"


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as f:
        while part := f.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def checkpoint(path):
    """The tensors of a file made by torch.save; code hidden in it is never run."""
    import torch
    if not path.is_file():
        raise Refused(f"{path} is not a file")
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as e:
        raise Refused(f"{path} is no PyTorch checkpoint of plain tensors ({type(e).__name__})") from e


def load_exactly(network, state, what):
    """Fills a network from a state dict; a key too many or too few, or another shape, refuses."""
    state = {k.removeprefix("module."): v for k, v in state.items()}
    own = network.state_dict()
    missing, extra = sorted(own.keys() - state.keys()), sorted(state.keys() - own.keys())
    other = sorted(k for k in own.keys() & state.keys() if own[k].shape != state[k].shape)
    for word, keys in (("lacks", missing), ("has the unknown", extra), ("has another shape for", other)):
        if keys:
            raise Refused(f"these are no weights of {what}: the file {word} '{keys[0]}'" + (f" and {len(keys) - 1} more" if len(keys) > 1 else ""))
    network.load_state_dict(state)


def to_onnx(module, example, path, outputs, dynamic):
    """Writes a module as ONNX. `dynamic`: names of the axes that may vary, by input or output."""
    import torch
    # The exporter puts the mode of the outermost module back afterwards: evaluation mode must be set on that one.
    module.eval()
    with torch.no_grad():
        torch.onnx.export(module, (example,), str(path), input_names=["input"], output_names=outputs, dynamic_axes=dynamic,
                          opset_version=OPSET, dynamo=False)


def session(path):
    import onnxruntime
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def difference(module, path, examples):
    """Greatest difference between PyTorch and ONNX Runtime over all examples, one number an output; as a share of the greatest
    value where that is more than one."""
    import torch
    module.eval()
    onnx, worst = session(path), None
    for x in examples:
        with torch.no_grad():
            expected = module(x)
        expected = expected if isinstance(expected, tuple) else (expected,)
        found = onnx.run(None, {"input": x.numpy()})
        for e, f in zip(expected, found, strict=True):
            if tuple(e.shape) != f.shape:
                raise Refused(f"the ONNX network gives {f.shape}, PyTorch {tuple(e.shape)}")
            if not np.isfinite(f).all():
                raise Refused("the ONNX network gives numbers that are not finite")
        each = [float(np.abs(e.numpy() - f).max() / max(1.0, float(e.abs().max()))) for e, f in zip(expected, found, strict=True)]
        worst = each if worst is None else [max(a, b) for a, b in zip(worst, each, strict=True)]
    return worst


def must_agree(module, path, examples, tolerance):
    worst = difference(module, path, examples)
    print("greatest difference between ONNX Runtime and PyTorch: " + ", ".join(f"{d:.2e}" for d in worst), file=sys.stderr)
    if max(worst) > tolerance:
        raise Refused(f"ONNX Runtime and PyTorch differ by {max(worst):.2e}, more than {tolerance:g}; nothing was written")
    return worst


def write(out, card, network, test_input, tolerance):
    """Completes a card (network, digest, self-test) and writes the model to a folder or a zip. `network`: an ONNX file."""
    test_input = np.ascontiguousarray(test_input, dtype="<f4")
    test_output = np.ascontiguousarray(session(network).run(None, {"input": test_input})[0], dtype="<f4")
    card = {"roimill-model": 1, **card, "network": f"{card['name']}.onnx", "sha256": sha256(network),
            "test": {"input": "test-input.npy", "output": "test-output.npy", "tolerance": tolerance}}
    text = "".join(f"{k}: {spelt(v)}\n" for k, v in ordered(card).items())
    files = {"model.yaml": text.encode(), card["network"]: Path(network), "test-input.npy": npy(test_input), "test-output.npy": npy(test_output)}
    out = Path(out)
    part = out.with_name(out.name + ".part")
    if out.suffix == ".zip":
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in files.items():
                entry = zipfile.ZipInfo(name, DATE)
                entry.compress_type = zipfile.ZIP_STORED if isinstance(data, Path) else zipfile.ZIP_DEFLATED
                with z.open(entry, "w", force_zip64=True) as f:
                    copy(data, f)
    else:
        part.mkdir()
        for name, data in files.items():
            with open(part / name, "wb") as f:
                copy(data, f)
    part.rename(out)
    return card


FIRST = ["roimill-model", "name", "family", "summary", "network", "sha256", "licence", "source"]


def ordered(card):
    return {k: card[k] for k in FIRST if k in card} | {k: v for k, v in card.items() if k not in FIRST}


def spelt(value):
    """A value in one line that YAML reads alike in every version: words as they are where that is safe, numbers with a point before an exponent."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {spelt(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(spelt(v) for v in value) + "]"
    if isinstance(value, float):
        return re.sub(r"^(-?\d+)e", r"\1.0e", repr(value))
    return json.dumps(value, ensure_ascii=False)


def copy(data, to):
    if isinstance(data, bytes):
        to.write(data)
        return
    with open(data, "rb") as f:
        while part := f.read(1 << 20):
            to.write(part)


def npy(array):
    from io import BytesIO
    b = BytesIO()
    np.lib.format.write_array(b, array, version=(1, 0), allow_pickle=False)
    return b.getvalue()
