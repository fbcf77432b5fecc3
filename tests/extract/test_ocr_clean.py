import numpy as np
import pytest
from PIL import Image

from extract.ocr import clean
from extract.ocr.clean import Picture
from extract.ocr.scale import letter_height, to_best
from tests.extract.ocr_pages import drawn, paper

LINES = [(150, 200 + 70 * i, "ban giam doc cac truong hoc nam hoan thanh nhiem vu") for i in range(25)]


def test_red_and_blue_ink_goes_black_print_stays():
    page = np.full((400, 400, 3), 255, dtype=np.uint8)
    page[50:60, :, :] = 20  # print
    page[100:110, 0:40] = (210, 30, 40)  # stamp
    page[150:160, 0:40] = (30, 40, 200)  # ballpoint
    grey = clean.without_colour(page)
    assert grey[55].max() < 40
    assert grey[105].min() > 190
    assert grey[155].min() > 190


def test_print_in_colour_is_kept():
    page = np.full((400, 400, 3), 255, dtype=np.uint8)
    page[50:90] = (30, 40, 200)
    assert clean.without_colour(page)[60].max() < 100


def test_a_shadow_becomes_paper():
    shade = np.linspace(250, 90, 800).astype(np.uint8)
    page = np.tile(shade, (600, 1))
    page[300:310] = page[300:310] // 4
    flat = clean.flatten(page)
    assert np.delete(flat, np.s_[280:330], axis=0).min() > 235
    assert flat[305].max() < 110


def test_specks_go_letters_stay():
    page = drawn(LINES).pixels
    dirty = page.copy()
    dirty[5, 5] = dirty[90, 700] = dirty[90, 701] = 0
    cleaned = clean.despeckle(dirty)
    assert cleaned[5, 5] == cleaned[90, 700] == cleaned[90, 701] == 255
    assert np.count_nonzero(cleaned < 128) >= 0.99 * np.count_nonzero(page < 128)


@pytest.mark.parametrize("angle", [-2.4, -0.6, 0.0, 1.2, 3.0])
def test_skew_is_measured_and_lines_laid_level(angle):
    page = drawn(LINES).pixels
    turned = np.asarray(Image.fromarray(page).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))
    assert clean.skew(turned) == pytest.approx(angle, abs=0.25)
    done = clean.clean(Picture(turned, 200))
    if abs(angle) > 2:
        assert done.slope == 0
        assert abs(clean.skew(done.picture.pixels)) < 0.3
    else:
        assert done.slope == pytest.approx(-np.tan(np.radians(angle)), abs=0.005)


def test_an_empty_page_has_no_skew():
    assert clean.skew(paper().pixels) == 0


def test_letters_are_brought_to_the_best_size_never_enlarged():
    large = drawn([(x * 2, y * 2, t) for x, y, t in LINES], size=84, width=3308, height=4678, dpi=400)
    height = letter_height(large)
    assert height is not None
    best = to_best(large)
    assert 180 <= best.dpi <= 260
    assert best.size[0] / large.size[0] == pytest.approx(best.dpi / 400, abs=0.01)
    small = drawn(LINES, size=26)
    assert to_best(small) is small
    assert letter_height(paper()) is None


def test_dirt_by_itself_goes_and_what_stands_near_letters_stays():
    page = np.full((600, 800), 255, dtype=np.uint8)
    page[100:130, 100:110] = 0  # a letter
    page[90:94, 103:107] = 0  # its dot
    page[300:303, 400:403] = 0  # dirt
    page[500:503, 200:214] = 0  # a dash
    cleaned = clean.without_specks(page, 200)
    assert cleaned[300:303, 400:403].min() == 255
    assert (cleaned[100:130, 100:110] == 0).all()
    assert (cleaned[90:94, 103:107] == 0).all()
    assert (cleaned[500:503, 200:214] == 0).all()
    assert page[301, 401] == 0  # what came in is untouched
