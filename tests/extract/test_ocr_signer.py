"""The signer's place read by itself."""

import numpy as np

from extract.ocr.clean import Picture
from extract.ocr.signer import is_whole, merged, place, without_thin
from extract.ocr.tesseract import Token

DPI = 100.0
PAGE = Picture(np.full((1100, 800), 255, dtype=np.uint8), DPI)


def line(text: str, left: int, top: int, number: int, confidence: float = 0.95) -> list[Token]:
    words, made = text.split(), []
    for word in words:
        made.append(Token(word, left, top, left + 10 * len(word), top + 14, confidence, (number, 0, 0)))
        left += 10 * len(word) + 5
    return made


LIST = [*line("Nơi nhận:", 80, 700, 1), *line("- Như trên;", 80, 720, 2)]


def texts(tokens: list[Token]) -> list[str]:
    """The words at the signer's place, a line of the page a text."""
    numbers = dict.fromkeys(t.line for t in tokens if t.left > 300)
    return [" ".join(t.text for t in tokens if t.line == number) for number in numbers]


def test_place_is_right_of_the_recipients_without_the_body() -> None:
    pixels = PAGE.pixels.copy()
    body = line("đề nghị các đơn vị thực hiện nghiêm túc nội dung trên", 80, 670, 3)
    for token in [*body, *LIST]:
        pixels[token.top : token.bottom, token.left : token.right] = 0
    pixels[760:780, 500:600] = 0  # print that was not read
    found = place(Picture(pixels, DPI), [*body, *LIST])
    assert found is not None
    picture, left, top = found
    inked = np.argwhere(picture.pixels < 128)
    assert inked.min(axis=0).tolist() == [760 - top, 500 - left]
    assert inked.max(axis=0).tolist() == [779 - top, 599 - left]


def test_no_place_without_recipients() -> None:
    assert place(PAGE, line("KT. GIÁM ĐỐC", 450, 700, 1)) is None


def test_thin_strokes_go_and_bold_ones_stay() -> None:
    pixels = PAGE.pixels.copy()
    pixels[100:102] = 0
    pixels[200:220, 300:320] = 0
    opened = without_thin(Picture(pixels, DPI)).pixels
    assert (opened[100:102] == 255).all()
    assert (opened[200:220, 300:320] == 0).all()


def test_more_print_wins_line_by_line() -> None:
    first = [*LIST, *line("TM.", 450, 700, 5, 0.9), *line("Trần Thị Mẫu", 450, 850, 6)]
    again = [*line("KT. GIÁM ĐỐC", 450, 701, 1), *line("PHÓ GIÁM ĐỐC", 450, 721, 2), *line("Thị Mẫu", 450, 850, 3)]
    made = merged(first, PAGE, [again])
    assert texts(made) == ["Trần Thị Mẫu", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert [t for t in made if t.left < 300] == LIST


def test_pictures_of_a_stamp_are_no_print() -> None:
    stamp = [*line("xz%4 «AN", 450, 760, 1, 0.2), *line("2V NN", 450, 790, 2, 0.6)]
    assert merged(LIST, PAGE, [stamp]) == LIST


def test_equal_readings_keep_the_first() -> None:
    first = [*LIST, *line("GIÁM ĐỐC", 450, 700, 5)]
    assert merged(first, PAGE, [line("GIÁM ĐÓC", 450, 700, 1)]) == first


def test_a_reading_is_whole_with_office_and_name() -> None:
    assert is_whole([*line("GIÁM ĐỐC", 450, 700, 1), *line("Trần Mẫu Lan", 450, 850, 2)])
    assert not is_whole(line("GIÁM ĐỐC", 450, 700, 1))
    assert not is_whole(line("Trần Mẫu Lan", 450, 850, 1))
