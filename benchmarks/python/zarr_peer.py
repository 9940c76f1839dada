"""zarr-python 3 and zarrs on the image that ZarrBench left: python zarr_peer.py FOLDER [planes [repeats]]

Chunks of 16 x 512 x 512, shards of 64 x 1024 x 1024, zstd 1 and blosc(zstd 3, byte shuffle), as there. Threads are the
workers of the event loop and of zarrs; Blosc's own are off. Numbers as in ZarrBench: by the clock, and by CPU second.
"""

import os
import shutil
import sys
import time
import warnings
from pathlib import Path

import numcodecs.blosc
import numpy as np
import zarr
import zarrs  # noqa: F401  registers its pipeline
from zarr.codecs import BloscCodec, ZstdCodec

SIDE = 4096
CHUNKS, SHARDS = (16, 512, 512), (64, 1024, 1024)


def rate(image, work):
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return image.nbytes / 1e6 / (time.perf_counter() - start), image.nbytes / 1e6 / (time.process_time() - cpu)


def stored(folder):
    return sum(f.stat().st_size for f in Path(folder, "c").rglob("*") if f.is_file())


def measure(name, image, folder, repeats, compressor, shards):
    best = {}
    back = np.zeros_like(image)
    for _ in range(repeats):
        for threads in (1, 2):
            settings = {"threading.max_workers": threads, "async.concurrency": threads,
                        "codec_pipeline.chunk_concurrent_minimum": threads, "codec_pipeline.chunk_concurrent_maximum": threads}
            with zarr.config.set(settings):
                shutil.rmtree(folder, ignore_errors=True)
                a = zarr.create_array(folder, shape=image.shape, dtype=image.dtype, chunks=CHUNKS, shards=shards, compressors=compressor)

                def write():
                    a[...] = image

                def read():
                    a.get_basic_selection(Ellipsis, out=zarr.core.buffer.cpu.NDBuffer(back))

                for what, work in (("w", write), ("r", read)):
                    now = rate(image, work)
                    best[what, threads] = tuple(map(max, zip(best.get((what, threads), (0, 0)), now)))
    assert np.array_equal(image, back), f"{name} does not give back what was written"
    cells = " | ".join("{:.0f} ({:.0f})".format(*best[key]) for key in (("w", 1), ("w", 2), ("r", 1), ("r", 2)))
    print(f"| {name} | {cells} | {stored(folder) / 1e6:.0f} |", flush=True)


def main():
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1])
    planes = int(sys.argv[2]) if len(sys.argv) > 2 else 64
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    image = np.fromfile(folder / "image.raw", "u2", count=planes * SIDE * SIDE).reshape(planes, SIDE, SIDE)
    numcodecs.blosc.use_threads = False
    shards = (min(planes, SHARDS[0]), *SHARDS[1:])
    pipelines = {"zarr-python": "zarr.core.codec_pipeline.BatchedCodecPipeline", "zarrs": "zarrs.ZarrsCodecPipeline"}
    compressors = {"zstd": ZstdCodec(level=1), "blosc": BloscCodec(cname="zstd", clevel=3, shuffle="shuffle", typesize=2)}
    print(f"zarr {zarr.__version__}, zarrs {__import__('importlib.metadata').metadata.version('zarrs')}", file=sys.stderr)
    for codec, compressor in compressors.items():
        for pipeline, path in pipelines.items():
            with zarr.config.set({"codec_pipeline.path": path}):
                for sharded in (None, shards):
                    name = f"{pipeline}, {codec}" + (", sharded" if sharded else "")
                    measure(name, image, os.fspath(folder / "python.zarr"), repeats, compressor, sharded)
    shutil.rmtree(folder / "python.zarr", ignore_errors=True)


if __name__ == "__main__":
    main()
