"""Findings: what is missing or contradicts itself, in plain Vietnamese."""

from tests.normalize.parts import HEAD, plan


def codes(found):
    return [f.code for f in found.findings]


def test_blank_number_and_day():
    head = HEAD.replace("Số: 215/KH-SGDĐT", "Số:      /KH-SGDĐT").replace("ngày 04 tháng 3", "ngày     tháng 3")
    found = plan("Các trường thực hiện.", head)
    assert {"missing_number", "partial_date"} <= set(codes(found))
    assert found.header.number is None
    assert found.header.issued_on == "2024-03"


def test_a_deadline_before_the_dispatch_comes_first():
    found = plan("1. Các trường gửi báo cáo về Sở trước ngày 04/3/2024.")
    assert codes(found)[0] == "date_order"
    assert "03" not in found.findings[0].message or found.findings[0].evidence


def test_a_weekend_is_pointed_out_with_the_day_to_aim_for():
    found = plan("1. Các trường gửi báo cáo về Sở chậm nhất ngày 09/6/2024.")
    (finding,) = [f for f in found.findings if f.code == "weekend_deadline"]
    assert "07/06/2024" in finding.message or "07/6/2024" in finding.message


def test_one_document_with_two_dates():
    body = (
        "Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo;\n"
        "1. Các trường thực hiện Thông tư số 19/2019/TT-BGDĐT ngày 21/11/2019 của Bộ Giáo dục và Đào tạo."
    )
    assert "citation_conflict" in codes(plan(body))


def test_a_plan_without_faults_has_no_findings():
    assert plan("1. Các trường gửi báo cáo về Sở GDĐT chậm nhất ngày 10/6/2024.").findings == []
