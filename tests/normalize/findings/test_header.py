"""What head and foot lack."""

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
    from normalize.parse import parse
    from schemas.document import Document, Page

    (found,) = parse(Document("anh.pdf", "0" * 64, "application/pdf", (Page(1, ()),), paged=True))
    assert not {f.code for f in found.findings} & {
        "missing_letterhead",
        "missing_number",
        "missing_date",
        "missing_signer",
    }


def test_the_day_filled_in_when_signing():
    from dataclasses import replace

    from normalize.parse import parse
    from schemas.document import Annotation

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
