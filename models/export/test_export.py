"""Exports networks of the real classes with random weights and holds ONNX Runtime against PyTorch.

    ./test                  all, each in its environment; the 304 million parameters of Cellpose-SAM too
    pytest -m 'not slow'    in one environment: the tests whose package is not installed there are skipped

With ROIMILL=dist/target/roimill/bin/roimill each model is also taken in by roimill, verified and used.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

HERE = str(Path(__file__).resolve().parent)
# instanseg.py here has the name of the package it reads: this folder must come last, and the exporter is loaded by its path.
sys.path[:] = [p for p in sys.path if p and Path(p).resolve() != Path(HERE)] + [HERE]
sys.modules.pop("instanseg", None)

import torch  # noqa: E402

import package  # noqa: E402
from package import Refused  # noqa: E402


def exporter(name):
    spec = importlib.util.spec_from_file_location(f"export_{name}", Path(HERE) / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def has(module, attribute=None):
    try:
        found = importlib.import_module(module)
    except ImportError:
        return False
    return attribute is None or hasattr(found, attribute)


V3 = pytest.mark.skipif(not has("cellpose.resnet_torch", "CPnet"), reason="Cellpose 3 is not installed")
V4 = pytest.mark.skipif(not has("cellpose.vit_sam", "Transformer"), reason="Cellpose 4 is not installed")
IS = pytest.mark.skipif(not has("instanseg.utils.loss.instanseg_loss", "InstanSeg_Torchscript"), reason="instanseg-torch is not installed")


def stirred(network, seed=0):
    """Running statistics as after training: at their first values a wrong batch normalisation would not show."""
    g = torch.Generator().manual_seed(seed)
    for m in network.modules():
        if isinstance(m, torch.nn.BatchNorm2d):
            m.running_mean.copy_(torch.randn(m.num_features, generator=g) * 0.1)
            m.running_var.copy_(torch.rand(m.num_features, generator=g) + 0.5)
    return network.eval()


def noise(*shape):
    return torch.rand(shape, generator=torch.Generator().manual_seed(sum(shape)))


def card_of(folder):
    lines = (folder / "model.yaml").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def agrees(module, path, examples, tolerance, record_property):
    worst = package.difference(module, path, examples)
    record_property("difference", worst)
    print(f"\n{path.stat().st_size / 1e6:.1f} MB, greatest difference {', '.join(f'{d:.2e}' for d in worst)}")
    assert max(worst) <= tolerance


def complete(folder, channels):
    """The self-test that roimill runs when it opens the model."""
    card = card_of(folder)
    network = folder / card["network"].strip('"')
    assert hashlib.sha256(network.read_bytes()).hexdigest() == card["sha256"].strip('"')
    x, y = np.load(folder / "test-input.npy"), np.load(folder / "test-output.npy")
    assert x.dtype == y.dtype == np.float32 and x.shape[1] == channels
    assert np.abs(package.session(network).run(None, {"input": x})[0] - y).max() < 1e-4
    return card, network


def accepted(folder, processor, channels, scratch):
    """roimill takes the model in, runs its self-test and finds what it finds in a small picture."""
    launcher = os.environ.get("ROIMILL")
    if not launcher:
        return
    import tifffile
    picture = scratch / "picture.tif"
    tifffile.imwrite(picture, (noise(channels, 96, 112).numpy() * 255).astype("u1"), photometric="minisblack")
    environment = {**os.environ, "ROIMILL_MODELS": str(scratch / "models")}
    for words in (["models", "add", folder], ["models", "show", "made"], ["models", "verify", "made", "--device", "cpu"],
                  ["apply", processor, picture, "--axes", "cyx", "--pixel-size", "0.5um", "-p", "model=made", "--out", scratch / "found", "--device", "cpu"],
                  ["models", "remove", "made"]):
        done = subprocess.run([launcher, *map(str, words)], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"roimill {' '.join(map(str, words))}: {done.stdout}{done.stderr}"
    stores = list((scratch / "found").iterdir())
    assert len(stores) == 1 and any(p.name.endswith(f"_{processor}") for p in (stores[0] / "labels").iterdir())
    print(f"roimill takes it: {processor}")


# --- Cellpose 3 ---------------------------------------------------------------------------------------------------

def cpnet(channels=2):
    from cellpose.resnet_torch import CPnet
    torch.manual_seed(3)
    n = stirred(CPnet([channels, 32, 64, 128, 256], 3, sz=3))
    n.diam_labels.data[:] = 24.5
    return n


@V3
@pytest.mark.parametrize("channels", [1, 2])
def test_unet(tmp_path, channels, record_property):
    network = cpnet(channels)
    torch.save(network.state_dict(), tmp_path / "weights")
    exporter("cellpose3").main([str(tmp_path / "weights"), str(tmp_path / "made"), "--licence", "CC0-1.0"])
    card, path = complete(tmp_path / "made", channels)
    assert card["diameter"] == "30.0" and "diameter: 24.5" in card["defaults"] and card["generation"] == "3"
    # Held against the class as it is, not as the exporter changed it.
    plain = Plain(network)
    sides = [(1, 8, 8), (8, 96, 104)] if channels == 1 else [(1, 96, 96), (8, 224, 224), (1, 264, 176), (1, 512, 512)]
    agrees(plain, path, [noise(b, channels, h, w) for b, h, w in sides], 1e-5, record_property)
    accepted(tmp_path / "made", "cellpose", channels, tmp_path)


class Plain(torch.nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return tuple(self.network(x)[:2])


@V3
def test_size_model(tmp_path):
    torch.save(cpnet().state_dict(), tmp_path / "weights")
    r = np.random.default_rng(1)
    size = {"A": r.normal(size=256), "smean": r.normal(size=256), "ymean": np.array([0.25]), "diam_mean": 30.0}
    np.save(tmp_path / "size.npy", size, allow_pickle=True)
    exporter("cellpose3").main([str(tmp_path / "weights"), str(tmp_path / "made.zip"), "--licence", "CC0-1.0", "--size", str(tmp_path / "size.npy")])
    with zipfile.ZipFile(tmp_path / "made.zip") as z:
        assert sorted(z.namelist()) == ["made.onnx", "model.yaml", "test-input.npy", "test-output.npy"]
        line = next(x for x in z.read("model.yaml").decode().splitlines() if x.startswith("size_model"))
    assert str(float(size["A"][255])) in line and "bias: 0.25, diameter: 30.0" in line


@V3
def test_a_size_model_runs_no_code(tmp_path):
    class Bad:
        def __reduce__(self):
            return print, ("code ran",)

    np.save(tmp_path / "bad.npy", {"A": Bad()}, allow_pickle=True)
    with pytest.raises(Refused, match="numbers alone"):
        exporter("cellpose3").size_model(tmp_path / "bad.npy")


@V3
def test_refused(tmp_path):
    cellpose3, state = exporter("cellpose3"), cpnet().state_dict()
    for change, words in (({"W2": torch.zeros(1)}, "Cellpose 4"), ({"output.2.weight": torch.zeros(2, 32, 1, 1)}, "2 outputs"), ({"more": torch.zeros(1)}, "unknown 'more'")):
        with pytest.raises(Refused, match=words):
            cellpose3.cpnet({**state, **change})
    torch.save({"x": Path("/")}, tmp_path / "code")
    with pytest.raises(Refused, match="plain tensors"):
        package.checkpoint(tmp_path / "code")
    with pytest.raises(Refused, match="--licence"):
        cellpose3.main([str(tmp_path / "code"), str(tmp_path / "out")])


# --- Cellpose-SAM -------------------------------------------------------------------------------------------------

@V4
@pytest.mark.slow
@pytest.mark.parametrize("precision", ["fp32", "int8", "fp16"])
def test_cellpose_sam(tmp_path, precision, record_property):
    sam = exporter("cellpose_sam")
    torch.manual_seed(4)
    network = sam.transformer()
    for name, p in network.named_parameters():
        if "rel_pos" in name or "pos_embed" in name:  # zero before training: a wrong table would not show
            torch.nn.init.normal_(p, std=0.1)
    torch.save(network.state_dict(), tmp_path / "cpsam")
    sam.main([str(tmp_path / "cpsam"), str(tmp_path / "made"), "--precision", precision])
    (tmp_path / "cpsam").unlink()
    card, path = complete(tmp_path / "made", 3)
    assert card["licence"] == '"CC-BY-NC-4.0"' and card["tile"] == "256" and card["tile_fixed"] == "true"
    if precision == "fp32":
        operators = {n.op_type for n in package_graph(path)}
        assert not operators & {"Resize", "Range"}, "the tables of positions are stretched in the graph"
        agrees(sam.exportable(network), path, [noise(2, 3, 256, 256)], 1e-5, record_property)
    accepted(tmp_path / "made", "cellpose", 3, tmp_path)
    path.unlink()


def package_graph(path):
    import onnx
    return onnx.load(path, load_external_data=False).graph.node


class Neck(torch.nn.Module):
    """As in the neck of Cellpose-SAM: two single-precision operators read one tensor."""

    def __init__(self):
        super().__init__()
        self.up, self.down = torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.Conv2d(8, 3, 1)

    def forward(self, x):
        x = self.up(x)
        x = x - x.mean(1, keepdim=True)
        return self.down(x / torch.sqrt(x.pow(2).mean(1, keepdim=True) + 1e-6))


@V4
def test_half_precision_of_a_tensor_that_is_read_twice(tmp_path, record_property):
    torch.manual_seed(1)
    network = Neck().eval()
    package.to_onnx(network, noise(2, 3, 16, 16), tmp_path / "full.onnx", ["output"], {"input": {0: "B"}, "output": {0: "B"}})
    exporter("cellpose_sam").halve(tmp_path / "full.onnx", tmp_path / "half.onnx")
    agrees(network, tmp_path / "half.onnx", [noise(2, 3, 16, 16)], 5e-3, record_property)


@V4
def test_cellpose_sam_refuses_weights_of_cellpose_3():
    with pytest.raises(Refused, match="cellpose3.py"):
        exporter("cellpose_sam").load({"output.2.weight": torch.zeros(1)})


# --- InstanSeg ----------------------------------------------------------------------------------------------------

def instanseg_network(targets, invariant, norm="BATCH"):
    from instanseg.utils.loss.instanseg_loss import ProbabilityNet
    from instanseg.utils.models.ChannelInvariantNet import AdaptorNetWrapper
    from instanseg.utils.models.InstanSeg_UNet import InstanSeg_UNet
    torch.manual_seed(5)
    n = InstanSeg_UNet(3, [[2, 2, 1]] * targets, layers=[256, 128, 64, 32], norm=norm)
    n.pixel_classifier = ProbabilityNet(4, 5)
    return stirred(AdaptorNetWrapper(n, norm=norm) if invariant else n)


@IS
@pytest.mark.parametrize("targets,invariant", [(1, False), (2, False), (1, True), (2, True)])
def test_torchscript(tmp_path, targets, invariant, record_property):
    from instanseg.utils.loss.instanseg_loss import InstanSeg_Torchscript
    network = instanseg_network(targets, invariant)
    made = InstanSeg_Torchscript(network, cells_and_nuclei=targets == 2, pixel_size=0.5, params={"mask_threshold": 0.61})
    torch.jit.script(made).save(str(tmp_path / "instanseg.pt"))
    with zipfile.ZipFile(tmp_path / "released.zip", "w") as z:
        z.write(tmp_path / "instanseg.pt", "some/instanseg.pt")
    exporter("instanseg").main([str(tmp_path / "released.zip"), str(tmp_path / "made"), "--licence", "Apache-2.0"])
    card, path = complete(tmp_path / "made", 3)
    assert card["variant"] == '"head"' and "mask_threshold: 0.61" in card["defaults"] and card["pixel_size"] == "0.5"
    assert card["targets"] == ('["nuclei", "cells"]' if targets == 2 else '["nuclei"]')
    assert (card["inputs"] == "[]") == invariant
    counts = (1, 3, 7, 40) if invariant else (3,)
    examples = [noise(b, c, h, w) for c in counts for b, h, w in ((1, 64, 64), (2, 96, 64))] + [noise(1, 3, 256, 256)]
    agrees(network, path, examples, 1e-5, record_property)
    accepted(tmp_path / "made", "instanseg", 3, tmp_path)


@IS
@pytest.mark.parametrize("invariant", [False, True])
def test_training_folder(tmp_path, invariant, record_property):
    network = instanseg_network(1, invariant)
    folder = tmp_path / "training"
    folder.mkdir()
    torch.save({"model_state_dict": network.state_dict(), "epoch": 3}, folder / "model_weights.pth")
    rows = {"model_str": "InstanSeg_UNet", "dim_in": 0 if invariant else 3, "n_sigma": 2, "dim_out": 5, "dim_coords": 2, "layers": '"[32, 64, 128, 256]"', "norm": "BATCH",
            "cells_and_nuclei": False, "requested_pixel_size": 0.25, "channel_invariant": invariant, "feature_engineering": 0, "mlp_width": 5, "dim_seeds": 1}
    (folder / "experiment_log.csv").write_text("".join(f"{k},{v}\n" for k, v in rows.items()))
    exporter("instanseg").main([str(folder), str(tmp_path / "made"), "--licence", "CC0-1.0"])
    card, path = complete(tmp_path / "made", 3)
    assert card["pixel_size"] == "0.25"
    agrees(network, path, [noise(1, 3, 64, 80), noise(2, 3, 128, 96)], 1e-5, record_property)
    accepted(tmp_path / "made", "instanseg", 3, tmp_path)


@IS
def test_instanseg_refuses(tmp_path):
    instanseg = exporter("instanseg")
    torch.jit.script(torch.nn.Linear(2, 2)).save(str(tmp_path / "other.pt"))
    with pytest.raises(Refused, match="lacks 'fcn'"):
        instanseg.from_script(tmp_path / "other.pt", None)
    with pytest.raises(Refused, match="three plain layers"):
        instanseg.layers({"fc1.weight": torch.zeros(5, 4, 1, 1)})


def fast_sparse_intersection_over_minimum_area(x: torch.Tensor) -> torch.Tensor:
    return x @ x.t()


class Older(torch.nn.Module):
    """Calls what the post-processing of v0.1 calls, by the same names."""

    def forward(self, x: torch.Tensor):
        return torch.matrix_power(fast_sparse_intersection_over_minimum_area(x), 10)


class Between(torch.nn.Module):
    def forward(self, x: torch.Tensor):
        return torch.matrix_power(x, 10)


def test_variant_is_read_from_the_file(tmp_path):
    for module, expected in ((Older(), "v0.1"), (torch.nn.ReLU(), "head"), (Between(), None)):
        torch.jit.script(module).save(str(tmp_path / "m.pt"))
        script = torch.jit.load(str(tmp_path / "m.pt"))
        if expected:
            assert exporter("instanseg").variant_of(script) == expected
        else:
            with pytest.raises(Refused, match="--variant"):
                exporter("instanseg").variant_of(script)


# --- all ----------------------------------------------------------------------------------------------------------

def test_a_difference_is_found(tmp_path):
    """The check must be able to fail: another bias is another network."""
    module = torch.nn.Conv2d(1, 1, 1).eval()
    package.to_onnx(module, noise(1, 1, 4, 4), tmp_path / "n.onnx", ["output"], {})
    with torch.no_grad():
        module.bias += 1e-3
    with pytest.raises(Refused, match="differ by 1.00e-03"):
        package.must_agree(module, tmp_path / "n.onnx", [noise(1, 1, 4, 4)], 1e-5)


def test_numbers_are_spelt_so_that_yaml_reads_numbers():
    assert package.spelt({"a": [1e-05, -3e-07, 0.5, True, 3], "b": "no"}) == '{a: [1.0e-05, -3.0e-07, 0.5, true, 3], b: "no"}'


def test_existing_output_and_odd_names_are_refused(tmp_path):
    p = package.parser("d", "e")
    for out, words in ((tmp_path, "exists"), (tmp_path / "Odd Name", "can't name")):
        with pytest.raises(Refused, match=words):
            package.name_of(p.parse_args(["w", str(out), *(["--name", "a"] if words == "exists" else [])]))
