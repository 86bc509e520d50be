"""Computes golden values of graphs with torchvision, timm and PyTorch, and writes them to standard output.

    python src/golden/graphs.py > src/golden/graphs.json

Needs torch, torchvision and timm from PyPI; graphs.json names the versions that it was made with. Parameters and images
have the values of src/testing/noise.ts, so that the file holds some elements of the results alone. They are computed in
double precision; `float32` is how far single precision is from them, relative to the largest.
"""

import json
import sys

import timm
import torch
import torchvision
from timm.models._efficientnet_blocks import SqueezeExcite
from timm.models.vision_transformer import VisionTransformer
from torch import nn


def noise(shape, phase, scale, offset=0.0):
    i = torch.arange(1, torch.Size(shape).numel() + 1, dtype=torch.float64)
    value = i * i * 0.6180339887498949 + phase * 0.7548776662466927
    return (offset + scale * (2 * (value - value.floor()) - 1)).float().reshape(shape)


def start_value(name, shape):
    phase = sum(map(ord, name))
    if name.endswith("running_var"):
        return noise(shape, phase, 0.5, 1)
    if len(shape) == 1:
        return noise(shape, phase, 1, 0.5) if name.endswith("weight") else noise(shape, phase, 0.1)
    return noise(shape, phase, (6 / torch.Size(shape[1:]).numel()) ** 0.5)


class ResNet18(nn.Module):
    def __init__(self):
        super().__init__()
        resnet = torchvision.models.resnet18()
        for name in ("conv1", "bn1", "layer1", "layer2", "layer3", "layer4"):
            setattr(self, name, getattr(resnet, name))

    def forward(self, images):
        values = nn.functional.relu(self.bn1(self.conv1(images)))
        values = nn.functional.max_pool2d(values, 3, 2, 1)
        outputs = {}
        for name in ("layer1", "layer2", "layer3", "layer4"):
            values = outputs[name] = getattr(self, name)(values)
        return outputs


class EfficientNetLite0(nn.Module):
    def __init__(self):
        super().__init__()
        net = timm.create_model("efficientnet_lite0", drop_path_rate=0)
        self.conv_stem, self.bn1, self.blocks = net.conv_stem, net.bn1, net.blocks

    def forward(self, images):
        values = self.bn1(self.conv_stem(images))
        outputs = {}
        for index, stage in enumerate(self.blocks):
            values = outputs[f"blocks.{index}"] = stage(values)
        return outputs


class SqueezeAndExcitation(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, stride=2, padding=1)
        self.se = SqueezeExcite(16, rd_ratio=0.25, act_layer=nn.SiLU)

    def forward(self, images):
        return {"output": self.se(self.conv(images))}


class Transformer(nn.Module):
    """A small DINOv2: a class token, registers, layer scale."""

    def __init__(self):
        super().__init__()
        self.vit = VisionTransformer(
            img_size=32, patch_size=8, embed_dim=48, depth=2, num_heads=3, init_values=1e-5, num_classes=0, reg_tokens=2
        )

    def forward(self, images):
        tokens = self.vit.forward_features(images)
        grid = tokens[:, 3:].transpose(1, 2).unflatten(2, (4, 4))
        return {"output": grid, "class": tokens[:, 0]}


class Branches(nn.Module):
    """Grouped, dilated and depthwise convolutions, and a batch norm of what they give together."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, padding=1)
        self.dilated = nn.Conv2d(16, 24, 3, padding=2, dilation=2, groups=4)
        self.depthwise = nn.Conv2d(16, 32, 5, padding=2, groups=16)
        self.bn = nn.BatchNorm2d(56)

    def forward(self, images):
        values = nn.functional.hardswish(self.stem(images))
        both = torch.cat([nn.functional.gelu(self.dilated(values)), self.depthwise(values)], 1)
        return {"output": nn.functional.max_pool2d(self.bn(both), 2)}


GRAPHS = {
    "resnet18": (ResNet18, 64),
    "efficientnet_lite0": (EfficientNetLite0, 64),
    "squeezeAndExcitation": (SqueezeAndExcitation, 16),
    "transformer": (Transformer, 32),
    "branches": (Branches, 16),
}


def start(create, dtype, training):
    module = create().to(dtype).train(training)
    with torch.no_grad():
        for name, value in module.state_dict().items():
            if value.is_floating_point():
                value.copy_(start_value(name.removeprefix("vit."), list(value.shape)))
    return module


def compute(create, size, dtype, training):
    with torch.no_grad():
        return start(create, dtype, training)(noise([2, 3, size, size], 0, 1.7).to(dtype))


def gradient_norms(create, size, dtype):
    """Norms of the gradients of the output's mean square in evaluation, by parameter: few values would make batch norm
    in training amplify rounding."""
    module = start(create, dtype, False)
    outputs = module(noise([2, 3, size, size], 0, 1.7).to(dtype))
    output = outputs["output"] if "output" in outputs else list(outputs.values())[-1]
    output.square().mean().backward()
    return {name.removeprefix("vit."): value.grad.double().norm().item() for name, value in module.named_parameters()}


def exact_norms(create, size):
    exact, single = (gradient_norms(create, size, dtype) for dtype in (torch.float64, torch.float32))
    return {
        name: {"norm": float(f"{norm:.8g}"), "float32": float(f"{abs(single[name] - norm) / norm:.2g}")}
        for name, norm in exact.items()
    }


def summary(exact, single):
    flat = exact.flatten()
    absmax = flat.abs().max().item()
    index = sorted({round(k * (flat.numel() - 1) / 23) for k in range(24)})
    return {
        "shape": list(exact.shape),
        "absmax": absmax,
        "index": index,
        "value": [float(f"{flat[i].item():.10g}") for i in index],
        "float32": float(f"{(single.double() - exact).abs().max().item() / absmax:.2g}"),
    }


def summaries(create, size, training):
    exact, single = (compute(create, size, dtype, training) for dtype in (torch.float64, torch.float32))
    return {name: summary(value, single[name]) for name, value in exact.items()}


golden = {
    name: {
        "size": size,
        "evaluation": summaries(create, size, False),
        "training": summaries(create, size, True),
        "gradients": exact_norms(create, size),
    }
    for name, (create, size) in GRAPHS.items()
}
versions = {module.__name__: module.__version__.split("+")[0] for module in (torch, torchvision, timm)}
json.dump({"versions": versions, "graphs": golden}, sys.stdout)
