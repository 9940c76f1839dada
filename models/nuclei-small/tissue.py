"""
Synthetic tissue: nuclei that are nearly ellipses, crowded, touching, seen through a microscope with blur, haze, shade
and noise. Half of the images look like those of the toolkit's own demo, the others vary much more.
"""

import numpy as np
from scipy.ndimage import gaussian_filter


def image(rng, size):
    """(image, labels): float32 counts and int32."""
    look = demo(rng) if rng.random() < 0.5 else any_look(rng)
    cells = seeded(rng, size, look)
    labels, outside, order = owned(cells, size)
    scene = look["haze"] * (0.25 + 0.3 + 0.6 * smooth(rng, size, 90) + 0.4 * smooth(rng, size, 14))
    grains = 0.6 * smooth(rng, size, 6 * look["scale"]) + 0.4 * smooth(rng, size, 3 * look["scale"])
    grains = 0.3 + 0.7 + look["grain"] * (grains - 0.5)
    inside = order >= 0
    b, dna = (np.array([c[k] for c in cells] + [1.0])[order] for k in ("b", "dna"))
    depth = look["edge"] + (1 - look["edge"]) * np.minimum(1, np.maximum(0, -outside) / (0.6 * b))
    scene = scene + inside * np.clip(0.5 - outside, 0, 1) * dna * depth * np.maximum(grains, 0)
    scene = (1 - look["halo"]) * gaussian_filter(scene, look["blur"]) + look["halo"] * gaussian_filter(
        scene, look["spread"]
    )
    y, x = np.mgrid[:size, :size] / size - rng.uniform(-0.5, 1.5, (2, 1, 1))
    photons = look["photons"] * (1 - look["shade"] * np.minimum(1, 2 * (y * y + x * x) / 3)) * scene
    counts = photons + np.sqrt(photons + look["read"] ** 2) * rng.standard_normal((size, size))
    return counts.astype(np.float32), labels


def demo(rng):
    return dict(
        kinds=[
            dict(a=(10.5, 13.5), aspect=(0.7, 0.95), dna=(0.65, 0.95), room=1.02),
            dict(a=(7.5, 9.0), aspect=(0.85, 1.0), dna=(0.8, 1.15), room=1.03),
            dict(a=(10.0, 18.0), aspect=(0.33, 0.5), dna=(0.6, 0.9), room=1.35),
        ],
        scale=1.0, dent=0.08, tissue=(0.42, 0.56), fill=1.0, grain=1.4, edge=0.65, haze=0.015,
        halo=0.15, blur=1.1, spread=3.6, photons=900, read=1.5, shade=0.2,
    )  # fmt: skip


def any_look(rng):
    look = demo(rng)
    scale = np.exp(rng.uniform(np.log(0.45), np.log(2.4)))
    spread = rng.uniform(1, 2.2)
    for kind in look["kinds"]:
        low = rng.uniform(7, 13)
        kind["a"] = (low, low * spread)
        kind["aspect"] = (rng.uniform(0.4, 0.8), 1.0)
        low = rng.uniform(0.1, 1)
        kind["dna"] = (low, low * rng.uniform(1, 3))
        kind["room"] = rng.uniform(0.85, 1.4)
    look.update(
        scale=scale, dent=rng.uniform(0.03, 0.2), tissue=(0.0, rng.uniform(0.3, 1)), fill=rng.uniform(0.05, 1) ** 2,
        grain=rng.uniform(0, 1.8), edge=rng.uniform(0.4, 1), haze=rng.choice([0, 0.02, 0.1, 0.3]) * rng.random(),
        halo=rng.uniform(0, 0.4), blur=rng.uniform(0.5, 2) * max(1, scale ** 0.5), spread=rng.uniform(3, 8),
        photons=np.exp(rng.uniform(np.log(20), np.log(2000))), read=rng.uniform(0.5, 5), shade=rng.uniform(0, 0.7),
    )  # fmt: skip
    return look


