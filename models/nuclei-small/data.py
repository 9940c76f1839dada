"""What is trained on: annotated images of the tar and synthetic tissue, each time cut, turned and disturbed anew."""

import tarfile
from io import BytesIO

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import flows
import tissue

CROP = 224
# No loss nearer to the border of a crop, whose zeros are not the image's.
BAND = 8
SYNTHETIC = 0.3


class Sample:
    """An image, normalised as the model's input is, with its labels and flows."""

    def __init__(self, name, image, labels):
        self.name = name
        self.image = torch.from_numpy(normalised(image))
        self.labels = torch.from_numpy(labels.astype(np.int32))
        self.flow = torch.from_numpy(flows.of(labels))
        areas = np.bincount(labels.ravel())[1:]
        areas = areas[areas > 0]
        self.diameter = float(np.sqrt(np.median(areas) * 4 / np.pi)) if len(areas) else 20.0


def normalised(image):
    image = image.astype(np.float32)
    low, high = np.percentile(image, [1, 99]).astype(np.float32)
    return (image - low) / (high - low) if high - low > 1e-3 else np.zeros_like(image)


def real(tar, split):
    """(name, image, labels) of all images of a split, by name."""
    found = {}
    with tarfile.open(tar) as files:
        for file in files:
            parts = file.name.split("/")
            if split in parts and file.name.endswith(".png"):
                name, kind = parts[-1][:-4].rsplit("_", 1)
                found.setdefault(name, {})[kind] = np.array(Image.open(BytesIO(files.extractfile(file).read())))
    return [(name, found[name]["image"], found[name]["labels"]) for name in sorted(found)]


def synthetic(rng, count, size=320):
    for i in range(count):
        yield (f"tissue-{i}", *tissue.image(rng, size))


def divided(images, share=0.1, seed=0):
    """Indices to train on and to choose by. Images that look alike stay together; each size gives its share."""
    rng = np.random.default_rng(seed)
    training, validation = [], []
    for shape in sorted({image.shape for _, image, _ in images}):
        ours = [i for i, (_, image, _) in enumerate(images) if image.shape == shape]
        groups = alike([images[i][1] for i in ours])
        wanted = round(share * len(ours))
        taken = 0
        for group in rng.permutation(max(groups) + 1):
            members = [ours[k] for k, g in enumerate(groups) if g == group]
            if taken + len(members) <= wanted:
                validation += members
                taken += len(members)
            else:
                training += members
    return sorted(training), sorted(validation)


def alike(images):
    """The number of the group of each image; images correlate with one of their group when both are made small."""
    small = []
    for image in images:
        thumb = np.array(Image.fromarray(image).resize((32, 32), Image.Resampling.BOX), np.float32).ravel()
        thumb -= thumb.mean()
        small.append(thumb / (np.linalg.norm(thumb) + 1e-9))
    close = np.stack(small) @ np.stack(small).T > 0.9
    groups = list(range(len(images)))
    for i in range(len(images)):
        for j in range(i):
            if close[i, j] and groups[i] != groups[j]:
                groups = [groups[j] if g == groups[i] else g for g in groups]
    numbers = {g: k for k, g in enumerate(dict.fromkeys(groups))}
    return [numbers[g] for g in groups]


def crop(rng, sample):
    """(image 1, target 3, weight 1) x CROP x CROP: 5 dy, 5 dx, in a nucleus or not; what the loss counts there."""
    matrix, centre = placed(rng, sample)
    back = np.linalg.inv(matrix)
    h, w = sample.image.shape
    offset = np.arange(CROP) - (CROP - 1) / 2
    oy, ox = np.meshgrid(offset, offset, indexing="ij")
    y = centre[0] + back[0, 0] * oy + back[0, 1] * ox
    x = centre[1] + back[1, 0] * oy + back[1, 1] * ox
    grid = torch.from_numpy(np.stack([(2 * x + 1) / w - 1, (2 * y + 1) / h - 1], -1).astype(np.float32))[None]
    image = F.grid_sample(sample.image[None, None], grid, "bilinear", "zeros", align_corners=False)[0]
    known = torch.cat([sample.flow, sample.labels[None].float(), torch.ones(1, h, w)])
    known = F.grid_sample(known[None], grid, "nearest", "zeros", align_corners=False)[0]
    flow, labels, within = known[:2], known[2], known[3]
    turned = torch.einsum("ij,jyx->iyx", torch.from_numpy(matrix.astype(np.float32)), flow)
    flow = turned / (turned.norm(dim=0) + 1e-12) * (flow.norm(dim=0) > 0.5)
    image = disturbed(rng, image[0], labels, within)
    target = torch.cat([5 * flow, (labels > 0)[None].float()])
    return image[None], target, weight(labels)[None]


