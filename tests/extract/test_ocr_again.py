import numpy as np

from extract.ocr.again import doubtful, merged, sheet
from extract.ocr.clean import Picture
from extract.ocr.hocr import Token


def line(words: str, number: int = 1, confidence: float = 0.9) -> list[Token]:
    """Words of one line, each letter ten pixels wide, a space as wide between them."""
    made, left = [], 20
    for word in words.split():
        right = left + 10 * len(word)
        made.append(Token(word, left, 40 * number, right, 40 * number + 20, confidence, (1, 1, number)))
        left = right + 10
    return made


def text(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def test_lines_with_words_that_are_none_are_doubtful_and_good_ones_are_not() -> None:
    good = line("Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019;", 1)
    bad = line("của Sở Gião dqc và Đảo tqo vẻ viộc", 2)
    assert [text(one) for one in doubtful([*good, *bad, *line("a) Thực hiện nghiêm túc.", 3)])] == [text(bad)]


def test_the_better_reading_of_each_stretch_stays_and_keeps_its_line() -> None:
    first = line("tiêu thiền chửc đanh nghề nghiệp")
    second = [*line("tiêu chuẩn chức danh nghề nghiộp")]
    made = merged(first, [first], [[Token(t.text, t.left, t.top, t.right, t.bottom, 0.9, (7, 1, 1)) for t in second]])
    assert text(made) == "tiêu chuẩn chức danh nghề nghiệp"
    assert {token.line for token in made} == {(1, 1, 1)}


def test_what_only_the_second_reading_has_is_left_out() -> None:
    first = line("kế hoạch")
    extra = Token("zz", 400, 40, 430, 60, 0.9, (1, 1, 1))
    below = Token("dòng", 20, 100, 60, 120, 0.9, (1, 1, 1))
    assert text(merged(first, [first], [[*line("kế hoạch"), extra, below]])) == "kế hoạch"


def test_lines_that_are_not_read_again_stay() -> None:
    first, other = line("một hai", 1), line("bã bốn", 2)
    assert text(merged([*first, *other], [other], [line("ba bốn", 2)])) == "một hai ba bốn"


def test_neighbours_of_a_line_that_falls_are_white_on_the_sheet() -> None:
    pixels = np.full((200, 400), 255, dtype=np.uint8)
    pixels[40:60, 20:120] = 0  # the line falls by its own height
    pixels[60:80, 220:320] = 0
    pixels[68:80, 20:120] = 0  # the next line, above the foot of this one
    falls = [Token("một", 20, 40, 120, 60, 0.9, (1, 1, 1)), Token("hai", 220, 60, 320, 80, 0.9, (1, 1, 1))]
    made = sheet(Picture(pixels, 200), [falls]).picture.pixels < 128
    assert int(made.sum()) == 2 * 20 * 100
    assert not pixels[68:80, 20:120].any()  # the page itself is as it was
