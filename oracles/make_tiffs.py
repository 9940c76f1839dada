#!/usr/bin/env python3
"""Writes TIFF files of every kind that roimill reads, with the pixels that a reader must find, and damaged ones.

    $(venv.sh current) make_tiffs.py OUT [--only 'ome_*,bad_*']       OUT/*.tif, OUT/expected/, OUT/manifest.json
    $(venv.sh current) make_tiffs.py --golden                          the committed golden/tiff.zip

Axes are those of tifffile: T time, C channel, Z depth, Y, X, S samples of a pixel (RGB), Q and I unknown.
"""

import argparse
import fnmatch
import itertools
import json
import struct
import sys
import tempfile
from pathlib import Path

import numpy as np
import tifffile

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "fixtures")]
from canonical import describe, save  # noqa: E402
from case import made_by  # noqa: E402
from values import numbers, smooth  # noqa: E402

TYPES = ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]
COMPRESSIONS = {"none": None, "lzw": "lzw", "adobe": "adobe_deflate", "deflate": "deflate", "packbits": "packbits", "zstd": "zstd"}
ORDERS = {"le": "<", "be": ">"}
GOLDEN = ["bo_*_u2_*_lzw", "bo_*_u2_strips_none", "type_*_none_1_be_tile", "type_*_none_1_le", "type_u2_lzw_2_*", "type_u1_packbits*", "type_u4_adobe_2_*", "type_f4_adobe_3_*", "type_f2_zstd_3_le", "type_f8_lzw_3_be",
          "type_u8_adobe_2_le", "type_f4_deflate_1_le", "type_i2_zstd_2_be", "rgb_*_none_1_le", "rgb_*_lzw_2_*", "rgb_alpha", "rgb_samples*", "bilevel*", "palette", "bits_12", "odd_*", "sparse*", "pages*", "pyramid*",
          "ome_*", "imagej_*_u2_be", "imagej_tzcyx_u2_le", "imagej_yx_*", "imagej_rgb", "imagej_one_ifd", "bad_*", "shaped"]


