"""Calibrated confidence: never higher for more doubt, in range, applied once to every kind of fact."""

from dataclasses import replace

import pytest

from normalize.confidence import (
    CLUES,
    HIGHEST,
    KINDS,
    LOWEST,
    Clues,
    Reader,
    calibrate,
    confidence,
    estimate_of,
    facts,
    field_of,
    is_bare,
)
from normalize.lexicon import rows
from normalize.parse import parse
from schemas.document import Method, Page, Paragraph
from tests.normalize.parts import document, plan

BODY = """Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo ban hành Quy chế bồi dưỡng thường xuyên;
I. Nội dung
Mỗi giáo viên bồi dưỡng 40 tiết/năm học. Mô đun GVPT 05: Vận dụng phương pháp dạy học.
Tổng số 30 giáo viên, trong đó: 10 giáo viên tiểu học, 20 giáo viên trung học cơ sở.
II. Tổ chức thực hiện
1. Các Phòng GDĐT
- Báo cáo kết quả về Sở GDĐT qua địa chỉ phongmau@songhuong.edu.vn trước ngày 20/5/2024.
III. Lịch thực hiện
- Ngày 15/4/2024: Khai mạc lớp bồi dưỡng tại Hội trường Sở."""


def _scan(sure: float, quality: float = 0.95):
    lines = [line for block in document(BODY).pages[0].blocks for line in block.lines]
    read = tuple(Paragraph((replace(line, confidence=sure),)) for line in lines)
    page = Page(1, read, 595, 842, method=Method.OCR, quality=quality)
    return replace(document(BODY), pages=(page,))


def test_every_kind_was_fitted_and_no_clue_adds():
    table = {row["kind"]: row for row in rows("confidence")}
    assert tuple(table) == KINDS
    assert all(float(row[clue]) >= 0 for row in table.values() for clue in CLUES)


@pytest.mark.parametrize("kind", KINDS)
def test_confidence_never_rises_with_doubt(kind):
    scale = {"estimate": (0.0, 1.0, 2.0, 4.0, 7.5), "unclear": (0.0, 0.05, 0.1, 0.2)}
    for clue in CLUES:
        for others in (Clues(), Clues(2.0, 1.0, 0.1, 1.0, 1.0)):
            said = [confidence(kind, replace(others, **{clue: v})) for v in scale.get(clue, (0.0, 1.0))]
            assert said == sorted(said, reverse=True)
            assert all(LOWEST <= value <= HIGHEST for value in said)


def test_nothing_is_certain():
    assert HIGHEST < 1
    assert all(confidence(kind, Clues()) <= HIGHEST for kind in KINDS)


def test_every_fact_of_a_plan_says_what_was_fitted_for_its_kind():
    raw, done = (parse(document(BODY), calibrated=calibrated)[0] for calibrated in (False, True))
    reader = Reader(raw)
    kinds = set()
    for (kind, estimated), (_, fact) in zip(facts(raw), facts(done), strict=True):
        wanted = confidence(kind, reader.clues(estimated.evidence, bare=is_bare(estimated)))
        assert {e.confidence for e in fact.evidence} == {wanted}
        kinds.add(kind)
    assert kinds >= {"citations", "deadlines", "tasks", "modules", "rules", "contacts", "distribution", "signature"}
    assert {field_of(done.header, e) for e in done.header.evidence} >= {"header.number", "header.subject"}
    assert all(LOWEST <= e.confidence <= HIGHEST for e in done.header.evidence)


def test_evidence_that_facts_share_is_calibrated_once():
    raw = parse(document(BODY), calibrated=False)[0]
    first = raw.tasks[0]
    raw.tasks.append(first.model_copy())
    assert raw.tasks[-1].evidence is first.evidence
    calibrate(raw)
    assert raw.tasks[-1].evidence == first.evidence


def test_only_confidence_changes():
    raw, done = (parse(document(BODY), calibrated=calibrated)[0] for calibrated in (False, True))
    for (_, before), (_, after) in zip(facts(raw), facts(done), strict=True):
        strip = {"evidence": {"__all__": {"confidence"}}}
        assert before.model_dump(exclude=strip) == after.model_dump(exclude=strip)


def test_the_same_document_says_the_same():
    assert plan(BODY).model_dump_json() == plan(BODY).model_dump_json()


def test_a_scan_is_trusted_less_and_a_faint_one_less_still():
    printed, clear, faint = plan(BODY), parse(_scan(0.95))[0], parse(_scan(0.6, 0.85))[0]
    assert len(printed.citations) == len(clear.citations) == len(faint.citations) == 1
    said = [p.citations[0].evidence[0].confidence for p in (printed, clear, faint)]
    assert said[0] >= said[1] > said[2]


def test_an_estimate_comes_back_from_its_clue():
    raw = parse(document(BODY), calibrated=False)[0]
    evidence = raw.deadlines[0].evidence
    assert estimate_of(Reader(raw).clues(evidence)) == pytest.approx(min(0.99, evidence[0].confidence))


def test_a_finding_on_a_fact_says_what_the_fact_says():
    found = plan("1. Các Phòng GDĐT\n- Báo cáo kết quả về Sở GDĐT trước ngày 01/3/2024.")
    (finding,) = [f for f in found.findings if f.code == "date_order"]
    assert finding.evidence[0].confidence == found.deadlines[0].evidence[0].confidence


def test_lines_of_letterhead_are_told_apart():
    found = plan(BODY)
    said = {e.text: field_of(found.header, e) for e in found.header.evidence}
    assert said["Số: 215/KH-SGDĐT"] == "header.number"
    assert said["Sông Hương, ngày 04 tháng 3 năm 2024"] == "header.issued_on"
    assert said["SỞ GIÁO DỤC VÀ ĐÀO TẠO SÔNG HƯƠNG"] == "header.issuer"


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        confidence("wishes", Clues())
