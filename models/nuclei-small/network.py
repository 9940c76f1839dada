"""A U-Net of five levels, narrow where pixels are many."""

import torch
import torch.nn.functional as F
from torch import nn

WIDTHS = (16, 32, 64, 128, 128)
OUTPUTS = 3
MULTIPLE_OF = 2 ** (len(WIDTHS) - 1)


class Conv(nn.Sequential):
    def __init__(self, before, after, side=3):
        super().__init__(nn.Conv2d(before, after, side, padding=side // 2, bias=False), nn.BatchNorm2d(after))


class Pair(nn.Module):
    """Two convolutions, the second of which adds to what the first one made."""

    def __init__(self, before, after):
        super().__init__()
        self.first = Conv(before, after)
        self.second = Conv(after, after)

    def forward(self, x):
        x = F.relu(self.first(x))
        return F.relu(x + self.second(x))


class Up(nn.Module):
    """The coarser level, narrowed before it is enlarged, on top of the finer one."""

    def __init__(self, coarse, fine):
        super().__init__()
        self.narrow = Conv(coarse, fine, 1)
        self.pair = Pair(fine, fine)

    def forward(self, coarse, fine):
        return self.pair(F.relu(fine + F.interpolate(self.narrow(coarse), scale_factor=2.0, mode="nearest")))


class Network(nn.Module):
    """
    B x 1 x H x W, normalised to 0..1 between percentiles but open at both ends, to B x 3 x H x W: 5 dy, 5 dx, logit.
    """

    def __init__(self, widths=WIDTHS):
        super().__init__()
        self.down = nn.ModuleList(Pair(b, a) for b, a in zip((2, *widths[:-1]), widths))
        self.bottom = Pair(widths[-1], widths[-1])
        self.up = nn.ModuleList(Up(c, f) for c, f in zip(widths[:0:-1], widths[-2::-1]))
        self.head = nn.Conv2d(widths[0], OUTPUTS, 1)

    def forward(self, x):
        # bounded, however bright a few nuclei are in an image that is nearly empty; and once more for the dim ones
        x = torch.cat([x / (1 + x.abs()), x / (0.15 + x.abs())], 1)
        levels = []
        for i, down in enumerate(self.down):
            x = down(F.max_pool2d(x, 2) if i else x)
            levels.append(x)
        x = self.bottom(levels.pop())
        for up in self.up:
            x = up(x, levels.pop())
        return self.head(x)