class Writer:
    def __init__(self, out, only):
        self.out, self.only, self.files, self.saved = out, only, [], {}
        (out / "expected").mkdir(parents=True, exist_ok=True)

    def wants(self, name):
        return any(fnmatch.fnmatch(name, p) for p in self.only)

    def path(self, name):
        return self.out / f"{name}.tif"

    def told(self, values):
        told = describe(values)
        key = (told["dtype"], tuple(told["shape"]), told["sha256"])
        if key not in self.saved:
            self.saved[key] = "expected/" + save(values, self.out / "expected" / f"{len(self.saved):03d}").name
        return {**told, "expected": self.saved[key]}

    def expect(self, name, what, series, **more):
        """series: a list of (axes, [level 0, level 1, ...]) as a reader must see them."""
        entry = {"path": f"{name}.tif", "what": what}
        with tifffile.TiffFile(self.path(name)) as tif:
            entry["byteorder"], entry["bigtiff"] = tif.byteorder, tif.is_bigtiff
        entry["series"] = [{"axes": axes, "levels": [self.told(a) for a in levels]} for axes, levels in series]
        entry.update(more)
        check(self.path(name), entry)
        self.files.append(entry)

    def expect_error(self, name, what, expect="error"):
        self.files.append({"path": f"{name}.tif", "what": what, "expect": expect})

    def simple(self, name, values, what, axes=None, **options):
        if not self.wants(name):
            return
        writer = {k: options.pop(k) for k in ("bigtiff", "byteorder") if k in options}
        more = options.pop("more", {})
        options.setdefault("photometric", "minisblack")
        tifffile.imwrite(self.path(name), values, metadata=None, **writer, **options)
        self.expect(name, what, [(axes or "YX", [values])], **more)

    def finish(self):
        manifest = {"manifest": 1, "case": "tiff", "kind": "tiff", "made_by": made_by(), "command": "oracles/make_tiffs.py OUT", "files": self.files}
        (self.out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def check(path, entry):
    """tifffile must see the same, except where it is known to differ."""
    if entry.get("tifffile") == "differs":
        return
    with tifffile.TiffFile(path) as tif:
        assert len(tif.series) == len(entry["series"]), (path, len(tif.series))
        for series, wanted in zip(tif.series, entry["series"]):
            assert len(series.levels) == len(wanted["levels"]), (path, len(series.levels))
            assert series.axes == wanted["axes"] or set(series.axes) & set("QI"), (path, series.axes, wanted["axes"])
            for level, told in zip(series.levels, wanted["levels"]):
                found = describe(level.asarray())
                assert found["sha256"] == told["sha256"] and found["shape"] == told["shape"], (path, found, told)


def layouts(w):
    """Classic and BigTIFF, both byte orders, strips and tiles."""
    for (order, sign), big, layout, t in itertools.product(ORDERS.items(), (False, True), ("strip", "strips", "tile"), ("u2", "f4")):
        options = {"strip": {}, "strips": {"rowsperstrip": 5}, "tile": {"tile": (16, 32)}}[layout]
        for c in ("none", "lzw"):
            w.simple(f"bo_{order}_{'big' if big else 'classic'}_{t}_{layout}_{c}", smooth(t, (21, 37)), f"{order}, {layout}, {c}",
                     byteorder=sign, bigtiff=big, compression=COMPRESSIONS[c], **options)


def types(w):
    """Every type under every compression and the predictors that fit it."""
    for t, (c, compression), (order, sign) in itertools.product(TYPES, COMPRESSIONS.items(), ORDERS.items()):
        floating = t[0] == "f"
        for predictor in ([1] if c in ("none", "packbits") else [1, 3] if floating else [1, 2]):
            values = numbers(t, (19, 23)) if predictor == 1 else smooth(t, (19, 23))
            for layout, options in (("", {"rowsperstrip": 7}), ("_tile", {"tile": (16, 16)})):
                w.simple(f"type_{t}_{c}_{predictor}_{order}{layout}", values, f"{t}, {c}, predictor {predictor}, {order}{layout}",
                         byteorder=sign, compression=compression, predictor=predictor if predictor > 1 else None, **options)


def colours(w):
    rgb = smooth("u1", (17, 19, 3))
    deep = numbers("u2", (17, 19, 3))
    for (order, sign), c, predictor in itertools.product(ORDERS.items(), ("none", "lzw", "adobe"), (1, 2)):
        if c == "none" and predictor == 2:
            continue
        options = {"byteorder": sign, "compression": COMPRESSIONS[c], "predictor": 2 if predictor == 2 else None, "photometric": "rgb"}
        w.simple(f"rgb_u1_contig_{c}_{predictor}_{order}", rgb, f"RGB by pixel, {c}, predictor {predictor}", "YXS", planarconfig="contig", **options)
        w.simple(f"rgb_u2_contig_tile_{c}_{predictor}_{order}", deep, f"RGB by pixel in tiles, {c}, predictor {predictor}", "YXS", planarconfig="contig", tile=(16, 16), **options)
        w.simple(f"rgb_u1_planar_{c}_{predictor}_{order}", np.ascontiguousarray(rgb.transpose(2, 0, 1)), f"RGB by plane, {c}, predictor {predictor}", "SYX", planarconfig="separate", **options)
        w.simple(f"rgb_u2_planar_tile_{c}_{predictor}_{order}", np.ascontiguousarray(deep.transpose(2, 0, 1)), f"RGB by plane in tiles, {c}", "SYX",
                 planarconfig="separate", tile=(16, 16), **options)
    w.simple("rgb_alpha", smooth("u1", (17, 19, 4)), "RGB with alpha", "YXS", photometric="rgb", extrasamples=["unassalpha"])
    w.simple("rgb_samples_5", smooth("u2", (17, 19, 5)), "five samples a pixel", "YXS", planarconfig="contig", extrasamples=["unspecified"] * 4)
    w.simple("rgb_samples_5_planar", smooth("u2", (5, 17, 19)), "five planes", "SYX", planarconfig="separate", extrasamples=["unspecified"] * 4)
    ramp = np.stack([np.arange(256) * k % 65536 for k in (257, 100, 7)]).astype("u2")
    w.simple("palette", smooth("u1", (17, 19)), "indices into a colour map: the indices are the values", photometric="palette", colormap=ramp)
    bits = smooth("b1", (17, 19))
    w.simple("bilevel", bits, "1 bit a pixel", more={"bits": 1})
    w.simple("bilevel_packbits", bits, "1 bit a pixel, packbits", compression="packbits", more={"bits": 1})
    w.simple("bilevel_adobe_be", bits, "1 bit a pixel, deflate, big-endian", compression="adobe_deflate", byteorder=">", more={"bits": 1})
    w.simple("bits_12", (numbers("u2", (17, 19)) & 0xFFF), "12 bits a pixel", bitspersample=12, more={"bits": 12, "may_refuse": True})
    w.simple("white_is_zero", smooth("u1", (17, 19)), "WhiteIsZero: stored values, not inverted", photometric="miniswhite")


def odd(w):
    for name, shape in {"odd_1x1": (1, 1), "odd_1xn": (1, 37), "odd_nx1": (37, 1), "odd_prime": (17, 29)}.items():
        w.simple(name, numbers("u2", shape), f"{shape} in strips", rowsperstrip=4, compression="lzw")
        w.simple(name + "_tile", numbers("u2", shape), f"{shape} in tiles", tile=(16, 16), compression="lzw")
    w.simple("odd_big_tile", numbers("u2", (5, 7)), "tile larger than the image", tile=(64, 48), compression="zstd")
    if w.wants("sparse_tiles"):
        values = smooth("u2", (40, 40))
        tiles = [values[y:y + 16, x:x + 16] for y in (0, 16, 32) for x in (0, 16, 32)]
        tiles[1] = tiles[5] = None
        values = values.copy()
        values[0:16, 16:32] = values[16:32, 32:48] = 0
        tifffile.imwrite(w.path("sparse_tiles"), iter(tiles), shape=(40, 40), dtype="u2", tile=(16, 16), metadata=None, photometric="minisblack", compression="adobe_deflate")
        w.expect("sparse_tiles", "two tiles with no bytes are zero", [("YX", [values])])


def pages(w):
    stack = numbers("u2", (4, 15, 17))
    w.simple("pages", stack, "four plain pages: axes are not told", "IYX", rowsperstrip=6, more={"axes_declared": False})
    w.simple("pages_big_be", stack, "four plain pages, BigTIFF, big-endian", "IYX", bigtiff=True, byteorder=">", tile=(16, 16), more={"axes_declared": False})
    if w.wants("pages_differ"):
        a, b = numbers("u1", (15, 17)), numbers("u2", (9, 11))
        with tifffile.TiffWriter(w.path("pages_differ")) as tif:
            tif.write(a, metadata=None, photometric="minisblack")
            tif.write(b, metadata=None, photometric="minisblack")
        w.expect("pages_differ", "pages of other sizes and types", [("YX", [a]), ("YX", [b])])
    if w.wants("shaped"):
        tifffile.imwrite(w.path("shaped"), stack, photometric="minisblack", metadata={"axes": "ZYX"})
        w.expect("shaped", "the JSON description of tifffile", [("ZYX", [stack])], may_refuse=True)


def halves(values, n):
    out = [values]
    for _ in range(n):
        out.append(np.ascontiguousarray(out[-1][..., ::2, ::2]))
    return out


def pyramids(w):
    for name, options in {"pyramid": {}, "pyramid_big_be": {"bigtiff": True, "byteorder": ">"}}.items():
        if w.wants(name):
            levels = halves(smooth("u2", (43, 51)), 2)
            with tifffile.TiffWriter(w.path(name), **options) as tif:
                write_levels(tif, levels, metadata=None)
            w.expect(name, "two reduced levels in SubIFDs", [("YX", levels)])
    if w.wants("pyramid_ome"):
        levels = halves(smooth("u2", (3, 43, 51)), 2)
        meta = {"axes": "CYX", "PhysicalSizeX": 0.25, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 0.3, "PhysicalSizeYUnit": "µm",
                "Channel": {"Name": ["DAPI", "CD45", "β"]}, "UUID": "urn:uuid:00000000-0000-4000-8000-000000000001"}
        with tifffile.TiffWriter(w.path("pyramid_ome"), ome=True) as tif:
            write_levels(tif, levels, metadata=meta)
        w.expect("pyramid_ome", "OME-TIFF of three channels, each with two SubIFDs", [("CYX", levels)],
                 ome={"channels": ["DAPI", "CD45", "β"], "pixel_size": {"x": 0.25, "y": 0.3}, "unit": "µm"})
    if w.wants("pyramid_rgb"):
        levels = [smooth("u1", (41, 35, 3))]
        levels.append(np.ascontiguousarray(levels[0][::2, ::2]))
        with tifffile.TiffWriter(w.path("pyramid_rgb")) as tif:
            write_levels(tif, levels, metadata=None, photometric="rgb")
        w.expect("pyramid_rgb", "RGB with a reduced level", [("YXS", levels)])


def write_levels(tif, levels, metadata, **options):
    options = {"photometric": "minisblack", "tile": (16, 16), "compression": "adobe_deflate", "predictor": 2, **options}
    tif.write(levels[0], subifds=len(levels) - 1, metadata=metadata, **options)
    for level in levels[1:]:
        tif.write(level, subfiletype=1, metadata=None, **options)


def ome(w):
    physical = {"PhysicalSizeX": 0.325, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 0.5, "PhysicalSizeYUnit": "µm", "PhysicalSizeZ": 2.0, "PhysicalSizeZUnit": "µm",
                "UUID": "urn:uuid:00000000-0000-4000-8000-000000000002"}
    size = {"x": 0.325, "y": 0.5, "z": 2.0}
    sizes = {"T": 2, "C": 3, "Z": 4, "Y": 7, "X": 9}
    for axes in ("TCZYX", "TZCYX", "CTZYX", "CZTYX", "ZTCYX", "ZCTYX", "CYX", "ZYX", "TYX", "YX"):
        name = f"ome_{axes.lower()}"
        if not w.wants(name):
            continue
        values = numbers("u2" if len(axes) < 5 else "u1", tuple(sizes[a] for a in axes))
        names = ["DAPI", "naïve", "CD 45"] if "C" in axes else None
        meta = {"axes": axes, **physical, **({"Channel": {"Name": names}} if names else {})}
        if "Z" not in axes:
            del meta["PhysicalSizeZ"], meta["PhysicalSizeZUnit"]
        tifffile.imwrite(w.path(name), values, ome=True, photometric="minisblack", metadata=meta)
        w.expect(name, f"OME-TIFF, pages in the order {axes}: DimensionOrder XY{axes[-3::-1]}", [(axes, [values])],
                 ome={"channels": names, "pixel_size": {k: v for k, v in size.items() if k.upper() in axes}, "unit": "µm"})
    for unit, factor in (("nm", 1000.0), ("mm", 0.001), ("Å", 10000.0)):
        name = f"ome_unit_{'angstrom' if unit == 'Å' else unit}"
        if w.wants(name):
            values = numbers("u2", (13, 17))
            tifffile.imwrite(w.path(name), values, ome=True, photometric="minisblack",
                             metadata={"axes": "YX", "PhysicalSizeX": 0.325 * factor, "PhysicalSizeXUnit": unit, "PhysicalSizeY": 0.5 * factor, "PhysicalSizeYUnit": unit, "UUID": physical["UUID"]})
            w.expect(name, f"pixel size in {unit}", [("YX", [values])], ome={"channels": None, "pixel_size_um": {"x": 0.325, "y": 0.5}, "unit": unit})
    if w.wants("ome_rgb"):
        values = smooth("u1", (13, 17, 3))
        tifffile.imwrite(w.path("ome_rgb"), values, ome=True, photometric="rgb", metadata={"axes": "YXS", "UUID": physical["UUID"]})
        w.expect("ome_rgb", "OME-TIFF with three samples a pixel", [("YXS", [values])])
    if w.wants("ome_two_series"):
        a, b = numbers("u1", (2, 13, 17)), numbers("u2", (9, 11))
        with tifffile.TiffWriter(w.path("ome_two_series"), ome=True) as tif:
            tif.write(a, photometric="minisblack", metadata={"axes": "CYX", "Name": "first", "Channel": {"Name": ["a", "b"]}, "UUID": physical["UUID"]})
            tif.write(b, photometric="minisblack", metadata={"axes": "YX", "Name": "second"})
        w.expect("ome_two_series", "two images in one file", [("CYX", [a]), ("YX", [b])])
    by_hand(w, "ome_tiffdata_order", "TiffData elements in another order than the pages",
            lambda ifd: [(c, z, ifd) for c, z, ifd in [(1, 2, 0), (0, 0, 1), (1, 0, 2), (0, 2, 3), (0, 1, 4), (1, 1, 5)]])
    by_hand(w, "ome_tiffdata_run", "TiffData with a start and a count", None)
    by_hand(w, "ome_no_namespace_prefix", "elements with a namespace prefix", None, prefix="ome:")


def by_hand(w, name, what, planes, prefix=""):
    """Two channels, three z, written as six pages; the OME-XML is ours."""
    if not w.wants(name):
        return
    stored = numbers("u2", (6, 13, 17))
    if planes is None:
        entries = f'<{prefix}TiffData IFD="0" FirstC="0" FirstZ="0" FirstT="0" PlaneCount="6"/>'
        values = stored.reshape(2, 3, 13, 17)  # XYZCT: z runs fastest
    else:
        found = planes(None)
        entries = "".join(f'<{prefix}TiffData FirstC="{c}" FirstZ="{z}" FirstT="0" IFD="{ifd}" PlaneCount="1"/>' for c, z, ifd in found)
        values = np.empty((2, 3, 13, 17), "u2")
        for c, z, ifd in found:
            values[c, z] = stored[ifd]
    xmlns = 'xmlns:ome' if prefix else 'xmlns'
    channels = "".join(f'<{prefix}Channel ID="Channel:0:{i}" Name="{n}" SamplesPerPixel="1"/>' for i, n in enumerate(("first &amp; best", "second")))
    xml = (f'<?xml version="1.0" encoding="UTF-8"?><{prefix}OME {xmlns}="http://www.openmicroscopy.org/Schemas/OME/2016-06">'
           f'<{prefix}Image ID="Image:0" Name="by hand"><{prefix}Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="17" SizeY="13" SizeC="2" SizeZ="3" SizeT="1" '
           f'PhysicalSizeX="0.5" PhysicalSizeY="0.5" PhysicalSizeZ="1.5">{channels}{entries}</{prefix}Pixels></{prefix}Image></{prefix}OME>')
    tifffile.imwrite(w.path(name), stored, photometric="minisblack", metadata=None, description=xml.encode())
    w.expect(name, what, [("CZYX", [values])], ome={"channels": ["first & best", "second"], "pixel_size": {"x": 0.5, "y": 0.5, "z": 1.5}, "unit": "µm"})


def imagej(w):
    shapes = {"TZCYX": (2, 3, 2, 11, 13), "ZYX": (3, 11, 13), "CYX": (2, 11, 13), "TYX": (3, 11, 13), "YX": (11, 13), "ZCYX": (3, 2, 11, 13)}
    for (axes, shape), (order, sign), t in itertools.product(shapes.items(), ORDERS.items(), ("u1", "u2", "f4")):
        name = f"imagej_{axes.lower()}_{t}_{order}"
        if not w.wants(name) or (t != "u2" and axes not in ("ZCYX", "YX")):
            continue
        values = numbers(t, shape)
        meta = {"axes": axes, "spacing": 1.5, "unit": "um", "finterval": 0.5} if "Z" in axes else {"axes": axes, "unit": "um"}
        tifffile.imwrite(w.path(name), values, imagej=True, byteorder=sign, resolution=(4.0, 2.0), metadata=meta)
        w.expect(name, f"ImageJ hyperstack {axes}", [(axes, [values])],
                 imagej={"pixel_size": {"x": 0.25, "y": 0.5, **({"z": 1.5} if "Z" in axes else {})}, "unit": "um"})
    if w.wants("imagej_rgb"):
        values = smooth("u1", (11, 13, 3))
        tifffile.imwrite(w.path("imagej_rgb"), values, imagej=True, photometric="rgb", metadata={"axes": "YXS"})
        w.expect("imagej_rgb", "ImageJ RGB", [("YXS", [values])])
    if w.wants("imagej_one_ifd"):
        values = numbers("u2", (3, 2, 11, 13))
        tifffile.imwrite(w.path("imagej_one_ifd"), values, imagej=True, byteorder=">", truncate=True, metadata={"axes": "ZCYX"})
        w.expect("imagej_one_ifd", "six planes behind a single page, as ImageJ writes beyond 4 GB", [("ZCYX", [values])])


def damaged(w):
    """Expected "error": an error. "error_or_pixels": an error, or the pixels that were stored; no crash, no hang, no surprise."""
    values = np.add.outer(np.arange(37), np.arange(45)).astype("u2")

    def make(name, what, damage, expect="error", **options):
        name = "bad_" + name
        if not w.wants(name):
            return
        options = {"photometric": "minisblack", "metadata": None, "rowsperstrip": 8, **options}
        if "tile" in options:
            del options["rowsperstrip"]
        big = options.pop("bigtiff", False)
        tifffile.imwrite(w.path(name), options.pop("values", values), bigtiff=big, **options)
        w.path(name).write_bytes(damage(bytearray(w.path(name).read_bytes()), w.path(name)))
        w.expect_error(name, what, expect)

    def tag(code, value=None, *, count=None, dtype=None, where=0, page=0):
        """Overwrites the value, the count or the type of a tag, in place."""
        def damage(data, path):
            with tifffile.TiffFile(path) as tif:
                t = tif.pages[page].tags[code]
                big = tif.is_bigtiff
            if value is not None:
                form = {3: "<H", 4: "<I", 16: "<Q"}[int(t.dtype)]
                struct.pack_into(form, data, t.valueoffset + where * struct.calcsize(form), value)
            if count is not None:
                struct.pack_into("<Q" if big else "<I", data, t.offset + 4, count)
            if dtype is not None:
                struct.pack_into("<H", data, t.offset + 2, dtype)
            return data
        return damage

    def first_ifd(data):
        return struct.unpack_from("<I", data, 4)[0]

    def next_offset(data, ifd):
        return ifd + 2 + 12 * struct.unpack_from("<H", data, ifd)[0]

    def loop(data, path):
        ifd = first_ifd(data)
        struct.pack_into("<I", data, next_offset(data, ifd), ifd)
        return data

    def loop_of_two(data, path):
        first = first_ifd(data)
        second = struct.unpack_from("<I", data, next_offset(data, first))[0]
        struct.pack_into("<I", data, next_offset(data, second), first)
        return data

    def poke(at, form, value):
        def damage(data, path):
            struct.pack_into(form, data, at, value)
            return data
        return damage

    make("empty", "no byte", lambda d, p: b"")
    make("header_only", "eight bytes", lambda d, p: d[:8])
    make("half_header", "four bytes", lambda d, p: d[:4])
    make("magic", "wrong magic number", poke(2, "<H", 44))
    make("text", "a text file", lambda d, p: b"this is no TIFF at all\n")
    make("ifd_beyond", "first IFD beyond the file", poke(4, "<I", 1 << 30))
    make("ifd_zero", "first IFD at 0", poke(4, "<I", 0))
    make("ifd_loop", "an IFD that follows itself", loop, expect="error_or_pixels")
    make("ifd_loop_of_two", "two IFDs in a circle", loop_of_two, expect="error_or_pixels", values=numbers("u1", (2, 9, 9)))
    make("ifd_cut", "cut within the IFD", lambda d, p: d[:first_ifd(d) + 30])
    make("ifd_many_tags", "65535 tags", lambda d, p: poke(first_ifd(d), "<H", 65535)(d, p))
    make("pixels_cut", "cut within the last strip", lambda d, p: d[:-100])
    make("width_huge", "width 65535 with strips for 45", tag("ImageWidth", 65535))
    make("height_huge", "length 65535 with five strips", tag("ImageLength", 65535))
    make("big_dimensions", "2^31 x 2^31 pixels", lambda d, p: huge(d, p))
    make("width_zero", "width 0", tag("ImageWidth", 0), expect="error_or_pixels")
    make("offset_beyond", "a strip beyond the file", tag("StripOffsets", 1 << 30, where=1))
    make("offset_count", "fewer offsets than strips", tag("StripOffsets", count=2))
    make("bytes_huge", "a strip of more bytes than the file has", tag("StripByteCounts", 65535, where=1), expect="error_or_pixels")
    make("bytes_short", "an uncompressed strip with too few bytes", tag("StripByteCounts", 3, where=1))
    make("count_huge", "a tag of 2^32-1 values", tag("StripOffsets", count=2**32 - 1))
    make("big_offset", "BigTIFF, an offset of 2^63", lambda d, p: poke(8, "<Q", 1 << 63)(d, p), bigtiff=True)
    make("big_count", "BigTIFF, a tag of 2^61 values", tag("StripOffsets", count=1 << 61), bigtiff=True)
    make("bits", "7 bits a sample", tag("BitsPerSample", 7))
    make("compression", "unknown compression", tag("Compression", 60000))
    make("sample_format", "unknown sample format", tag("SampleFormat", 99), values=values.astype("i2"))
    make("tile_zero", "tile width 0", tag("TileWidth", 0), tile=(16, 16))
    make("tile_huge", "tile width 65520", tag("TileWidth", 65520), tile=(16, 16))
    make("lzw", "damaged LZW", lambda d, p: scramble(d, p), compression="lzw")
    make("deflate", "damaged deflate", lambda d, p: scramble(d, p), compression="adobe_deflate")
    make("zstd", "damaged zstd", lambda d, p: scramble(d, p), compression="zstd")
    make("packbits", "PackBits that runs over", lambda d, p: runs(d, p), compression="packbits", expect="error_or_pixels")
    xml = '<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint16" SizeX="{x}" SizeY="37" SizeC="{c}" SizeZ="1" SizeT="1"><TiffData/></Pixels></Image></OME>'
    make("ome_cut", "OME-XML that ends early", lambda d, p: d, expect="error_or_pixels", description=xml.format(x=45, c=1)[:-30])
    make("ome_size", "OME-XML that claims another size", lambda d, p: d, expect="error_or_pixels", description=xml.format(x=450, c=1))
    make("ome_channels", "OME-XML that claims more planes than there are", lambda d, p: d, expect="error_or_pixels", description=xml.format(x=45, c=1000000))
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + "]>"
    make("ome_bomb", "OME-XML with entities that explode", lambda d, p: d, expect="error_or_pixels",
         description=bomb + xml.format(x=45, c=1).replace('ID="Image:0"', 'ID="&j;"'))
    make("ome_file", "OME-XML with an external entity", lambda d, p: d, expect="error_or_pixels",
         description='<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + xml.format(x=45, c=1).replace('ID="Image:0"', 'ID="&a;"'))
    if w.wants("bad_subifd_loop"):
        with tifffile.TiffWriter(w.path("bad_subifd_loop")) as tif:
            write_levels(tif, halves(values, 1), metadata=None)
        data = bytearray(w.path("bad_subifd_loop").read_bytes())
        with tifffile.TiffFile(w.path("bad_subifd_loop")) as tif:
            t = tif.pages[0].tags["SubIFDs"]
        struct.pack_into("<I", data, t.valueoffset, first_ifd(data))
        w.path("bad_subifd_loop").write_bytes(data)
        w.expect_error("bad_subifd_loop", "a SubIFD that is its own parent", "error_or_pixels")


def huge(data, path):
    """Width and length as 32-bit 2^31: the tags get the type LONG."""
    with tifffile.TiffFile(path) as tif:
        tags = [tif.pages[0].tags[n] for n in ("ImageWidth", "ImageLength")]
    for t in tags:
        struct.pack_into("<HII", data, t.offset + 2, 4, 1, 1 << 31)
    return data


def strip(data, path):
    with tifffile.TiffFile(path) as tif:
        page = tif.pages[0]
        return page.dataoffsets[0], page.databytecounts[0]


def scramble(data, path):
    at, n = strip(data, path)
    for i in range(at + n // 4, at + n):
        data[i] = (data[i] * 31 + i * 17 + 0x5A) & 0xFF
    return data


def runs(data, path):
    at, n = strip(data, path)
    for i in range(at, at + n):
        data[i] = 0x81
    return data


def write(out, only):
    w = Writer(out, only)
    for part in (layouts, types, colours, odd, pages, pyramids, ome, imagej, damaged):
        part(w)
    w.finish()
    return w


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--only", default="*")
    parser.add_argument("--golden", action="store_true")
    args = parser.parse_args()
    if args.golden:
        from make_fixtures import pack

        with tempfile.TemporaryDirectory(prefix="tiffs-") as scratch:
            w = write(Path(scratch) / "tiff", GOLDEN)
            pack([w.out], HERE / "golden" / "tiff.zip")
        print(f"tiff.zip: {len(w.files)} files, {(HERE / 'golden' / 'tiff.zip').stat().st_size} bytes")
    elif args.out is None:
        parser.error("OUT is missing")
    else:
        w = write(args.out, args.only.split(","))
        print(f"{args.out}: {len(w.files)} files, {sum(f.get('expect') is not None for f in w.files)} of them damaged")


if __name__ == "__main__":
    main()
