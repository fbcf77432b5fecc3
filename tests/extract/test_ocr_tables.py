from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.lattice import lattices
from extract.ocr import cells
from extract.ocr import upright as upright_module
from extract.ocr.clean import Picture
from extract.ocr.ruling import ruled
from extract.ocr.tesseract import Token
from extract.ocr.unfold import unfold
from extract.ocr.unread import believable, patches
from extract.ocr.upright import is_doubtful, quarter_turns
from tests.extract.ocr_pages import drawn, paper, tokens


def grid_page(angle: float = 0.0) -> Picture:
    page = Image.new("L", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)
    for y in (400, 520, 700, 900):
        pen.line((200, y, 1400, y), fill=0, width=3)
    for x in (200, 320, 1000, 1400):
        pen.line((x, 400, x, 900), fill=0, width=3)
    pen.rectangle((400, 560, 600, 590), fill=0)  # ink in one cell
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return Picture(np.asarray(turned).copy(), 200)


@pytest.mark.parametrize("angle", [0.0, 0.5, -1.2])
def test_a_grid_is_found_level_and_taken_out(angle):
    page = grid_page(angle)
    slope = -float(np.tan(np.radians(angle)))
    found = ruled(page, slope)
    (grid,) = lattices(found.lines.level, found.lines.upright)
    assert (len(grid.ys) - 1, len(grid.xs) - 1) == (3, 3)
    assert grid.xs[0] == pytest.approx(72, abs=9)
    left = np.count_nonzero(found.picture.pixels < 128)
    assert left < 0.35 * np.count_nonzero(page.pixels < 128)
    assert found.picture.pixels[575, 500] == 0 or angle


def test_lines_reach_the_lines_that_they_meet_and_not_the_letters_that_touch_them():
    page = Image.new("L", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)
    for y in (400, 440, 480, 520, 560):
        pen.line((200, y, 1400, y), fill=0, width=2)
    for x in (200, 800, 1400):  # leans, so that its ends are steps shorter than any line
        for part, (start, end) in enumerate(((400, 425), (425, 490), (490, 545), (545, 560))):
            pen.line((x + part, start, x + part, end), fill=0, width=1)
    pen.line((803, 560, 803, 585), fill=0, width=1)  # the stem of a letter
    found = ruled(Picture(np.asarray(page).copy(), 200), 0.0)
    (grid,) = lattices(found.lines.level, found.lines.upright)
    assert len(grid.places) == 8
    assert max(end for _, _, end in found.lines.upright) < 0.36 * 570
    assert found.picture.pixels[580, 803] == 0


def test_letters_are_no_lines():
    page = drawn([(150, 200 + 70 * i, "HOI DONG THI TRUONG") for i in range(20)], size=60)
    assert not ruled(page, 0.0).lines.upright


def test_cells_go_onto_a_sheet_and_their_words_back():
    page = grid_page()
    found = ruled(page, 0.0)
    grids = lattices(found.lines.level, found.lines.upright)
    (sheet,) = cells.sheets(found.picture, grids, 0.0)
    assert len(sheet.cells) == 1  # the empty ones are not read
    _top, _patch = sheet.cells[0]
    ink = np.argwhere(sheet.picture.pixels < 128)
    token = Token(
        "x", int(ink[:, 1].min()), int(ink[:, 0].min()), int(ink[:, 1].max()), int(ink[:, 0].max()), 0.9, (1, 1, 1)
    )
    (back,) = sheet.on_page([token], 7)
    assert (back.left, back.top) == pytest.approx((400, 560), abs=1)
    assert back.line[0] == 7
    assert cells.without(page, grids).pixels[560, 450] == 255


def test_the_right_column_at_the_end_goes_under_the_page():
    left = [(150, 1400 + 40 * i, "- noi nhan van ban") for i in range(8)]
    right = [(1000, 1390, "KT. GIAM DOC"), (1000, 1440, "PHO GIAM DOC"), (1000, 1700, "Nguyen Van Thu")]
    body = [
        (150, 200 + 60 * i, "ban giam doc cac truong hoc nam hoan thanh nhiem vu duoc giao trong nam")
        for i in range(18)
    ]
    page = drawn([*body, *left, *right], size=34)
    opened = unfold(page)
    first, second = opened.moved
    assert 1250 < second.column.top < 1400
    assert opened.picture.pixels[1390:2339].min() == 255
    for moved, place in ((first, (150, 1500)), (second, (1000, 1395))):
        x = round((place[0] - moved.column.left) * moved.factor)
        y = moved.top + round((place[1] - moved.column.top) * moved.factor)
        (back,) = opened.on_page([Token("KT.", x, y, x + 60, y + 30, 0.9, (1, 1, 1))])
        assert (back.left, back.top) == pytest.approx(place, abs=1)
    assert not unfold(drawn(body, size=34)).moved
    assert not unfold(paper()).moved


def test_ink_that_was_not_read_is_looked_at_again():
    page = drawn([(150, 300, "Mot dong da doc"), (900, 1500, "TRUONG PHONG"), (900, 1560, "Nguyen Van Thu")], size=40)
    read = [Token("Mot", 140, 290, 700, 360, 0.9, (1, 1, 1))]
    (patch,) = patches(page, read)
    assert patch.left < 900 < patch.right
    assert patch.top < 1500 < patch.bottom
    assert patches(paper(), []) == []


def test_only_words_are_believed():
    new = tokens((0, 100, "Phạm Văn Thử"), (0, 200, "~⁄ @x |"), (0, 300, "cC GI r", 0.5), (0, 400, "CHỦ TỊCH"))
    known = tokens((0, 400, "CHỦ TỊCH"))
    assert [t.text for t in believable(new, known)] == ["Phạm", "Văn", "Thử"]


def test_a_page_that_may_not_stand_upright_is_told():
    upright = tokens(*[(60, 100 + 20 * i, "các trường thực hiện nhiệm vụ năm học") for i in range(5)])
    assert not is_doubtful(upright)
    assert is_doubtful([replace(t, left=t.top, right=t.bottom, top=t.left, bottom=t.right) for t in upright])
    assert is_doubtful([replace(t, confidence=0.4) for t in upright])
    assert is_doubtful([])


def test_a_page_is_turned_to_where_most_is_read(monkeypatch):
    page = drawn([(150, 200 + 60 * i, "ban giam doc cac truong") for i in range(20)])

    def score(strip, seconds):
        return 200.0 if np.array_equal(strip.pixels, page.pixels) else 20.0

    monkeypatch.setattr(upright_module, "_score", score)
    assert quarter_turns(page, 5) == 0
    sideways = Picture(np.ascontiguousarray(np.rot90(page.pixels)), 200)
    assert quarter_turns(sideways, 5) == 3
    assert quarter_turns(paper(), 5) == 0
