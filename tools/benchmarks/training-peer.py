"""PyTorch's side of training.ts: does the work of each line of its input and answers with the durations."""

import json
import resource
import sys
import time

import torch
from peer_nets import create_net
from torch.nn.functional import mse_loss

workload = json.loads(sys.argv[1])
torch.set_num_threads(workload["threads"])
torch.manual_seed(0)
net, input_shape = create_net(workload["net"])
images = torch.randn(workload["batch"], *input_shape)
labels = torch.randint(2, (workload["batch"],)).float()


def create_optimizer():
    options = workload["optimizer"]
    parameters = [parameter for parameter in net.parameters() if parameter.requires_grad]
    shared = {"lr": options["learningRate"], "weight_decay": options["weightDecay"]}
    if options["type"] == "adam":
        return torch.optim.Adam(parameters, **shared)
    return torch.optim.SGD(parameters, momentum=0.9, nesterov=True, **shared)


def scores_of(output):
    if workload["objective"] == "ae":
        return mse_loss(output, images, reduction="none").mean(dim=(1, 2, 3))
    if workload["objective"] == "hsc":
        return torch.sqrt((output**2).sum(dim=1) + 1) - 1
    return (torch.sqrt(output**2 + 1) - 1).mean(dim=(1, 2, 3))


def loss_of(scores):
    if workload["objective"] == "ae":
        return scores.mean()
    anomalous = -torch.log(1 - torch.exp(-scores) + 1e-31)
    return ((1 - labels) * scores + labels * anomalous).mean()


def step():
    optimizer.zero_grad()
    loss = loss_of(scores_of(net(images)))
    loss.backward()
    optimizer.step()
    return loss.item()


def forward():
    with torch.inference_mode():
        return scores_of(net(images)).numpy()


optimizer = create_optimizer()
net.train(workload["mode"] == "step")
work = {"step": step, "forward": forward}[workload["mode"]]

for line in sys.stdin:
    milliseconds = []
    for _ in range(int(line)):
        start = time.perf_counter()
        work()
        milliseconds.append(1000 * (time.perf_counter() - start))
    peak_megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = {"milliseconds": milliseconds, "peakMegabytes": peak_megabytes, "versions": {"torch": torch.__version__}}
    print(json.dumps(answer), flush=True)
