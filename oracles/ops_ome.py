"""OME-Zarr through ome-zarr-py, and its validation through ome-zarr-models."""

import os

from canonical import describe


def read(request):
    """path, [hash: false]: the nodes that ome-zarr-py finds (image, its labels), with every level."""
    from ome_zarr.io import parse_url
    from ome_zarr.reader import Reader

    if not os.path.exists(request["path"]):
        raise FileNotFoundError(request["path"])
    location = parse_url(request["path"], mode="r")
    if location is None:
        raise ValueError(f"ome-zarr-py sees no OME-Zarr at {request['path']}")
    return {
        "version": getattr(location.fmt, "version", None),
        "nodes": [_node(n, request["path"], request.get("hash", True)) for n in Reader(location)()],
    }


def _node(node, root, hash_levels):
    name = str(getattr(node.zarr, "path", node.zarr))
    return {
        "path": os.path.relpath(name, os.path.abspath(root)) if os.path.isabs(name) else name,
        "specs": [type(s).__name__ for s in node.specs],
        "levels": [_level(d, hash_levels) for d in node.data],
        "metadata": dict(node.metadata),
    }


def _level(data, hash_levels):
    chunks = [list(c) for c in data.chunks]
    if not hash_levels:
        return {"shape": list(data.shape), "dtype": data.dtype.name, "chunks": chunks}
    return {**describe(data.compute()), "chunks": chunks}


def validate(request):
    """path: the class ome-zarr-models takes it for and the version; what it finds wrong is the error. Only in `newest`."""
    import ome_zarr_models
    import zarr

    group = zarr.open_group(request["path"], mode="r", use_consolidated=False)
    found = ome_zarr_models.open_ome_zarr(group)
    return {"type": f"{type(found).__module__}.{type(found).__name__}", "version": getattr(found, "ome_zarr_version", None)}
