"""What a segmenter makes of a folder of images, read by the programs that such files are for: NumPy, tifffile, roifile, Pillow.

Needs a built roimill. Run by pytest.
"""

import json

import numpy as np
import pytest
import roifile
import tifffile
from mill import roimill
from PIL import Image
from scipy import ndimage as ndi

ALL = "masks-tif,masks-png,seg-npy,outlines-png,outlines-txt,rois,geojson"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("folder")
    images = folder / "images"
    images.mkdir()
    rng = np.random.default_rng(3)
    plane = np.clip(ndi.gaussian_filter(rng.normal(size=(120, 150)), 3) * 10, 0, 1)
    tifffile.imwrite(images / "plane.tif", (plane * 1000).astype("u2"))
    volume = np.clip(ndi.gaussian_filter(rng.normal(size=(5, 60, 70)), 2) * 20, 0, 1)
    tifffile.imwrite(images / "volume.tif", (volume * 1000).astype("u2"), imagej=True, resolution=(4, 4),
                     metadata={"axes": "ZYX", "spacing": 2.0, "unit": "um"})
    options = ["-p", "threshold=100", "--out", "masks"]
    roimill("apply", "components", "images", *options, "--only", "plane", "--save", ALL, folder=folder)
    roimill("apply", "components", "images", *options, "--only", "volume", "--save", "masks-tif,seg-npy,rois", folder=folder)
    expected = {"plane": ndi.label(tifffile.imread(images / "plane.tif") > 100)[0],
                "volume": ndi.label(tifffile.imread(images / "volume.tif") > 100)[0]}
    return folder / "masks", expected


@pytest.mark.parametrize("name, axes", [("plane", "YX"), ("volume", "ZYX")])
def test_masks(made, name, axes):
    folder, expected = made
    with tifffile.TiffFile(folder / f"{name}_cp_masks.tif") as file:
        series = file.series[0]
        assert series.axes == axes and series.dtype == "u2"
        assert np.array_equal(series.asarray(), expected[name])
        if name == "volume":
            assert file.imagej_metadata["spacing"] == 2 and file.imagej_metadata["unit"] == "micron"
            assert file.pages[0].tags["XResolution"].value == (4_000_000, 1_000_000)
    if name == "plane":
        assert np.array_equal(np.array(Image.open(folder / "plane_cp_masks.png")), expected[name])


@pytest.mark.parametrize("name", ["plane", "volume"])
def test_seg_npy(made, name):
    folder, expected = made
    seg = np.load(folder / f"{name}_seg.npy", allow_pickle=True).item()
    assert list(seg) == ["outlines", "masks", "chan_choose", "ismanual", "filename", "flows", "diameter"]
    assert seg["masks"].dtype == "u2" and np.array_equal(seg["masks"], expected[name])
    assert seg["ismanual"].dtype == bool and seg["ismanual"].shape == (expected[name].max(),) and not seg["ismanual"].any()
    assert seg["chan_choose"] == [0, 0] and seg["filename"] == f"images/{name}.tif" and np.isnan(seg["diameter"])
    drawn = seg["outlines"] > 0
    assert np.array_equal(seg["outlines"][drawn], expected[name][drawn])
    # Every pixel beside another object, the border of the image or the outside is on an outline; holes have none.
    for mask, outline in zip(expected[name] if name == "volume" else [expected[name]],
                             seg["outlines"] if name == "volume" else [seg["outlines"]]):
        outside = ndi.binary_propagation(np.pad(np.zeros_like(mask, bool), 1, constant_values=True),
                                         mask=np.pad(mask == 0, 1, constant_values=True))
        beside = ndi.binary_dilation(outside)[1:-1, 1:-1] & (mask > 0)
        assert (outline[beside] > 0).all()


def test_rois_and_texts(made):
    folder, expected = made
    rois = roifile.roiread(folder / "plane_rois.zip")
    lines = (folder / "plane_cp_outlines.txt").read_text().split("\n")[:-1]
    assert len(lines) == expected["plane"].max()
    by_name = {roi.name: roi.coordinates() for roi in rois}
    assert all(roi.roitype == roifile.ROI_TYPE.POLYGON for roi in rois) and len(rois) > 10
    features = {f["properties"]["name"]: f["geometry"]["coordinates"][0]
                for f in json.loads((folder / "plane.geojson").read_text())["features"]}
    assert features.keys() == by_name.keys()
    for label, line in enumerate(lines, 1):
        points = np.array(line.split(",") if line else [], int).reshape(-1, 2)
        assert (str(label) in by_name) == (len(points) > 4)
        if len(points):
            assert np.array_equal(points, by_name[str(label)])
            assert (expected["plane"][points[:, 1], points[:, 0]] == label).all()
            assert np.abs(np.diff(points, axis=0, append=points[:1])).max() <= 1
            ring = np.array(features[str(label)])
            assert np.array_equal(ring[:-1] - 0.5, points) and np.array_equal(ring[0], ring[-1])
    slices = roifile.roiread(folder / "volume_rois.zip")
    assert {roi.position for roi in slices} <= set(range(1, 6))
    for roi in slices:
        x, y = roi.coordinates().astype(int).T
        assert f"{expected['volume'][roi.position - 1, y[0], x[0]]}_z{roi.position}" == roi.name


def test_picture(made):
    folder, _ = made
    picture = np.array(Image.open(folder / "plane_outlines_cp_masks.png"))
    seg = np.load(folder / "plane_seg.npy", allow_pickle=True).item()
    assert picture.shape == (120, 150, 3) and picture.dtype == np.uint8
    assert np.array_equal((picture == [255, 0, 0]).all(-1), seg["outlines"] > 0)
