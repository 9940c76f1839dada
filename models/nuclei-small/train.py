"""
Makes the network's weights of the data and a seed.

    python train.py --tar nuclei_dsb2018.tar --out FOLDER [--steps 4500] [--seed 0]

A run that was broken off goes on from the last checkpoint in FOLDER.
"""

import argparse
import copy
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import data
from network import Network

BATCH = 8
RATE = 3e-3
DECAY = 0.02
WARM = 300
AVERAGE = 0.998
TISSUES = 400


def loss_of(output, target, weight):
    flow = (((output[:, :2] - target[:, :2]) ** 2).sum(1, keepdim=True) * weight).sum() / weight.sum() / 4
    inside = F.binary_cross_entropy_with_logits(output[:, 2:], target[:, 2:], reduction="none")
    return flow + (inside * weight).sum() / weight.sum()


def rate_at(step, steps):
    if step < WARM:
        return RATE * (step + 1) / WARM
    return RATE * (0.002 + 0.998 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))


@torch.no_grad()
def follow(average, network, step):
    """A running mean of the weights, short at first."""
    keep = min(AVERAGE, (step + 1) / (step + 10))
    for old, new in zip(average.state_dict().values(), network.state_dict().values()):
        if old.is_floating_point():
            old.lerp_(new, 1 - keep)


def forward(network, image):
    with torch.autocast("cpu", torch.bfloat16):
        return network(image.to(memory_format=torch.channels_last)).float()


def measured(network, samples):
    """The mean loss over crops that are the same each time."""
    batches = data.Batches(samples, [], BATCH, 1)
    network.eval()
    with torch.inference_mode():
        losses = [float(loss_of(forward(network, i), t, w)) for i, t, w in map(batches.__getitem__, range(8))]
    return sum(losses) / len(losses)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tar", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=4500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)

    images = data.real(args.tar, "train")
    training, validation = data.divided(images)
    training, validation = ([data.Sample(*images[i]) for i in part] for part in (training, validation))
    made = [data.Sample(*s) for s in data.synthetic(np.random.default_rng(args.seed), TISSUES)]
    print(len(training), "to train on,", len(validation), "to choose by,", len(made), "synthetic", flush=True)

    network = Network().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).requires_grad_(False)
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    step = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        step = state["step"]
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
    start, shown = time.time(), []
    batches = data.Batches(training, made, BATCH, args.seed)
    order = range(step, args.steps)
    loader = torch.utils.data.DataLoader(batches, None, sampler=order, num_workers=1, prefetch_factor=6)
    for image, target, weight in loader:
        network.train()
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, args.steps)
        loss = loss_of(forward(network, image), target, weight)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        follow(average, network, step)
        shown.append(float(loss.detach()))
        step += 1
        if step % 50 == 0:
            print(f"{step} {np.mean(shown):.4f} {time.time() - start:.0f} s", flush=True)
            shown = []
        if step % 500 == 0 or step == args.steps:
            print(f"{step} validation {measured(average, validation):.4f}", flush=True)
            state = {"network": network, "average": average, "optimizer": optimizer}
            state = {"step": step} | {name: part.state_dict() for name, part in state.items()}
            torch.save(state, args.out / "checkpoint.new")
            (args.out / "checkpoint.new").replace(checkpoint)
            torch.save(average.state_dict(), args.out / "weights.pt")


if __name__ == "__main__":
    main()
