"""One way to name and to hash the values of an array, the same in every script here and in the Java tests.

kind "number"  bool, integers, floats, complex: the bytes are the C-order, little-endian elements (bool: one byte, 0 or 1).
kind "string"  the bytes are, for each element in C order, the length of its UTF-8 bytes as a little-endian u32, then these
               bytes; a missing element is the length 0xFFFFFFFF alone.
kind "bytes"   the same, with raw bytes instead of UTF-8 (trailing NULs of fixed-length items are gone, as NumPy reads them).
The hash is the SHA-256 of that, in lower-case hex. dtype is bool, int8 .. uint64, float16 .. float64, complex64/128,
datetime64/timedelta64 (bytes: their int64), string or bytes: the byte order of the file is no part of it.
"""

import base64
import hashlib
import json
import math
import struct

import numpy as np

MISSING = b"\xff\xff\xff\xff"


def describe(values):
    """{kind, dtype, shape, sha256} of anything that np.asarray takes."""
    kind, data, dtype, shape = _flat(values)
    return {"kind": kind, "dtype": dtype, "shape": list(shape), "sha256": hashlib.sha256(data).hexdigest()}


def plain(values):
    """The values as nested JSON lists: NaN and infinities as strings, bytes as base64, missing as null."""
    a = _array(values)
    flat = [_plain_item(v) for v in a.ravel(order="C").tolist()] if a.dtype.kind not in "mM" else a.ravel().view("i8").tolist()
    return _nest(flat, a.shape)


def save(values, stem):
    """Writes the expected values beside the store: STEM.npy, or STEM.json (a flat list) for strings and bytes.
    Returns the file that was written."""
    a = _array(values)
    if _kind(a) == "number":
        a = np.asarray(a, dtype=a.dtype.newbyteorder("<"), order="C")
        target = stem.with_suffix(".npy")
        np.save(target, a, allow_pickle=False)
    else:
        target = stem.with_suffix(".json")
        target.write_text(json.dumps([_plain_item(v) for v in a.ravel(order="C").tolist()], ensure_ascii=False), encoding="utf-8")
    return target


def json_safe(value):
    """Any metadata as strict JSON. Floats that JSON lacks become {"$float": "NaN" | "Infinity" | "-Infinity"}."""
    if isinstance(value, dict):
        return {str(k): json_safe(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [json_safe(v) for v in value]
    if isinstance(value, np.ndarray):
        return json_safe(value.tolist())
    if isinstance(value, np.generic):
        return json_safe(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    return str(value)


def _array(values):
    a = np.asarray(values)
    if a.dtype.kind == "T":  # NumPy's variable-length strings
        a = a.astype(object)
    return a


def _kind(a):
    if a.dtype.kind in "biufcmM":
        return "number"
    if a.dtype.kind == "U":
        return "string"
    if a.dtype.kind in "SV":
        return "bytes"
    if a.dtype.kind == "O":
        kinds = {_item_kind(v) for v in a.ravel().tolist()} - {None}
        if kinds <= {"string"}:
            return "string"
        if kinds == {"bytes"}:
            return "bytes"
        raise TypeError(f"objects of mixed or unknown kinds: {sorted(kinds)}")
    raise TypeError(f"no canonical form for dtype {a.dtype}")


def _item_kind(v):
    if v is None or (isinstance(v, float) and math.isnan(v)) or type(v).__name__ == "NAType":
        return None
    if isinstance(v, str):
        return "string"
    return "bytes" if isinstance(v, (bytes, bytearray, np.ndarray)) else type(v).__name__


def _flat(values):
    a = _array(values)
    kind = _kind(a)
    if kind == "number":
        little = np.ascontiguousarray(a.astype(a.dtype.newbyteorder("<"), copy=False)).reshape(a.shape)
        name = a.dtype.name.split("[")[0]
        return kind, little.tobytes(order="C"), name, a.shape
    parts = []
    for v in a.ravel(order="C").tolist():
        raw = _raw(v)
        parts.append(MISSING if raw is None else struct.pack("<I", len(raw)) + raw)
    return kind, b"".join(parts), kind, a.shape


def _raw(v):
    if _item_kind(v) is None:
        return None
    if isinstance(v, str):
        return v.encode("utf-8", "surrogatepass")
    return v.tobytes() if isinstance(v, np.ndarray) else bytes(v)


def _plain_item(v):
    if isinstance(v, bool) or isinstance(v, (int, str)):
        return v
    if isinstance(v, float):
        return v if math.isfinite(v) else "NaN" if math.isnan(v) else "Infinity" if v > 0 else "-Infinity"
    if isinstance(v, complex):
        return [_plain_item(v.real), _plain_item(v.imag)]
    raw = _raw(v)
    return None if raw is None else base64.b64encode(raw).decode()


def _nest(flat, shape):
    if not shape:
        return flat[0]
    if len(shape) == 1:
        return flat
    step = len(flat) // shape[0] if shape[0] else 0
    return [_nest(flat[i * step:(i + 1) * step], shape[1:]) for i in range(shape[0])]
