"""Targets: shares that are to be reached in every way that plans tell them, and shares that are none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.normalize.test_rules import values

_AIMS = "II. CHỈ TIÊU PHẤN ĐẤU\n"


def targets(text: str) -> list[tuple[Any, ...]]:
    found = [r for r in values(text) if r["kind"] == "target"]
    return [(r["percent"], r["comparison"], r.get("of"), r.get("what")) for r in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("100 % CBQL, GV được bồi dưỡng.", ("100", "exactly", "CBQL, GV", "được bồi dưỡng")),
        (">= 92% GV hoàn thành mô đun 3.", ("92", "at_least", "GV", "hoàn thành mô đun 3")),
        ("Toàn huyện có 100% xã đạt chuẩn phổ cập.", ("100", "exactly", "xã", "đạt chuẩn phổ cập")),
        ("Nâng tỷ lệ giáo viên đạt chuẩn từ 68% lên 85%.", ("85", "exactly", "giáo viên", "đạt chuẩn")),
        ("Bảo đảm 80% số giáo viên trở lên đạt loại khá.", ("80", "at_least", "giáo viên", "đạt loại khá")),
        ("Tỷ lệ trẻ 5 tuổi đến lớp không dưới 97,5 %.", ("97.5", "at_least", "trẻ", "5 tuổi đến lớp")),
        ("- Tỷ lệ người dân có sổ sức khỏe điện tử đạt 85%.", ("85", "exactly", "người dân", "có sổ sức khỏe điện tử")),
        ("Tập huấn cho 100% nhân viên.", ("100", "exactly", "nhân viên", "Tập huấn cho")),
        ("Chuyên đề số: 100 % CBQL, GV.", ("100", "exactly", "CBQL, GV", "Chuyên đề số")),
        ("Mỗi năm giảm 5% số lớp học nhờ.", ("5", "exactly", "lớp học nhờ", "giảm")),
        ("Số giải không quá 40% số đội dự thi.", ("40", "at_most", "đội dự thi", "Số giải")),
        ("Đến hết năm 2031 có trên 60% (sáu mươi phần trăm) hộ biết bơi.", ("60", "more_than", "hộ", "biết bơi")),
        ("Xét cho tối đa 20% viên chức được khen.", ("20", "at_most", "viên chức", "Xét cho")),
        ("Phấn đấu giải ngân trên 95% vốn được giao.", ("95", "more_than", "vốn", "giải ngân")),
        ("Không quá 2% GV chưa hoàn thành.", ("2", "at_most", "GV", "chưa hoàn thành")),
        ("Hoàn thành: từ 95 % trở lên.", ("95", "at_least", None, "Hoàn thành")),
        ("Phấn đấu trên 96% (240/250) GV hoàn thành.", ("96", "more_than", "GV", "hoàn thành")),
        ("Hiệu quả đào tạo đạt từ 99,5% trở lên.", ("99.5", "at_least", None, "Hiệu quả đào tạo")),
    ],
)
def test_one_target(text: str, told: tuple[str, ...]) -> None:
    assert targets(text) == [told]


def test_members_of_a_sentence() -> None:
    assert targets(
        "Có ít nhất 60% giáo viên đạt loại khá, trong đó 25% đạt loại giỏi; trên 90% trường có thư viện."
    ) == [
        ("60", "at_least", "giáo viên", "đạt loại khá"),
        ("25", "exactly", "giáo viên", "đạt loại giỏi"),
        ("90", "more_than", "trường", "có thư viện"),
    ]
    assert targets("Tỉ lệ chuyên cần: đạt 90% trở lên đối với trẻ 5 tuổi, 85% trở lên đối với trẻ khác.") == [
        ("90", "at_least", "trẻ 5 tuổi", "chuyên cần"),
        ("85", "at_least", "trẻ khác", "chuyên cần"),
    ]
    assert targets("Đến năm 2030 có trên 50%, đến năm 2035 có trên 70% giảng viên đạt chuẩn.") == [
        ("50", "more_than", "giảng viên", "đạt chuẩn"),
        ("70", "more_than", "giảng viên", "đạt chuẩn"),
    ]
    assert [t[0] for t in targets("Tỷ lệ huy động trẻ: nhà trẻ: 35 %; mẫu giáo: 98 %; riêng trẻ 5 tuổi: 100%.")] == [
        "35",
        "98",
        "100",
    ]


def test_names_without_a_verb_among_aims() -> None:
    assert targets(f"{_AIMS}- Hạnh kiểm: Tốt 85%, Khá 14%.\n- Duy trì sĩ số: 100 %.") == [
        ("85", "exactly", None, "Hạnh kiểm: Tốt"),
        ("14", "exactly", None, "Hạnh kiểm: Khá"),
        ("100", "exactly", None, "sĩ số"),
    ]
    assert targets("Phấn đấu trong năm:\n- HS mua bảo hiểm đạt 100%.")[0][0] == "100"


@pytest.mark.parametrize(
    "text",
    [
        "Lãi suất 6%/năm, phí bảo hiểm 4,5% mức lương cơ sở.",
        "Hỗ trợ 50% chi phí đào tạo cho học viên.",
        "Mức 40% áp dụng đối với lớp có từ 10% đến dưới 20% học viên khuyết tật.",
        "Vắng quá 20% số tiết thì không được dự thi.",
        "Người được chọn phải đạt trên 50% số phiếu.",
        "Kết quả: 98% học sinh lên lớp.",
        "Trường đã có 85% giáo viên trên chuẩn.",
        "Bị tổn thương cơ thể từ 61% trở lên.",
        "Điểm giữa kỳ chiếm 40%, cuối kỳ 60%.",
        "Mức đạt: 100% tiêu chí đạt yêu cầu.",
        "Vượt 12% so với cùng kỳ, bằng 81% dự toán năm.",
        "Doanh nghiệp do Nhà nước nắm giữ 100% vốn điều lệ.",
        "Đề thi gồm 60% nhận biết, 30% thông hiểu, 10% vận dụng.",
        "Trọng số: chuyên cần 10%, cuối kỳ 90%.",
        "Năm 2033 tỷ lệ này là 96%.",
    ],
)
def test_no_targets(text: str) -> None:
    assert targets(text) == []
