"""Writes small checkpoints with PyTorch: python3 write_checkpoints.py FOLDER. It wrote the files in files/."""

import collections
import sys

import torch

torch.manual_seed(0)
matrix = torch.arange(12, dtype=torch.float32).reshape(3, 4) / 8
state = collections.OrderedDict(
    (
        ("float64", torch.tensor([0.1, -1e300], dtype=torch.float64)),
        ("float32", torch.tensor([[[0.5]], [[-0.1]]], dtype=torch.float32)),
        ("float16", torch.tensor([1 / 3, -65504, 2**-24, float("inf")], dtype=torch.float16)),
        ("bfloat16", torch.tensor([1 / 3, -3e38], dtype=torch.bfloat16)),
        ("int64", torch.tensor(2**40 + 1)),
        ("int32", torch.tensor([-(2**31), 7], dtype=torch.int32)),
        ("int16", torch.tensor([-300], dtype=torch.int16)),
        ("int8", torch.tensor([-1, 127], dtype=torch.int8)),
        ("uint8", torch.tensor([0, 255], dtype=torch.uint8)),
        ("bool", torch.tensor([True, False])),
        ("parameter", torch.nn.Parameter(torch.tensor([2.5]))),
        ("matrix", matrix),
        ("transposed", matrix.t()),
        ("column", matrix[:, 2]),
        ("expanded", torch.tensor([[3.0], [4.0]]).expand(2, 3)),
        ("empty", torch.zeros(0, 3)),
        ("__proto__", torch.tensor([1.5])),
    )
)
norm = torch.nn.BatchNorm2d(2)
nested = {"net": norm.state_dict(), "epoch": 3, "best": torch.tensor(0.5), "opt": {"lr": 0.1, "step": None}}

folder = sys.argv[1]
torch.save(state, f"{folder}/types-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(state, f"{folder}/types-zip.pth")
torch.save(nested, f"{folder}/nested-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(nested, f"{folder}/nested-zip.pth")
torch.save(nested, f"{folder}/protocol-4.pth", pickle_protocol=4)
torch.jit.script(torch.nn.Identity()).save(f"{folder}/program.pt")
