"""Which digit a clerk wrote: a small convolutional network over pictures of single digits, in numpy alone.

`extract/ocr/data/digits.npz` is made by `extract/ocr/train_digits.py`, which says from what.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

SIDE: Final = 28  # pixels: a digit's picture
_INK: Final = 20  # pixels: its longer side, as in MNIST
SLASH, OTHER = 10, 11  # classes beside the ten digits: a stroke that ends a number, and what is no single digit
_SLANTS = (-0.25, 0.25)


def picture(ink: Mask) -> Floats:
    """`ink` (True where it is dark, cut to its own edges) as the network sees it: scaled, in the middle, 0..1."""
    import numpy as np
    from PIL import Image

    high, wide = ink.shape
    scale = _INK / max(high, wide)
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    filtered = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    small = np.asarray(Image.fromarray(ink.astype(np.uint8) * 255).resize(size, filtered), dtype=np.float32)
    made = np.zeros((SIDE, SIDE), dtype=np.float32)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    made[top : top + size[1], left : left + size[0]] = small / 255
    return made


def probabilities(pictures: Sequence[Floats]) -> Floats:
    """How likely each picture is each of the twelve classes: (pictures, 12). Each is seen upright and slanted."""
    import numpy as np

    stack = np.stack(pictures)
    seen: Floats = _network(stack) * np.float32(2)
    for slant in _SLANTS:
        seen += _network(np.stack([_slanted(one, slant) for one in pictures]))
    return seen / np.float32(2 + len(_SLANTS))


def _slanted(one: Floats, slant: float) -> Floats:
    import numpy as np
    from PIL import Image

    matrix = (1, slant, -slant * SIDE / 2, 0, 1, 0)
    turned = Image.fromarray(one).transform((SIDE, SIDE), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    return np.asarray(turned, dtype=np.float32)


@cache
def _weights() -> dict[str, Floats]:
    import numpy as np

    with files("extract.ocr").joinpath("data/digits.npz").open("rb") as file, np.load(file) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _network(x: Floats) -> Floats:
    import numpy as np

    w = _weights()
    x = x[:, None]
    for pair in ("ab", "cd"):
        for layer in pair:
            x = _convolved(x, w[f"{layer}.weight"], w[f"{layer}.bias"])
        n, channels, high, wide = x.shape
        x = x.reshape(n, channels, high // 2, 2, wide // 2, 2).max(axis=(3, 5))
    x = np.maximum(x.reshape(len(x), -1) @ w["e.weight"].T + w["e.bias"], 0)
    raised = x @ w["f.weight"].T + w["f.bias"]
    raised = np.exp(raised - raised.max(axis=1, keepdims=True))
    result: Floats = raised / raised.sum(axis=1, keepdims=True)
    return result


def _convolved(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """A 3 × 3 convolution with a rim of zeros, then max(·, 0)."""
    import numpy as np

    rimmed = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(rimmed, (3, 3), axis=(2, 3))
    out = np.tensordot(windows, weight, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    result: Floats = np.maximum(out + bias[None, :, None, None], 0)
    return result
