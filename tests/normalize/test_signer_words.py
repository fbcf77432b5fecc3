"""Signature blocks that a stamp or a bad reading spoilt."""

import pytest

from normalize.closing import Kind, Stretch, kind_of
from normalize.parse import parse
from normalize.signer_words import deputy, deputy_seen, office_of, repaired
from schemas.document import Document, Line, Method, Page, Paragraph
from tests.normalize.parts import HEAD


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("RƯỚNG.PHÒNG", "TRƯỞNG PHÒNG"),
        ("GIÁM ĐÓC", "GIÁM ĐỐC"),
        ("PHÓ GIÁM DỌC", "PHÓ GIÁM ĐỐC"),
        ("TRƯƠNG PHÒNG GIÁO DỤC", "TRƯỞNG PHÒNG GIÁO DỤC"),
        ("ỦY BAN NHÂN DÂN", None),
        ("TRƯỜNG TIỂU HỌC", None),
        ("", None),
    ],
)
def test_offices_are_the_nearest(read: str, meant: str | None) -> None:
    assert office_of(read) == meant


@pytest.mark.parametrize(
    ("read", "kind", "text"),
    [
        ("—_.....1L. BỘ TRƯỜNG -", Kind.CAPACITY, "TL. BỘ TRƯỞNG"),
        ("ZZ TM, CHÍNH PHỦ", Kind.CAPACITY, "TM. CHÍNH PHỦ"),
        ("K1. GIÁM ĐÓC", Kind.CAPACITY, "KT. GIÁM ĐỐC"),
        ("-“ Nguyên Văn Mẫu", Kind.NAME, "Nguyễn Văn Mẫu"),
        ("SỞ GIÁO DỤC", Kind.CAPITALS, "SỞ GIÁO DỤC"),
        ("- Như trên;", Kind.LIST, "- Như trên;"),
    ],
)
def test_repairs(read: str, kind: Kind, text: str) -> None:
    found = repaired(Stretch(kind_of(read), read, 0, len(read), 0))
    assert (found.kind, found.text) == (kind, text)


def test_deputies() -> None:
    assert deputy("PHÓ GIÁM ĐỐC", "GIÁM ĐỐC")
    assert deputy("THỨ TRƯỞNG", "BỘ TRƯỞNG")
    assert not deputy("TRƯỞNG PHÒNG", "GIÁM ĐỐC")
    assert deputy_seen("Tịch", "CHỦ TỊCH") == "PHÓ CHỦ TỊCH"
    assert deputy_seen("phòng", "CHỦ TỊCH") is None


def scan(*closing: str, last: str = "- Lưu: VT.") -> tuple[str | None, ...]:
    """Capacity, on whose behalf, office and name in a scan whose signer's column holds `closing`."""
    blocks = [Paragraph((Line(text),)) for text in f"{HEAD}\nPhòng đề nghị các trường thực hiện./.".split("\n")]
    blocks += [Paragraph((Line(text),), column=0) for text in ("Nơi nhận:", "- Như trên;", last)]
    blocks += [Paragraph((Line(text),), column=1) for text in closing]
    page = Page(1, tuple(blocks), method=Method.OCR)
    (plan,) = parse(Document("quét.pdf", "0" * 64, "application/pdf", (page,)))
    assert [r.name for r in plan.distribution] == ["Như trên", "Lưu: VT"]
    found = plan.signature
    return (found.capacity, found.on_behalf, found.position, found.name) if found else ()


def test_a_lost_capacity_is_told_by_the_deputy() -> None:
    found = scan("GIÁM ĐỐC", "PHÓ GIÁM DỌC", "Ha Văn Mẫu")
    assert found == ("KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Hà Văn Mẫu")


@pytest.mark.parametrize("last", ["- Lưu: VT. ¿ ¡72", "- Lưu: VT; px", "- Lưu: VT.44Ô"])
def test_specks_behind_an_entry_are_no_part_of_it(last: str) -> None:
    assert scan("GIÁM ĐỐC", "Trần Văn Mẫu", last=last) == (None, None, "GIÁM ĐỐC", "Trần Văn Mẫu")


def test_what_a_stamp_left_of_the_deputys_office() -> None:
    assert scan("KT. CHỦ TỊCH", "Tịch", "Phạm Văn Mẫu") == ("KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Văn Mẫu")


def test_what_is_no_whole_name_or_office_is_left_out() -> None:
    assert scan("KT. CHỦ TỊCH", "CHỦ TỊCH", "Anh Mẫu") == ("KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", None)
    assert scan("TM. CHÍNH PHỦ", "Ấ V--^- £", "Trần Văn Mẫu") == ("TM.", "CHÍNH PHỦ", None, "Trần Văn Mẫu")


def test_specks_between_the_lines_do_not_end_the_block() -> None:
    found = scan("—_.....1L. BỘ TRƯỜNG -", "VỤ TRƯỞNG VỤ MẪU", "ƒ )", "Í ]", "-“ Thái Văn Mẫu")
    assert found == ("TL.", "BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ MẪU", "Thái Văn Mẫu")
