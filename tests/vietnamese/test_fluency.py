import math

import numpy as np
import pytest

from vietnamese.fluency import EDGE, FIGURES, UNKNOWN, Fluency, fluency, pieces
from vietnamese.fluency_train import train


def log(model: Fluency, first: str, second: str, third: str) -> float:
    (value,) = model.logs(*(np.array([model.number(word)]) for word in (first, second, third)))
    return float(value)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("tổ", "chức"), ("tô", "chức")),
        (("phổ", "thông"), ("phố", "thông")),
        (("kế", "hoạch"), ("kê", "hoạch")),
        (("kiểm", "tra"), ("kiêm", "tra")),
        (("thẩm", "quyền"), ("thâm", "quyền")),
    ],
)
def test_what_offices_write_is_likelier(better: tuple[str, str], worse: tuple[str, str]) -> None:
    model = fluency()
    assert sum(log(model, EDGE, EDGE, word) for word in better[:1]) + log(model, EDGE, *better) > log(
        model, EDGE, EDGE, worse[0]
    ) + log(model, EDGE, *worse)


def test_a_word_that_nobody_wrote_is_the_least_likely() -> None:
    model = fluency()
    assert model.number("xyzzy") == UNKNOWN
    assert log(model, EDGE, "giáo", "xyzzy") < log(model, EDGE, "giáo", "dục") - 5


def test_pieces_level_case_and_figures_and_keep_edges() -> None:
    assert list(pieces("Điều 12. THỰC HIỆN (theo mẫu);")) == [
        "điều",
        FIGURES,
        EDGE,
        "thực",
        "hiện",
        "theo",
        "mẫu",
        EDGE,
    ]


def test_training_counts_and_smooths_so_that_chances_sum_to_one() -> None:
    lines = [[EDGE, "a", "b", "a", "b", "c", EDGE] for _ in range(20)] + [[EDGE, "c", "a", "a", EDGE] for _ in range(9)]
    arrays = train(lines)
    words = bytes(arrays["words"]).decode().split("\n")
    model = Fluency(
        {word: number for number, word in enumerate(words)},
        arrays["single"],
        arrays["retreat"],
        np.cumsum(arrays["pairs"], dtype=np.uint64),
        arrays["pair"],
        arrays["pair_retreat"],
        np.cumsum(arrays["triples"], dtype=np.uint64),
        arrays["triple"],
    )
    for context in (("a", "b"), (EDGE, "a"), ("c", "a")):
        total = sum(math.exp(log(model, *context, word)) for word in words[1:])
        assert total == pytest.approx(1.0, abs=0.1)  # steps of a byte
    assert log(model, "a", "b", "c") > log(model, "a", "b", EDGE)
