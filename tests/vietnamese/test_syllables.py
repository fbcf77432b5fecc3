"""The grammar of syllables: what is written as Vietnamese is, and what is not."""

import pytest

from vietnamese.syllables import bare_syllables, is_bare_syllable, is_syllable, parse_syllable


@pytest.mark.parametrize(
    "word",
    [
        "điều",
        "hoà",
        "hòa",
        "QUẢN",
        "nghiêng",
        "gì",
        "gìn",
        "giếng",
        "quốc",
        "khuỷu",
        "thuở",
        "ngoằn",
        "oong",
        "y",
        "yêu",
        "Ước",
        "quýt",
    ],
)
def test_syllable(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["GDĐT", "ctia", "xuyén", "viec1", "ngi", "ce", "kang", "cat", "hoc", "online", "thuwong", "", "b", "qă", "ngiêm"],
)
def test_no_syllable(word):
    assert not is_syllable(word)


def test_parts():
    syllable = parse_syllable("Trường")
    assert syllable is not None
    assert (syllable.onset, syllable.rime, syllable.tone) == ("tr", "ương", "f")


def test_tone_may_stand_in_either_place():
    assert parse_syllable("hoà") == parse_syllable("hòa")


def test_bare():
    assert is_bare_syllable("Dieu")
    assert is_bare_syllable("hoc")
    assert not is_bare_syllable("UBND")
    assert 2000 < len(bare_syllables()) < 3000
