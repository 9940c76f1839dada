"""Zarr through zarr-python, with its own codec pipeline or with zarrs."""

import contextlib
import os

import numpy as np
import zarr

from canonical import describe, json_safe, plain

ZARR3 = int(zarr.__version__.split(".")[0]) >= 3
MAX_BYTES = 2 << 30


def read(request):
    """path, array ("" for a store that is one array), [selection: [[start, stop], ...]], [values: true], [max_bytes]"""
    return {"array": _hash(_open_array(request), request)}


def read_zarrs(request):
    """As read, through the Rust pipeline. [strict: true] makes an array that zarrs cannot do itself an error."""
    with zarrs_pipeline(request.get("strict", True)):
        return read(request)


def list_nodes(request):
    """path, [hash: true]: every group and array below, from their own metadata, not from the consolidated."""
    with zarrs_pipeline(True) if request.get("zarrs") else contextlib.nullcontext():
        if ZARR3:
            root = zarr.open(_store(request), mode="r", **_consolidated(False))
        else:
            root = zarr.open(_store(request), mode="r")
        return {"nodes": _walk(root, request)}


def list_consolidated(request):
    """path: the same list, taken from the consolidated metadata, an error where there is none."""
    if ZARR3:
        root = zarr.open_group(_store(request), mode="r", use_consolidated=True)
    else:
        root = zarr.open_consolidated(_store(request), mode="r")
    return {"nodes": _walk(root, request)}


def consolidate(request):
    """path: writes consolidated metadata, as a Python user would."""
    zarr.consolidate_metadata(request["path"])
    return {}


@contextlib.contextmanager
def zarrs_pipeline(strict):
    import zarrs  # noqa: F401  registers its options

    with zarr.config.set({"codec_pipeline.path": "zarrs.ZarrsCodecPipeline", "codec_pipeline.strict": bool(strict)}):
        yield


def _consolidated(use):
    return {"use_consolidated": use}


def _store(request):
    path = request["path"]
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    if str(path).endswith(".zip"):
        return (zarr.storage.ZipStore if ZARR3 else zarr.ZipStore)(path, mode="r")
    return path


def _open_array(request):
    return zarr.open_array(_store(request), path=request.get("array") or None, mode="r")


def _walk(root, request):
    nodes = [("", root)]
    if not isinstance(root, zarr.Array):
        if ZARR3:
            nodes += list(root.members(max_depth=None))
        else:
            root.visititems(lambda name, node: nodes.append((name, node)))
    return [_node(path, node, request) for path, node in sorted(nodes, key=lambda n: n[0])]


def _node(path, node, request):
    attributes = dict(node.attrs)
    if not isinstance(node, zarr.Array):
        return {"path": path, "node": "group", "attributes": attributes}
    known = {"path": path, "node": "array", "attributes": attributes}
    try:
        return {**known, **(_hash(node, request) if request.get("hash") else _facts(node))}
    except Exception as e:
        return {**known, "error": f"{type(e).__name__}: {e}"}


def _facts(array):
    facts = {
        "zarr_format": array.metadata.zarr_format if ZARR3 else 2,
        "shape": list(array.shape),
        "stored_dtype": str(array.dtype),
        "chunks": list(array.chunks),
        "fill_value": json_safe(plain(np.asarray(array.fill_value)) if array.fill_value is not None else None),
    }
    if ZARR3 and getattr(array, "shards", None):
        facts["shards"] = list(array.shards)
    if ZARR3 and facts["zarr_format"] == 3:
        names = array.metadata.dimension_names
        facts["dimension_names"] = list(names) if names is not None else None
        facts["codecs"] = [c.to_dict() for c in array.metadata.codecs]
    return facts


def _hash(array, request):
    limit = request.get("max_bytes", MAX_BYTES)
    size = int(np.prod([int(n) for n in array.shape], dtype=object)) * max(1, array.dtype.itemsize)
    selection = request.get("selection")
    if selection:
        values = array[tuple(slice(*s) for s in selection)]
    elif size > limit:
        raise MemoryError(f"{size} bytes, more than max_bytes {limit}")
    else:
        values = array[...]
    out = {**describe(values), **_facts(array)}
    out["shape"] = list(np.shape(values))
    if request.get("values"):
        out["values"] = plain(values)
    return out