def smooth(rng, size, period):
    """From 0 to 1, smooth over about so many pixels."""
    at = np.arange(size) / period + rng.random()
    low = at.astype(int)
    part = at - low
    part = part * part * (3 - 2 * part)
    knots = rng.random((low[-1] + 2, low[-1] + 2))
    rows = knots[low] * (1 - part)[:, None] + knots[low + 1] * part[:, None]
    return rows[:, low] * (1 - part) + rows[:, low + 1] * part


def seeded(rng, size, look):
    """Cells thrown at the tissue, of which those stay that find room between others of before."""
    scale = look["scale"]
    margin = int(20 * scale)
    gland = np.pad(0.7 * smooth(rng, size, 210) + 0.3 * smooth(rng, size, 70), margin, mode="edge")
    crowd = np.pad(0.75 * smooth(rng, size, 150) + 0.25 * smooth(rng, size, 50), margin, mode="edge")
    grain = np.pad(smooth(rng, size, 260), margin, mode="edge")
    island, infiltrate = rng.uniform(*look["tissue"]), rng.uniform(0.5, 0.68)
    cells, places, rooms = [], np.zeros((0, 2)), np.zeros(0)
    throws = int(gland.size / (45 * scale * scale) * look["fill"]) + 5
    for place in rng.uniform(-margin, size + margin, (throws, 2)):
        at = tuple((place + margin).astype(int))
        if gland[at] > island:
            kind = None if gland[at] > island + 0.3 else int(rng.random() < 0.03)
        elif gland[at] > island - 0.025:
            kind = None
        else:
            kind = 1 if rng.random() < (0.85 if crowd[at] > infiltrate else 0.04) else 2
        if kind is None:
            continue
        wanted = look["kinds"][kind]
        a = rng.uniform(*wanted["a"]) * scale * (1.1 if rng.random() < 0.1 else 1)
        b = a * rng.uniform(*wanted["aspect"])
        room = wanted["room"] * (a + b) / 2
        if len(cells) and (((places - place) ** 2).sum(1) < (rooms + room) ** 2).any():
            continue
        angle = 2 * np.pi * grain[at] + rng.uniform(-0.3, 0.3) if kind == 2 else rng.uniform(0, np.pi)
        cells.append(
            dict(y=place[0], x=place[1], a=a, b=b, angle=angle, dna=rng.uniform(*wanted["dna"]),
                 dent=rng.uniform(0, look["dent"]), lobe=rng.uniform(0, 2 * np.pi))
        )  # fmt: skip
        places = np.vstack([places, place])
        rooms = np.append(rooms, room)
    return cells


def owned(cells, size):
    """Labels, how far each pixel lies outside its owner (negative within), and the owner's place in the list."""
    outside = np.full((size, size), np.inf)
    order = np.full((size, size), -1)
    for i, cell in enumerate(cells):
        reach = cell["a"] * (1 + cell["dent"]) + 3
        low, high = (np.clip([int(cell[k] + side) for k in ("y", "x")], 0, size) for side in (-reach, reach + 2))
        box = tuple(map(slice, low, high))
        y, x = np.mgrid[box]
        distance = from_outline(cell, y - cell["y"], x - cell["x"])
        nearer = (distance < outside[box]) & (distance < 2)
        outside[box][nearer] = distance[nearer]
        order[box][nearer] = i
    outside[order < 0] = 9
    labels = np.where(outside <= 0, order + 1, 0).astype(np.int32)
    counts = np.bincount(labels.ravel())
    labels[counts[labels] < 12] = 0
    return labels, outside, order


def from_outline(cell, dy, dx):
    """To first order; the outline is an ellipse with three lobes."""
    cos, sin = np.cos(cell["angle"]), np.sin(cell["angle"])
    u = (cos * dx + sin * dy) / cell["a"]
    v = (cos * dy - sin * dx) / cell["b"]
    rho = np.sqrt(u * u + v * v) + 1e-9
    lobes = np.cos(3 * np.arctan2(v, u) - cell["lobe"])
    edge = rho / (1 + cell["dent"] * lobes) - 1
    return edge * rho / (np.sqrt(u * u / cell["a"] ** 2 + v * v / cell["b"] ** 2) + 1e-9)
