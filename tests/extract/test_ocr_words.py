import json
import subprocess

import numpy as np
import pytest

from extract.ocr import cache, tesseract
from extract.ocr.clean import Picture
from extract.ocr.layout import SLOTS, draft
from extract.ocr.page import Seen
from extract.ocr.words import found
from extract.pdf_flow import flow
from extract.pdf_rules import Drawn
from extract.source import MissingProgram
from schemas.document import Table
from tests.extract.ocr_pages import paper, tokens

PAGE = Picture(np.full((842, 595), 255, dtype=np.uint8), 72)


def seen(*lines, rules: Drawn | None = None, slope: float = 0.0) -> Seen:
    return Seen(595, 842, 200, found(tokens(*lines), PAGE, slope), rules or Drawn())


def test_lines_of_one_height_stand_side_by_side_and_size_is_measured():
    words = seen((60, 100, "UBND TINH HAM"), (300, 101, "CONG HOA XA HOI"), (60, 130, "van ban nay")).words
    assert next([w.text for w in row] for row in words.rows()) == ["UBND", "TINH", "HAM", "CONG", "HOA", "XA", "HOI"]
    assert len(words.rows()) == 2
    assert 12 <= words.lines[0][0].style.size <= 15
    assert words.quality == pytest.approx(0.96)


def test_lines_that_overlap_stay_apart():
    words = seen((60, 100, "CHI THI VE VIEC"), (80, 103, "trung tam cong bao")).words
    assert len(words.rows()) == 2


def test_falling_lines_are_laid_level():
    level = seen((40, 104, "van ban"), (500, 96, "nam nay"), slope=-0.0174).words
    assert abs(level.lines[0][0].base - level.lines[1][0].base) < 1


def test_noise_is_left_out_and_known_words_are_mended():
    words = seen((60, 100, "~⁄| ^^", 0.2), (60, 200, "@Wơi nhận:"), (60, 220, "~ Như trên;")).words
    assert [" ".join(w.text for w in line) for line in words.lines] == ["Nơi nhận:", "- Như trên;"]
    assert words.line(words.lines[0]).raw == "@Wơi nhận:"


def test_a_page_in_columns_with_an_unread_number():
    made = draft(
        seen(
            (60, 60, "UBND HUYỆN HÀM"),
            (290, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (70, 80, "TRƯỜNG HÀM AN"),
            (350, 80, "Độc lập - Tự do - Hạnh phúc"),
            (70, 110, "Số: 4†/KH-THHA", 0.5),
            (360, 110, "Hàm An, ngày 04 tháng 4 năm 2031"),
            (80, 200, "Nhà trường yêu cầu các tổ thực hiện các nội dung sau đây trong năm học"),
        ),
        1,
        "ảnh",
    )
    (page,) = flow([made])
    columns = {p.column: [q.text for q in page.blocks if q.column == p.column] for p in page.blocks}
    assert columns[0] == ["UBND HUYỆN HÀM", "TRƯỜNG HÀM AN", "Số: /KH-THHA"]
    assert columns[1][-1] == "Hàm An, ngày 04 tháng 4 năm 2031"
    assert [a.kind for a in page.annotations] == [SLOTS["number", False]]


def test_words_go_into_the_cells_of_a_grid_with_their_confidence():
    rules = Drawn([(100, 60, 400), (130, 60, 400), (160, 60, 400)], [(60, 100, 160), (120, 100, 160), (400, 100, 160)])
    made = draft(
        seen((65, 120, "STT"), (130, 120, "Nội dung"), (65, 150, "1"), (130, 150, "Khai giảng", 0.7), rules=rules),
        1,
        "",
    )
    (table,) = [item for item in made.items if isinstance(item, Table)]
    assert [cell.text for cell in table.cells] == ["STT", "Nội dung", "1", "Khai giảng"]
    assert table.cells[3].paragraphs[0].lines[0].confidence == pytest.approx(0.7)


def test_kept_results_are_used_again(tmp_path, monkeypatch):
    monkeypatch.setenv("CONGVAN_CACHE", str(tmp_path))
    monkeypatch.setattr(cache, "version", lambda: "tesseract 5")
    asked = []

    def make(picture, *, seconds):
        asked.append(picture.dpi)
        return seen((60, 100, "@Wơi nhận: Trường"), rules=Drawn([(1.0, 2.0, 3.0)], [(4.0, 5.0, 6.0)]))

    def picture():
        return paper(50, 60)

    first = cache.kept("ab", 1, picture, make=make)
    assert cache.kept("ab", 1, lambda: pytest.fail("not needed"), make=make) == first
    assert asked == [200]
    cache.kept("ab", 2, picture, make=make)
    cache.kept("cd", 1, picture, make=make)
    assert len(asked) == 3
    for place in (tmp_path / "ocr").iterdir():
        place.write_text("{")
    assert cache.kept("ab", 1, picture, make=make) == first
    monkeypatch.setenv("CONGVAN_CACHE", "off")
    cache.kept("ab", 1, picture, make=make)
    assert len(asked) == 5


def test_the_folder_of_results_is_kept_small(tmp_path):
    import os

    for number in range(10):
        place = tmp_path / f"{number}.json"
        place.write_text(json.dumps("x" * 100))
        os.utime(place, (number, number))
    cache.sweep(tmp_path, most=350)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["7.json", "8.json", "9.json"]


def test_what_is_missing_is_said(monkeypatch):
    tesseract.program.cache_clear()
    monkeypatch.delenv("CONGVAN_TESSERACT", raising=False)
    monkeypatch.setattr(tesseract.shutil, "which", lambda name: None)
    monkeypatch.setattr(tesseract.platform, "system", lambda: "Linux")
    with pytest.raises(MissingProgram, match="Tesseract"):
        tesseract.program()
    monkeypatch.setattr(tesseract.shutil, "which", lambda name: "tesseract")
    monkeypatch.setattr(tesseract, "_languages", lambda found: ["eng", "osd"])
    with pytest.raises(MissingProgram, match=r"vie\.traineddata"):
        tesseract.program()
    tesseract.program.cache_clear()


def test_a_slow_page_is_ended(monkeypatch):
    def slow(command, **given):
        assert given["env"]["OMP_THREAD_LIMIT"] == "1"
        raise subprocess.TimeoutExpired(command, given["timeout"])

    monkeypatch.setattr(tesseract, "program", lambda: "tesseract")
    monkeypatch.setattr(tesseract.subprocess, "run", slow)
    with pytest.raises(tesseract.TooSlow, match="3 s"):
        tesseract.read(paper(20, 20), seconds=3)
