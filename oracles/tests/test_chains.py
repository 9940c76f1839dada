"""Chains of roimill on a real tissue core, held against NumPy, SciPy and scikit-image, read by spatialdata and ome-zarr-py."""

import shutil
import sys

import numpy as np
import pytest
import tifffile
import zarr
from scipy import ndimage as ndi
from skimage import morphology, segmentation

from mill import DATA, HERE, core, roimill, run, without_network
from test_spatialdata import VENVS, pyramid, reference

sys.path.insert(0, str(HERE.parent))
from canonical import describe  # noqa: E402
from golden_processors import blob, ring, stretch  # noqa: E402

MARKERS = "DAPI", "ECad", "CD45"


def levels(roi, element):
    """The values of all levels, as zarr-python reads them."""
    group = zarr.open_group(roi / element, mode="r", use_consolidated=False)
    paths = [d["path"] for d in multiscales(group)[0]["datasets"]]
    return [group[p][...] for p in paths]


def multiscales(group):
    return group.attrs.get("ome", group.attrs)["multiscales"]


def plane(roi, element):
    return np.squeeze(levels(roi, element)[0])


def written(folder, name, text):
    (folder / name).write_text(text)
    return folder / name


def same(found, wanted, name):
    assert found.dtype == wanted.dtype and found.shape == wanted.shape, f"{name}: {found.dtype} {found.shape}, not {wanted.dtype} {wanted.shape}"
    assert np.array_equal(found, wanted), f"{name}: {np.count_nonzero(found != wanted)} of {wanted.size} voxels differ"


# ---- PlexPipe's own example ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The core before and after, and what was told."""
    folder = tmp_path_factory.mktemp("example")
    roi = core(folder)
    before = folder / "before.zarr"
    shutil.copytree(roi, before)
    row = run(written(folder, "example.yaml", without_network()), roi)
    return before, roi, row


def test_plexpipes_example_keeps_what_it_says_alone(example):
    before, roi, row = example
    assert row["written"] == ["ring", "cytoplasm"]
    assert set(names(roi, "labels")) == {"instanseg_nucleus", "instanseg_cell", "ring", "cytoplasm"}
    assert names(roi, "images") == names(before, "images") and len(names(roi, "images")) == 13
    assert not [p for p in roi.rglob("*") if "_norm" in p.name]
    for kept in (p.relative_to(before) for p in before.rglob("*") if p.is_file() and p.parent.name != "labels"):
        assert (roi / kept).read_bytes() == (before / kept).read_bytes(), kept


def names(roi, kind):
    return sorted(p.name for p in (roi / kind).iterdir() if p.is_dir())


def test_ring_and_cytoplasm_are_those_of_scikit_image_in_all_levels(example):
    before, roi, _ = example
    nucleus, cell = (plane(before, f"labels/instanseg_{name}") for name in ("nucleus", "cell"))
    wanted = {"ring": ring(nucleus, 8, 2), "cytoplasm": np.where(nucleus > 0, 0, cell)}
    for name, values in wanted.items():
        found = levels(roi, f"labels/{name}")
        assert len(found) == 3
        for k, (level, want) in enumerate(zip(found, pyramid(values.astype("i4"), (2, 2), 3, labels=True))):
            same(level, want, f"{name}, level {k}")


def test_the_core_stays_readable_to_all_who_could_read_it(example):
    before, roi, _ = example
    readers = 0
    for venv in VENVS:
        old, new = reference(venv, [{"op": "spatialdata", "path": str(p)} for p in (before, roi)])
        if not old["ok"]:
            continue
        readers += 1
        assert new["ok"], f"{venv}: {new}"
        assert set(new["warnings"]) <= set(old["warnings"]), f"{venv}: {new['warnings']}"
        for kind in ("images", "labels", "shapes", "points", "tables"):
            assert {n: new[kind].get(n) for n in old[kind]} == old[kind], f"{venv}: {kind}"
        assert set(new["labels"]) - set(old["labels"]) == {"ring", "cytoplasm"}
        for name in ("ring", "cytoplasm"):
            element = new["labels"][name]
            wanted = [describe(level) for level in levels(roi, f"labels/{name}")]
            assert element["levels"] == wanted, f"{venv}: {name}"
            like = old["labels"]["instanseg_nucleus"]
            assert (element["axes"], element["multiscale"], matrices(element)) == (like["axes"], like["multiscale"], matrices(like))
    assert readers >= 2, "spatialdata read the core with fewer versions than two"


def matrices(element):
    """A scale of one is as good as an identity."""
    return {system: (t["axes"], t["matrix"]) for system, t in element["transformations"].items()}


