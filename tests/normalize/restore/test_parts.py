"""The parts that restoration is made of, each by itself."""

import random

import numpy as np
import pytest

from normalize.restore import abbreviations, calibration, channel_fit, templates
from normalize.restore.casing import cased, read_case
from normalize.restore.edits import Edit, apply
from normalize.restore.hashed import build
from normalize.restore.pairs import Printed, Sheet, _Read, align
from normalize.restore.tokens import tokenize


def test_hashed_map_knows_its_keys_and_few_others():
    rng = np.random.default_rng(1)
    keys = np.unique(rng.integers(0, 2**63, 20_000, dtype=np.uint64))
    values = rng.integers(0, 64, len(keys))
    table = build(keys, values, 6, np.uint16)
    known, found = table.get(keys)
    assert known.all()
    assert (found == values).all()
    strange, _ = table.get(keys + np.uint64(1))
    assert strange.mean() < 0.01


def test_doubled_keys_are_refused():
    with pytest.raises(ValueError, match="could not be placed"):
        build(np.array([5, 5], np.uint64), np.array([1, 2]), 6, np.uint16)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Căn cứ Thông tư số 5/2020/TT-BGDĐT", ["căn", "cứ", "thông", "tư", "số", "<d>", "/", "TT", "-", "BGDĐT"]),
        ("KẾ HOẠCH NĂM 2024", ["kế", "hoạch", "năm", "<y>"]),
        ("Sở GDĐT, ngày 05.", ["sở", "GDĐT", ",", "ngày", "<n>", "."]),
    ],
)
def test_tokens(text, keys):
    assert [token.key for token in tokenize(text)] == keys


@pytest.mark.parametrize(
    ("word", "raw", "written"),
    [("điều", "DIEU", "ĐIỀU"), ("điều", "Dieu", "Điều"), ("điều", "dieu", "điều"), ("GDĐT", "gddt", "GDĐT")],
)
def test_case_is_copied(word, raw, written):
    assert cased(word, raw) == written


@pytest.mark.parametrize(
    ("word", "raw", "among", "written"),
    [("bộ", "BO", False, "Bộ"), ("bộ", "BO", True, "BỘ"), ("lớp", "Iop", False, "lớp"), ("TH", "TH", False, "TH")],
)
def test_case_as_read(word, raw, among, written):
    assert read_case(word, raw, True, among) == written


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("Can ctr Thong tu s6 3/2020/TT-BGDDT", "Căn cứ Thong tu số 3/2020/TT-BGDDT"),
        ("Cén co Quyét dinh §6 7/QD-UBND", "Căn cứ Quyét dinh số 7/QD-UBND"),
        ("ngay 10 thang I Inam 2023", "ngày 10 tháng 11 năm 2023"),
        ("ngay 5 thang l0 nam 2021", "ngày 5 tháng 10 năm 2021"),
        ("ngay 5 thang 9 nam 2021", "ngày 5 tháng 9 năm 2021"),
        ("I11. To chuc", "III. To chuc"),
        ("Noi nh_é:", "Nơi nhận:"),
        ("thu s6 nam hoc 2023-2024", "thu s6 nam hoc 2023-2024"),
        ("ngay 5 thang 45 nam 2021", "ngay 5 thang 45 nam 2021"),
    ],
)
def test_formulas(raw, right):
    assert apply(raw, list(templates.edits(raw))).text == right


def test_figures_are_changed_with_less_confidence_and_on_record():
    changes = apply("ngay 10 thang I Inam 2023", list(templates.edits("ngay 10 thang I Inam 2023"))).changes
    figure = next(change for change in changes if change.raw == "I I")
    assert figure.confidence < 0.8


def test_apply_counts_what_is_unsure():
    result = apply("mot hai ba", [Edit(0, 3, "một", 0.9), Edit(4, 7, "hài", 0.2, False)])
    assert (result.text, result.changed, result.unsure) == ("một hai ba", 1, 1)
    assert result.changes[0].raw == "mot"


def test_abbreviations_are_learned_from_their_neighbours():
    table = abbreviations.learn(["GDĐT", "SGDĐT", "BGDĐT", "PGDĐT", "HĐND", "HĐQT", "HĐTV", "UBND", "THCD"])
    assert abbreviations.read("XGDDT", table)[0] == "XGDĐT"
    assert abbreviations.read("UBND", table)[0] == "UBND"


def test_calibration_learns_overconfidence():
    rng = random.Random(1)
    chances = np.array([0.95] * 4000 + [0.6] * 1000, np.float32)
    right = np.array([rng.random() < (0.8 if chance > 0.9 else 0.5) for chance in chances])
    curve = calibration.fit(chances, right)
    assert calibration.calibrated(np.array([0.95], np.float32), curve)[0] == pytest.approx(0.8, abs=0.05)
    assert (np.diff(curve) >= 0).all()


def test_channel_tables_tell_how_parts_are_read():
    pairs = [("cứ", "ctr")] * 6 + [("cứ", "cu")] * 4 + [("chức,", "chtrc,")] * 5 + [None]
    tables = channel_fit.fit(pairs)
    assert tables["nucleus"]["ưS\ttr"] > tables["nucleus"]["ưS\tu"]
    assert "ch\tch" in tables["onset"]


@pytest.mark.parametrize(
    ("printed", "read", "pair"),
    [("học,", "hoc,", ("học", "hoc")), ("cứ", "c?", ("cứ", "c?")), ("(sở)", "(sd)", ("sở", "sd"))],
)
def test_marks_around_words_are_taken_off_alike(printed, read, pair):
    assert channel_fit.bare_pair(printed, read) == pair


def test_pairs_are_aligned_by_place():
    words = (Printed("một", 0, 10, 50), Printed("hai", 0, 60, 90), Printed("ba", 1, 10, 40))
    sheet = Sheet(None, words, (10.0, 40.0), 20.0, 200)  # type: ignore[arg-type]
    seen = [_Read("mot", 11, 49, 11.0), _Read("hai", 61, 88, 9.0), _Read("b", 10, 22, 41.0), _Read("a", 25, 39, 40.0)]
    assert [(p.printed, p.read) for p in align(sheet, seen)] == [
        (("một",), ("mot",)),
        (("hai",), ("hai",)),
        (("ba",), ("b", "a")),
    ]
