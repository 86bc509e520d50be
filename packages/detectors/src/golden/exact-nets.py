"""Computes the exact values of a net whose layers come as JSON on standard input, and writes them to standard output.

The values have the format of the files in `exact/`. Those of AE28, AE32, CNN28, CNN32 and the FCDD nets but FCDD_CNN32
and FCDD_CNN224_W were computed by the original implementation itself. This script computed the others, with PyTorch 2.15.0;
its outputs and gradients agree with the original's to eight digits.

`float32` is the largest distance of several computations in single precision, whose images differ by rounding: it tells
how far a right computation can be off where two maxima of a pooling window nearly tie. Values that rounding changes by more
than a hundredth of the largest would prove nothing, and are left out; gradients that are nothing but rounding stay.

    node --import tsx src/testing/print-layers.ts CNN28_W | python src/golden/exact-nets.py > src/golden/exact/CNN28_W.json
"""

import json
import sys

import torch
from torch import nn
from torch.nn import functional as F

BLOCK = {"convolution": nn.Conv2d, "transposedConvolution": nn.ConvTranspose2d}
STEPS = 3
OPTIMIZERS = {
    "sgd": {"learning_rate": 1e-3, "momentum": 0.9, "nesterov": True, "weight_decay": 1e-4},
    "adam": {"learning_rate": 1e-4, "weight_decay": 1e-4},
}


def noise(shape, phase, scale, offset=0.0):
    length = 1
    for size in shape:
        length *= size
    i = torch.arange(1, length + 1, dtype=torch.float64)
    value = i * i * 0.6180339887498949 + phase * 0.7548776662466927
    return (offset + scale * (2 * (value - value.floor()) - 1)).float().reshape(shape)


def module_of(layer, shape, bias):
    """The PyTorch module of a layer, for values of this shape of one image."""
    kind = layer["type"]
    if kind in BLOCK:
        return BLOCK[kind](shape[0], layer["channels"], layer["kernelSize"], padding=layer["padding"], bias=bias)
    if kind == "dense":
        return nn.Linear(shape[0], layer["features"], bias=bias)
    if kind == "batchNorm":
        norm = nn.BatchNorm1d if len(shape) == 1 else nn.BatchNorm2d
        return norm(shape[0], eps=layer["epsilon"], affine=bias)
    return {
        "leakyRelu": lambda: nn.LeakyReLU(layer["negativeSlope"]),
        "relu": nn.ReLU,
        "sigmoid": nn.Sigmoid,
        "maxPool": lambda: nn.MaxPool2d(layer["kernelSize"], layer["stride"], layer["padding"]),
        "upsample": lambda: nn.Upsample(scale_factor=layer["factor"]),
        "flatten": nn.Flatten,
        "unflatten": lambda: nn.Unflatten(1, (layer["channels"], layer["width"], layer["width"])),
    }[kind]()


def build(net, dtype):
    height, width, channels = net["inputShape"]
    values = torch.zeros(2, channels, height, width)
    modules = []
    for layer in net["layers"]:
        module = module_of(layer, list(values.shape[1:]), net["bias"])
        values = module.eval()(values)
        modules.append((layer.get("name"), module))
    sequence = nn.Sequential(*(module for _, module in modules)).to(dtype).train()
    with torch.no_grad():
        for name, parameter in named(modules, "named_parameters"):
            phase = sum(map(ord, name))
            if parameter.dim() == 1:
                start = noise(parameter.shape, phase, *((1, 0.5) if name.endswith("weight") else (0.1,)))
            else:
                fan_in = parameter[0].numel()
                start = noise(parameter.shape, phase, (6 / fan_in) ** 0.5)
            parameter.copy_(start)
    return sequence, modules


def named(modules, method):
    return [(f"{name}.{own}", value) for name, module in modules if name for own, value in getattr(module, method)()]


def losses_of(objective, output, images, labels):
    if objective == "ae":
        return ((output - images) ** 2).flatten(1).mean(1)
    scores = scores_of(objective, output, images)
    return torch.where(labels == 0, scores, -torch.log(-torch.expm1(-scores)))


def scores_of(objective, output, images):
    if objective == "ae":
        return losses_of(objective, output, images, None)
    if objective == "fcdd":
        return (torch.sqrt(output**2 + 1) - 1).flatten(1).mean(1)
    return torch.sqrt((output**2).sum(1) + 1) - 1


def run(net, dtype, rounding=None):
    objective = net["objective"]
    height, width, channels = net["inputShape"]
    count = net["count"]
    images = noise([count, channels, height, width], 0, 1.7).to(dtype)
    if rounding is not None:
        images = images * (1 + 3e-7 * noise(images.shape, rounding, 1).to(dtype))
    labels = torch.arange(count) % 2 if objective != "ae" else torch.zeros(count)
    values = {}

    sequence, modules = build(net, dtype)
    output = sequence(images)
    losses_of(objective, output, images, labels).mean().backward()
    values["output"] = output.detach()
    for name, parameter in named(modules, "named_parameters"):
        values[f"gradients.{name}"] = parameter.grad

    for kind in ("adam", "sgd"):
        sequence, modules = build(net, dtype)
        options = dict(OPTIMIZERS[kind])
        create = torch.optim.SGD if kind == "sgd" else torch.optim.Adam
        optimizer = create(sequence.parameters(), lr=options.pop("learning_rate"), **options)
        losses = []
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss = losses_of(objective, sequence(images), images, labels).mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        values[f"{kind}.losses"] = torch.stack(losses)

    for name, value in named(modules, "named_parameters") + named(modules, "named_buffers"):
        if not name.endswith("num_batches_tracked"):
            values[f"after.{name}"] = value.detach()
    sequence.eval()
    images.requires_grad_(objective == "hsc")
    scores = scores_of(objective, sequence(images), images)
    values["scores"] = scores.detach()
    if objective == "hsc":
        (gradient,) = torch.autograd.grad(scores.sum(), images)
        values["gradient_heatmap"] = gradient.abs().sum(1, keepdim=True)
    return values


def summary(exact, singles):
    flat = exact.flatten()
    absmax = flat.abs().max().item()
    count = min(flat.numel(), 12)
    index = [round(k * (flat.numel() - 1) / max(count - 1, 1)) for k in range(count)]
    return {
        "shape": list(exact.shape),
        "absmax": absmax,
        "index": index,
        "value": [float(f"{flat[i].item():.10g}") for i in index],
        "float32": float(f"{max((single.double() - exact).abs().max().item() for single in singles) / absmax:.2g}"),
    }


def proves_something(values):
    return values["float32"] < 0.01 or values["absmax"] < 1e-10


net = json.load(sys.stdin)
torch.set_num_threads(1)
exact = run(net, torch.float64)
singles = [run(net, torch.float32, rounding) for rounding in (None, 1, 2, 3)]
summaries = {name: summary(value, [single[name] for single in singles]) for name, value in exact.items()}
json.dump(
    {
        **{key: net[key] for key in ("net", "objective", "count", "bias")},
        "optimizers": OPTIMIZERS,
        "values": {name: values for name, values in summaries.items() if proves_something(values)},
    },
    sys.stdout,
)
