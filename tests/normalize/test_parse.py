"""The road from a document to its plans: same bytes, same plan; time linear in the text; evidence that holds."""

import pytest

from normalize.parse import parse
from tests.normalize.parts import document, plan

BODY = "III. Tổ chức thực hiện\n1. Các Phòng GDĐT\n- Báo cáo kết quả về Sở GDĐT trước ngày 20/5/2024."


def test_the_same_document_gives_the_same_plan():
    assert plan(BODY).model_dump_json() == plan(BODY).model_dump_json()


def test_evidence_is_the_text_it_points_at():
    found = plan(BODY)
    facts = [*found.citations, *found.deadlines, *found.tasks, *found.schedule, *found.contacts, *found.distribution]
    assert facts
    for fact in facts:
        for span in fact.evidence:
            assert found.text.content[span.start : span.end] == span.text


@pytest.mark.parametrize("text", ["", "x", "…", "\t\t\n", "Số: / ngày tháng năm", "a) b) c) " * 50])
def test_odd_texts_give_a_plan(text):
    assert len(parse(document(text))) == 1


def test_lost_diacritics_are_restored_and_named():
    body = (
        "Cac Phong GDDT bao cao ket qua thuc hien cong tac boi duong thuong xuyen ve So GDDT truoc ngay 09/6/2024. " * 3
    )
    head = (
        "SO GIAO DUC VA DAO TAO\nSo: 15/KH-SGDDT\nngay 10 thang 11 nam 2023\nKE HOACH\nBoi duong thuong xuyen giao vien"
    )
    found = parse(document(body, head))[0]
    assert "Các Phòng GDĐT báo cáo kết quả" in found.text.content
    assert found.text.restored
    assert "restored_text" in [f.code for f in found.findings]
    assert found.deadlines[0].due == "2024-06-08"
    assert found.deadlines[0].evidence[0].raw == "truoc ngay 09/6/2024."
