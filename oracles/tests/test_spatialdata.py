"""roimill's SpatialData and OME-Zarr against the packages: what they write is read equal, and what we write is theirs.

Needs ROIMILL_TEST_CLASSPATH, the test class path of stores/ngff, and java 25 on the PATH or in JAVA_HOME; ROIMILL_ORACLES
names the folder of the oracles where it is not the one above. Run by pytest, or as a program with the venvs to use.
"""

import atexit
import functools
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ORACLES = Path(os.environ.get("ROIMILL_ORACLES", Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(ORACLES))
from canonical import describe  # noqa: E402

VENVS = ("legacy", "middle", "current", "newest")
READS_V3 = ("current", "newest")


def python(venv):
    return subprocess.run(["bash", ORACLES / "venv.sh", venv], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()


def probe(requests):
    home = os.environ.get("JAVA_HOME")
    command = [f"{home}/bin/java" if home else "java", "--enable-native-access=ALL-UNNAMED", "-cp",
               os.environ["ROIMILL_TEST_CLASSPATH"], "org.roimill.stores.probe.NgffProbe"]
    text = "".join("\t".join(map(str, r)) + "\n" for r in requests)
    done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == len(requests), done.stdout.decode()[-2000:]
    return answers


def reference(venv, requests):
    text = "".join(json.dumps({"id": i, **r}) + "\n" for i, r in enumerate(requests))
    done = subprocess.run([python(venv), ORACLES / "reference.py"], input=text.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@functools.cache
def fixtures(venvs):
    """Made once for all tests; kept until the program ends."""
    kept = tempfile.TemporaryDirectory()
    atexit.register(kept.cleanup)
    out = kept.name
    for venv in venvs:
        subprocess.run([sys.executable, ORACLES / "make_fixtures.py", out, "--venvs", venv, "--groups", "ome,spatialdata"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [json.loads(p.read_text()) | {"at": p.parent} for p in sorted(Path(out).glob("*/*/manifest.json"))]


# ---- reading ------------------------------------------------------------------------------------------------------


def test_what_the_packages_write_is_read_equal(venvs=VENVS):
    kinds = ("spatialdata", "ome-zarr", "ome-zarr-plate", "ome-zarr-collection")
    cases = [c for c in fixtures(venvs) if c["kind"] in kinds]
    answers = probe([["read", c["at"] / c["store"]] for c in cases])
    wrong = []
    for case, answer in zip(cases, answers):
        where = f"{case['at'].parent.name}/{case['case']}"
        if where == "legacy/spatialdata-empty":
            # An empty group without attributes, as any program of Zarr makes it.
            assert "recognised by no format" in answer["error"]
            continue
        if "error" in answer:
            wrong.append(f"{where}: {answer['error']}")
            continue
        compare = compare_spatialdata if case["kind"] == "spatialdata" else compare_ome
        wrong += [f"{where}: {w}" for w in compare(case, answer)]
    print(f"{len(cases)} stores read, {len(wrong)} differences")
    assert cases and not wrong, "\n".join(wrong)


def compare_spatialdata(case, answer):
    expected, elements = case["spatialdata"], answer["elements"]
    if answer["faults"]:
        yield f"faults {answer['faults']}"
    for kind in ("images", "labels"):
        for name, e in expected[kind].items():
            if name not in elements:
                yield f"{kind}/{name} is not listed"
                continue
            yield from (f"{kind}/{name}: {w}" for w in compare_raster(e, elements[name]))
    for kind in ("shapes", "points"):
        for name in expected[kind]:
            if elements.get(name, {}).get("kind") != "shapes":
                yield f"{kind}/{name} is not listed"
    for name, t in expected["tables"].items():
        yield from (f"tables/{name}: {w}" for w in compare_table(t, elements[name]))


def compare_raster(e, got):
    if "".join(e["axes"]) != got["axes"]:
        yield f"axes {got['axes']}, not {e['axes']}"
    if e["channels"] and [str(c) for c in e["channels"]] != got["channels"]:
        yield f"channels {got['channels']}, not {e['channels']}"
    if len(e["levels"]) != len(got["levels"]):
        yield f"{len(got['levels'])} levels, not {len(e['levels'])}"
    for k, (a, b) in enumerate(zip(e["levels"], got["levels"])):
        for key in ("dtype", "shape", "sha256"):
            if a[key] != b[key]:
                yield f"level {k}: {key} {b[key]}, not {a[key]}"
    world = got["world"]
    if world not in e["transformations"]:
        yield f"world {world} is none of {list(e['transformations'])}"
        return
    matrix, axes = np.array(e["transformations"][world]["matrix"]), e["transformations"][world]["axes"]
    ours = np.array(got["levels"][0]["to_world"])
    order = [got["axes"].index(a) for a in axes]
    theirs = matrix[:-1]
    mine = np.concatenate([ours[np.ix_(order, order)], ours[order, -1:]], axis=1)
    if not np.allclose(mine, theirs, rtol=1e-12, atol=1e-12):
        yield f"to {world}: {mine.tolist()}, not {theirs.tolist()}"


def compare_table(t, got):
    if t["obs_names"]["sha256"] != got["index"] or t["var_names"]["sha256"] != got["variables"]:
        yield "other names of rows or variables"
    for part, columns in (("obs", "columns"), ("var", "variable_columns")):
        if list(t[part]) != list(got[columns]):
            yield f"columns {list(got[columns])}, not {list(t[part])}"
        for name, c in t[part].items():
            g = got[columns].get(name, {})
            shown = [None if v == {"$float": "NaN"} else v for v in c["values"]]
            if c["dtype"] == "categorical":
                same = [None if v is None else str(v) for v in shown] == g.get("values") and [str(x) for x in c["categories"]] == g.get("categories") and c["ordered"] == g.get("ordered")
            else:
                same = shown == g.get("values")
            if not same:
                yield f"{part} '{name}': {g}, not {c}"
    matrices = [("X", t["X"], got.get("x"))]
    matrices += [(f"{part} '{n}'", m, got[part].get(n)) for part in ("layers", "obsm") for n, m in t[part].items()]
    for name, m, g in matrices:
        if m is None:
            if g is not None:
                yield f"{name} is there"
            continue
        if g is None or (m["encoding"] != "dataframe" and (m["encoding"], m["shape"], m["dtype"]) != (g["encoding"], g["shape"], g["dtype"])):
            yield f"{name}: {g}, not {m['encoding']} {m.get('dtype')} {m.get('shape')}"
        elif "values" in m and hashlib.sha256(np.array(m["values"], "f8").tobytes()).hexdigest() != g["float64_sha256"]:
            yield f"{name}: other values"
    region = t["region"]
    if (region if isinstance(region, list) else [region] if region else None) != got.get("regions") and t["region_key"]:
        yield f"regions {got.get('regions')}, not {region}"
    if (t["region_key"], t["instance_key"]) != (got.get("region_key"), got.get("instance_key")):
        yield "other keys of regions"


def compare_ome(case, answer):
    """Every array that the case lists is found, by its values turned into our order of axes."""
    if answer["faults"]:
        yield f"faults {answer['faults']}"
    found = {(lv["dtype"], lv["sha256"]) for e in answer["elements"].values() if "levels" in e for lv in e["levels"]}
    if not found:
        yield "no images"
    for array in case["arrays"]:
        if array.get("expect") != "error" and (array["dtype"], array["sha256"]) not in found:
            yield f"{array['path']} ({array['what']}) is not found"
    image = (case.get("ome") or {}).get("image")
    if not image:
        return
    images = [e for e in answer["elements"].values() if e["kind"] == "image"]
    if [c for c in case["ome"].get("channels") or []] != images[0]["channels"]:
        yield f"channels {images[0]['channels']}, not {case['ome'].get('channels')}"
    for k, level in enumerate(image["levels"]):
        scale = np.array([t["scale"] for t in level["transformations"] if t["type"] == "scale"][0])
        got = np.array(images[0]["levels"][k]["to_world"])
        if not np.allclose(np.diag(got), scale):
            yield f"level {k}: scale {np.diag(got)}, not {scale}"
        shift = [t["translation"] for t in level["transformations"] if t["type"] == "translation"]
        if shift and not np.allclose(got[:, -1], shift[0]):
            yield f"level {k}: shift {got[:, -1]}, not {shift[0]}"


# ---- writing ------------------------------------------------------------------------------------------------------


def known(shape, dtype, limit):
    i = np.arange(np.prod(shape), dtype=np.uint64)
    v = ((i * np.uint64(2654435761) & np.uint64(0xFFFFFFFF)) >> np.uint64(16)) % np.uint64(limit)
    return (v / 7.0 if np.dtype(dtype).kind == "f" else v).astype(dtype).reshape(shape)


def coarser(a, factors, labels):
    if labels:
        return a[tuple(slice(None, None, f) for f in factors)]
    out = np.empty([-(-n // f) for n, f in zip(a.shape, factors)], a.dtype)
    for at in np.ndindex(out.shape):
        cell = a[tuple(slice(i * f, (i + 1) * f) for i, f in zip(at, factors))].astype("f8")
        out[at] = np.trunc(cell.mean()) if a.dtype.kind in "iu" else cell.mean()
    return out


def pyramid(a, factors, levels, labels=False):
    out = [a]
    for _ in range(levels - 1):
        out.append(coarser(out[-1], factors, labels))
    return out


EXPECTED = {
    "image": ("images", (2, 203, 301), "uint16", 65536, (1, 2, 2), False),
    "plane": ("images", (1, 150, 170), "float32", 1000, (1, 2, 2), False),
    "cells": ("labels", (203, 301), "int32", 300, (2, 2), True),
    "volume": ("labels", (7, 70, 81), "uint32", 65536, (2, 2, 2), True),
}
MATRICES = {  # over x, y(, z)
    "image": np.eye(3), "plane": np.diag([0.25, 0.5, 1]), "cells": np.array([[0, 3, -7], [2, 0, 5], [0, 0, 1]]), "volume": np.eye(4),
}


def check_written(answer, prefix):
    if not answer["ok"]:
        yield answer["error"] + answer.get("trace", "")[-1500:]
        return
    for name, (kind, shape, dtype, limit, factors, labels) in EXPECTED.items():
        e = answer[kind].get(prefix + name)
        if e is None or "error" in e:
            yield f"{name}: {e}"
            continue
        wanted = pyramid(known(shape, dtype, limit), factors, len(e["levels"]), labels)
        for k, (level, values) in enumerate(zip(e["levels"], wanted)):
            want = describe(values)
            if (level["shape"], level["dtype"]) != (want["shape"], want["dtype"]) or level["sha256"] != want["sha256"]:
                yield f"{name}, level {k}: {level}, not {want}"
        matrix = np.array(e["transformations"]["global"]["matrix"])
        if not np.allclose(matrix, MATRICES[name]):
            yield f"{name}: {matrix}, not {MATRICES[name]}"
    if answer["images"][prefix + "image"]["channels"] != ["DAPI", "CD 45"]:
        yield f"channels {answer['images'][prefix + 'image']['channels']}"
    yield from (f"table: {w}" for w in check_table(answer["tables"][prefix + "table"], prefix))


def check_table(t, prefix):
    want = {
        "region": [prefix + "cells"] * 4, "instance_id": [1, 2, 3, 4], "area": [1.5, None, -3, 1e300], "small": [1, -2, 3, -4],
        "text": ["a", "", "ä€", "d e"], "holes": ["x", None, "y", "x"], "maybe": [7, None, 9, 0], "flag": [True, False, True, True],
        "perhaps": [True, False, None, False], "kind": ["u", None, "v", "u"],
    }
    for name, values in want.items():
        got = [None if v == {"$float": "NaN"} else v for v in t["obs"][name]["values"]]
        if got != values:
            yield f"{name}: {got}, not {values}"
    x = np.arange(12).reshape(4, 3) / 3.0
    sparse = np.array([[0, 0, 1], [0, 0, 0], [2, 3, 0], [0, 0, 0]])
    mask = np.array([1, 0] * 6, bool).reshape(4, 3)
    for name, m, values in (("X", t["X"], x), ("csr", t["layers"]["csr"], sparse.astype("f4")), ("csc", t["layers"]["csc"], np.array([[0, 0, 1], [0, 0, 0], [2, 3, 0], [0, 0, 0]], "f8")),
                            ("mask", t["layers"]["mask"], mask), ("obsm", t["obsm"]["centroid_cell"], np.arange(1, 9.0).reshape(4, 2))):
        if m["sha256"] != describe(values)["sha256"]:
            yield f"{name}: other values"
    if (t["region"], t["region_key"], t["instance_key"]) != (prefix + "cells", "region", "instance_id"):
        yield f"annotates {t['region']}, {t['region_key']}, {t['instance_key']}"
    if t["obs"]["kind"]["categories"] != ["v", "u", "w"] or not t["obs"]["kind"]["ordered"]:
        yield f"categories {t['obs']['kind']}"


def test_what_we_write_the_packages_read_equal(venvs=VENVS):
    with tempfile.TemporaryDirectory() as folder:
        stores = {zarr: Path(folder, f"v{zarr}.zarr") for zarr in (2, 3)}
        assert all(a == {"ok": True} for a in probe([["write", p, z] for z, p in stores.items()]))
        for answer in probe([["verify", p] for p in stores.values()]):
            assert set(answer.values()) == {"[]"}, answer
        wrong, checked = [], 0
        for venv in venvs:
            # The first generation reads the first raster format alone.
            zarrs = [z for z in stores if venv != "legacy" and (z == 2 or venv in READS_V3)]
            for z, answer in zip(zarrs, reference(venv, [{"op": "spatialdata", "path": str(stores[z])} for z in zarrs])):
                wrong += [f"{venv}, v{z}: {w}" for w in check_written(answer, "")]
                noise = [w for w in answer.get("warnings", []) if "roimill" in str(w) or "not recognized" in str(w)]
                wrong += [f"{venv}, v{z}: warns {w}" for w in noise]
                checked += 1
        print(f"{checked} readings, {len(wrong)} differences")
        assert not wrong, "\n".join(wrong)


def test_what_we_add_to_a_store_its_writer_reads_with_all_it_wrote(venvs=VENVS):
    wrong, checked = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for case in fixtures(venvs):
            if case["kind"] != "spatialdata":
                continue
            venv, path = case["at"].parent.name, case["at"] / case["store"]
            copy = Path(folder, "copy.zarr")
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(path, copy)
            added = probe([["add", copy]])[0]
            before, after = reference(venv, [{"op": "spatialdata", "path": str(p)} for p in (path, copy)])
            where = f"{venv}/{case['case']}"
            if added != {"ok": True}:
                wrong.append(f"{where}: {added}")
                continue
            wrong += [f"{where}: {w}" for w in check_written(after, "new_")]
            for kind in ("images", "labels", "shapes", "points", "tables"):
                for name, e in before.get(kind, {}).items():
                    if after.get(kind, {}).get(name) != e:
                        wrong.append(f"{where}: {kind}/{name} has changed")
            checked += 1
        print(f"added to {checked} stores, {len(wrong)} differences")
        assert checked and not wrong, "\n".join(wrong)


def test_plain_images_open_and_validate(venvs=("newest",)):
    with tempfile.TemporaryDirectory() as folder:
        for zarr in (2, 3):
            path = Path(folder, f"v{zarr}.zarr")
            assert probe([["image", path, zarr]]) == [{"ok": True}]
            for venv in venvs:
                image, valid = reference(venv, [{"op": "ome_zarr", "path": str(path)}, {"op": "ome_zarr_models", "path": str(path)}])
                assert image["ok"] and valid["ok"], (image, valid)
                levels = image["nodes"][0]["levels"]
                wanted = pyramid(known((2, 3, 5, 90, 101), "uint8", 256), (1, 1, 1, 2, 2), 2)
                for level, values in zip(levels, wanted):
                    assert level["sha256"] == describe(values)["sha256"], (zarr, level["shape"])
                assert image["nodes"][0]["metadata"].get("channel_names", ["a", "b", "c"]) == ["a", "b", "c"]


if __name__ == "__main__":
    chosen = tuple(sys.argv[1:]) or VENVS
    failed = 0
    for test in (test_what_we_write_the_packages_read_equal, test_plain_images_open_and_validate,
                 test_what_the_packages_write_is_read_equal, test_what_we_add_to_a_store_its_writer_reads_with_all_it_wrote):
        try:
            test() if test is test_plain_images_open_and_validate else test(chosen)
            print("ok    ", test.__name__, flush=True)
        except AssertionError as e:
            failed += 1
            print("FAILED", test.__name__, str(e)[:6000], flush=True)
    sys.exit(failed > 0)
