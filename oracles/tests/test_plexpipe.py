"""One file of PlexPipe's, run by PlexPipe 0.2.0 itself and by roimill, makes the same."""

import subprocess

import numpy as np
import pytest

from mill import core, plexpipe_file, run
from test_chains import levels
from test_spatialdata import python, reference

# Names of the results, and the steps in PlexPipe's spelling.
STEPS = {
    "images/DAPI_norm images/ECad_norm": 'category: image_enhancer, type: normalize, input: [DAPI, ECad], output: "${input}_norm", parameters: {low: 1, high: 99.8}',
    "images/quiet": "category: image_enhancer, type: denoise_with_median, input: DAPI, output: quiet, parameters: {disk_radius: 3}",
    "images/average": "category: image_enhancer, type: mean_of_images, input: [DAPI, ECad, CD45], output: average",
    "labels/ring": "category: mask_builder, type: ring, input: [instanseg_nucleus], output: ring, parameters: {rad_bigger: 8, rad_smaller: 2}",
    "labels/inner": "category: mask_builder, type: ring, input: [instanseg_cell], output: inner, parameters: {rad_bigger: 0, rad_smaller: -3}",
    "labels/rind": "category: mask_builder, type: ring, input: instanseg_cell, output: rind, parameters: {rad_bigger: 2, rad_smaller: -2}",
    "labels/usual": "category: mask_builder, type: ring, input: instanseg_cell, output: usual",
    "labels/cytoplasm": "category: mask_builder, type: subtract, input: [instanseg_cell, instanseg_nucleus], output: cytoplasm",
    "labels/tissue": "category: mask_builder, type: blob, input: instanseg_cell, output: tissue, parameters: {work_shape: [120, 130], radius: 4}",
    "labels/within": "category: mask_builder, type: multiply, input: [instanseg_cell, tissue], output: within",
}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plexpipe")
    source = core(folder)
    rois = [folder / "theirs.zarr", folder / "ours.zarr"]
    done = reference("current", [{"op": "spatialdata_copy", "path": str(source), "out": str(r)} for r in rois])
    assert all(d["ok"] for d in done), done
    file = folder / "chain.yaml"
    file.write_text(plexpipe_file("".join(f"  - {{{step}, keep: true}}\n" for step in STEPS.values()), folder))
    peer = python("plexpipe").replace("/python", "/plexpipe")
    told = subprocess.run([peer, "segment-roi", "--exp_config", file, "--roi_path", rois[0]], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    row = run(file, rois[1])
    assert sorted(row["written"]) == sorted(n.split("/")[1] for names in STEPS for n in names.split())
    return rois


@pytest.mark.parametrize("element", [n for names in STEPS for n in names.split()])
def test_plexpipe_makes_the_same(both, element):
    theirs, ours = (levels(roi, element) for roi in both)
    assert [a.shape for a in theirs] == [a.shape for a in ours]
    assert np.array_equal(theirs[0], ours[0]), f"{np.count_nonzero(theirs[0] != ours[0])} of {ours[0].size} voxels differ"
    # Coarser labels are another voxel of the block in the spatialdata of today than in that which wrote the core.
    if element.startswith("images"):
        assert ours[0].dtype == theirs[0].dtype
        assert all(np.allclose(found, wanted, rtol=1e-6, atol=1e-6) for wanted, found in zip(theirs, ours))
