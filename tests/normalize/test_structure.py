"""Splitting bundles and finding zones."""

import pytest

from normalize.clean import build, items, plain
from normalize.structure import split, zones
from tests.normalize.dispatches import FORM, LETTER, PLAN, REPORT, document


def starts(*pages: str) -> list[str]:
    doc = document(*pages)
    return [stretch[0].paragraph.text for stretch in split(items(doc))]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((PLAN,), ["UBND TỈNH HÒA SƠN"]),
        ((LETTER, PLAN), ["UBND HUYỆN LÂM THƯỢNG", "UBND TỈNH HÒA SƠN"]),
        ((LETTER + REPORT + PLAN,), ["UBND HUYỆN LÂM THƯỢNG", "Số: 15/TTr-SGDĐT", "UBND TỈNH HÒA SƠN"]),
        ((PLAN + FORM,), ["UBND TỈNH HÒA SƠN"]),
        ((PLAN, FORM, REPORT), ["UBND TỈNH HÒA SƠN", "Số: 15/TTr-SGDĐT"]),
        (("Không có phần đầu.\nChỉ có hai dòng.",), ["Không có phần đầu."]),
    ],
)
def test_split_gives_a_stretch_a_dispatch(pages, expected):
    assert starts(*pages) == expected


@pytest.mark.parametrize(
    "annex",
    [
        "PHỤ LỤC\n(Kèm theo Kế hoạch số 412/KH-SGDĐT ngày 05/9/2024)\nDANH SÁCH TRƯỜNG\n1. Trường A",
        # the number is repeated above an annex
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 412/KH-SGDĐT\nHòa Sơn, ngày 05 tháng 9 năm 2024\nKẾ HOẠCH\nchi tiết từng trường",
        # a regulation that is issued with the dispatch has a letterhead and no number
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nQUY CHẾ\nHoạt động của đoàn kiểm tra\n"
        "(Ban hành kèm theo Quyết định số 88/QĐ-SGDĐT ngày 01/9/2024)\nĐiều 1. Phạm vi",
        # a form with the school's number left blank
        "TRƯỜNG THPT ……\nSố: /BC-THPT\n……, ngày … tháng … năm 2024\nBÁO CÁO\nTự kiểm tra",
        # a table that mentions numbers
        "Số: 13/QĐ-UBND\nSố: 14/QĐ-UBND",
    ],
)
def test_what_is_annexed_is_no_dispatch(annex):
    assert starts(PLAN, annex) == ["UBND TỈNH HÒA SƠN"]


def test_a_signed_draft_without_number_and_day_is_a_dispatch():
    draft = PLAN.replace("Số: 412/KH", "Số:      /QĐ").replace("ngày 05 tháng 9", "ngày    tháng   ")
    assert len(starts(LETTER, draft)) == 2
    assert len(starts(LETTER, draft.replace("Trần Thị Minh Khuê", "(Ký tên, đóng dấu)"))) == 1


def test_an_annex_without_its_dispatch_has_no_header():
    place = zones(
        plain("PHỤ LỤC\nKHUNG KẾ HOẠCH THỜI GIAN\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 01/8/2024)\n1. Tựu trường")
    )
    assert place.letterhead == (0, 0)
    assert place.head.offices == ()


def test_a_cited_number_in_the_text_does_not_split():
    text = PLAN.replace("1. Đánh giá", "Số: 99/CV-ABC ngày 3/4/2024 của Sở Y tế nêu rõ.\n1. Đánh giá")
    assert len(starts(text)) == 1


def test_zones_of_a_plan():
    doc = document(PLAN, "PHỤ LỤC 1\nDANH SÁCH TRƯỜNG\nTrường A\nPhụ lục 2. Biểu tổng hợp\nCột B")
    part = build(split(items(doc))[0], doc)
    place = zones(part)
    text = part.content
    assert text[slice(*place.letterhead)].endswith("năm học 2024-2025\n")
    assert text[slice(*place.body)].startswith("Căn cứ Thông tư")
    assert text[slice(*place.body)].rstrip().endswith("người làm việc./.")
    assert text[slice(*place.closing)].startswith("Nơi nhận:")
    assert text[slice(*place.closing)].endswith("Trần Thị Minh Khuê")
    assert [(a.label, a.title) for a in place.annexes] == [
        ("PHỤ LỤC 1", "DANH SÁCH TRƯỜNG"),
        ("Phụ lục 2", "Biểu tổng hợp"),
    ]
    assert text[place.annexes[1].start : place.annexes[1].end].endswith("Cột B")
    assert place.annex_at(place.annexes[1].start) == place.annexes[1]
    assert place.annex_at(0) is None


def test_zones_without_letterhead_and_closing():
    place = zones(plain("Căn cứ kế hoạch năm học,\nNhà trường thông báo như sau:\n1. Nghỉ lễ."))
    assert place.letterhead == (0, 0)
    assert place.body[0] == 0
    assert place.closing[0] == place.closing[1] == place.body[1]


def test_zones_of_nothing():
    place = zones(plain(""))
    assert place.letterhead == place.body == place.closing == (0, 0)


def test_the_shared_bundle_is_three_dispatches(shared):
    text = (shared / "seeds" / "002_a9940da683ee680b.txt").read_text(encoding="utf-8").replace("**", "")
    doc = document(text)
    numbers = [next(i.paragraph.text for i in s if "Số:" in i.paragraph.text) for s in split(items(doc))]
    assert numbers == ["Số: 831 /UBND-KGVX", "Số: 1307/TTTr-SGDĐT", "Số: 1308 /KH-SGDĐT"]
