"""SpatialData stores and AnnData tables through spatialdata and anndata; also used on objects that were never written."""

import hashlib
import os

import numpy as np

from canonical import describe, json_safe, plain

ROWS_SHOWN = 200


def read(request):
    """path, [hash: false], [values: true] (of matrices), [pixel_values: true]: all elements per kind. A store that cannot be read at all is an error; on_bad
    "warn" leaves broken elements out (newer versions only)."""
    import spatialdata

    if not os.path.exists(request["path"]):
        raise FileNotFoundError(request["path"])
    options = {"on_bad_files": request["on_bad"]} if request.get("on_bad") else {}
    return describe_spatialdata(spatialdata.read_zarr(request["path"], **options), request)


def copy(request):
    """path, out: reads the store and writes it again, as a user of spatialdata would."""
    import spatialdata

    spatialdata.read_zarr(request["path"]).write(request["out"])
    return {}


def read_anndata(request):
    """path: a table group by itself."""
    import anndata

    return {"table": _table(anndata.read_zarr(request["path"]), request)}


def describe_spatialdata(sdata, request):
    kinds = {"images": _raster, "labels": _raster, "shapes": _shapes, "points": _points, "tables": _table}
    out = {kind: {name: _safely(f, element, request) for name, element in sorted(getattr(sdata, kind).items())} for kind, f in kinds.items()}
    out["coordinate_systems"] = sorted(sdata.coordinate_systems)
    out["attrs"] = json_safe(dict(getattr(sdata, "attrs", {}) or {}))
    return out


def _safely(function, element, request):
    try:
        return function(element, request)
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}"}


def _raster(element, request):
    levels, multiscale = _levels(element)
    first = levels[0]
    return {
        "multiscale": multiscale,
        "axes": list(first.dims),
        "channels": [_scalar(c) for c in first.coords["c"].values.tolist()] if "c" in first.coords else None,
        "levels": [_pixels(level, request) for level in levels],
        "transformations": _transformations(element),
    }


def _levels(element):
    if not hasattr(element, "children"):
        return [element], False
    nodes = [element[key] for key in element.children]
    return [next(iter(node.ds.data_vars.values()) if hasattr(node, "ds") else iter(node.values())) for node in nodes], True


def _pixels(level, request):
    data = level.data
    if request.get("hash") is False:
        return {"shape": list(data.shape), "dtype": data.dtype.name}
    values = np.asarray(data.compute() if hasattr(data, "compute") else data)
    out = describe(values)
    if request.get("pixel_values"):
        out["values"] = plain(values)
    return out


def _shapes(frame, request):
    geometry = frame.geometry
    out = {
        "n": len(frame),
        "geometry_types": sorted(set(geometry.geom_type)),
        "index": [_scalar(v) for v in frame.index.tolist()][:ROWS_SHOWN],
        "bounds": [float(v) for v in frame.total_bounds],
        "wkt": [g.wkt for g in geometry][:ROWS_SHOWN],
        "wkb_sha256": hashlib.sha256(b"".join(_wkb(g) for g in geometry)).hexdigest(),
        "columns": {c: _column(frame[c], request) for c in frame.columns if c != "geometry"},
        "transformations": _transformations(frame),
    }
    return out


def _wkb(geometry):
    import shapely

    return shapely.to_wkb(geometry, byte_order=1)


def _points(frame, request):
    computed = frame.compute() if hasattr(frame, "compute") else frame
    return {
        "n": len(computed),
        "columns": {c: _column(computed[c], request) for c in computed.columns},
        "transformations": _transformations(frame),
    }


def _table(adata, request):
    attrs = adata.uns.get("spatialdata_attrs", {})
    return {
        "shape": list(adata.shape),
        "obs_names": describe(adata.obs_names.to_numpy(dtype=object)),
        "var_names": describe(adata.var_names.to_numpy(dtype=object)),
        "obs": {c: _column(adata.obs[c], request) for c in adata.obs.columns},
        "var": {c: _column(adata.var[c], request) for c in adata.var.columns},
        "X": _matrix(adata.X, request),
        "layers": {k: _matrix(v, request) for k, v in sorted(_named(adata.layers))},
        "obsm": {k: _matrix(v, request) for k, v in sorted(adata.obsm.items())},
        "varm": {k: _matrix(v, request) for k, v in sorted(adata.varm.items())},
        "obsp": {k: _matrix(v, request) for k, v in sorted(adata.obsp.items())},
        "uns": json_safe(_uns(adata.uns)),
        "region": json_safe(attrs.get("region")),
        "region_key": attrs.get("region_key"),
        "instance_key": attrs.get("instance_key"),
    }


def _named(layers):
    """anndata 0.13 lists X among the layers, under None."""
    return [(k, v) for k, v in layers.items() if k is not None]


def _uns(value):
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(k): _uns(v) for k, v in value.items()}
    return value


def _matrix(m, request):
    if m is None:
        return None
    if hasattr(m, "columns"):
        return {"encoding": "dataframe", "columns": {c: _column(m[c], request) for c in m.columns}}
    encoding = "dense"
    if hasattr(m, "format"):
        encoding, stored = m.format, int(m.nnz)
        out = {"encoding": encoding, "stored": stored, **describe(m.toarray())}
        m = m.toarray()
    else:
        m = np.asarray(m)
        out = {"encoding": encoding, **describe(m)}
    if request.get("values"):
        out["values"] = plain(m)
    return out


def _column(series, request):
    """Missing values are null whatever the column; categories keep their order."""
    import pandas as pd

    out = {"dtype": str(series.dtype), "missing": int(series.isna().sum())}
    values = series
    if isinstance(series.dtype, pd.CategoricalDtype):
        categories = series.cat.categories
        out.update(dtype="categorical", ordered=bool(series.cat.ordered),
                   categories=[_scalar(c) for c in categories.tolist()][:ROWS_SHOWN],
                   codes=describe(series.cat.codes.to_numpy().astype("int32")))
        values = series.astype(object)
    shown = [None if _missing(v) else _scalar(v) for v in values.tolist()[:ROWS_SHOWN]]
    out["values"] = json_safe(shown)
    if series.dtype.kind in "biuf" and isinstance(series.dtype, np.dtype):
        out["sha256"] = describe(series.to_numpy())["sha256"]
    return out


def _missing(v):
    import pandas as pd

    return v is None or v is pd.NA or v is pd.NaT or (isinstance(v, float) and v != v)


def _scalar(v):
    return v.item() if isinstance(v, np.generic) else v if isinstance(v, (str, int, float, bool, type(None))) else str(v)


def _transformations(element):
    """Per coordinate system the class and the matrix from the element's own axes to those axes there."""
    from spatialdata.models import get_axes_names
    from spatialdata.transformations import get_transformation

    axes = tuple(sorted(a for a in get_axes_names(element) if a != "c"))  # x, y(, z)
    found = {}
    for system, t in sorted(get_transformation(element, get_all=True).items()):
        matrix = t.to_affine_matrix(input_axes=axes, output_axes=axes)
        found[system] = {"type": type(t).__name__, "axes": list(axes), "matrix": np.asarray(matrix, float).tolist()}
    return found
