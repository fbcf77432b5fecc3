"""The registry of issuing bodies."""

import re

import pytest

from corpus.registry.issuers import expand, issuer_by_code, issuer_by_name, issuers, nearest_issuer

DAY = re.compile(r"\d{4}(-\d\d-\d\d)?")


def test_rows_are_whole():
    for body in issuers():
        assert body.code and body.name and body.source, body
        assert body.kind in {
            "state", "ministry", "agency", "local", "party", "organisation", "department", "division", "field",
        }  # fmt: skip
        for day in (body.valid_from, body.valid_to):
            assert day is None or DAY.fullmatch(day), body


def test_no_code_means_two_bodies():
    codes = [re.sub(r"[&\-]", "", code) for body in issuers() if body.kind != "field" for code in {*body.codes}]
    doubled = {c for c in codes if len({b.code for b in issuers() if b.kind != "field" for k in b.codes
                                        if re.sub(r"[&\-]", "", k) == c}) > 1}  # fmt: skip
    assert not doubled


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
        ("BGD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("TTg", "Thủ tướng Chính phủ"),
        ("BNN", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("SGDĐT", "Sở Giáo dục và Đào tạo"),
    ],
)
def test_by_code(code, name):
    body = issuer_by_code(code)
    assert body is not None and body.name == name


def test_unknown_code():
    assert issuer_by_code("XYZW") is None


def test_only_national_bodies_are_unique():
    assert issuer_by_code("BGDĐT").unique
    assert not issuer_by_code("UBND").unique


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("Bộ GDĐT", "Bộ Giáo dục và Đào tạo"),
        ("Phòng GD-ĐT huyện A", "Phòng Giáo dục và Đào tạo huyện A"),
        ("Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội"),
        ("Sở GD & ĐT", "Sở Giáo dục và Đào tạo"),
        ("UBND tỉnh A", "UBND tỉnh A"),
        ("Bộ Công an", "Bộ Công an"),
        ("Bộ Tư lệnh", "Bộ Tư lệnh"),
    ],
)
def test_expand(printed, full):
    assert expand(printed) == full


def test_by_name():
    assert issuer_by_name("bộ gd&đt") == issuer_by_code("BGDĐT")
    assert issuer_by_name("Bộ Không có") is None


@pytest.mark.parametrize(
    ("read", "body"),
    [
        ("Bộ Giáo dye và Đào tạo", "Bộ Giáo dục và Đào tạo"),
        ("PHÒNG Giáo DỤC vả ĐÀO TẠO tAp", "Phòng Giáo dục và Đào tạo"),
        ("Bộ Giáo dục và rao tạo long hòa Xã", "Bộ Giáo dục và Đào tạo"),
        ("Sở Giáo dục và Đào tao Bắc Giang", None),  # a place is named: it stays as it was read
        ("Trường THPT Sông Hương", None),
        ("Cộ Giáo dục và Đào tạo", None),  # one letter tells Bộ from Sở
    ],
)
def test_names_read_badly(read, body):
    near = nearest_issuer(read)
    assert (near[0].name if near else None) == body
    assert near is None or 0.88 <= near[1] <= 1
