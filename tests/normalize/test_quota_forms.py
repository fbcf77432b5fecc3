"""Quotas in further forms: units that bear a figure, products, honours, and the shares and conditions told beside them."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.plan import Header
from tests.normalize.test_rules import rules, values


def of_kind(text: str, kind: str) -> list[dict[str, Any]]:
    return [r for r in values(text) if r["kind"] == kind]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sĩ số mỗi lớp 2 không quá 33 học sinh, mỗi lớp 7 không quá 42 học sinh.", [("lớp 2", 33), ("lớp 7", 42)]),
        ("Số học sinh mỗi lớp 1 không quá 34 em.", [("lớp 1", 34)]),
        ("Sĩ số lớp 10 tối đa 43 học sinh; sĩ số lớp 11 tối đa 44 học sinh.", [("lớp 10", 43), ("lớp 11", 44)]),
        ("Lớp 3 không quá 32 học sinh/lớp; lớp 8: tối đa 41 học sinh/lớp.", [("Lớp 3", 32), ("lớp 8", 41)]),
        ("Mỗi khối 10 cử 03 học sinh, mỗi khối 12 cử 04 học sinh.", [("khối 10", 3), ("khối 12", 4)]),
        (
            "Đối với lớp 1, sĩ số không quá 34 học sinh; đối với lớp 6, sĩ số không quá 43 học sinh.",
            [("lớp 1", 34), ("lớp 6", 43)],
        ),
        ("Mỗi trường cử 05 người (33 trường), mỗi xã cử 02 người (40 xã).", [("trường", 5), ("xã", 2)]),
        ("Mỗi lớp 2 giáo viên.", [("lớp", 2)]),
        ("Mỗi cụm đề nghị tặng 01 Cờ thi đua và 03 Bằng khen.", [("cụm", 1), ("cụm", 3)]),
        (
            "Mỗi trường đề nghị 01 Giấy khen của Sở cho tập thể và 02 Giấy khen cho cá nhân.",
            [("trường", 1), ("trường", 2)],
        ),
        ("Các cụm đề nghị không quá 01 Cờ thi đua và 02 Bằng khen/cụm.", [("cụm", 1), ("cụm", 2)]),
    ],
)
def test_units_and_what_they_have(text: str, told: list[tuple[str, int]]) -> None:
    assert [(q["unit"], q["each"]) for q in of_kind(text, "quota")] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Cử 140 giáo viên: mỗi trường THPT 04 người × 20 trường, mỗi xã, phường 02 người × 30 xã, phường.",
            [("trường THPT", 20, 4, 140), ("xã, phường", 30, 2, 140)],
        ),
        ("Tổng số 75 học viên (mỗi trường tiểu học 03 giáo viên x 25 trường).", [("trường tiểu học", 25, 3, 75)]),
        (
            "Số lượng: 02 người/xã x 35 xã = 70 người; 04 người/trường x 10 trường = 40 người.",
            [("xã", 35, 2, 70), ("trường", 10, 4, 40)],
        ),
        ("Mỗi trường THPT cử 05 người (30 trường) = 150 người.", [("trường THPT", 30, 5, None)]),
        ("Kinh phí nước uống: 50 người/lớp x 02 lớp.", []),
    ],
)
def test_products(text: str, told: list[tuple[str, int, int, int | None]]) -> None:
    assert [(q["unit"], q["units"], q["each"], q.get("total")) for q in of_kind(text, "quota")] == told


def test_an_exception_belongs_to_what_it_names() -> None:
    first, second = of_kind(
        "Mỗi khối đề nghị tặng 01 Cờ thi đua và 02 Bằng khen; riêng khối số 3 được đề nghị 04 Bằng khen.", "quota"
    )
    assert "exceptions" not in first
    assert second["exceptions"] == [{"unit": "khối số 3", "each": 4}]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "Đơn vị được đề nghị tặng Cờ thi đua phải đáp ứng đủ các tiêu chuẩn sau: vượt chỉ tiêu được giao; "
            "có mô hình mới; nội bộ đoàn kết, không có đơn thư.",
            3,
        ),
        ("Tập thể được tặng Bằng khen nếu đáp ứng các điều kiện: hoàn thành kế hoạch; đoàn kết; không vi phạm.", 3),
        ("Viên chức được xét tặng danh hiệu phải đạt các tiêu chuẩn: hoàn thành tốt nhiệm vụ; có sáng kiến.", 2),
    ],
)
def test_conditions_of_an_honour(text: str, count: int) -> None:
    (done,) = of_kind(text, "completion")
    assert len(done["conditions"]) == count


@pytest.mark.parametrize(
    "text",
    [
        "Giáo viên hoàn thành chương trình khi học đủ 04 mô đun và điểm mỗi bài từ 6 điểm trở lên theo thang điểm 10.",
        "Hoàn thành bồi dưỡng khi học ít nhất 04 mô đun và bài thu hoạch đạt từ 6/10 điểm trở lên.",
    ],
)
def test_modules_and_a_mark(text: str) -> None:
    (done,), (mark,) = of_kind(text, "completion"), of_kind(text, "pass_mark")
    assert (done["min_modules"], mark["min_score"], mark["scale"]) == (4, "6", "10")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Học sinh đạt giải cấp tỉnh về văn hóa được tuyển thẳng vào lớp 6, không phải tuân theo phân tuyến.",
            "Học sinh đạt giải cấp tỉnh về văn hóa",
        ),
        ("Học sinh là con thương binh không phải theo phân tuyến.", "Học sinh là con thương binh"),
        ("Thí sinh đạt giải quốc gia được vào thẳng lớp 10 và không phải xét tuyển.", "Thí sinh đạt giải quốc gia"),
        (
            "Học sinh có anh đang học tại trường được nhận, không phụ thuộc tuyến.",
            "Học sinh có anh đang học tại trường",
        ),
    ],
)
def test_who_is_bound_by_no_zone(text: str, who: str) -> None:
    assert [e["who"] for e in of_kind(text, "exemption")] == [who]


def test_a_share_of_those_with_a_title() -> None:
    told = of_kind(
        "Danh hiệu Lao động tiên tiến không quá 75 % tổng số cá nhân; danh hiệu Chiến sĩ thi đua cơ sở không quá 12 % "
        "tổng số cá nhân đạt danh hiệu Lao động tiên tiến.",
        "target",
    )
    assert [(t["percent"], t["comparison"]) for t in told] == [("75", "at_most"), ("12", "at_most")]


def test_a_share_and_those_of_its_groups() -> None:
    told = of_kind("Phấn đấu 96 % cán bộ, giáo viên hoàn thành bồi dưỡng (CBQL 100 %, GV 95,5 %).", "target")
    assert [(t["percent"], t["of"]) for t in told] == [("96", "cán bộ, giáo viên"), ("100", "CBQL"), ("95.5", "GV")]


def test_a_year_that_is_over_is_no_aim() -> None:
    head = Header(issued_on="2022-09-12")
    assert rules("Năm học 2021-2022 có 98 % giáo viên hoàn thành chương trình.", head) == []
    assert rules("Năm 2021 đạt 95 % cán bộ quản lý hoàn thành bồi dưỡng.", head) == []
    assert len(rules("Năm học 2022-2023 có 98 % giáo viên hoàn thành chương trình.", head)) == 1
    assert len(rules("Năm 2022 phấn đấu 95 % cán bộ quản lý hoàn thành bồi dưỡng.", head)) == 1
