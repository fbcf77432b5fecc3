"""Who must act: subjects, objects of orders, headings."""

import pytest

from normalize.actors import actor, heading_actor, ordered, subject_at

SUBJECTS = [
    ("Các Phòng GDĐT gửi danh sách về Sở", "Các Phòng GDĐT", "gửi"),
    ("Các trường TH, THCS và Trung tâm GDTX các huyện, thị xã thông báo cho giáo viên", None, "thông báo"),
    ("Sở GDĐT phối hợp với trường đại học tổ chức lớp", "Sở GDĐT", "phối hợp"),
    ("Phòng Tổ chức cán bộ tham mưu lãnh đạo Sở", "Phòng Tổ chức cán bộ", "tham mưu"),
    ("Ban chỉ đạo công tác kiểm định họp đánh giá", "Ban chỉ đạo công tác kiểm định", "họp"),
    ("Thủ trưởng các đơn vị có học sinh dự thi lập danh sách", "Thủ trưởng các đơn vị có học sinh dự thi", "lập"),
    ("Hiệu trưởng các trường THCS (kể cả trường liên cấp) phê duyệt kế hoạch", None, "phê duyệt"),
]


@pytest.mark.parametrize(("text", "name", "verb"), SUBJECTS)
def test_subject(text, name, verb):
    found = subject_at(text, 0, len(text))
    assert found is not None
    assert found.verb == verb
    if name:
        assert text[found.start : found.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức hội nghị tại các trường",
        "Trường hợp vướng mắc, báo cáo Sở",
        "Phòng, chống dịch bệnh",
        "Báo cáo kết quả về Sở",
    ],
)
def test_no_subject(text):
    assert subject_at(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Giao Ban Giám hiệu các trường theo dõi, đôn đốc học viên", "Ban Giám hiệu các trường"),
        (
            "Yêu cầu Thủ trưởng các sở, Chủ tịch UBND các huyện theo chức năng, nhiệm vụ cần:",
            "Thủ trưởng các sở, Chủ tịch UBND các huyện",
        ),
        ("Nếu có vướng mắc, đề nghị các đơn vị báo cáo về Sở GDĐT", "các đơn vị"),
        ("Sở GDĐT yêu cầu Hiệu trưởng các trường thực hiện các nội dung sau:", "Hiệu trưởng các trường"),
    ],
)
def test_order(text, name):
    found = ordered(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == name


def test_a_wish_is_no_order():
    text = "đáp ứng yêu cầu của Sở GDĐT"
    assert ordered(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Các Phòng GDĐT", "Các Phòng GDĐT"),
        ("Trách nhiệm của Hiệu trưởng", "Hiệu trưởng"),
        ("Trách nhiệm, quyền lợi của giáo viên, cán bộ quản lý", "giáo viên, cán bộ quản lý"),
        ("Đối với các trường Tiểu học, THCS:", "các trường Tiểu học, THCS"),
        ("Văn phòng Sở: chủ trì, phối hợp với các phòng tham mưu", "Văn phòng Sở"),
        ("Tăng cường công tác quản lý", None),
        ("Phòng chống dịch", None),
        ("Các trường tổ chức thi thử", None),
    ],
)
def test_heading(text, name):
    found = heading_actor(text, 0, len(text))
    assert (text[found[0] : found[1]] if found else None) == name


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Các Phòng GDĐT", "class", "huyện"),
        ("Hiệu trưởng", "person", "trường"),
        ("Sở GDĐT", "unit", "tỉnh"),
        ("các trường THPT", "class", "trường"),
    ],
)
def test_kind_and_level(name, kind, level):
    described = actor(name)
    assert (described.kind, described.level) == (kind, level)
