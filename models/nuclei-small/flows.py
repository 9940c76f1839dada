"""What the network learns: for each pixel of a nucleus the direction that heat from the nucleus's centre came from."""

import numpy as np


def of(labels):
    """Unit vectors (2, H, W), float32, y first; 0 outside the nuclei. Each nucleus is taken by itself."""
    flow = np.zeros((2, *labels.shape), np.float32)
    for label, box in boxes(labels):
        inside = np.pad(labels[box] == label, 1)
        heat = diffuse(inside)
        # differences to outside count that as 0, as the reference does
        dy = np.zeros_like(heat)
        dx = np.zeros_like(heat)
        dy[1:-1] = heat[2:] - heat[:-2]
        dx[:, 1:-1] = heat[:, 2:] - heat[:, :-2]
        length = np.sqrt(dy * dy + dx * dx) + 1e-60
        own = inside[1:-1, 1:-1]
        flow[0][box][own] = (dy / length)[1:-1, 1:-1][own]
        flow[1][box][own] = (dx / length)[1:-1, 1:-1][own]
    return flow


def diffuse(inside):
    """The heat in a mask, padded by one pixel, after one unit was added to its centre in each of many rounds."""
    ys, xs = np.nonzero(inside)
    nearest = np.argmin((ys - ys.mean()) ** 2 + (xs - xs.mean()) ** 2)
    centre = ys[nearest], xs[nearest]
    weight = inside / 9.0
    heat = np.zeros(inside.shape)
    rows = np.zeros_like(heat)
    for _ in range(2 * sum(inside.shape)):
        heat[centre] += 1
        rows[1:-1] = heat[:-2] + heat[1:-1] + heat[2:]
        heat[:, 1:-1] = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) * weight[:, 1:-1]
    return heat


def boxes(labels):
    """(label, slices) of each label, in order."""
    from scipy.ndimage import find_objects

    return [(i + 1, box) for i, box in enumerate(find_objects(labels.astype(np.int32))) if box is not None]
