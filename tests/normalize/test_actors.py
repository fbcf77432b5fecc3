"""Who must act: subjects, objects of orders, headings."""

import pytest

from normalize.actors import actor, heading_actor, ordered, subject_at

SUBJECTS = [
    ("Hiệu trưởng các trường trực tiếp tuyên truyền đến phụ huynh", "Hiệu trưởng các trường", "tuyên truyền"),
    ("Cơ quan quản lý trực tiếp báo cáo cấp trên", "Cơ quan quản lý trực tiếp", "báo cáo"),
    (
        "Ngân hàng Nhà nước và các ngân hàng quyết liệt triển khai giải pháp",
        "Ngân hàng Nhà nước và các ngân hàng",
        "triển khai",
    ),
    ("Các Bộ: Tài chính, Y tế, Tư pháp khẩn trương khắc phục", "Các Bộ: Tài chính, Y tế, Tư pháp", "khẩn trương"),
    ("Các Phòng GDĐT gửi danh sách về Sở", "Các Phòng GDĐT", "gửi"),
    ("Các trường TH, THCS và Trung tâm GDTX các huyện, thị xã thông báo cho giáo viên", None, "thông báo"),
    ("Sở GDĐT phối hợp với trường đại học tổ chức lớp", "Sở GDĐT", "phối hợp"),
    ("Phòng Tổ chức cán bộ tham mưu lãnh đạo Sở", "Phòng Tổ chức cán bộ", "tham mưu"),
    ("Ban chỉ đạo công tác kiểm định họp đánh giá", "Ban chỉ đạo công tác kiểm định", "họp"),
    ("Thủ trưởng các đơn vị có học sinh dự thi lập danh sách", "Thủ trưởng các đơn vị có học sinh dự thi", "lập"),
    (
        "Các đại học; các trường trung cấp, cao đẳng chủ động liên hệ",
        "Các đại học; các trường trung cấp, cao đẳng",
        "chủ động",
    ),
    ("Các trường trung học phổ thông báo cáo kết quả", "Các trường trung học phổ thông", "báo cáo"),
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
        "đơn vị, địa phương trong việc tổ chức thực hiện",
        "doanh nghiệp và đối tượng khác) đang quản lý tài sản",
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
        ("Đề nghị UBND các huyện; các phòng GDĐT chỉ đạo", "UBND các huyện; các phòng GDĐT"),
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


MORE_SUBJECTS = [
    ("Giáo viên cốt cán sau khi được bồi dưỡng hỗ trợ đồng nghiệp", "Giáo viên cốt cán", "hỗ trợ"),
    ("Học viên sau khi hoàn thành khóa học, nộp bài thu hoạch", "Học viên", "nộp"),
    ("Phòng Tổ chức cán bộ hướng dẫn các trường lập hồ sơ", "Phòng Tổ chức cán bộ", "hướng dẫn"),
    ("Giáo viên chủ nhiệm nắm tình hình học viên, báo cáo Ban Giám đốc", "Giáo viên chủ nhiệm", "nắm tình hình"),
    ("Cơ sở bồi dưỡng cấp giấy chứng nhận", "Cơ sở bồi dưỡng", "cấp"),
    ("Phó Hiệu trưởng phụ trách chuyên môn lập kế hoạch", "Phó Hiệu trưởng phụ trách chuyên môn", "lập"),
    ("Phó Hiệu trưởng phụ trách công tác kiểm tra", "Phó Hiệu trưởng", "phụ trách"),
    ("Đơn vị cử giáo viên chi trả công tác phí", "Đơn vị cử giáo viên", "chi trả"),
    ("Đơn vị cử giáo viên tham gia tập huấn", "Đơn vị", "cử"),
    ("Người học có giấy xác nhận khuyết tật nộp hồ sơ", "Người học có giấy xác nhận khuyết tật", "nộp"),
    ("Thủ trưởng cơ quan ngang bộ Tập trung chỉ đạo thực hiện", "Thủ trưởng cơ quan ngang bộ", "chỉ đạo"),
    ("Bộ Y tế theo chức năng, nhiệm vụ được giao chủ trì, phối hợp với các bộ", "Bộ Y tế", "chủ trì"),
    (
        "Các cơ quan, đơn vị theo lĩnh vực quản lý có trách nhiệm cung cấp số liệu",
        "Các cơ quan, đơn vị",
        "có trách nhiệm",
    ),
    ("Các tổ chức chính trị - xã hội vận động nhân dân", "Các tổ chức chính trị - xã hội", "vận động"),
    ("Các cơ quan, tổ chức, đơn vị gửi báo cáo", "Các cơ quan, tổ chức, đơn vị", "gửi"),
    (
        "Các địa phương được chọn kiểm tra trực tiếp chủ động chuẩn bị hồ sơ",
        "Các địa phương được chọn kiểm tra trực tiếp",
        "chủ động",
    ),
    ("22 GVCN chịu trách nhiệm đăng ký nhóm lớp", "22 GVCN", "chịu trách nhiệm"),
    ("Ông Lê Văn Mẫu – Chỉ đạo chung", "Ông Lê Văn Mẫu", "chỉ đạo"),
    ("GV không tham gia thi phải có lý do", "GV không tham gia thi", "phải"),
    ("Mặt trận Tổ quốc các cấp tham gia giám sát", "Mặt trận Tổ quốc các cấp", "tham gia"),
    ("Cơ quan quản lý trực tiếp chỉ đạo các đơn vị", "Cơ quan quản lý trực tiếp", "chỉ đạo"),
    ("Phó Chủ tịch Trần Văn Mẫu trực tiếp chỉ đạo", "Phó Chủ tịch Trần Văn Mẫu", "trực tiếp"),
    ("Sở Nội vụ là cơ quan thường trực, theo dõi việc thực hiện", "Sở Nội vụ", "là"),
]


@pytest.mark.parametrize(("text", "name", "verb"), MORE_SUBJECTS)
def test_subject_in_its_capacity(text, name, verb):
    found = subject_at(text, 0, len(text))
    assert found is not None
    assert (text[found.start : found.end], found.verb) == (name, verb)


@pytest.mark.parametrize(
    "text",
    [
        "Giáo viên bị kỷ luật không được đánh giá",
        "Học viên đạt yêu cầu khi điểm bài kiểm tra từ 5 trở lên",
        "Giáo viên đang học nâng chuẩn tập trung từ 06 tháng được miễn bồi dưỡng",
        "Giáo viên chủ nhiệm lớp hòa nhập được giảm 04 tiết",
        "Thí sinh được cộng điểm ưu tiên, các trường phải lập danh sách",
        "UBND tỉnh theo quy định",
    ],
)
def test_what_is_told_is_no_duty(text):
    assert subject_at(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thẩm quyền, trách nhiệm của doanh nghiệp", "doanh nghiệp"),
        ("Trách nhiệm của UBND các xã trong công tác phổ cập", "UBND các xã"),
        ("UBND tỉnh ủy quyền cho Giám đốc Sở Nội vụ:", "Giám đốc Sở Nội vụ"),
        (
            "Đề nghị Mặt trận Tổ quốc tỉnh và các tổ chức chính trị - xã hội",
            "Mặt trận Tổ quốc tỉnh và các tổ chức chính trị - xã hội",
        ),
        ("ĐƠN VỊ PHỐI HỢP, TRUYỀN THÔNG", None),
        ("Bộ Y tế theo chức năng được giao chủ trì, phối hợp", None),
    ],
)
def test_heading_of_office(text, name):
    found = heading_actor(text, 0, len(text))
    assert (text[found[0] : found[1]] if found else None) == name


def test_the_office_held_names_a_comrade():
    assert actor("các đồng chí Hiệu trưởng").name == "Hiệu trưởng"