@pytest.fixture(scope="module")
def modern(tmp_path_factory):
    """The core as spatialdata writes it today, after the same chain. The versions in older ones ome-zarr-py does not know."""
    folder = tmp_path_factory.mktemp("modern")
    copy = {"op": "spatialdata_copy", "path": str(core(folder)), "out": str(folder / "modern.zarr")}
    assert reference("current", [copy])[0]["ok"]
    run(written(folder, "example.yaml", without_network()), folder / "modern.zarr")
    return folder / "modern.zarr"


@pytest.mark.parametrize("venv", ["current", "newest"])
def test_ome_zarr_py_and_spatialdata_read_what_a_store_of_today_holds(example, modern, venv):
    elements = ["labels/instanseg_nucleus", "labels/ring", "labels/cytoplasm"]
    whole, like, *made = reference(venv, [{"op": "spatialdata", "path": str(modern)}] + [{"op": "ome_zarr", "path": str(modern / e)} for e in elements])
    assert like["ok"], like
    for element, answer in zip(elements[1:], made):
        assert answer["ok"], answer
        assert answer["version"] == like["version"] and answer["nodes"][0]["specs"] == ["Label", "Multiscales"]
        wanted = [describe(level) for level in levels(example[1], element)]
        found = [{k: level[k] for k in ("kind", "dtype", "shape", "sha256")} for level in answer["nodes"][0]["levels"]]
        assert found == wanted, element
        assert whole["labels"][element.split("/")[1]]["levels"] == wanted, element


def test_normalized_images_are_those_of_numpy(tmp_path):
    roi = core(tmp_path)
    text = without_network()
    assert text.count("keep: false") == 1
    row = run(written(tmp_path, "kept.yaml", text.replace("keep: false", "keep: true")), roi)
    assert sorted(row["written"]) == ["DAPI_norm", "ECad_norm", "cytoplasm", "ring"]
    for marker in ("DAPI", "ECad"):
        image = levels(roi, f"images/{marker}")[0]
        low, high = np.percentile(image.astype("f8"), [1, 99.8])
        found = levels(roi, f"images/{marker}_norm")
        assert len(found) == 3
        for k, (level, want) in enumerate(zip(found, pyramid(stretch(image, low, high - low), (1, 2, 2), 3))):
            assert level.dtype == "f4" and level.shape == want.shape
            assert np.abs(level.astype("f8") - want).max() <= 1e-6, f"{marker}, level {k}"


def test_a_file_of_schema_0_loads_and_says_what_has_no_effect(tmp_path):
    shutil.copy(DATA / "legacy_v0.yaml", tmp_path)
    done = roimill("check", "--resolved", "legacy_v0.yaml", folder=tmp_path)
    assert done.stderr.splitlines() == [
        "roimill: legacy_v0.yaml: general, remote_analysis_dir: not used; the analysis is taken from C:/BLCA",
        "roimill: legacy_v0.yaml: core_detection, min_area, max_area, min_iou, min_st, min_int, frame: have no effect",
        "roimill: legacy_v0.yaml: line 145: qc is not run here yet",
        "roimill: legacy_v0.yaml: line 152: quant is not run here yet",
    ]
    again = roimill("check", "--resolved", written(tmp_path, "native.yaml", done.stdout), folder=tmp_path)
    assert again.stderr == "" and again.stdout.replace("name: native", "name: legacy_v0") == done.stdout
    import yaml

    steps = yaml.safe_load(done.stdout)["steps"]
    assert [s["type"] for s in steps] == ["normalize", "instanseg", "ring", "subtract"]
    assert steps[2]["parameters"] == {"rad_bigger": 8, "rad_smaller": 2}, "outer and inner under their new names"
    assert [s["keep"] for s in steps] == [False, True, True, True]


# ---- other chains -------------------------------------------------------------------------------------------------

