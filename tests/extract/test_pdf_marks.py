"""Marks drawn apart from their letters."""

import unicodedata

import pytest

from extract.pdf_marks import reunite

WIDE = 7.0  # of every letter


def words(*glyphs: tuple[str, float]) -> list[str]:
    """The words made of characters, each with the place (in letters) where it is drawn; spaces have no width."""
    text = "".join(c for c, _ in glyphs)
    boxes = []
    for c, at in glyphs:
        end = at * WIDE if c.isspace() else (at + 1) * WIDE
        boxes.append((at * WIDE, 0.0, end, 14.0))
    return [t.text for t in reunite(text, boxes, lambda i: (boxes[i][0] + boxes[i][2]) / 2, 0)]


def spelt(word: str, start: float = 0.0) -> list[tuple[str, float]]:
    return [(c, start + i) for i, c in enumerate(word)]


@pytest.mark.parametrize(
    ("glyphs", "found"),
    [
        ([*spelt("hoc"), ("\u0323", 1.0)], ["học"]),  # the mark after the next letter
        ([*spelt("du"), ("n", 2), ("\u0323", 1.0), (" ", 3), ("g", 3)], ["dụng"]),  # a space that is none
        ([*spelt("vu"), (" ", 2), ("\u0323", 1.0), (" ", 2), *spelt("va", 3)], ["vụ", "va"]),  # a space that is one
        ([*spelt("Nghi"), (" ", 4), ("\u0323", 3.0), *spelt("quyet", 5)], ["Nghị", "quyet"]),
        ([("o", 0), ("\u031b", 0), ("\u0300", 0)], ["ờ"]),  # one glyph for letter and marks
        ([*spelt("so 12", 0)[:2], (" ", 2), *spelt("12", 3)], ["so", "12"]),
    ],
)
def test_marks_come_back(glyphs, found):
    assert words(*glyphs) == found


def test_raw_is_what_the_file_has():
    glyphs = [*spelt("du"), ("n", 2), ("\u0323", 1.0), (" ", 3), ("g", 3)]
    text = "".join(c for c, _ in glyphs)
    boxes = [(at * WIDE, 0.0, (at + (not c.isspace())) * WIDE, 14.0) for c, at in glyphs]
    (token,) = reunite(text, boxes, lambda i: (boxes[i][0] + boxes[i][2]) / 2, 0)
    assert (token.raw, token.first, token.x0, token.x1) == ("dun\u0323 g", 0, 0.0, 28.0)
    assert unicodedata.is_normalized("NFC", token.text)


def test_a_mark_on_another_line_is_not_drawn_in():
    boxes = [(0.0, 0.0, 7.0, 14.0), (0.0, 30.0, 7.0, 44.0), (0.0, 30.0, 7.0, 44.0)]
    found = reunite("ao\u0323", boxes, lambda i: 3.5, 0)
    assert [t.text for t in found] == ["a", "ọ"]
