"""TIFF through tifffile."""

import numpy as np
import tifffile

from canonical import describe, plain

MAX_BYTES = 2 << 30


def read(request):
    """path, [series: n], [level: n], [values: true], [max_bytes]: what each series is, and the hash of each of its levels."""
    limit = request.get("max_bytes", MAX_BYTES)
    with tifffile.TiffFile(request["path"]) as tif:
        chosen = range(len(tif.series)) if request.get("series") is None else [request["series"]]
        first = tif.pages.first
        return {
            "byteorder": tif.byteorder,
            "bigtiff": tif.is_bigtiff,
            "ome": tif.is_ome,
            "imagej": tif.is_imagej,
            "pages": len(tif.pages),
            "first_page": _page(first),
            "ome_xml": tif.ome_metadata if tif.is_ome else None,
            "imagej_metadata": tif.imagej_metadata if tif.is_imagej else None,
            "series": [_series(tif.series[i], i, request, limit) for i in chosen],
        }


def _series(series, index, request, limit):
    wanted = request.get("level")
    return {
        "index": index,
        "name": series.name,
        "kind": series.kind,
        "axes": series.axes,
        "shape": list(series.shape),
        "dtype": series.dtype.name,
        "levels": [
            {"axes": level.axes, **_pixels(level, request, limit)}
            for n, level in enumerate(series.levels)
            if wanted is None or n == wanted
        ],
    }


def _pixels(level, request, limit):
    try:
        if level.nbytes > limit:
            raise MemoryError(f"{level.nbytes} bytes, more than max_bytes {limit}")
        values = level.asarray()
        out = describe(values)
        if request.get("values"):
            out["values"] = plain(values)
        return out
    except Exception as e:
        return {"shape": list(level.shape), "error": f"{type(e).__name__}: {e}"}


def _page(page):
    return {
        "shape": list(page.shape),
        "axes": page.axes,
        "dtype": None if page.dtype is None else np.dtype(page.dtype).name,
        "compression": _name(page.compression),
        "predictor": _name(page.predictor),
        "photometric": _name(page.photometric),
        "planar": _name(page.planarconfig),
        "tiled": page.is_tiled,
        "tile": list(page.tile) if page.is_tiled else None,
        "rows_per_strip": int(page.rowsperstrip),
        "bits_per_sample": page.bitspersample,
    }


def _name(value):
    return getattr(value, "name", value)
