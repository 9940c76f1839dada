"""InstanSeg's own work after its network, on the processor: makes a scene in a folder, times the package, keeps its labels.

    $(oracles/venv.sh instanseg) benchmarks/python/instanseg_peer.py FOLDER [SIDE [CELLS [THREADS]]]
"""

import sys
import time
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "oracles"))
import golden_instanseg as golden  # noqa: E402


def scene(side, cells):
    rng = np.random.default_rng(1)
    n = int(np.sqrt(cells))
    grid = (np.stack(np.meshgrid(np.arange(n), np.arange(n), indexing="ij"), -1).reshape(-1, 2) + 0.5) * side / n
    centres = grid + rng.uniform(-7, 7, grid.shape)
    r = rng.uniform(8, 15, n * n)
    y, x = np.mgrid[:side, :side]
    far, who = cKDTree(centres).query(np.stack([y, x], -1).reshape(-1, 2))
    who, nearest = who.reshape(side, side), far.reshape(side, side) / r[who].reshape(side, side)
    ty = np.clip((centres[who, 0] - y) / 32 + 0.5, 0.02, 0.98)
    tx = np.clip((centres[who, 1] - x) / 32 + 0.5, 0.02, 0.98)
    sigma = rng.normal(0, 0.3, (2, side, side)) + [[[1]], [[0]]] * np.clip(1 - nearest, -1, 1)
    maps = np.stack([np.log(tx / (1 - tx)), np.log(ty / (1 - ty)), *sigma, (1 - nearest) * r[who]])
    return (maps + rng.normal(0, 0.3, maps.shape)).astype("<f4")


def main():
    folder = Path(sys.argv[1])
    side, cells, threads = (int(sys.argv[i]) if len(sys.argv) > i else d for i, d in ((2, 2048), (3, 3600), (4, 1)))
    folder.mkdir(parents=True, exist_ok=True)
    torch, _ = golden.package()
    torch.set_num_threads(threads)
    maps, weights = scene(side, cells), golden.classifier(2, 5, 5.0, 7)
    maps.tofile(folder / "maps")
    np.concatenate([w.ravel() for w in weights]).astype("<f4").tofile(folder / "weights")
    golden.run(maps[:, :256, :256].copy(), weights, False)
    clock, cpu = time.perf_counter(), time.process_time()
    labels = golden.run(maps, weights, False)[0]
    print(f"{side} x {side}, {len(np.unique(labels)) - 1} objects, {threads} threads: {time.perf_counter() - clock:.2f} s by the clock, {time.process_time() - cpu:.2f} s of processor")
    labels.astype("<u4").tofile(folder / "labels")


if __name__ == "__main__":
    main()