STEPS = {  # name: (the step, what it is by itself: of a dict of the planes made so far)
    "greatest": ("{type: max_of_images, input: [DAPI, ECad, CD45]}", lambda p: np.maximum(np.maximum(p["DAPI"], p["ECad"]), p["CD45"])),
    "average": ("{type: mean_of_images, input: [DAPI, ECad, CD45]}", lambda p: np.mean([p[m].astype("f8") for m in MARKERS], axis=0).astype("f4")),
    "quiet": ("{type: denoise_with_median, input: DAPI, parameters: {disk_radius: 3}}",
              lambda p: ndi.median_filter(p["DAPI"], footprint=morphology.disk(3), mode="nearest")),
    "smooth": ("{type: gaussian, input: quiet, parameters: {sigma: 2.5}}", lambda p: gaussian(p["quiet"], 2.5)),
    "smoother": ("{type: gaussian, input: smooth, parameters: {sigma: [1, 3]}}", lambda p: gaussian(p["smooth"], (1, 3))),
    "flat": ("{type: project, input: greatest, parameters: {along: c, how: max}}", lambda p: p["greatest"]),
    "band": ("{type: ring, input: instanseg_nucleus, parameters: {rad_bigger: 3, rad_smaller: -2}}", lambda p: ring(p["instanseg_nucleus"], 3, -2)),
    "both": ("{type: and, input: [instanseg_cell, band]}", lambda p: ((p["instanseg_cell"] > 0) & (p["band"] > 0)).astype("u1")),
    "either": ("{type: or, input: [band, instanseg_nucleus]}", lambda p: ((p["band"] > 0) | (p["instanseg_nucleus"] > 0)).astype("u1")),
    "outside": ("{type: not, input: instanseg_cell}", lambda p: (p["instanseg_cell"] == 0).astype("u1")),
    "within": ("{type: multiply, input: [instanseg_cell, both]}", lambda p: p["instanseg_cell"] * p["both"]),
    "product": ("{type: multiply, input: [instanseg_cell, instanseg_nucleus], parameters: {mode: product}}",
                lambda p: (p["instanseg_cell"].astype("i8") * p["instanseg_nucleus"]).astype("u4")),
    "tissue": ("{type: blob, input: instanseg_cell, parameters: {work_shape: [120, 130], radius: 4}}",
               lambda p: blob(p["instanseg_cell"], (120, 130), 4, lambda v: v > 0)),
    "rest": ("{type: subtract, input: [instanseg_cell, tissue]}", lambda p: np.where(p["tissue"] > 0, 0, p["instanseg_cell"])),
}
IMAGES = "greatest", "average", "quiet", "smooth", "smoother", "flat"


def gaussian(a, sigma):
    return ndi.gaussian_filter(a.astype("f8"), sigma, mode="nearest").astype("f4")


def chain(kept):
    lines = ["roimill: 1", "steps:"]
    for name, (step, _) in STEPS.items():
        lines.append(f"  - {step[:-1]}, output: {name}, keep: {str(name in kept).lower()}}}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    roi = core(tmp_path_factory.mktemp("wanted"))
    planes = {m: plane(roi, f"images/{m}") for m in MARKERS}
    planes |= {n: plane(roi, f"labels/{n}") for n in ("instanseg_nucleus", "instanseg_cell")}
    for name, (_, function) in STEPS.items():
        planes[name] = function(planes)
    return planes


@pytest.mark.parametrize("kept", [tuple(STEPS), ("smoother", "flat", "within", "rest")], ids=["all kept", "the last alone"])
def test_each_step_of_a_chain_is_what_python_makes_of_it(tmp_path, wanted, kept):
    roi = core(tmp_path)
    row = run(written(tmp_path, "chain.yaml", chain(kept)), roi)
    assert sorted(row["written"]) == sorted(kept)
    made = set(names(roi, "labels") + names(roi, "images"))
    assert made & set(STEPS) == set(kept)
    for name in kept:
        found = plane(roi, f"{'images' if name in IMAGES else 'labels'}/{name}")
        if name in ("smooth", "smoother"):
            assert found.dtype == "f4"
            assert np.allclose(found, wanted[name], rtol=3e-7, atol=0), name
        else:
            same(found, wanted[name], name)
    answer = reference("current", [{"op": "spatialdata", "path": str(roi)}])[0]
    assert answer["ok"] and "error" not in str({n: answer[k].get(n) for k in ("images", "labels") for n in kept}), answer


@pytest.mark.parametrize("how", ["max", "mean", "sum"])
def test_projections_along_the_channels_are_those_of_numpy(tmp_path, wanted, how):
    stack = np.stack([wanted[m] for m in MARKERS])
    tifffile.imwrite(tmp_path / "stack.ome.tif", stack, metadata={"axes": "CYX"}, ome=True)
    text = f"roimill: 1\nsteps:\n  - {{type: project, input: stack, output: made, parameters: {{along: c, how: {how}}}}}\n"
    row = run(written(tmp_path, "project.yaml", text), tmp_path / "stack.ome.tif")
    want = {"max": stack.max(0), "mean": stack.mean(0, dtype="f8").astype("f4"), "sum": stack.sum(0, dtype="u8")}[how]
    same(plane(tmp_path / row["result"], "images/made"), want, how)
