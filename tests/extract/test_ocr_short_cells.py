"""Short cells read side by side, and words that stand alone under a full line."""

from dataclasses import replace

import numpy as np

from extract.ocr import line_ends, short_cells
from extract.ocr.cells import Patch
from extract.ocr.tesseract import Token
from tests.extract.ocr_pages import drawn, paper


def word(text: str, sure: float = 0.95, *, left: int = 0, top: int = 0) -> Token:
    return Token(text, left, top, left + 12 * len(text), top + 20, sure, (1, 1, 1))


def texts(words) -> list[str]:
    return [w.text for w in words]


def test_unsure_cells_as_small_as_a_figure_are_doubtful():
    page = paper()
    for left, high in ((100, 30), (400, 30), (700, 200)):
        page.pixels[500 : 500 + high, left : left + 20] = 0
    cells = [Patch(left, 480, left + 200, 760) for left in (80, 380, 680)]
    known = [(cells[0], [word("z", 0.2)]), (cells[1], [word("15", 0.96)]), (cells[2], [])]
    assert short_cells.doubtful(page, known) == [(0, Patch(100, 500, 120, 530))]


def test_pieces_stand_in_lines_and_their_words_come_back_to_the_page():
    page = paper()
    places = [Patch(100, 100 * n, 140, 100 * n + 30) for n in range(1, 12)]
    for place in places:
        page.pixels[place.top : place.bottom, place.left : place.right] = 0
    strips = short_cells.strips(page, places)
    assert len({here.bottom for here, _ in strips.pieces}) == 2
    here, there = strips.pieces[9]
    assert int(np.count_nonzero(strips.picture.pixels == 0)) == 11 * 40 * 30
    readings = strips.readings([Token("7", here.left + 5, here.top, here.left + 15, here.bottom, 0.9, (1, 1, 1))])
    assert [len(words) for words in readings] == [0] * 9 + [1, 0]
    assert (readings[9][0].left, readings[9][0].bottom) == (there.left + 5, there.bottom)


def test_the_surer_figure_is_taken_and_a_comma_is_not_lost():
    assert texts(short_cells.best([word("lD", 0.2)], [[word("15", 0.83)], [word("15", 0.96)]])) == ["15"]
    assert texts(short_cells.best([], [[word("2", 0.95)]])) == ["2"]
    assert texts(short_cells.best([word("z", 0.1)], [[word("2", 0.6)]])) == ["z"]
    assert texts(short_cells.best([word("GV", 0.85)], [[word("6V", 0.8)]])) == ["GV"]
    assert texts(short_cells.best([word("72,4", 0.76)], [[word("724", 0.95)]])) == ["72,4"]


def full_lines(number: int = 6) -> list[Token]:
    made = []
    for line in range(number):
        for at in range(8):
            token = word("truong hoc", left=200 + 150 * at, top=300 + 45 * line)
            made.append(replace(token, line=(1, 1, line)))
    return made


def test_a_word_alone_under_a_full_line_is_found_with_the_end_of_that_line():
    page = drawn([(202, 568, "an:")], size=24)
    ((before, place),) = line_ends.places(page, full_lines())
    assert before.right == max(token.right for token in full_lines())
    assert 195 <= place.left <= 210
    assert place.right < 260


def test_where_nothing_is_left_over_nothing_is_looked_for():
    assert line_ends.places(paper(), full_lines()) == []
    known = [*full_lines(), replace(word("an:", left=202, top=570), line=(2, 1, 1))]
    assert line_ends.places(drawn([(202, 568, "an:")], size=24), known) == []
    assert line_ends.places(drawn([(202, 568, "an:")], size=24), full_lines(3)) == []


def test_only_words_and_sure_figures_are_believed():
    readings = [[word("án:", 0.9)], [word("5;", 0.8)], [word("|", 0.9)], [word("31", 0.95)], []]
    assert texts(line_ends.believable(readings, 9)) == ["án:", "31"]
    assert [token.line for token in line_ends.believable(readings, 9)] == [(9, 0, 0), (12, 0, 0)]
