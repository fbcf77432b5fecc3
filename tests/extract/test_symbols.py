import pytest

from extract.symbols import bullet, symbol


@pytest.mark.parametrize(
    ("code", "font", "text"),
    [(0xF0B3, "Symbol", "≥"), (0xB3, "symbol", "≥"), (0xF0A8, "Wingdings", "□"), (0xF0FE, "WINGDINGS", "☑"),
     (0xF061, "Phông lạ", "•"), (0x2713, "Segoe UI Symbol", "✓")],
)  # fmt: skip
def test_symbols_become_unicode(code, font, text):
    assert symbol(code, font) == text


@pytest.mark.parametrize(
    ("text", "font", "mark"), [("\uf0d8", "Wingdings", "•"), ("—", None, "-"), (" ", None, ""), ("=>", None, "=>")]
)
def test_bullets_become_plain_marks(text, font, mark):
    assert bullet(text, font) == mark