def placed(rng, sample):
    """A random map from the image to the crop, and the pixel of the image that is the crop's middle."""
    quarter = np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), int(rng.integers(4)))
    matrix = quarter @ np.diag([rng.choice([-1, 1]), 1.0])
    native = rng.random() < 0.4
    if not native:
        low, high = max(0.5, 7 / sample.diameter), min(2.0, 110 / sample.diameter)
        scale = np.clip(np.exp(rng.normal(0, 0.4)), min(low, 1), max(high, 1))
        angle, aspect = rng.uniform(-np.pi, np.pi), np.exp(rng.normal(0, 0.06))
        cos, sin = np.cos(angle), np.sin(angle)
        matrix = np.array([[cos, -sin], [sin, cos]]) @ np.diag([aspect, 1 / aspect]) @ matrix * scale
    half = 0.4 * CROP / np.sqrt(abs(np.linalg.det(matrix)))
    centre = [rng.uniform(min(half, n / 2), max(n - half, n / 2)) for n in sample.image.shape]
    # in native crops the pixels stay what they are
    return matrix, [round(c) + 0.5 for c in centre] if native else centre


def weight(labels):
    """Twice where two nuclei meet; nothing near the border."""
    padded = labels[None, None]
    most = F.max_pool2d(padded, 5, 1, 2)
    least = -F.max_pool2d(torch.where(padded > 0, -padded, -1e9), 5, 1, 2)
    weights = 1 + ((most != least) & (most > 0))[0, 0].float()
    inner = torch.zeros_like(weights)
    inner[BAND:-BAND, BAND:-BAND] = 1
    return weights * inner


def disturbed(rng, x, labels, within):
    """Other brightness, contrast, background, blur and noise; 0 beyond the image, as tiles are padded."""
    if rng.random() < 0.15:
        gains = np.exp(rng.normal(0, 0.5, int(labels.max()) + 1)).astype(np.float32)
        gains[0] = 1
        x = x * blurred(torch.from_numpy(gains)[labels.long()], 1.0)
    if rng.random() < 0.2:
        x = blurred(x, rng.uniform(0.4, 2.0))
    if rng.random() < 0.3:
        x = x.sign() * x.abs() ** float(np.exp(rng.normal(0, 0.3)))
    if rng.random() < 0.3:
        x = x * hills(rng, 0.4, 1.2)
    if rng.random() < 0.3:
        x = x + hills(rng, 0, rng.choice([0.1, 0.3, 0.8]))
    if rng.random() < 0.4:
        noise = torch.from_numpy(rng.standard_normal((CROP, CROP), np.float32))
        level = float(np.exp(rng.uniform(np.log(0.005), np.log(0.2))))
        x = x + level * noise * (x.clamp(0, 4).sqrt() + 0.1 if rng.random() < 0.5 else 1)
    if rng.random() < 0.5:
        values = x[within > 0]
        low, high = (values.kthvalue(max(1, int(q * len(values)))).values for q in (0.01, 0.99))
        if high - low > 1e-3:
            x = (x - low) / (high - low)
    else:
        x = x * float(np.exp(rng.normal(0, 0.25 if rng.random() < 0.8 else 1.2))) + rng.normal(0, 0.03)
    return x * within


def hills(rng, low, high):
    knots = torch.from_numpy(rng.uniform(low, high, (1, 1, 3, 3)).astype(np.float32))
    return F.interpolate(knots, (CROP, CROP), mode="bicubic", align_corners=True)[0, 0]


def blurred(x, sigma):
    radius = int(3 * sigma + 0.5)
    kernel = torch.exp(-0.5 * (torch.arange(-radius, radius + 1) / sigma) ** 2)
    kernel = kernel / kernel.sum()
    x = F.pad(x[None, None], (radius,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(x, kernel[None, None, None]), kernel[None, None, :, None])[0, 0]


class Batches(torch.utils.data.Dataset):
    """Batch i depends on the seed and i alone, whoever makes it."""

    def __init__(self, training, made, count, seed):
        self.training, self.made, self.count, self.seed = training, made, count, seed
        sizes = np.array([min(3.0, (sample.image.numel() / 256**2) ** 0.5) for sample in training])
        self.chances = sizes / sizes.sum()

    def __getitem__(self, index):
        rng = np.random.default_rng((self.seed, index))
        return [torch.stack(part) for part in zip(*(crop(rng, self.picked(rng)) for _ in range(self.count)))]

    def picked(self, rng):
        if self.made and rng.random() < SYNTHETIC:
            return self.made[rng.integers(len(self.made))]
        return self.training[rng.choice(len(self.training), p=self.chances)]
