"""Tables of the old encodings, and how a text in one is told."""

import unicodedata

import pytest

from vietnamese.charsets import NAMES, charset, guess, has_signs
from vietnamese.old_fonts import OldFont, old_font
from vietnamese.wrong_letters import straighten

LETTERS = [
    letter
    for base in "aăâeêioôơuưyđ"
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    if not (letter := unicodedata.normalize("NFC", base + tone)).isascii() and (base != "đ" or not tone)
]


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_has_a_code_of_its_own(name):
    table = charset(name)
    letters = set(table.codes.values())
    assert letters >= set(LETTERS)
    if name != "tcvn3":
        assert letters == {*LETTERS, *(letter.upper() for letter in LETTERS)}
        assert all(table.encode(c) != table.encode(c.upper()) for c in LETTERS)


@pytest.mark.parametrize("name", NAMES)
def test_there_and_back(name):
    text = " ".join(f"ng{c}" for c in LETTERS)
    assert charset(name).raw(charset(name).encode(text), soft=True) == text


def test_known_words():
    assert charset("tcvn3").encode("Điều quyết") == "§iÒu quyÕt"
    assert charset("vni").encode("Điều quyết") == "Ñieàu quyeát"
    assert charset("viscii").encode("Điều") == "Ði«u"
    assert charset("vps").encode("Điều") == "ñi\x8au"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("§iÒu kho¶n quyÕt ®Þnh", "tcvn3"), ("Ñieàu khoaûn quyeát ñònh", "vni"), ("Điều khoản quyết định", None),
        ("été à la forêt, Señor, größer", None), ("", None), ("§ 5, ® 2020", None),
    ],
)  # fmt: skip
def test_guess(text, name):
    assert guess([text]) == name


def test_good_vietnamese_has_no_signs():
    assert not has_signs("Ủy ban «nhân dân» – “xã”, số 5… Ý, à, ê; ô: ã")
    assert has_signs("§iÒu")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (".VnTime", OldFont("tcvn3", False)), (".VnTimeH", OldFont("tcvn3", True)), ("ABCDEF+.VnArialH,Bold", OldFont("tcvn3", True)),
        ("VNI-Times", OldFont("vni", False)), ("Times New Roman", None), (None, None), ("", None),
    ],
)  # fmt: skip
def test_old_fonts(name, found):
    assert old_font(name) == found


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("h\u043eà", "hoà"), ("Москва", "Москва"), ("Δx", "Δx"), ("ҺỌເ", "HỌC"), ("a\xadb", "ab"), ("ﬁ", "fi"),
    ],
)  # fmt: skip
def test_straighten(text, good):
    assert straighten(text) == good
