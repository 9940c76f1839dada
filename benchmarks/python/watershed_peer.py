"""What scikit-image takes for the work of WatershedTime, by processor time, best of three: watershed_peer.py FOLDER."""

import sys
import time
from pathlib import Path

import numpy as np
from scipy import ndimage as ndi
from skimage import feature, measure, segmentation


def best(run):
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times) * 1000


folder = Path(sys.argv[1])
for name, shape in (("flat", (2048, 2048)), ("solid", (96, 256, 256))):
    mask, light, seeds, labels = (np.fromfile(folder / f"{name}-{what}", t).reshape(shape) for what, t in (("mask", "?"), ("light", "f4"), ("seeds", "i4"), ("labels", "i4")))
    distance = ndi.distance_transform_edt(mask)
    print(f"{name}: {seeds.max()} seeds, {mask.mean():.0%} foreground")
    print(f"{name} seeds {best(lambda: feature.peak_local_max(ndi.distance_transform_edt(mask), min_distance=5, labels=measure.label(mask, connectivity=1), exclude_border=False)):.1f} ms")
    print(f"{name} flood of distances {best(lambda: segmentation.watershed(-distance, seeds, mask=mask)):.1f} ms")
    print(f"{name} flood of light {best(lambda: segmentation.watershed(-light, seeds, mask=mask)):.1f} ms")
    print(f"{name} flood of light, no mask {best(lambda: segmentation.watershed(-light, seeds)):.1f} ms")
    print(f"{name}: {(segmentation.watershed(-light, seeds) != labels).mean():.2e} of the voxels differ")
