"""Durations, conditions, prerequisites, pass marks and formulas in the words of many offices."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.rules import Rule
from tests.normalize.test_grades import rules


def of(kind: str, text: str) -> list[Rule]:
    return [rule for rule in rules(text) if rule.kind == kind]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Công chức học tối thiểu 01 tuần (40 tiết)/năm.", [(40, "year", None, None)]),
        ("ND1: 25 tiết; ND2: 35 tiết.", [(25, "block", "ND1", None), (35, "block", "ND2", None)]),
        ("Chương trình BDTX 02: 45 tiết.", [(45, "block", "02", None)]),
        ("Chương trình bồi dưỡng 01 và 02: theo lịch (mỗi chương trình 45 tiết).", [(45, "block", "01", None), (45, "block", "02", None)]),
        ("Thời lượng: 5 ngày (40 tiết), trong đó 15 tiết lý thuyết, 25 tiết thực hành.", [(40, None, None, 5)]),
        ("Tổng thời gian khóa bồi dưỡng: 4 tuần x 5 ngày/tuần x 8 tiết/ngày = 160 tiết.", [(160, None, None, None)]),
        ("Khối lượng kiến thức: 320 tiết.", [(320, None, None, None)]),
        ("Lớp tập huấn tổ chức trong 03 ngày.", [(None, None, None, 3)]),
        ("Mỗi khóa đào tạo phải bảo đảm thời gian ít nhất là 30 ngày.", [(None, None, None, 30)]),
        ("Số tiết BDTX trong năm: 120.", [(120, "year", None, None)]),
        ("Mỗi GV học 120 tiết: Chương trình bồi dưỡng 01 khoảng 40 tiết (01 tuần/năm học), CTBD 02 khoảng 80 tiết (02 tuần/năm).",
         [(120, "year", None, None), (40, "year", "01", None), (80, "year", "02", None)]),
        ("GV: 45 tiết/năm học; CBQL: 35 tiết/năm học.", [(45, "year", None, None), (35, "year", None, None)]),
        ("Nội dung 3: 60 tiết (mỗi mô đun 15 tiết).", [(60, "block", "ND3", None), (15, "module", None, None)]),
        ("Hằng năm mỗi nhà giáo phải học tập bồi dưỡng tối thiểu 80 tiết.", [(80, "year", None, None)]),
        ("Học tập trung 03 ngày cho mỗi mô đun.", [(None, "module", None, 3)]),
        ("Thời lượng: 10 buổi (30 tiết).", [(30, None, None, None)]),
        ("Nghỉ phép 12 ngày/năm.", []),
        ("Nộp bài sau khi kết thúc mỗi mô đun không quá 10 ngày.", []),
        ("Ngoại ngữ lớp 3: 4 tiết/tuần.", []),
        ("Thời gian giải quyết hồ sơ bồi dưỡng là 10 ngày.", []),
        ("Hợp đồng đào tạo có thời gian từ 90 ngày trở lên phải đăng ký.", []),
        ("Gửi danh sách trước khi mở lớp học 05 ngày.", []),
    ],
)  # fmt: skip
def test_durations(text: str, wanted: list[tuple[Any, ...]]) -> None:
    assert [(r.periods, r.per, r.block, r.days) for r in of("duration", text) if r.kind == "duration"] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thời lượng: 40 tiết (LT 15, TH 25).", [("lý thuyết", 15), ("thực hành", 25)]),
        ("Mô đun 3 “Quản trị”, 40 tiết (tự học qua mạng 26 tiết, trực tuyến có hướng dẫn 16 tiết).",
         [("tự học qua mạng", 26), ("trực tuyến có hướng dẫn", 16)]),
        ("Khóa bồi dưỡng gồm 160 tiết, trong đó lý thuyết 60 tiết, thực hành 80 tiết, ôn tập và kiểm tra 20 tiết.",
         [("lý thuyết", 60), ("thực hành", 80), ("ôn tập và kiểm tra", 20)]),
        ("Số tiết: 20 (LT: 8; TH: 12).", [("lý thuyết", 8), ("thực hành", 12)]),
        ("Học viên học 24 tiết tự học trên mạng và 16 tiết trực tiếp cho mỗi mô đun.", [("tự học trên mạng", 24), ("trực tiếp", 16)]),
        ("ND2: 30 tiết/năm học, do Sở quy định (tập trung 12 tiết, tự học 18 tiết).", [("tập trung", 12), ("tự học", 18)]),
    ],
)  # fmt: skip
def test_modes(text: str, wanted: list[tuple[str, int]]) -> None:
    (rule,) = of("duration", text)
    assert rule.kind == "duration" and [(p.mode, p.periods) for p in rule.parts] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Học viên được cấp chứng chỉ khi:\na) Dự đủ 80% số buổi;\nb) Có bài thu hoạch đạt;\nc) Không vi phạm nội quy.", 3),
        ("Học viên được cấp chứng chỉ khi:\na) Dự đủ số buổi:\n- có phép;\n- không phép;\nb) Có bài thu hoạch đạt.\n2. Kinh phí", 2),
        ("Học sinh có đủ các điều kiện dưới đây thì được lên lớp:\na) Rèn luyện mức Đạt;\nb) Học tập mức Đạt.", 2),
        ("2. Điều kiện dự thi:\n- Có ít nhất 02 năm giảng dạy;\n- Đạt danh hiệu cấp trường.\n3. Hồ sơ", 2),
        ("Thí sinh dự thi phải bảo đảm các điều kiện sau:\nCó đơn đăng ký;\nĐược nhà trường cử.", 2),
        ("Danh hiệu “Giáo viên giỏi” được xét tặng cho cá nhân đạt các tiêu chuẩn sau đây:\n1. Có sáng kiến;\n2. Được tín nhiệm.", 2),
        ("Người hoàn thành BDTX phải bảo đảm đồng thời: (1) học đủ 120 tiết; (2) có bài thu hoạch.", 2),
        ("GV hoàn thành BDTX năm học khi: học đủ 120 tiết; điểm các bài từ 5 trở lên.", 2),
        ("GV học đủ 03 chương trình và có bài kiểm tra đạt yêu cầu thì được công nhận hoàn thành kế hoạch BDTX.", 2),
        ("Để được công nhận danh hiệu, nhà trường phải đạt 80% số tiêu chí và không có tai nạn.", 2),
        ("Người học được dự thi kết thúc môn học phải đảm bảo tham dự ít nhất 80% thời gian học tập.", 1),
        ("Chỉ công nhận hoàn thành đối với học viên học đủ số tiết và nộp sản phẩm.", 2),
        ("Xếp loại hoàn thành: học đủ các nội dung; bài thu hoạch đạt.", 2),
        ("Tiêu chí hoàn thành mô đun:\n- Xem đủ bài giảng;\n- Hoàn thành bài trắc nghiệm;\n- Nộp bài tập.", 3),
        ("Khen thưởng danh hiệu “Học sinh Giỏi” đối với những học sinh có kết quả rèn luyện mức Tốt và kết quả học tập mức Tốt.", 2),
        ("Tặng giấy khen cho học sinh có điểm trung bình các môn từ 8,0 trở lên và đạt mức Tốt về rèn luyện.", 2),
        ("Tặng giấy khen cho 05 tập thể có thành tích xuất sắc đạt mức cao.", None),
        ("1. Điều kiện dự thi kết thúc học phần\na) Người học được dự thi phải tham dự ít nhất 75% thời gian học;\n"
         "b) Có điểm trung bình các bài kiểm tra;\nc) Người khuyết tật thì được hiệu trưởng xem xét.", 2),
        ("Người học không đủ điều kiện dự thi, nếu còn thời gian thì được dự thi lần sau.", None),
        ("Học sinh đạt giải được tuyển thẳng, không phải dự kiểm tra đánh giá.", None),
        ("Học viên hoàn thành kế hoạch thì được cấp chứng chỉ.", None),
        ("Người sử dụng đất được cấp giấy chứng nhận khi có đủ hồ sơ.", None),
        ("Điều kiện xét thăng hạng đối với các chuyên ngành:\n- Quản lý dự án;\n- Kỹ thuật bến phà.", None),
    ],
)  # fmt: skip
def test_conditions(text: str, wanted: int | None) -> None:
    found = [r for r in of("completion", text) if r.kind == "completion"]
    assert [len(r.conditions) for r in found] == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(
    ("text", "first", "then"),
    [
        ("GV phải hoàn thành mô đun 1 mới được học mô đun 2.", ["1"], ["2"]),
        ("Điều kiện tiên quyết: hoàn thành mô đun 1, 2 trước khi học mô đun 4.", ["1", "2"], ["4"]),
        ("Phải đạt phần lý thuyết trước khi thi thực hành.", ["đạt phần lý thuyết"], ["thi thực hành"]),
        ("Học phần tiên quyết của học phần Toán 2 là Toán 1.", ["Toán 1"], ["học phần Toán 2"]),
        ("Chỉ cử đi bồi dưỡng đợt 2 những giáo viên đã hoàn thành đợt 1.", ["1"], ["2"]),
        ("Không bố trí học mô đun 5 cho người chưa hoàn thành mô đun 4.", ["4"], ["5"]),
        ("Chỉ học GVPT 12 sau khi đã hoàn thành GVPT 11.", ["GVPT 11"], ["GVPT 12"]),
        ("Học viên được đăng ký học phần SP 3 khi đã đạt học phần SP 1 và SP 2.", ["SP 1", "SP 2"], ["SP 3"]),
        ("Học viên chỉ được dự kiểm tra khi đã tham dự 80% số tiết.", ["tham dự 80% số tiết"], ["dự kiểm tra"]),
        (
            "GV đã hoàn thành mô đun 1, mô đun 2. GV chưa hoàn thành hai mô đun này phải học bổ sung trước rồi mới được học mô đun 3.",
            ["1", "2"],
            ["3"],
        ),
        ("Muốn học mô đun 4, giáo viên phải hoàn thành mô đun 1, 2, 3.", ["1", "2", "3"], ["4"]),
        ("Đối tượng tham gia mô đun 3: giáo viên đã hoàn thành mô đun 1, 2.", ["1", "2"], ["3"]),
        ("Học phần 3 (học phần tiên quyết: học phần 1, 2).", ["1", "2"], ["3"]),
        ("Các mô đun 1, 2 là điều kiện tiên quyết của mô đun 4.", ["1", "2"], ["4"]),
        ("Chuyên đề 3 học sau chuyên đề 1 và chuyên đề 2.", ["1", "2"], ["3"]),
        ("Không đăng ký mô đun GVMN 12 nếu chưa học GVMN 11.", ["GVMN 11"], ["GVMN 12"]),
        ("Người dự tuyển đạt vòng 1 được tham dự vòng 2.", ["1"], ["2"]),
    ],
)
def test_what_comes_first(text: str, first: list[str], then: list[str]) -> None:
    (rule,) = rules(text)
    assert rule.kind == "prerequisite" and (rule.requires, rule.unlocks) == (first, then)


@pytest.mark.parametrize(
    "text",
    [
        "Sở đã hoàn thành bồi dưỡng mô đun 1, 2 và tiếp tục triển khai mô đun 4.",
        "Học mô đun 1 hoặc mô đun 2 trước cũng được.",
        "Phải nộp hồ sơ trước khi thi công.",
        "Đơn vị phải báo cáo trước khi thực hiện.",
    ],
)
def test_nothing_comes_first(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "least", "scale"),
    [
        ("Các bài kiểm tra đạt điểm 5 trở lên được coi là đạt yêu cầu.", "5", None),
        ("Học viên phải đạt ≥ 5,0 điểm mỗi bài kiểm tra.", "5", None),
        ("Mức đạt: 6/10 điểm.", "6", "10"),
        ("Điểm đạt yêu cầu: tối thiểu 70/100.", "70", "100"),
        ("Khi điểm hồ sơ đạt 100 điểm thì được tham gia sát hạch.", "100", None),
        ("Người dự kiểm tra được công nhận là đạt khi có điểm từ sáu mươi (60) điểm trở lên.", "60", None),
        ("Sản phẩm phải đạt tối thiểu 50% tổng điểm mới được xét giải.", "50", "100"),
        ("Bài kiểm tra dưới 5 điểm phải làm lại.", "5", None),
        ("Bài thi viết dưới 50/100 điểm không được dự phỏng vấn.", "50", "100"),
        ("Điểm sàn: 15/30.", "15", "30"),
        ("Đạt yêu cầu: 50/100 điểm.", "50", "100"),
        ("Bài trắc nghiệm đạt tối thiểu 80 % câu đúng thì được học tiếp.", "80", "100"),
    ],
)
def test_marks_that_pass(text: str, least: str, scale: str | None) -> None:
    (rule,) = of("pass_mark", text)
    assert rule.kind == "pass_mark" and (rule.min_score, rule.scale) == (least, scale)


@pytest.mark.parametrize(
    "text",
    [
        "Điểm chấm của hai giám khảo lệch nhau từ 1,0 điểm trở lên thì phải chấm lại.",
        "Điểm dưới 5 phải ghi bằng mực đỏ.",
        "Được cộng 2,5 điểm vào kết quả thi.",
        "Phấn đấu chọn tối thiểu 15 bài giảng đạt yêu cầu.",
        "Xã có trên 40 điểm ngập phải di dời.",
        "Xã thuộc điểm a khoản này có dân số đạt từ 150% trở lên.",
    ],
)
def test_marks_that_pass_nothing(text: str) -> None:
    assert of("pass_mark", text) == []


@pytest.mark.parametrize(
    ("text", "target", "rounding"),
    [
        ("Điểm trung bình khóa được tính theo công thức: [(Bài 1 x 1) + (Bài 2 x 2)]/3.", "Điểm trung bình khóa", None),
        ("ĐTBK là trung bình cộng của các bài, làm tròn đến 0,5.", "ĐTBK", "làm tròn đến 0,5"),
        ("Kết quả xét: điểm học bạ chiếm 30%, điểm thi chiếm 70%.", "Kết quả xét", None),
        ("Tổng điểm = Điểm phần I + Điểm phần II.", "Tổng điểm", None),
        ("ĐX = {(Điểm A + Điểm B)/2 × 7 + Điểm C × 3}/10.", "ĐX", None),
        ("Điểm mô đun bao gồm điểm kiểm tra có trọng số 0,4 và điểm thi có trọng số 0,6.", "Điểm mô đun", None),
        (
            "Tổng số học bổng của khóa = Mức học bổng một tháng × Số tháng học của khóa.",
            "Tổng số học bổng của khóa",
            None,
        ),
        (
            "điểm trung bình cộng của các giám khảo là điểm chính thức của tiết dạy.",
            "điểm chính thức của tiết dạy",
            None,
        ),
    ],
)
def test_formulas(text: str, target: str, rounding: str | None) -> None:
    (rule,) = of("formula", text)
    assert rule.kind == "formula" and (rule.target, rule.rounding) == (target, rounding)
