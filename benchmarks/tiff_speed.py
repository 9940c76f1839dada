"""Reads large TIFF files with tifffile + imagecodecs and with roimill, both on one thread. Counts processor time, so that
neighbours on the machine matter little.

Run: ROIMILL_TEST_CLASSPATH=... python benchmarks/tiff_speed.py FOLDER
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import tifffile

folder = Path(sys.argv[1])
folder.mkdir(exist_ok=True)
rng = np.random.default_rng(0)
y, x = np.mgrid[0:4096, 0:4096].astype("f4")
smooth = 2000 + 1500 * np.sin(x / 97) * np.cos(y / 61)
a = (smooth + rng.normal(0, 25, smooth.shape)).clip(0).astype("u2")
kinds = {
    "none-tiles": dict(tile=(512, 512)),
    "none-tiles-big-endian": dict(tile=(512, 512), byteorder=">"),
    "none-strips": dict(rowsperstrip=64),
    "lzw-tiles": dict(tile=(512, 512), compression="lzw"),
    "lzw-tiles-predictor": dict(tile=(512, 512), compression="lzw", predictor=2),
    "deflate-tiles": dict(tile=(512, 512), compression="deflate"),
    "deflate-tiles-predictor": dict(tile=(512, 512), compression="deflate", predictor=2),
    "zstd-tiles": dict(tile=(512, 512), compression="zstd"),
    "zstd-tiles-predictor": dict(tile=(512, 512), compression="zstd", predictor=2),
    "packbits-strips": dict(rowsperstrip=64, compression="packbits"),
    "deflate-one-strip": dict(rowsperstrip=4096, compression="deflate"),
}
home = os.environ.get("JAVA_HOME")
java = [f"{home}/bin/java" if home else "java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp",
        os.environ["ROIMILL_TEST_CLASSPATH"], "org.roimill.stores.tiff.TiffProbe", "time"]
print(f"{'file':26} {'stored MB':>9} {'tifffile MB/s':>14} {'roimill MB/s':>13} {'ratio':>6}")
for name, options in kinds.items():
    path = folder / f"{name}.tif"
    if not path.exists():
        tifffile.imwrite(path, a, metadata=None, **options)
    best = 0
    for _ in range(3):
        start = time.process_time()
        with tifffile.TiffFile(path) as tif:
            tif.pages[0].asarray(maxworkers=1)
        best = max(best, a.nbytes / 1e6 / (time.process_time() - start))
    ours = float(subprocess.run([*java, path, "6"], stdout=subprocess.PIPE, check=True).stdout.split(b"\t")[1].split()[0])
    print(f"{name:26} {path.stat().st_size / 1e6:9.0f} {best:14.0f} {ours:13.0f} {ours / best:6.2f}", flush=True)
