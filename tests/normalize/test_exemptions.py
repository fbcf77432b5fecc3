"""Exemptions and reductions: who has no duty, or less of it; and sentences that only speak of such rules."""

from __future__ import annotations

import pytest

from tests.normalize.test_rules import values


def told(text: str) -> list[tuple[str, str]]:
    return [(r["kind"], r["who"]) for r in values(text) if r["kind"] in ("exemption", "reduction")]


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("Không thu học phí đối với trẻ 5 tuổi.", "exemption", "trẻ 5 tuổi"),
        ("Trẻ 5 tuổi không phải đóng học phí.", "exemption", "Trẻ 5 tuổi"),
        ("Được miễn nộp lệ phí: thí sinh mồ côi.", "exemption", "thí sinh mồ côi"),
        ("HS đạt giải Nhất được tuyển thẳng và miễn thi môn đạt giải.", "exemption", "HS đạt giải Nhất"),
        ("Thí sinh có chứng chỉ 4.0 trở lên được miễn thi.", "exemption", "Thí sinh có chứng chỉ 4.0 trở lên"),
        ("Miễn thi tin học đối với các trường hợp có bằng tin học.", "exemption", "các trường hợp có bằng tin học"),
        ("Riêng giáo viên mới tuyển không phải nộp sáng kiến.", "exemption", "giáo viên mới tuyển"),
        ("Người mới tuyển dưới 06 tháng không xếp loại.", "exemption", "Người mới tuyển dưới 06 tháng"),
        ("Giảm: GV đang nuôi con nhỏ.", "reduction", "GV đang nuôi con nhỏ"),
        ("Quy định này không áp dụng đối với giáo viên thỉnh giảng.", "exemption", "giáo viên thỉnh giảng"),
        ("GV nghỉ hưu trong năm học (04 người) được miễn.", "exemption", "GV nghỉ hưu trong năm học"),
        ("Cán bộ coi thi có con dự thi được miễn nhiệm vụ.", "exemption", "Cán bộ coi thi có con dự thi"),
        ("Nhân viên mới tuyển không thuộc diện bồi dưỡng.", "exemption", "Nhân viên mới tuyển"),
        ("GV nghỉ ốm dài ngày không tính vào tỷ lệ hoàn thành.", "exemption", "GV nghỉ ốm dài ngày"),
        ("Không cử những giáo viên đã dự lớp này.", "exemption", "những giáo viên đã dự lớp này"),
        ("Đối tượng: toàn thể GV (trừ GV đang nghỉ thai sản).", "exemption", "GV đang nghỉ thai sản"),
        ("- GV đang nghỉ thai sản: miễn tham gia.", "exemption", "GV đang nghỉ thai sản"),
        ("GV trên 52 tuổi chỉ cần hoàn thành 01 mô đun.", "reduction", "GV trên 52 tuổi"),
        ("Miễn, giảm số tiết cho GV mắc bệnh hiểm nghèo.", "reduction", "GV mắc bệnh hiểm nghèo"),
    ],
)
def test_whom_it_concerns(text: str, kind: str, who: str) -> None:
    assert told(text) == [(kind, who)]


def test_several_in_a_sentence_and_by_how_much() -> None:
    found = values("Tổ trưởng chuyên môn được giảm 03 tiết/tuần, tổ phó được giảm 01 tiết/tuần.")
    assert [(r["who"], r["amount"]) for r in found] == [
        ("Tổ trưởng chuyên môn", "03 tiết/tuần"),
        ("tổ phó", "01 tiết/tuần"),
    ]


def test_each_clause_behind_a_colon_names_some() -> None:
    text = "Không phải tham gia: nhà giáo nghỉ hưu trong năm; nhà giáo đang học tập trung."
    assert [who for _, who in told(text)] == ["nhà giáo nghỉ hưu trong năm", "nhà giáo đang học tập trung"]


@pytest.mark.parametrize(
    "head",
    [
        "Không triệu tập các đối tượng sau:",
        "3. Không tham gia bồi dưỡng:",
        "Những trường hợp không phải tham gia:",
        "III. ĐỐI TƯỢNG ĐƯỢC MIỄN",
        "3. Đối tượng không phải dự thi",
    ],
)
def test_a_list_below_a_heading(head: str) -> None:
    text = f"{head}\n- GV nghỉ hưu trước ngày 31/12/2031;\n- GV đang nghỉ thai sản.\n4. Kinh phí."
    assert told(text) == [("exemption", "GV nghỉ hưu trước ngày 31/12/2031"), ("exemption", "GV đang nghỉ thai sản")]


def test_who_is_not_called() -> None:
    text = "Không triệu tập: GV sắp nghỉ hưu (trước 01/02/2031); GV đang nghỉ ốm; GV đã được cấp chứng nhận."
    assert [who for _, who in told(text)] == [
        "GV sắp nghỉ hưu (trước 01/02/2031)",
        "GV đang nghỉ ốm",
        "GV đã được cấp chứng nhận",
    ]


def test_others_have_less_in_the_same_list() -> None:
    found = values("Tổ trưởng được giảm 03 tiết/tuần; tổ phó: 01 tiết/tuần.")
    assert [(r["who"], r["amount"]) for r in found] == [("Tổ trưởng", "03 tiết/tuần"), ("tổ phó", "01 tiết/tuần")]


def test_cases_of_a_list_need_name_no_person() -> None:
    text = "1. Miễn thi ngoại ngữ đối với các trường hợp sau:\na) Có bằng đại học thứ hai;\nb) Có chứng chỉ bậc 3.\n2. Lệ phí."
    assert [who for _, who in told(text)] == ["Có bằng đại học thứ hai", "Có chứng chỉ bậc 3"]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 10. Miễn, giảm học phí cho học sinh",
        "Hồ sơ đề nghị miễn, giảm học phí gồm giấy chứng nhận hộ nghèo.",
        "Thực hiện tốt chế độ miễn, giảm học phí cho học sinh.",
        "Số học sinh được miễn học phí năm qua là 120 em.",
        "Người xin việc thuộc trường hợp được miễn tập sự.",
        "Thông tư này không áp dụng đối với chương trình đào tạo giáo viên.",
        "Giảm số buổi họp cho giáo viên.",
        "Thí sinh nộp hồ sơ muộn thì không được miễn thi.",
        "Giáo viên bị đình chỉ giảng dạy không được đánh giá.",
        "Thí sinh đã được miễn thi năm trước vẫn phải đăng ký.",
        "Không áp dụng thời hạn trong các trường hợp sau:\n- Chuyến xe đột xuất;\n- Bão lũ.",
        "Đối với người không tham gia bảo hiểm:\n- Người bị ốm được hỗ trợ;\n- Người bị thương.",
        "Hỗ trợ các đối tượng nhằm giảm tổn thất như sau:\na) Giáo viên;\nb) Học sinh.",
    ],
)
def test_no_exemptions(text: str) -> None:
    assert told(text) == []
