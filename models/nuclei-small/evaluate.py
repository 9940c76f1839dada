"""
Scores label images against truth, as Cellpose's papers do: AP = TP / (TP + FP + FN) of each image, then the mean.

    python evaluate.py TRUTH_FOLDER FOUND_FOLDER [--thresholds 0.5 0.75 0.9]
    python evaluate.py TRUTH_FOLDER --model nuclei-small.onnx [--save FOUND_FOLDER]

TRUTH_FOLDER holds NAME_labels.png (or .tif) and, for --model, NAME_image.png; FOUND_FOLDER holds NAME_labels.png or
.tif. With --model the images are segmented with Cellpose's own normalisation, tiles and dynamics at their defaults.
Needs the environment of requirements-evaluate.txt.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import onnxruntime
import tifffile
import torch
from cellpose import dynamics, metrics, transforms
from PIL import Image

# Of model.yaml.
TILE = 320


def read(path):
    if path.suffix == ".png":
        return np.array(Image.open(path))
    return tifffile.imread(path)


def found_by(folder, kind):
    """Files by name, without what kind they are."""
    files = [f for end in ("png", "tif", "tiff") for f in Path(folder).glob(f"*_{kind}.{end}")]
    return {f.stem.removesuffix("_" + kind): f for f in sorted(files)}


class Segmenter:
    def __init__(self, network, threads=2):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    def output(self, image):
        """The network's three channels over a whole image."""
        x = transforms.normalize99(image.astype(np.float32))[None]
        pads = transforms.get_pad_yx(*x.shape[-2:])
        x = np.pad(x, ((0, 0), pads[:2], pads[2:]))
        tiles, ys, xs, h, w = transforms.make_tiles(x, bsize=TILE, augment=False, tile_overlap=0.1)
        tiles = tiles.reshape(-1, 1, *tiles.shape[-2:]).astype(np.float32)
        y = np.concatenate([self.session.run(None, {self.input: tile[None]})[0] for tile in tiles])
        y = transforms.average_tiles(y, ys, xs, h, w)[:, : h, : w]
        return y[:, pads[0] : h - pads[1], pads[2] : w - pads[3]].astype(np.float32)

    def labels(self, image):
        y = self.output(image)
        found = dynamics.resize_and_compute_masks(
            y[:2], y[2], niter=200, cellprob_threshold=0.0, flow_threshold=0.4, min_size=15, device=torch.device("cpu")
        )
        return found[0] if isinstance(found, tuple) else found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", type=Path)
    parser.add_argument("found", type=Path, nargs="?")
    parser.add_argument("--model")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--names", type=Path, help="a file of names, one a line, to score only those")
    parser.add_argument("--thresholds", type=float, nargs="+", default=[0.5, 0.75, 0.9])
    parser.add_argument("--each", action="store_true", help="show every image")
    args = parser.parse_args()
    truth = found_by(args.truth, "labels")
    if args.names:
        wanted = set(args.names.read_text().split())
        truth = {name: file for name, file in truth.items() if name in wanted}
    segmenter = Segmenter(args.model) if args.model else None
    made = None if segmenter else found_by(args.found, "labels")
    by_shape, start = {}, time.time()
    for name, file in truth.items():
        there = read(file).astype(np.int32)
        if segmenter:
            found = segmenter.labels(read(file.with_name(name + "_image.png")))
            if args.save:
                args.save.mkdir(parents=True, exist_ok=True)
                Image.fromarray(found.astype(np.uint16)).save(args.save / f"{name}_labels.png")
        else:
            found = read(made[name])
        scores = metrics.average_precision([there], [found.astype(np.int32)], args.thresholds)
        ap, tp, fp, fn = (score[0] for score in scores)
        areas = np.bincount(there.ravel())[1:]
        diameter = np.sqrt(np.median(areas[areas > 0]) * 4 / np.pi)
        if args.each:
            print(name, there.shape, f"{diameter:.0f} px", ap.round(3), "tp", tp, "fp", fp, "fn", fn)
        by_shape.setdefault(there.shape, []).append(ap)
        by_shape.setdefault("all", []).append(ap)
        size = "nuclei < 15 px" if diameter < 15 else "nuclei 15-30 px" if diameter < 30 else "nuclei > 30 px"
        by_shape.setdefault(size, []).append(ap)
    print("AP at IoU", args.thresholds, f"({time.time() - start:.0f} s)")
    for shape, scores in sorted(by_shape.items(), key=lambda item: str(item[0])):
        print(f"{shape!s:18} {len(scores):4}", np.mean(scores, 0).round(4))


if __name__ == "__main__":
    main()
