"""Tests of the oracles themselves: the committed archives are sound, the server answers and survives."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from canonical import describe  # noqa: E402

ARCHIVES = sorted((HERE / "golden").glob("*.zip"))


@pytest.fixture(scope="module")
def server():
    with subprocess.Popen([sys.executable, str(HERE / "reference.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as p:
        def ask(request):
            p.stdin.write((request if isinstance(request, str) else json.dumps(request)) + "\n")
            p.stdin.flush()
            return json.loads(p.stdout.readline())

        yield ask
        p.stdin.close()


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda a: a.stem)
def test_expected_values_match_their_hashes(archive):
    with zipfile.ZipFile(archive) as z:
        manifests = [n for n in z.namelist() if n.endswith("/manifest.json")]
        assert manifests
        for name in manifests:
            folder = name.rsplit("/", 1)[0]
            told = json.loads(z.read(name))
            for entry in entries(told):
                data = z.read(f"{folder}/{entry['file']}")
                if entry["file"].endswith(".npy"):
                    found = describe(np.load(io.BytesIO(data), allow_pickle=False))
                    assert found["sha256"] == entry["sha256"] and found["shape"] == entry["shape"]
                else:
                    assert len(json.loads(data)) == int(np.prod(entry["shape"]))


def entries(told):
    for e in told.get("arrays", []):
        if "expected" in e:
            yield {**e, "file": e["expected"]}
    for f in told.get("files", []):
        for level in (x for s in f.get("series", []) for x in s["levels"]):
            yield {**level, "file": level["expected"]}
    for c in told.get("cases", []):
        yield from [*c["inputs"].values(), *c["outputs"].values()]


def test_archives_are_small():
    assert sum(a.stat().st_size for a in ARCHIVES) < 5_000_000


def test_nonsense_is_answered(server):
    for line in ("garbage", "[]", "{}", '{"op": "nope"}', '{"op": "read"}', '{"op": "read", "path": 7}', '{"op": "tiff", "path": "/"}', '{"op": "spatialdata", "path": "/nope"}', "\u0000"):
        answer = server(line)
        assert answer["ok"] is False and answer["error"]
    assert server({"op": "ping", "id": "x"})["id"] == "x"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    out = tmp_path_factory.mktemp("golden")
    for name in ("zarr-v3", "ome-zarr", "spatialdata-0.7.3", "tiff"):
        with zipfile.ZipFile(HERE / "golden" / f"{name}.zip") as z:
            z.extractall(out / name)
    return out


@pytest.mark.parametrize("op", ["read", "zarrs"])
def test_read(server, unpacked, op):
    folder = unpacked / "zarr-v3" / "v3-codecs"
    told = json.loads((folder / "manifest.json").read_text())
    for entry in told["arrays"][:6]:
        answer = server({"op": op, "path": str(folder / "store.zarr"), "array": entry["path"]})
        assert answer["ok"] and answer["array"]["sha256"] == entry["sha256"]
    part = server({"op": op, "path": str(folder / "store.zarr"), "array": "zstd_1", "selection": [[3, 7], [0, 9]], "values": True})
    assert part["array"]["shape"] == [4, 9] and len(part["array"]["values"]) == 4


def test_damaged_arrays_are_errors(server, unpacked):
    folder = unpacked / "zarr-v3" / "v3-broken"
    told = json.loads((folder / "manifest.json").read_text())
    for entry in told["arrays"]:
        for op in ("read", "zarrs"):
            answer = server({"op": op, "path": str(folder / "store.zarr"), "array": entry["path"]})
            assert not answer["ok"] or entry.get("zarr_python_reads") or op == "zarrs"
    huge = server({"op": "read", "path": str(unpacked / "zarr-v3" / "v3-extensions" / "store.zarr"), "array": "huge"})
    assert "MemoryError" in huge["error"]


def test_list_and_consolidated(server, unpacked):
    store = str(unpacked / "zarr-v3" / "v3-consolidated" / "store.zarr")
    plain, consolidated = server({"op": "list", "path": store, "hash": True}), server({"op": "open_consolidated", "path": store, "hash": True})
    assert plain["ok"] and [n["path"] for n in plain["nodes"]] == ["", "a", "a/b", "a/b/x", "a/y", "empty"]
    assert plain["nodes"] == consolidated["nodes"]
    assert plain["nodes"][0]["attributes"]["nan"] == {"$float": "NaN"}


def test_ome_zarr(server, unpacked):
    folder = unpacked / "ome-zarr" / "ome05-cyx-labels"
    told = json.loads((folder / "manifest.json").read_text())
    answer = server({"op": "ome_zarr", "path": str(folder / "store.zarr")})
    assert [x["sha256"] for x in answer["nodes"][0]["levels"]] == [e["sha256"] for e in told["arrays"][:3]]


def test_spatialdata(server, unpacked):
    folder = unpacked / "spatialdata-0.7.3" / "spatialdata-rich"
    told = json.loads((folder / "manifest.json").read_text())["spatialdata"]
    answer = server({"op": "spatialdata", "path": str(folder / "store.zarr"), "values": True})
    assert {k: answer[k] for k in told} == told
    table = server({"op": "anndata", "path": str(folder / "store.zarr" / "tables" / "cells_table")})
    assert table["table"]["shape"] == [7, 3]


def test_tiff(server, unpacked):
    folder = unpacked / "tiff" / "tiff"
    told = json.loads((folder / "manifest.json").read_text())
    for entry in told["files"]:
        answer = server({"op": "tiff", "path": str(folder / entry["path"])})
        if "series" in entry:
            assert answer["ok"], (entry, answer)
            assert [x["sha256"] for x in answer["series"][0]["levels"]] == [x["sha256"] for x in entry["series"][0]["levels"]]


def test_string_hash_is_unambiguous():
    assert describe(np.array(["ab", None], object))["sha256"] == hashlib.sha256(b"\x02\0\0\0ab\xff\xff\xff\xff").hexdigest()
