import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.ocr.clean import Picture
from extract.ocr.digits import OTHER, picture, probabilities
from extract.ocr.handwriting import Slot, hand_on, read
from extract.ocr.slots import settle
from extract.ocr.strokes import Band, pieces
from schemas.document import Line, Word

DPI = 300.0
EM = 13.0  # points
STROKES = {  # a pen's way over a unit square, y downwards
    "1": [[(0.25, 0.35), (0.55, 0.0), (0.5, 1.0)]],
    "2": [[(0.15, 0.25), (0.35, 0.02), (0.7, 0.08), (0.75, 0.35), (0.1, 1.0), (0.9, 0.97)]],
    "4": [[(0.55, 0.0), (0.1, 0.62), (0.95, 0.6)], [(0.66, 0.35), (0.62, 1.0)]],
    "7": [[(0.12, 0.05), (0.85, 0.03), (0.4, 1.0)], [(0.3, 0.5), (0.78, 0.46)]],
}


def written(digits: str, *, x: float = 100.0, top: float = 60.0, turned: float = 0.0) -> Picture:
    """A page of 240 × 160 points with `digits` written from `x`, 12 points high and 8 apart."""
    scale = DPI / 72
    page = Image.new("L", (round(240 * scale), round(160 * scale)), 255)
    pen = ImageDraw.Draw(page)
    for number, digit in enumerate(digits):
        left = x + 9 * number
        for stroke in STROKES[digit]:
            points = [((left + 6.5 * a) * scale, (top + 11 * b) * scale) for a, b in stroke]
            pen.line(points, fill=30, width=5, joint="curve")
    return Picture(np.asarray(page.rotate(turned, fillcolor=255)), DPI)


def slot(*, x0: float = 96.0, x1: float = 130.0, digits: int = 5, slashed: bool = True) -> Slot:
    return Slot(x0, x0, 60.0, x1, x1, 72.0, EM, digits, slashed)


@pytest.mark.parametrize("digits", ["12", "47", "241", "7"])
def test_digits_written_by_hand_are_read(digits):
    found = read(written(digits), slot())
    assert found is not None
    assert found.text == digits
    assert 0 < found.weakest <= 1
    assert 0.5 < found.share <= 1


def test_empty_slot_is_none():
    assert read(written(""), slot()) is None


def test_ink_outside_the_slot_is_not_read():
    found = read(written("12", x=160.0), slot())
    assert found is None


def test_longer_number_is_not_taken_for_its_beginning():
    assert read(written("2472"), slot(x1=134.0, digits=2, slashed=False)) is None


def test_page_of_another_size_is_left_alone():
    page = written("12")
    assert hand_on(lambda: page, 240.0, 160.0)(slot()) is not None
    assert hand_on(lambda: page, 160.0, 240.0)(slot()) is None


def test_picture_is_asked_for_only_when_needed():
    asked = []

    def page() -> Picture:
        asked.append(1)
        return written("12")

    hand = hand_on(page, 240.0, 160.0)
    assert not asked
    hand(slot())
    hand(slot())
    assert asked == [1]


def test_probabilities_add_up_and_a_dot_is_no_digit():
    disc = np.hypot(*np.mgrid[-9:10, -9:10]) < 9
    bar = np.ones((4, 30), dtype=bool)
    seen = probabilities([picture(disc), picture(bar)])
    assert seen.shape == (2, 12)
    assert np.allclose(seen.sum(axis=1), 1, atol=1e-4)
    assert seen[1].argmax() >= OTHER - 1


def test_pieces_stand_from_left_to_right_without_specks_and_rules():
    grey = np.full((120, 300), 255, dtype=np.uint8)
    grey[40:90, 200:206] = 0
    grey[40:90, 60:66] = 0
    grey[50:52, 120:122] = 0  # a speck
    grey[100:103, 20:280] = 0  # a rule
    found = pieces(grey, Band(10, 10, 290, 290, 35, 95, 54))
    assert [int(points[:, 1].min()) for points in found] == [60, 200]


def line(*words: tuple[str, float, float, float]) -> Line:
    made = tuple(Word(text, (x0, 60.0, x1, 72.0), sure) for text, x0, x1, sure in words)
    return Line(" ".join(w.text for w in made), (made[0].box[0], 60.0, made[-1].box[2], 72.0), made)


def test_number_read_by_hand_stands_in_its_slot():
    page = written("47", x=104.0)
    read_line = line(("Số:", 80.0, 98.0, 0.95), ("4†", 103.0, 120.0, 0.2), ("/QĐ-UBND", 124.0, 190.0, 0.9))
    settled = settle(read_line, hand_on(lambda: page, 240.0, 160.0))
    assert settled.line.text == "Số: 47/QĐ-UBND"
    assert settled.blank is not None
    assert settled.blank.text == "47"
    assert settled.line.raw == "Số: 4† /QĐ-UBND"


def test_day_beyond_the_month_is_left_blank():
    page = written("47", x=104.0)
    words = [("Hà", 20, 32, 0.95), ("Nam,", 34, 62, 0.95), ("ngày", 66, 94, 0.95), ("4#", 103, 120, 0.2)]
    words += [("tháng", 124, 154, 0.95), ("8", 157, 163, 0.97), ("năm", 167, 190, 0.95), ("2031", 193, 218, 0.95)]
    settled = settle(line(*words), hand_on(lambda: page, 240.0, 160.0))
    assert settled.line.text == "Hà Nam, ngày   tháng 8 năm 2031"
    assert settled.blank is not None
    assert settled.blank.text is None
