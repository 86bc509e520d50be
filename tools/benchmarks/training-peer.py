"""PyTorch's side of training.ts: runs as many steps as each line of its input says and answers with their durations."""

import json
import resource
import sys
import time

import torch
from torch import nn

count, threads = (int(argument) for argument in sys.argv[1:3])
torch.set_num_threads(threads)
torch.manual_seed(0)

net = nn.Sequential(
    nn.Conv2d(1, 128, 5, padding=2),
    nn.BatchNorm2d(128, eps=1e-4),
    nn.LeakyReLU(0.01),
    nn.MaxPool2d(2),
    nn.Conv2d(128, 128, 5, padding=2),
    nn.MaxPool2d(2),
    nn.Conv2d(128, 1, 1),
)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-6, nesterov=True)
images = torch.randn(count, 1, 28, 28)
labels = torch.randint(2, (count,)).float()


def step():
    optimizer.zero_grad()
    scores = (torch.sqrt(net(images) ** 2 + 1) - 1).mean(dim=(1, 2, 3))
    anomalous = -torch.log(1 - torch.exp(-scores) + 1e-31)
    loss = ((1 - labels) * scores + labels * anomalous).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


for line in sys.stdin:
    milliseconds = []
    for _ in range(int(line)):
        start = time.perf_counter()
        step()
        milliseconds.append(1000 * (time.perf_counter() - start))
    peak_megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = {"milliseconds": milliseconds, "peakMegabytes": peak_megabytes, "versions": {"torch": torch.__version__}}
    print(json.dumps(answer), flush=True)
