"""roimill's Zarr layer against zarr-python 3, zarr-python 2 and zarrs, in both directions, value for value.

Needs ROIMILL_TEST_CLASSPATH, the test class path of stores/zarr, and java 25 on the PATH or in JAVA_HOME. Run by pytest
in the venv "current"; "legacy", made by oracles/venv.sh, does zarr-python 2's part. Arrays are compared by their bytes.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import zarr

HERE = Path(__file__).parent
TEXTS = ["", "a", "Zürich", "核", "😀😀", "beta-β", "seven77"]
DTYPES = "bool u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8".split()
OURS = {"b1": "bool", "u1": "u8", "i1": "i8", "u2": "u16", "i2": "i16", "u4": "u32", "i4": "i32", "u8": "u64", "i8": "i64",
        "f2": "f16", "f4": "f32", "f8": "f64"}


def probe(*args):
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else "java"
    command = [java, "--enable-native-access=ALL-UNNAMED", "-cp", os.environ["ROIMILL_TEST_CLASSPATH"],
               "org.roimill.stores.zarr.ZarrProbe", *map(str, args)]
    subprocess.run(command, check=True)


def legacy(*args):
    python = subprocess.run(["bash", HERE.parent / "venv.sh", "legacy"], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()
    subprocess.run([python, __file__, *map(str, args)], check=True)


def values(shape, dtype, seed):
    """Slopes with some noise, so that every codec has something to do; extremes in the corners."""
    rng = np.random.default_rng(seed)
    dtype = np.dtype(dtype)
    if dtype == bool:
        return rng.random(shape) < 0.4
    n = int(np.prod(shape))
    a = np.arange(n).reshape(shape) // 5 + rng.integers(0, 9, shape)
    a = a.astype(dtype) if dtype.kind != "f" else (a / 7).astype(dtype)
    if n > 2 and dtype.kind != "f":
        a.flat[0], a.flat[n - 1] = np.iinfo(dtype).min, np.iinfo(dtype).max
    if n > 4 and dtype.kind == "f":
        a.flat[0], a.flat[1], a.flat[n - 1] = np.nan, -0.0, -np.inf
    return a


# --- Python writes, roimill reads -------------------------------------------------------------------------------------

def write_v3(store):
    """path -> what was written"""
    from zarr.codecs import BloscCodec, BytesCodec, Crc32cCodec, GzipCodec, ShardingCodec, TransposeCodec, ZstdCodec
    group, made = zarr.open_group(store, mode="w", zarr_format=3), {}

    def add(name, a, **settings):
        group.create_array(name, shape=a.shape, dtype=a.dtype, **settings)[...] = a
        made[name] = a

    codecs = {"none": None, "zstd": ZstdCodec(level=3, checksum=True), "gzip": GzipCodec(level=5), "crc": [ZstdCodec(), Crc32cCodec()]}
    for cname, shuffle in itertools.product(["lz4", "lz4hc", "blosclz", "zstd", "zlib"], ["noshuffle", "shuffle", "bitshuffle"]):
        codecs[f"{cname}_{shuffle}"] = BloscCodec(cname=cname, shuffle=shuffle, clevel=5)
    for dtype, (name, codec) in itertools.product(DTYPES, codecs.items()):
        add(f"{dtype}_{name}", values((13, 17), dtype, 1), chunks=(5, 8), compressors=codec, fill_value=0)
    large = values((40, 300, 200), "u2", 2)
    for name, codec in codecs.items():
        add(f"large_{name}", large, chunks=(32, 256, 128), compressors=codec)
        add(f"shards_{name}", large, chunks=(8, 64, 64), shards=(32, 128, 128), compressors=codec, fill_value=7)
    small = values((20, 20), "i2", 3)
    inner = [BytesCodec(), GzipCodec()]
    add("index_first", small, chunks=(6, 6), serializer=ShardingCodec(chunk_shape=(2, 3), codecs=inner, index_location="start"),
        compressors=None)
    add("nested", small, chunks=(12, 12), compressors=None,
        serializer=ShardingCodec(chunk_shape=(6, 6), codecs=[ShardingCodec(chunk_shape=(2, 3), codecs=inner)]))
    add("around", small, chunks=(6, 6), filters=[TransposeCodec(order=(1, 0))], compressors=[ZstdCodec()],
        serializer=ShardingCodec(chunk_shape=(3, 2), codecs=inner))
    add("turned", values((5, 6, 7), "i4", 4), chunks=(2, 3, 4), filters=[TransposeCodec(order=(2, 0, 1))])
    add("big_endian", values((5, 6, 7), "f8", 5), chunks=(2, 3, 4), serializer=BytesCodec(endian="big"), fill_value=np.nan)
    add("scalar", np.float32(3.5), chunks=())
    texts = np.array(TEXTS, dtype=object)
    group.create_array("texts", shape=texts.shape, chunks=(4,), dtype=str)[...] = texts
    group.create_array("texts_fixed", shape=texts.shape, chunks=(4,), dtype="<U7")[...] = texts.astype("<U7")
    made["texts"] = made["texts_fixed"] = TEXTS
    return made


def write_v2(store):
    """With either version of zarr-python."""
    from numcodecs import LZ4, Blosc, GZip, VLenUTF8, Zlib, Zstd
    new = int(zarr.__version__.split(".")[0]) >= 3
    group, made = zarr.open_group(store, mode="w", **({"zarr_format": 2} if new else {})), {}
    codecs = {"none": None, "zstd": Zstd(3), "gzip": GZip(5), "zlib": Zlib(3), "lz4": LZ4()}
    for cname, shuffle in itertools.product(["lz4", "lz4hc", "blosclz", "zstd", "zlib"], [-1, 0, 1, 2]):
        codecs[f"{cname}_{shuffle % 4}"] = Blosc(cname, 5, shuffle)

    def create(name, separator, codec, **settings):
        if new:
            keys = {"name": "v2", "separator": separator}
            return group.create_array(name, compressors=codec, chunk_key_encoding=keys, **settings)
        return group.create_dataset(name, compressor=codec, dimension_separator=separator, **settings)

    for dtype, (name, codec), order in itertools.product(DTYPES[:1] + ["<" + d for d in DTYPES[1:]] + [">u2", ">f8"], codecs.items(), "CF"):
        a = values((13, 17), dtype, 6)
        key = f"{dtype.replace('<', 'l').replace('>', 'b')}_{name}_{order}"
        create(key, "/" if order == "C" else ".", codec, shape=a.shape, chunks=(5, 8), dtype=dtype, fill_value=0, order=order)[...] = a
        made[key] = a
    texts = np.array(TEXTS, dtype=object)
    if new:
        create("texts", ".", Zstd(1), shape=texts.shape, chunks=(4,), dtype=str, fill_value="")[...] = texts
    else:
        create("texts", ".", Zstd(1), shape=texts.shape, chunks=(4,), dtype=object, object_codec=VLenUTF8())[...] = texts
    for dtype in ("<U7", ">U7"):
        create("texts" + dtype[0].replace("<", "_l").replace(">", "_b"), "/", None, shape=texts.shape, chunks=(4,), dtype=dtype)[...] = \
            texts.astype(dtype)
    made["texts"] = made["texts_l"] = made["texts_b"] = TEXTS
    return made


def same(expected, found):
    if isinstance(expected, list):
        return expected == found
    expected = np.asarray(expected)
    plain = expected.astype(expected.dtype.newbyteorder("<"), order="C")
    return plain.dtype == found.dtype and plain.shape == found.shape and plain.tobytes() == found.tobytes()


def read_by_us(store, made, folder):
    jobs = [{"store": str(store), "path": path, "out": str(Path(folder, f"{i}.out"))} for i, path in enumerate(made)]
    Path(folder, "jobs.json").write_text(json.dumps({"jobs": jobs}))
    probe("readall", Path(folder, "jobs.json"))
    wrong = []
    for job, (path, expected) in zip(jobs, made.items()):
        error = Path(job["out"] + ".error")
        if error.exists():
            wrong.append(f"{path}: {error.read_text()}")
            continue
        found = json.loads(Path(job["out"]).read_text())["texts"] if isinstance(expected, list) else np.load(job["out"])
        if not same(expected, found):
            wrong.append(f"{path}: other values")
    assert not wrong, "\n".join(wrong)


def test_what_zarr_python_3_writes_is_read():
    for write in (write_v3, write_v2):
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            store = Path(folder, "a.zarr")
            made = write(store)
            assert len(made) > 200
            read_by_us(store, made, folder)


def test_what_zarr_python_2_writes_is_read():
    with tempfile.TemporaryDirectory() as folder:
        legacy("write", Path(folder, "a.zarr"), Path(folder, "made.npz"))
        with np.load(Path(folder, "made.npz")) as made:
            arrays = {k: made[k] for k in made.files}
        assert len(arrays) > 500
        read_by_us(Path(folder, "a.zarr"), arrays | {"texts": TEXTS, "texts_l": TEXTS, "texts_b": TEXTS}, folder)


# --- roimill writes, Python reads -------------------------------------------------------------------------------------

def described(version):
    """What the probe is to write, and the values."""
    arrays, made = [], {}

    def add(path, a, **settings):
        made[path] = a
        arrays.append({"version": version, "path": path, "dtype": OURS[a.dtype.str[1:]], "shape": a.shape, **settings})

    codecs = {}
    for cname, shuffle in itertools.product(["lz4", "lz4hc", "zstd", "zlib"], [0, 1, 2]):
        if version == 2:
            codecs[f"{cname}_{shuffle}"] = {"id": "blosc", "cname": cname, "clevel": 5, "shuffle": shuffle, "blocksize": 0}
        else:
            word = ["noshuffle", "shuffle", "bitshuffle"][shuffle]
            codecs[f"{cname}_{shuffle}"] = [{"name": "blosc", "configuration": {
                "typesize": None, "cname": cname, "clevel": 5, "shuffle": word, "blocksize": 0}}]
    if version == 2:
        codecs |= {"none": None, "zstd": {"id": "zstd", "level": 3}, "gzip": {"id": "gzip", "level": 5},
                   "zlib": {"id": "zlib", "level": 5}, "lz4": {"id": "lz4", "acceleration": 1}}
    else:
        codecs |= {"none": [], "crc32c": [{"name": "crc32c"}], "gzip": [{"name": "gzip", "configuration": {"level": 5}}],
                   "zstd": [{"name": "zstd", "configuration": {"level": 3, "checksum": True}}, {"name": "crc32c"}]}
    for dtype, (name, codec) in itertools.product(DTYPES, codecs.items()):
        a = values((13, 17), dtype, 7)
        if version == 2:
            add(f"{dtype}_{name}_C", a, chunks=[5, 8], compressor=codec)
            add(f"{dtype}_{name}_F", a, chunks=[5, 8], compressor=codec, order="F", separator=".", big_endian=True)
            continue
        chain = json.loads(json.dumps(codec).replace("null", str(a.dtype.itemsize)))
        add(f"{dtype}_{name}", a, chunks=[5, 8], codecs=[{"name": "bytes", "configuration": {"endian": "little"}}, *chain])
        add(f"{dtype}_{name}_sharded", a, chunks=[10, 16], codecs=[{"name": "sharding_indexed", "configuration": {
            "chunk_shape": [5, 8], "codecs": [{"name": "bytes", "configuration": {"endian": "big"}}, *chain],
            "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}],
            "index_location": "start" if name == "gzip" else "end"}}])
    large = values((40, 300, 200), "u2", 8)
    add("large", large, chunks=[32, 256, 128])
    add("holes", np.where(np.arange(40)[:, None, None] < 20, large, 0).astype("u2"), chunks=[8, 64, 64], leave_out_empty=True)
    add("scalar", np.array(2.5, "f4"))
    add("empty", np.zeros((0, 3), "f4"), chunks=[2, 2])
    add("not_a_number", np.full((3, 3), np.nan, "f4"), chunks=[2, 2], fill="NaN", leave_out_empty=True)
    if version == 3:
        add("shards", large, chunks=[8, 64, 64], shards=[32, 128, 128])
        add("turned", large, chunks=[8, 64, 64], order="F")
    for kind in ("text", "U7"):
        made[f"texts_{kind}"] = TEXTS
        arrays.append({"version": version, "path": f"texts_{kind}", "dtype": kind, "shape": [len(TEXTS)], "chunks": [3], "texts": TEXTS})
    return arrays, made


def write_by_us(version, folder):
    arrays, made = described(version)
    for i, a in enumerate(arrays):
        if "texts" not in a:
            np.save(Path(folder, f"{i}.npy"), np.ascontiguousarray(made[a["path"]]).reshape(a["shape"]))
            a["npy"] = str(Path(folder, f"{i}.npy"))
    Path(folder, "spec.json").write_text(json.dumps({"arrays": arrays}))
    probe("write", Path(folder, "spec.json"), Path(folder, "b.zarr"))
    return made


def differences(store, made, skip=()):
    group = zarr.open_group(store, mode="r")
    wrong = []
    for path, expected in made.items():
        if path in skip:
            continue
        found = group[path][...]
        if isinstance(expected, list):
            found = [str(v) for v in found]
        else:
            found = np.asarray(found, dtype=found.dtype.newbyteorder("<"), order="C")
        if not same(expected, found):
            wrong.append(path)
    return wrong


def test_what_we_write_is_read_by_zarr_python_3():
    for version in (2, 3):
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = write_by_us(version, folder)
            assert len(made) > 150
            assert differences(Path(folder, "b.zarr"), made) == []
            consolidated = zarr.open_group(Path(folder, "b.zarr"), mode="r", use_consolidated=True)
            assert sorted(name for name, _ in consolidated.members()) == sorted(made)


def test_what_we_write_is_read_by_zarrs():
    import zarrs  # noqa: F401  registers its pipeline
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = write_by_us(3, folder)
        with zarr.config.set({"codec_pipeline.path": "zarrs.ZarrsCodecPipeline", "codec_pipeline.strict": True}):
            assert differences(Path(folder, "b.zarr"), made, skip=("texts_text", "texts_U7")) == []


def test_what_we_write_is_read_by_zarr_python_2():
    with tempfile.TemporaryDirectory() as folder:
        made = write_by_us(2, folder)
        np.savez(Path(folder, "made.npz"), **{k: v for k, v in made.items() if not isinstance(v, list)})
        legacy("read", Path(folder, "b.zarr"), Path(folder, "made.npz"))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        np.savez(sys.argv[3], **{k: v for k, v in write_v2(sys.argv[2]).items() if not isinstance(v, list)})
    else:
        with np.load(sys.argv[3]) as expected:
            arrays = {k: expected[k] for k in expected.files}
        arrays |= {"texts_text": TEXTS, "texts_U7": TEXTS}
        sys.exit("\n".join(differences(sys.argv[2], arrays)) or 0)
