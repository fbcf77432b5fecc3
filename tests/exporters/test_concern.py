import pytest

from exporters.concern import Concern, addressed, concerns, mentioned, part_of

NO, MAYBE, YES = Concern
THPT, TH, BOTH = "Trường THPT Sông Hương", "Trường Tiểu học An Bình", "Trường TH&THCS Vĩnh Lộc"
PHONG, PHONG_HT, SO = "Phòng GDĐT", "Phòng GDĐT huyện Hương Trà", "Sở GDĐT"


@pytest.mark.parametrize(
    ("unit", "name", "expected"),
    [
        # its own name, abbreviated or not, with or without marks, tones placed either way
        (PHONG, "Các Phòng GDĐT", YES),
        (PHONG, "Phòng GD&ĐT các huyện, thành phố", YES),
        (PHONG, "Phòng Giáo dục và Đào tạo", YES),
        (PHONG, "CÁC PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", YES),
        (PHONG, "Các Phòng GD-ĐT", YES),
        (PHONG, "Trưởng phòng GDĐT", YES),
        (PHONG, "Lãnh đạo Phòng GDĐT", YES),
        (PHONG, "Cac Phong GDDT", YES),
        ("phong gd dt", "Các Phòng GDĐT", YES),
        ("UBND xã An Lộc", "Uỷ ban nhân dân xã An Lộc", YES),
        ("Ủy ban nhân dân xã Hoà Bình", "UBND xã Hòa Bình", YES),
        ("thpt song huong", "Trường Trung học phổ thông Sông Hương", YES),
        # other bodies
        (PHONG, SO, NO),
        (SO, "Sở Tài chính", NO),
        (SO, "Sở Giáo dục và Đào tạo", YES),
        (PHONG, "Phòng Giáo dục Trung học", NO),
        ("Phòng Giáo dục Trung học", "Phòng GDTrH, Sở GDĐT", YES),
        ("Phòng Giáo dục Trung học", "Phòng Tổ chức cán bộ, Sở GDĐT", NO),
        (SO, "Phòng Tổ chức cán bộ, Sở GDĐT", YES),
        (SO, "Văn phòng Sở GDĐT", YES),
        (THPT, "Trường THPT Nguyễn Du", NO),
        (THPT, "Trường Bồi dưỡng Giáo dục", NO),
        (THPT, "Viettel tỉnh", NO),
        ("UBND xã An Lộc", "UBND tỉnh Sông Hương", NO),
        # places
        (PHONG_HT, "Phòng GDĐT huyện Phú Vang", NO),
        (PHONG_HT, "Phòng GDĐT các huyện Phú Vang, Hương Trà", YES),
        (PHONG, "Phòng GD&ĐT Hương Trà", MAYBE),
        (THPT, "các trường THPT trên địa bàn huyện Phú Vang", MAYBE),
        # classes, by level
        (THPT, "Các cơ sở giáo dục cấp TH, THCS, THPT", YES),
        (THPT, "Các cơ sở giáo dục cấp TH, THCS", NO),
        (TH, "Hiệu trưởng các trường Tiểu học", YES),
        (THPT, "Hiệu trưởng các trường Tiểu học", NO),
        (BOTH, "Hiệu trưởng các trường Tiểu học", YES),
        (THPT, "các trường trung học", YES),
        (TH, "các cơ sở giáo dục phổ thông", YES),
        ("Trường Mầm non Hoa Sen", "các cơ sở giáo dục phổ thông", NO),
        ("Trường Mẫu giáo Hoa Sen", "Các cơ sở GDMN", YES),
        ("Trung tâm GDNN-GDTX huyện Hương Trà", "Trung tâm GDTX tỉnh, Trung tâm GDNN-GDTX các huyện", YES),
        ("Trung tâm GDTX tỉnh", "các trường THPT", NO),
        ("Trường Sông Hương", "các trường THPT", MAYBE),
        # classes that take in everyone
        (THPT, "các đơn vị", YES),
        (PHONG, "Thủ trưởng các đơn vị trực thuộc", YES),
        (THPT, "các nhà trường", YES),
        (THPT, "Hiệu trưởng các trường", YES),
        # several names
        (PHONG, "Các Phòng GDĐT; các cơ sở giáo dục cấp THCS, THPT", YES),
        (THPT, "Các Phòng GDĐT; các cơ sở giáo dục cấp THCS, THPT", YES),
        (TH, "Các Phòng GDĐT; các cơ sở giáo dục cấp THCS, THPT", NO),
        (TH, "Các trường Mầm non, Tiểu học, THCS", YES),
        # people, and whose they are
        (THPT, "CBQL, GV cấp TH, THCS, THPT", YES),
        (THPT, "CBQL, GV các trường tiểu học", NO),
        (PHONG, "CBQL, GV các trường tiểu học", NO),
        (THPT, "Báo cáo viên, giáo viên cốt cán cấp THPT", MAYBE),
        (THPT, "Học viên", MAYBE),
        # whose body it is: an order to the schools of a division is none to the division
        (PHONG, "Các trường tiểu học trực thuộc Phòng GDĐT", NO),
        (TH, "Các trường tiểu học trực thuộc Phòng GDĐT", YES),
        (THPT, "Lãnh đạo Phòng GDĐT", NO),
        (PHONG, "Hiệu trưởng các đơn vị", NO),
        (THPT, "Hiệu trưởng các đơn vị", YES),
        (PHONG, "đồng chí Hiệu trưởng", NO),
        (THPT, "đồng chí Hiệu trưởng", YES),
        (PHONG, "các đồng chí", MAYBE),
        # words that narrow a class leave it to staff
        (THPT, "các trường có học sinh dự thi", MAYBE),
        (THPT, "các đơn vị được chọn thí điểm", MAYBE),
        # names that cannot be read
        (PHONG, "", MAYBE),
        ("", "Các Phòng GDĐT", MAYBE),
    ],
)
def test_concerns(unit, name, expected):
    assert concerns(unit, name) is expected


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("Tổ chức tập huấn trực tiếp đối với cấp THPT, trực tuyến đối với các cấp khác.", True),
        ("Riêng các trường trung học phổ thông gửi trước ngày 05/6/2024.", True),
        ("Tổ chức tập huấn đối với cấp tiểu học.", False),
        ("Gửi báo cáo về Sở GDĐT.", False),
    ],
)
def test_addressed_by_level(action, expected):
    assert addressed(THPT, action) is expected


def test_mentioned_by_its_own_name_only():
    assert mentioned(THPT, "Tập huấn tại Trường THPT Sông Hương.")
    assert not mentioned(THPT, "Tập huấn tại Trường THPT Nguyễn Du.")
    assert not mentioned(PHONG, "Gửi về Phòng GDĐT.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Hiệu trưởng", True), ("Giáo viên, nhân viên", True), ("Hiệu trưởng các trường", False), ("Sở GDĐT", False)],
)
def test_part_of_a_body(name, expected):
    assert part_of(name) is expected
