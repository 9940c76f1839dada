#!/usr/bin/env python3
"""Writes PNG and JPEG files by OpenCV and Pillow, and what these read out of them, for the tests of stores/pictures.

    $(venv.sh cellpose4) golden_pictures.py [--check]

Each file is kept as its bytes, NAME_file; its pixels are (y,x), or (c,y,x)
with red first. --check compares with the committed file and writes nothing.
"""

import argparse
import io
import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

FILE = Path(__file__).resolve().parent.parent / "stores/pictures/src/test/resources/org/roimill/stores/pictures/golden.npz"


def opencv(ending, array):
    """Channels as OpenCV has them: blue, green, red, and alpha."""
    done, file = cv2.imencode(ending, array)
    assert done
    return file.tobytes(), cv2.imdecode(file, cv2.IMREAD_UNCHANGED)


def pillow(image, **how):
    file = io.BytesIO()
    image.save(file, "PNG", **how)
    return file.getvalue(), Image.open(io.BytesIO(file.getvalue()))


def files():
    rng = np.random.default_rng(20261129)
    y, x = np.mgrid[:37, :53]
    for bits, kind in ((8, np.uint8), (16, np.uint16)):
        plane = rng.integers(0, 1 << bits, (37, 53), kind)
        file, read = opencv(".png", plane)
        yield f"grey{bits}", file, read
        colours = rng.integers(0, 1 << bits, (37, 53, 4), kind)
        file, read = opencv(".png", colours[..., :3])
        yield f"rgb{bits}", file, read[..., ::-1].transpose(2, 0, 1)
        file, read = opencv(".png", colours)
        yield f"rgba{bits}", file, read[..., 2::-1].transpose(2, 0, 1)
    both = np.dstack([rng.integers(0, 256, (37, 53), np.uint8), rng.integers(0, 256, (37, 53), np.uint8)])
    file, read = pillow(Image.fromarray(both, "LA"))
    yield "grey_alpha8", file, np.asarray(read)[..., 0]
    smooth = np.dstack([y * 6, x * 4, (y + x) * 2]).astype(np.uint8)
    for colours in (200, 13, 2):
        file, read = pillow(Image.fromarray(smooth).quantize(colours))
        yield f"palette{colours}", file, np.asarray(read.convert("RGB")).transpose(2, 0, 1)
    file, read = pillow(Image.fromarray(smooth), transparency=(0, 0, 0))
    yield "rgb_clear8", file, np.asarray(read.convert("RGB")).transpose(2, 0, 1)
    file, read = pillow(Image.fromarray(smooth[..., 0]), transparency=6)
    yield "grey_clear8", file, np.asarray(read.convert("L"))
    file, _ = pillow(Image.fromarray(smooth[..., 0] > 100))
    yield "bits1", file, None
    file, read = opencv(".jpg", smooth)
    yield "rgb_jpeg", file, read[..., ::-1].transpose(2, 0, 1)
    file, read = opencv(".jpg", smooth[..., 0])
    yield "grey_jpeg", file, read
    out = io.BytesIO()
    Image.fromarray(rng.integers(0, 256, (37, 53, 4), np.uint8), "CMYK").save(out, "JPEG")
    yield "cmyk_jpeg", out.getvalue(), None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    check = parser.parse_args().check
    arrays = {}
    for name, file, pixels in files():
        arrays[name + "_file"] = np.frombuffer(file, np.uint8)
        if pixels is not None:
            arrays[name] = np.ascontiguousarray(pixels)
    if check:
        with np.load(FILE) as known:
            same = sorted(known) == sorted(arrays) and all(np.array_equal(known[n], arrays[n]) for n in arrays)
        sys.exit(0 if same else f"{FILE} differs")
    FILE.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(FILE, **arrays)
    print(FILE, FILE.stat().st_size)


if __name__ == "__main__":
    main()
