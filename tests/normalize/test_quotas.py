"""Quotas: how many persons or things each unit sends, has or may have."""

from __future__ import annotations

from typing import Any

import pytest

from tests.normalize.test_rules import values


def quotas(text: str) -> list[dict[str, Any]]:
    return [{k: v for k, v in r.items() if k != "kind"} for r in values(text) if r["kind"] == "quota"]


@pytest.mark.parametrize(
    ("text", "unit", "each"),
    [
        ("Mỗi lớp 32 học sinh.", "lớp", 32),
        ("Sĩ số không quá 34 học sinh/lớp.", "lớp", 34),
        ("Định mức 1,50 giáo viên/lớp.", "lớp", "1.5"),
        ("Tối đa 02 đề tài trên một đơn vị.", "đơn vị", 2),
        ("Trường có từ 20 lớp trở lên được bố trí 02 phó hiệu trưởng.", "Trường có từ 20 lớp trở lên", 2),
        ("Nhân viên giáo vụ: bố trí tối đa 02 người.", "Nhân viên giáo vụ", 2),
        ("Mỗi phòng thi có hai giám thị.", "phòng thi", 2),
        ("Một lớp ghép có không quá 15 học sinh.", "lớp ghép", 15),
        ("Mỗi đội từ 03 đến 05 học sinh.", "đội", 3),
        ("Cứ 10 giáo viên dự thi thì cụm được cử 01 giám khảo.", "10 giáo viên dự thi", 1),
        ("Mỗi Phòng GD&ĐT được cử không quá 02 dự án.", "Phòng GD&ĐT", 2),
        ("Thành phần: Hiệu trưởng, 01 phó hiệu trưởng, mỗi tổ 01 giáo viên.", "tổ", 1),
    ],
)
def test_one_quota(text: str, unit: str, each: int | str) -> None:
    assert [(q["unit"], q["each"]) for q in quotas(text)] == [(unit, each)]


@pytest.mark.parametrize(
    ("text", "unit", "each", "exceptions"),
    [
        (
            "Cử 01 quản trị viên mỗi đơn vị, riêng thành phố Hà Trung cử 03 quản trị viên.",
            "đơn vị",
            1,
            [("thành phố Hà Trung", 3)],
        ),
        ("Mỗi cụm được đề nghị 02 CĐCS, riêng cụm số 4 được đề nghị 03.", "cụm", 2, [("cụm số 4", 3)]),
        ("Mỗi đơn vị 05 thí sinh/môn, trừ Trường A được cử 09 thí sinh/môn.", "đơn vị", 5, [("Trường A", 9)]),
        (
            "Mỗi huyện 10 người, riêng thị xã A 20 người, huyện B 15 người.",
            "huyện",
            10,
            [("thị xã A", 20), ("huyện B", 15)],
        ),
        ("Mỗi phòng tối đa 24 thí sinh, phòng cuối không quá 28 thí sinh.", "phòng", 24, [("phòng cuối", 28)]),
        ("Chỉ tiêu: 12 lớp, 35 học sinh/lớp.", "lớp", 35, []),
        ("Cứ 04 phòng thi có 01 giám thị.", "04 phòng thi", 1, []),
        ("Đối với trường từ 28 lớp trở lên: 02 phó hiệu trưởng.", "trường từ 28 lớp trở lên", 2, []),
    ],
)
def test_an_exception_in_other_words(text: str, unit: str, each: int, exceptions: list[tuple[str, int]]) -> None:
    (quota,) = quotas(text)
    told = [(e["unit"], e["each"]) for e in quota.get("exceptions", [])]
    assert (quota["unit"], quota["each"], told) == (unit, each, exceptions)


def test_what_a_learner_must_complete_is_no_quota() -> None:
    assert quotas("Mỗi người học phải hoàn thành 02 bài tập: trắc nghiệm và tự luận.") == []


def test_units_of_several_sizes_in_one_sentence() -> None:
    told = quotas("Trường hạng I bố trí 02 phó hiệu trưởng, trường hạng II bố trí 01 phó hiệu trưởng.")
    assert [(q["unit"], q["each"]) for q in told] == [("Trường hạng I", 2), ("trường hạng II", 1)]


def test_exceptions() -> None:
    told = [{"unit": "đội môn Toán", "each": 15}]
    assert (
        quotas("Mỗi đội tuyển không quá 10 học sinh; riêng đội môn Toán không quá 15 học sinh.")[0]["exceptions"]
        == told
    )


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi trường 01 CBQL và 02 GV tham dự.",
        "Thành phần, mỗi trường cử:\n- 01 CBQL;\n- 02 GV.",
        "Mỗi trường cử 01 CBQL, bố trí 02 GV.",
    ],
)
def test_each_group_that_a_unit_sends_is_a_quota(text: str) -> None:
    assert quotas(text) == [{"unit": "trường", "each": 1}, {"unit": "trường", "each": 2}]


def test_an_exception_is_one_of_the_group_that_it_names() -> None:
    first, second = quotas("Mỗi phòng cử 01 chuyên viên, 05 giáo viên; riêng phòng Hòa An cử 08 giáo viên.")
    assert ("exceptions" in first, second["exceptions"]) == (False, [{"unit": "phòng Hòa An", "each": 8}])


def test_an_exception_by_size() -> None:
    (rule,) = quotas("Mỗi đoàn 01 người, đoàn có trên 30 thí sinh 02 người.")
    assert rule["exceptions"] == [{"unit": "đoàn có trên 30 thí sinh", "each": 2}]


def test_a_list_of_units() -> None:
    text = "1. Số lượng:\n- Trường THPT: 03 giáo viên;\n- Trường THCS: 02 giáo viên."
    assert [(q["unit"], q["each"]) for q in quotas(text)] == [("Trường THPT", 3), ("Trường THCS", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi tuần 02 buổi, mỗi buổi 3 tiết.",
        "Chi 50.000 đồng/người/ngày.",
        "Nhà trường có 45 cán bộ, giáo viên, nhân viên.",
        "Năm trước mỗi trường đã cử 02 giáo viên.",
        "Chia 58 lớp, mỗi lớp 42 học viên.",
        "Khối 6 có 4 lớp, 160 học sinh, bình quân 40 học sinh/lớp.",
        "Trường hợp khiếu nại phải lập 01 bản khai.",
    ],
)
def test_no_quotas(text: str) -> None:
    assert quotas(text) == []
