"""TIFF files of every kind that roimill reads, written by tifffile, and what must be read from them.

Run as a program it writes the small set that the Java unit tests keep: tiff_cases.py golden OUT.zip
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import tifffile

ORDER = "TCZYX"
UNSIGNED = ["u1", "u2", "u4", "u8"]
SIGNED = ["i1", "i2", "i4", "i8"]
FLOATS = ["f2", "f4", "f8"]


def pixels(shape, dtype, seed=0):
    """Smooth and noisy at once, so that predictors and compression have something to do; floats with odd values."""
    rng = np.random.default_rng([seed, *shape])
    dtype = np.dtype(dtype)
    if dtype == bool:
        return rng.random(shape) < 0.4
    ramp = np.add.outer(np.arange(shape[-2]), np.arange(shape[-1])) if len(shape) > 1 else np.arange(shape[-1])
    if dtype.kind == "f":
        a = (rng.normal(size=shape) + ramp / 10).astype(dtype)
        a.flat[:4] = [np.nan, np.inf, -0.0, np.finfo(dtype).max]
        return a
    info = np.iinfo(dtype)
    a = (rng.integers(0, 9, shape) + ramp).astype(dtype)
    noise = rng.random(shape) < 0.1
    a[noise] = rng.integers(info.min, info.max, int(noise.sum()), dtype=dtype, endpoint=True)
    return a


def canonical(a, axes):
    """In the order t, c, z, y, x without axes of length one, samples (S) joined behind the channels."""
    a = np.asarray(a)
    axes = axes.upper()
    if "S" in axes and "C" in axes:
        a = np.moveaxis(a, axes.index("S"), axes.index("C") + (1 if axes.index("S") > axes.index("C") else 0))
        c = axes.index("C") - (1 if axes.index("S") < axes.index("C") else 0)
        axes = axes.replace("S", "")
        a = a.reshape(*a.shape[:c], -1, *a.shape[c + 2 :])
    axes = axes.replace("S", "C")
    kept = [x for x in ORDER if x in axes and (x in "YX" or a.shape[axes.index(x)] > 1)]
    squeeze = tuple(i for i, x in enumerate(axes) if x not in kept)
    a = a.squeeze(squeeze) if squeeze else a
    left = [x for x in axes if x in kept]
    return np.ascontiguousarray(a.transpose([left.index(x) for x in kept])), "".join(kept).lower()


class Case:
    """One file: how to write it, and for each image and level the array and axes that are expected."""

    def __init__(self, name, write, images, declared="", golden=False):
        self.name = name
        self.write = write
        self.images = images  # [[(array, axes) for each level] for each image]
        self.declared = declared
        self.golden = golden


def single(name, a, axes, declared="", golden=False, **options):
    def write(path):
        if a.dtype.kind == "f" and options.get("predictor") == 2:
            # tifffile refuses this, others write it: the bits as integers, called floating point afterwards.
            tifffile.imwrite(path, a.view(f"i{a.dtype.itemsize}"), **options)
            patch_values(path, 339, 3)
        else:
            tifffile.imwrite(path, a, **options)

    return Case(name, write, [[(a, axes)]], declared, golden)


def patch_values(path, number, value):
    """Puts another value into each entry of a tag of short numbers."""
    data = bytearray(Path(path).read_bytes())
    with tifffile.TiffFile(path) as tif:
        tag = tif.pages[0].tags[number]
        order = "little" if tif.byteorder == "<" else "big"
        for i in range(tag.count):
            data[tag.valueoffset + 2 * i : tag.valueoffset + 2 * i + 2] = value.to_bytes(2, order)
    Path(path).write_bytes(data)


def cases():
    yield from samples()
    yield from compressions()
    yield from layouts()
    yield from stacks()
    yield from ome()
    yield from pyramids()


def samples():
    for dtype in UNSIGNED + SIGNED + FLOATS + ["bool"]:
        a = pixels((37, 53), dtype)
        for order in "<>":
            for big in (False, True):
                name = f"{np.dtype(dtype).name}-{'le' if order == '<' else 'be'}{'-big' if big else ''}"
                golden = (order == "<") != big
                yield single(name, a, "YX", golden=golden, byteorder=order, bigtiff=big, metadata=None)
    for bits in (2, 3, 5, 7, 10, 12, 14, 24, 31):
        a = (pixels((19, 23), "u4") % (1 << bits)).astype("u1" if bits < 8 else "u2" if bits < 16 else "u4")
        yield Case(f"{bits}-bit", lambda p, a=a, bits=bits: write_bits(p, a, bits), [[(a, "YX")]], golden=bits == 12)


def write_bits(path, a, bits):
    """Packed samples, each row from a whole byte on; tifffile does not write them."""
    rows = b""
    for row in a:
        text = "".join(format(int(v), f"0{bits}b") for v in row)
        text += "0" * (-len(text) % 8)
        rows += bytes(int(text[i : i + 8], 2) for i in range(0, len(text), 8))
    tags = [(256, a.shape[1]), (257, a.shape[0]), (258, bits), (259, 1), (262, 1), (273, 8), (277, 1), (278, a.shape[0]),
            (279, len(rows))]
    ifd = len(tags).to_bytes(2, "little")
    for tag, value in tags:
        ifd += tag.to_bytes(2, "little") + (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
    at = 8 + len(rows) + len(rows) % 2
    Path(path).write_bytes(b"II*\0" + at.to_bytes(4, "little") + rows + b"\0" * (len(rows) % 2) + ifd + b"\0\0\0\0")


def compressions():
    for number in ("none", 5, 8, 32946, 32773, 50000, 34926):
        for dtype in UNSIGNED + ["i2"] + FLOATS:
            kinds = [False] if number in ("none", 32773) else [False, 2, 3] if dtype[0] == "f" else [False, 2]
            for predictor in kinds:
                for order in "<>":
                    for tile in (None, (16, 32)):
                        if number == 34926 and (dtype != "u2" or tile):
                            continue
                        a = pixels((37, 53), dtype, seed=1)
                        name = f"compression-{number}-{np.dtype(dtype).name}-predictor{int(predictor) or 1}"
                        name += f"-{'le' if order == '<' else 'be'}-{'tiles' if tile else 'strips'}"
                        options = dict(byteorder=order, tile=tile, metadata=None, predictor=predictor)
                        if not tile:
                            options["rowsperstrip"] = 10
                        golden = order == ">" and bool(tile) and dtype in ("u1", "u2", "f4")
                        if number == 34926:
                            golden = order == "<"
                            yield Case(name, lambda p, a=a, o=options: old_zstd(p, a, o), [[(a, "YX")]], golden=golden)
                            continue
                        yield single(
                            name, a, "YX", golden=golden, compression=None if number == "none" else number, **options)


def old_zstd(path, a, options):
    """tifffile writes the newer number only, so it is put in its place."""
    tifffile.imwrite(path, a, compression=50000, **options)
    patch_values(path, 259, 34926)


def layouts():
    for dtype in ("u1", "u2", "f4", "f8"):
        a = pixels((37, 53, 3), dtype, seed=2)
        b = np.moveaxis(a, -1, 0)
        for tile in (None, (16, 16)):
            where = "tiles" if tile else "strips"
            for compression, predictor in ((None, False), (8, 2), (8, 3)):
                if predictor == 3 and dtype[0] != "f":
                    continue
                options = dict(tile=tile, compression=compression, predictor=predictor, metadata=None)
                if not tile:
                    options["rowsperstrip"] = 9
                tag = f"{np.dtype(dtype).name}-{where}-{compression or 'none'}-{int(predictor) or 1}"
                golden = dtype == "u2" and compression == 8
                yield single(f"rgb-contig-{tag}", a, "YXS", golden=golden, photometric="rgb", planarconfig="contig", **options)
                yield single(f"rgb-separate-{tag}", b, "SYX", golden=golden, photometric="rgb", planarconfig="separate", **options)
    a = pixels((29, 31, 5), "u2", seed=3)
    yield single("five-samples", a, "YXS", photometric="minisblack", planarconfig="contig", metadata=None)
    yield single("min-is-white", a[..., 0].copy(), "YX", golden=True, photometric="miniswhite", metadata=None)
    yield single("one-row-strips", pixels((40, 60), "u2"), "YX", rowsperstrip=1, metadata=None)
    yield single("one-pixel", pixels((1, 1), "u2"), "YX", golden=True, metadata=None)
    yield single("one-row", pixels((1, 50), "u2"), "YX", metadata=None)
    yield single("one-column", pixels((50, 1), "u2"), "YX", metadata=None)
    yield single("larger-tile", pixels((20, 20), "u2"), "YX", tile=(64, 64), metadata=None)
    for compression in (None, 5, 8):
        a = pixels((37, 53), "u1", seed=4)
        yield Case(f"fill-order-{compression or 'none'}", lambda p, a=a, c=compression: reversed_bits(p, a, c),
                   [[(a, "YX")]], golden=compression == 5)
    for compression in (5, 8, 32773, 50000):
        big = pixels((700, 900), "u2", seed=5)
        yield single(f"long-strip-{compression}", big, "YX", compression=compression, rowsperstrip=700, metadata=None)
        flat = np.zeros((1500, 1024), "u1")
        flat[700, 5] = 1
        yield single(f"flat-strip-{compression}", flat, "YX", compression=compression, rowsperstrip=1500, metadata=None)


def reversed_bits(path, a, compression):
    """Writes as usual, then turns the bits of each stored byte round and says so."""
    tifffile.imwrite(path, a, compression=compression, rowsperstrip=10, metadata=None, extratags=[(65000, 3, 1, 2, True)])
    data = bytearray(Path(path).read_bytes())
    with tifffile.TiffFile(path) as tif:
        page = tif.pages[0]
        at = page.tags[65000].offset
        data[at : at + 2] = (266).to_bytes(2, "little")
        for at, n in zip(page.dataoffsets, page.databytecounts):
            data[at : at + n] = bytes(int(f"{b:08b}"[::-1], 2) for b in data[at : at + n])
    Path(path).write_bytes(data)


def stacks():
    a = pixels((5, 19, 23), "u2", seed=6)
    for declared in ("zyx", "cyx", "tyx"):
        yield single(f"pages-{declared}", a, declared, declared, golden=declared == "zyx", metadata=None)
    yield single("shaped", a, "ZYX", "zyx", golden=True)
    yield single("shaped-axes", a, "ZYX", golden=True, metadata={"axes": "ZYX"})
    b = pixels((2, 3, 4, 19, 23), "u1", seed=7)
    yield single("shaped-tzcyx", b, "TZCYX", metadata={"axes": "TZCYX"})
    yield single("shaped-declared", b, "TCZYX", "tczyx", photometric="minisblack")
    yield single("shaped-truncated", a, "ZYX", golden=True, metadata={"axes": "ZYX"}, truncate=True)
    yield single("shaped-rgb", pixels((3, 19, 23, 3), "u1"), "ZYXS", metadata={"axes": "ZYXS"}, photometric="rgb")

    def two(path):
        with tifffile.TiffWriter(path) as tif:
            tif.write(a, metadata={"axes": "ZYX"})
            tif.write(a[0, :11], metadata={"axes": "YX"})

    yield Case("shaped-two-images", two, [[(a, "ZYX")], [(a[0, :11], "YX")]])
    for axes, shape in (("ZYX", (5, 19, 23)), ("CYX", (3, 19, 23)), ("TYX", (4, 19, 23)), ("TZCYX", (2, 3, 4, 19, 23)),
                        ("ZCYX", (3, 2, 19, 23)), ("YX", (19, 23))):
        for dtype in ("u1", "u2", "f4"):
            c = pixels(shape, dtype, seed=8)
            meta = {"axes": axes, "unit": "um", "spacing": 0.5, "finterval": 2.0}
            yield single(f"imagej-{axes.lower()}-{dtype}", c, axes, golden=dtype == "u2", imagej=True, metadata=meta,
                         resolution=(4, 5))
            if len(shape) > 2:
                yield single(f"imagej-one-ifd-{axes.lower()}-{dtype}", c, axes, golden=dtype == "f4", imagej=True,
                             metadata=meta, truncate=True)
    rgb = pixels((3, 19, 23, 3), "u1", seed=9)
    yield single("imagej-rgb", rgb, "ZYXS", imagej=True, photometric="rgb", metadata={"axes": "ZYXS"})


def ome():
    for axes, shape in (("YX", (19, 23)), ("CYX", (3, 19, 23)), ("TCZYX", (2, 3, 4, 19, 23)), ("ZTCYX", (4, 2, 3, 19, 23)),
                        ("CZYX", (2, 5, 19, 23)), ("TZCYX", (3, 2, 4, 19, 23))):
        a = pixels(shape, "u2", seed=10)
        meta = {"axes": axes, "PhysicalSizeX": 0.25, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 250,
                "PhysicalSizeYUnit": "nm", "PhysicalSizeZ": 2}
        if "C" in axes:
            n = shape[axes.index("C")]
            meta["Channel"] = {"Name": [f"marker {i}" for i in range(n)]}
        yield single(f"ome-{axes.lower()}", a, axes, golden=axes in ("TCZYX", "ZTCYX", "CYX"), ome=True, metadata=meta,
                     photometric="minisblack")
        yield single(f"ome-{axes.lower()}-tiles", a, axes, ome=True, metadata=meta, photometric="minisblack",
                     tile=(16, 16), compression=8, predictor=2, bigtiff=True)
    rgb = pixels((4, 19, 23, 3), "u1", seed=11)
    yield single("ome-rgb", rgb, "ZYXS", golden=True, ome=True, photometric="rgb", metadata={"axes": "ZYXS"})
    planes = pixels((2, 3, 19, 23), "u1", seed=12)
    yield single("ome-rgb-separate", planes, "ZSYX", ome=True, photometric="rgb", planarconfig="separate",
                 metadata={"axes": "ZSYX"})
    both = pixels((2, 19, 23, 3), "u1", seed=13)
    yield single("ome-channels-of-rgb", both, "CYXS", ome=True, photometric="rgb", metadata={"axes": "CYXS"})

    def several(path):
        with tifffile.TiffWriter(path, ome=True) as tif:
            tif.write(planes[:, 0], metadata={"axes": "ZYX", "Name": "one"})
            tif.write(planes[0], metadata={"axes": "CYX", "Name": "two"}, photometric="minisblack")

    yield Case("ome-two-images", several, [[(planes[:, 0], "ZYX")], [(planes[0], "CYX")]], golden=True)


def halves(a, axes, n):
    y, x = axes.index("Y"), axes.index("X")
    levels = [a]
    for _ in range(n):
        s = [slice(None)] * a.ndim
        s[y] = s[x] = slice(None, None, 2)
        levels.append(levels[-1][tuple(s)])
    return levels


def pyramids():
    for kind, axes, shape in (("ome", "CYX", (3, 70, 90)), ("ome", "TCZYX", (2, 2, 3, 40, 50)), ("ome", "YXS", (70, 90, 3)),
                              ("plain", "YX", (70, 90)), ("plain", "YXS", (70, 90, 3))):
        levels = halves(pixels(shape, "u1", seed=14), axes, 2)

        def write(path, levels=levels, kind=kind, axes=axes):
            options = dict(photometric="rgb" if axes[-1] == "S" else "minisblack", tile=(16, 16), compression=8)
            with tifffile.TiffWriter(path, ome=kind == "ome", bigtiff=True) as tif:
                tif.write(levels[0], subifds=2, metadata={"axes": axes} if kind == "ome" else None, **options)
                for level in levels[1:]:
                    tif.write(level, subfiletype=1, metadata=None, **options)

        yield Case(f"pyramid-{kind}-{axes.lower()}", write, [[(a, axes) for a in levels]], golden=shape == (3, 70, 90))
    levels = halves(pixels((70, 91), "u2", seed=15), "YX", 3)

    def flat(path):
        with tifffile.TiffWriter(path) as tif:
            for i, level in enumerate(levels):
                tif.write(level, subfiletype=1 if i else 0, metadata=None, tile=(16, 16))

    yield Case("pyramid-pages", flat, [[(a, "YX") for a in levels]], golden=True)


def npy(a):
    out = io.BytesIO()
    np.save(out, a.astype("u1") if a.dtype == bool else a)
    return out.getvalue()


def golden(out):
    """The files, the arrays, and cases.json, which says what belongs together."""
    import tempfile

    listed = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zip_file, tempfile.TemporaryDirectory() as folder:

        def add(name, data):
            zip_file.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)

        for case in cases():
            if not case.golden:
                continue
            path = Path(folder, case.name + ".tif")
            case.write(path)
            add(path.name, path.read_bytes())
            images = []
            for i, levels in enumerate(case.images):
                for n, (a, axes) in enumerate(levels):
                    array, letters = canonical(a, axes)
                    add(f"{case.name}.{i}.{n}.npy", npy(array))
                images.append({"levels": len(levels), "axes": letters})
            listed.append({"file": path.name, "name": case.name, "declared": case.declared, "images": images})
        add("cases.json", json.dumps(listed, indent=1).encode())


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "golden":
        sys.exit(__doc__)
    golden(sys.argv[2])
