#!/usr/bin/env python3
"""A server of reference answers: one JSON request a line on stdin, one JSON answer a line on stdout, until stdin ends.

    {"id": 7, "op": "read", "path": "/x/a.zarr", "array": "s/0"}
    {"id": 7, "ok": true, "array": {"kind": "number", "dtype": "uint16", "shape": [2, 3], "sha256": "...", ...}, "warnings": []}
    {"id": 8, "ok": false, "error": "FileNotFoundError: ...", "trace": "...", "warnings": []}

An exception is an answer. Whatever libraries print goes to stderr. `README.md` beside this file lists the operations.
"""

import json
import os
import sys
import traceback
import warnings


def private_stdout():
    """The real stdout for answers alone: prints of libraries, also native ones, go to stderr."""
    answers = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers


def op_ping(request):
    import platform
    from importlib.metadata import PackageNotFoundError, version

    versions = {}
    for name in ("zarr", "zarrs", "numcodecs", "spatialdata", "ome-zarr", "ome-zarr-models", "anndata", "tifffile",
                 "imagecodecs", "scikit-image", "scipy", "numpy", "dask", "geopandas", "pandas"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            pass
    return {"python": platform.python_version(), "versions": versions, "ops": sorted(OPS)}


def lazily(module, function):
    """An operation whose module is imported at its first use: a TIFF test does not wait for spatialdata."""

    def call(request):
        import importlib

        return getattr(importlib.import_module(module), function)(request)

    return call


OPS = {
    "ping": op_ping,
    "read": lazily("ops_zarr", "read"),
    "zarrs": lazily("ops_zarr", "read_zarrs"),
    "list": lazily("ops_zarr", "list_nodes"),
    "open_consolidated": lazily("ops_zarr", "list_consolidated"),
    "consolidate": lazily("ops_zarr", "consolidate"),
    "ome_zarr": lazily("ops_ome", "read"),
    "ome_zarr_models": lazily("ops_ome", "validate"),
    "spatialdata": lazily("ops_spatial", "read"),
    "spatialdata_copy": lazily("ops_spatial", "copy"),
    "anndata": lazily("ops_spatial", "read_anndata"),
    "tiff": lazily("ops_tiff", "read"),
}


def answer(line):
    request_id = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            request = json.loads(line)
            if not isinstance(request, dict):
                raise TypeError("a request is a JSON object")
            request_id = request.get("id")
            op = OPS.get(request.get("op"))
            if op is None:
                raise ValueError(f"unknown op {request.get('op')!r}; there are {', '.join(sorted(OPS))}")
            reply = {"ok": True, **op(request)}
        except KeyboardInterrupt:
            raise
        except BaseException as e:  # a panic of a Rust extension is no Exception
            reply = {"ok": False, "error": f"{type(e).__name__}: {e}", "trace": traceback.format_exc(limit=-6)}
    texts = {f"{w.category.__name__}: {w.message}" for w in caught if not issubclass(w.category, (DeprecationWarning, PendingDeprecationWarning))}
    return {"id": request_id, **reply, "warnings": sorted(texts)}


def main():
    answers = private_stdout()
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from canonical import json_safe

    for line in sys.stdin.buffer:
        if line.strip():
            reply = json_safe(answer(line.decode("utf-8", "replace")))
            answers.write(json.dumps(reply, ensure_ascii=True, allow_nan=False) + "\n")
            answers.flush()


if __name__ == "__main__":
    main()
