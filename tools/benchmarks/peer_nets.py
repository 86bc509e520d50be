"""The nets of training.ts in plain PyTorch."""

from torch import nn


def create_net(name):
    """Returns the net of this name, and its input's channels, height and width."""
    create, input_shape = {
        "FCDD_CNN28_W": (fcdd_cnn28_w, (1, 28, 28)),
        "FCDD_CNN32_LW3K": (fcdd_cnn32_lw3k, (3, 32, 32)),
        "FCDD_CNN224": (fcdd_cnn224, (3, 224, 224)),
        "FCDD_CNN224_VGG_F": (fcdd_cnn224_vgg_f, (3, 224, 224)),
        "CNN32": (cnn32, (3, 32, 32)),
        "AE32": (ae32, (3, 32, 32)),
    }[name]
    return create(), input_shape


def fcdd_cnn28_w():
    return nn.Sequential(
        *block(1, 128, 5),
        nn.MaxPool2d(2),
        nn.Conv2d(128, 128, 5, padding=2),
        nn.MaxPool2d(2),
        nn.Conv2d(128, 1, 1),
    )


def fcdd_cnn32_lw3k():
    return nn.Sequential(
        *block(3, 128, 3),
        nn.MaxPool2d(2),
        *block(128, 256, 3),
        *block(256, 256, 3),
        nn.MaxPool2d(2),
        nn.Conv2d(256, 128, 3, padding=1),
        nn.Conv2d(128, 1, 1),
    )


def fcdd_cnn224():
    return nn.Sequential(
        *block(3, 8, 5),
        nn.MaxPool2d(3, 2, 1),
        *block(8, 32, 5),
        nn.MaxPool2d(3, 2, 1),
        *block(32, 64, 3),
        *block(64, 128, 3),
        nn.MaxPool2d(3, 2, 1),
        nn.Conv2d(128, 128, 3, padding=1),
        nn.Conv2d(128, 1, 1),
    )


def fcdd_cnn224_vgg_f():
    frozen = nn.Sequential(
        *vgg_block(3, 64),
        nn.MaxPool2d(2),
        *vgg_block(64, 128),
        nn.MaxPool2d(2),
        *vgg_block(128, 256),
        *vgg_block(256, 256),
        nn.MaxPool2d(2),
    ).requires_grad_(False)
    return nn.Sequential(frozen, *vgg_block(256, 512), *vgg_block(512, 512), nn.Conv2d(512, 1, 1))


def cnn32():
    return nn.Sequential(
        *block(3, 32, 5),
        nn.MaxPool2d(2),
        *block(32, 64, 5),
        nn.MaxPool2d(2),
        *block(64, 128, 5),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(2048, 512),
        nn.BatchNorm1d(512, eps=1e-4),
        nn.LeakyReLU(0.01),
        nn.Linear(512, 64),
    )


def ae32():
    return nn.Sequential(
        cnn32(),
        nn.BatchNorm1d(64, eps=1e-4),
        nn.Unflatten(1, (4, 4, 4)),
        nn.LeakyReLU(0.01),
        *deconvolution_block(4, 128),
        *deconvolution_block(128, 64),
        *deconvolution_block(64, 32),
        nn.ConvTranspose2d(32, 3, 5, padding=2),
    )


def block(channels_in, channels_out, kernel_size):
    return [
        nn.Conv2d(channels_in, channels_out, kernel_size, padding=kernel_size // 2),
        nn.BatchNorm2d(channels_out, eps=1e-4),
        nn.LeakyReLU(0.01),
    ]


def vgg_block(channels_in, channels_out):
    return [
        nn.Conv2d(channels_in, channels_out, 3, padding=1),
        nn.BatchNorm2d(channels_out),
        nn.ReLU(inplace=True),
    ]


def deconvolution_block(channels_in, channels_out):
    return [
        nn.ConvTranspose2d(channels_in, channels_out, 5, padding=2),
        nn.BatchNorm2d(channels_out, eps=1e-4),
        nn.LeakyReLU(0.01),
        nn.Upsample(scale_factor=2),
    ]
