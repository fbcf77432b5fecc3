"""What head and foot lack."""

from dataclasses import replace

from normalize.parse import parse
from schemas.document import Annotation, Document, Page
from schemas.plan import Plan
from tests.normalize.findings.cases import HEAD, codes, finding, plan
from tests.normalize.parts import TAIL, document

SECRET = HEAD.replace("Số: 215", "MẬT\nSố: 215")


def test_blank_number_and_day():
    head = HEAD.replace("Số: 215/KH-SGDĐT", "Số:      /KH-SGDĐT").replace("ngày 04 tháng 3", "ngày     tháng 3")
    found = plan("Các trường thực hiện.", head)
    assert {"missing_number", "partial_date"} <= {f.code for f in found.findings}
    assert found.header.number is None
    assert found.header.issued_on == "2024-03"


def test_a_text_without_letterhead():
    body = "Căn cứ tình hình thực tế, nhà trường xây dựng kế hoạch bồi dưỡng như sau:\nI. Mục đích\n1. Nâng cao năng lực giáo viên."
    assert {"missing_letterhead", "missing_number", "missing_date"} <= set(codes(body, ""))
    assert "missing_letterhead" not in codes(body)


def test_an_office_without_a_name(monkeypatch):
    monkeypatch.setattr("tests.normalize.parts.TAIL", TAIL.replace("\nTrần Thị Mẫu", ""))
    assert "tên người ký" in finding("missing_signer", "1. Các trường báo cáo về Sở.").message


def test_a_name_under_the_office_is_a_signer():
    assert "missing_signer" not in codes("1. Các trường báo cáo về Sở.")


def test_marks_of_secrecy_come_first():
    found = plan("1. Các trường báo cáo về Sở.", SECRET)
    assert found.header.secrecy
    assert found.findings[0].code == "secrecy_mark"


def test_nothing_is_told_of_a_text_that_was_not_read():
    (found,) = parse(Document("anh.pdf", "0" * 64, "application/pdf", (Page(1, ()),), paged=True))
    assert not {f.code for f in found.findings} & {
        "missing_letterhead",
        "missing_number",
        "missing_date",
        "missing_signer",
    }


def test_the_day_filled_in_when_signing():
    doc = document("1. Các trường báo cáo về Sở.")

    def with_day(text: str) -> list[str]:
        notes = (
            Annotation(kind="signature", page=1, box=(100.0, 100.0, 120.0, 112.0), text="215"),
            Annotation(kind="signature", page=1, box=(400.0, 101.0, 415.0, 113.0), text=text),
        )
        (found,) = parse(replace(doc, pages=(replace(doc.pages[0], annotations=notes),)))
        return [f.code for f in found.findings]

    assert "date_conflict" in with_day("09")
    assert "date_conflict" not in with_day("04")


def with_slot(kind: str, text: str | None, head: str) -> Plan:
    doc = document("1. Các trường báo cáo về Sở.", head)
    note = Annotation(kind, 1, (100.0, 50.0, 140.0, 66.0), text, b"a picture")
    (found,) = parse(replace(doc, pages=(replace(doc.pages[0], annotations=(note,)), *doc.pages[1:])))
    return found


def test_a_slot_that_was_not_read_is_shown():
    blank = HEAD.replace("Số: 215/KH-SGDĐT", "Số:      /KH-SGDĐT")
    (found,) = [f for f in with_slot("unread-number", None, blank).findings if f.code == "missing_number"]
    assert found.picture == "data:image/png;base64,YSBwaWN0dXJl"


def test_a_number_read_from_a_hand_is_shown_beside_it():
    found = [f for f in with_slot("handwritten-number", "215", HEAD).findings if f.code == "handwritten"]
    assert [f.subject for f in found] == ["header.number"]
    assert "215" in found[0].message
    assert found[0].picture == "data:image/png;base64,YSBwaWN0dXJl"


def test_a_day_read_from_a_hand_is_shown_beside_it():
    found = [f for f in with_slot("handwritten-date", "04", HEAD).findings if f.code == "handwritten"]
    assert [f.subject for f in found] == ["header.issued_on"]
