import pytest

from extract.ocr.slots import Blank, settle
from schemas.document import Line, Word


def line(*words: tuple[str, float]) -> Line:
    made, x = [], 0.0
    for text, sure in words:
        made.append(Word(text, (x, 0.0, x + 10, 10.0), sure))
        x += 12
    return Line(" ".join(w.text for w in made), (0.0, 0.0, x, 10.0), tuple(made))


@pytest.mark.parametrize(
    ("read", "settled"),
    [
        ([("Số:", 0.93), ("45/KH-THPT", 0.91)], "Số: 45/KH-THPT"),  # printed
        ([("Số:", 0.97), ("12/2031/TT-BXYZ", 0.9)], "Số: 12/2031/TT-BXYZ"),
        ([("Số:", 0.93), ("45/KH-THPT", 0.34)], "Số: /KH-THPT"),  # digits, but unsure
        ([("Số:", 0.93), ("4†", 0.93), ("/QĐ-UBND", 0.9)], "Số: /QĐ-UBND"),
        ([("Só:/#⁄/KH-SYT", 0.0)], "Số: /KH-SYT"),
        ([("số./2ƒ", 0.12), ("/KH-UBND", 0.92)], "Số: /KH-UBND"),
        (  # a sentence that names another dispatch
            [("Sau", 0.9), ("khi", 0.9), ("có", 0.9), ("ý", 0.9), ("kiến", 0.9), ("số", 0.9), ("34/BXYZ-TH", 0.4)],
            "Sau khi có ý kiến số 34/BXYZ-TH",
        ),
        (  # a law's date in the body, no letterhead's
            [
                ("chính", 0.9),
                ("quyền", 0.9),
                ("ngày", 0.9),
                ("2#", 0.4),
                ("tháng", 0.9),
                ("11", 0.6),
                ("năm", 0.9),
                ("2031", 0.9),
            ],
            "chính quyền ngày 2# tháng 11 năm 2031",
        ),
        ([("Số:Í", 0.9), ("J1:", 0.4), ("SYT-NVV", 0.4)], "Số: /SYT-NVV"),
        ([("Số:", 0.9), ("3⁄", 0.6), ("/2031/TT-BXYZ", 0.8)], "Số: /2031/TT-BXYZ"),
        (
            [
                ("Hà", 0.9),
                ("Nam,", 0.9),
                ("ngày", 0.9),
                ("04", 0.97),
                ("tháng", 0.9),
                ("4", 0.97),
                ("năm", 0.9),
                ("2031", 0.97),
            ],
            "Hà Nam, ngày 04 tháng 4 năm 2031",
        ),
        (
            [
                ("Hà", 0.9),
                ("Nam,", 0.9),
                ("ngày", 0.9),
                ("16", 0.88),
                ("tháng", 0.9),
                ("8", 0.97),
                ("năm", 0.9),
                ("2031", 0.97),
            ],
            "Hà Nam, ngày   tháng 8 năm 2031",
        ),
        (
            [("Hà", 0.9), ("Nam,", 0.9), ("ngày⁄⁄0", 0.3), ("tháng", 0.9), ("44", 0.97), ("năm", 0.9), ("2031", 0.97)],
            "Hà Nam, ngày   tháng   năm 2031",
        ),
        (
            [("Hà", 0.9), ("Nam,", 0.9), ("ngày", 0.9), ("Ä⁄Í", 0.1), ("tháng", 0.9), ("ZÍhăm", 0.5), ("2031", 0.97)],
            "Hà Nam, ngày   tháng   năm 2031",
        ),
    ],
)
def test_what_is_unsure_in_a_slot_is_left_blank(read, settled):
    found = settle(line(*read))
    assert found.line.text == settled
    if settled != line(*read).text:
        assert found.line.raw == line(*read).text
        assert found.blank


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Luật Bia ngày 23 tháng 1l năm 2017;",
        "Căn cứ Quyết định số 4S/QĐ-UBND ngày 2l tháng 4 năm 2016 của",
        "Số lượng giáo viên tham gia tập huấn đợt 1 là 2S người",
        "số 1Z/QĐ-UBND ngày 13/7/2023 về việc sửa đổi",
        "Kính gửi: Các trường",
        "",
    ],
)
def test_lines_that_are_no_slot_come_back(text):
    read = line(*((word, 0.4) for word in text.split()))
    assert settle(read).line is read
    assert settle(read).blank is None


def test_the_place_of_a_blank_is_told():
    found = settle(line(("Số:", 0.9), ("4†", 0.3), ("/QĐ-UBND", 0.9)))
    assert found.blank == Blank("number", (12.0, 0.0, 22.0, 10.0), None)
    empty = settle(line(("Số:", 0.9), ("/QĐ-UBND", 0.9)))
    assert empty.blank == Blank("number", (0.0, 0.0, 22.0, 10.0), None)
