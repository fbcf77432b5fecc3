"""With whom, to whom, through which channel, on which form, under what condition."""

import pytest

from normalize.routing import routing


def test_all_of_it():
    found = routing(
        "Chủ trì, phối hợp với Phòng Giáo dục Trung học, Sở Tài chính tham mưu; nộp báo cáo về Phòng GDĐT "
        "(qua email vanthu@songhuong.edu.vn) theo mẫu tại Phụ lục 7 đính kèm (nếu có)"
    )
    assert found.coordinate_with == ("Phòng Giáo dục Trung học", "Sở Tài chính")
    assert found.submit_to == ("Phòng GDĐT",)
    assert found.channels == ("vanthu@songhuong.edu.vn",)
    assert found.forms == ("Phụ lục 7",)
    assert found.condition == "nếu có"


def test_nothing_of_it():
    found = routing("Tuyên truyền sâu rộng tới toàn thể cán bộ")
    assert found.coordinate_with == found.channels == found.forms == ()
    assert found.condition is None


@pytest.mark.parametrize(
    ("words", "partners"),
    [
        (
            "phối hợp chặt chẽ với Sở Nội vụ và các cơ quan liên quan tổ chức kiểm tra",
            ("Sở Nội vụ", "các cơ quan liên quan"),
        ),
        (
            "Phối hợp Văn phòng Sở và Phòng Kế hoạch - Tài chính dự trù kinh phí",
            ("Văn phòng Sở", "Phòng Kế hoạch - Tài chính"),
        ),
        ("phối hợp các phòng, ban của huyện tham mưu", ("các phòng, ban của huyện",)),
        ("phối hợp với UBND các xã, phường, thị trấn kiểm tra", ("UBND các xã, phường, thị trấn",)),
        ("phối hợp Tạp chí Giáo dục TP.Sông Hương tổ chức", ("Tạp chí Giáo dục TP.Sông Hương",)),
        ("phối hợp với chuyên môn đồng cấp chỉ đạo", ("chuyên môn đồng cấp",)),
        ("phối hợp với Sở Giáo dục và Đào tạo, Sở Tài chính tham mưu", ("Sở Giáo dục và Đào tạo", "Sở Tài chính")),
        (
            "phối hợp với UBND các xã, phường cùng các đơn vị có liên quan, tổ chức khảo sát",
            ("UBND các xã, phường", "các đơn vị có liên quan"),
        ),
        ("phối hợp với các cơ quan, tổ chức có liên quan kiểm tra", ("các cơ quan, tổ chức có liên quan",)),
        ("phối hợp với Tập đoàn Mây Xanh, MXG xây dựng phần mềm", ("Tập đoàn Mây Xanh", "MXG")),
        ("phối hợp các hoạt động trong nhà trường", ()),
        ("phối hợp tổ chức ngày hội đọc sách", ()),
    ],
)
def test_partners(words, partners):
    assert routing(words).coordinate_with == partners


@pytest.mark.parametrize(
    ("words", "offices"),
    [
        ("gửi Sở Tài chính thẩm định", ("Sở Tài chính",)),
        ("báo cáo kết quả về Phòng GDĐT (đối với cấp THCS), Sở GDĐT (đối với cấp THPT) trước ngày 05/6", ("Phòng GDĐT", "Sở GDĐT")),
        ("gửi báo cáo về Phòng GDĐT để tổng hợp báo cáo Sở GDĐT", ("Phòng GDĐT",)),  # what the Phòng passes on is its own task
        ("Cung cấp cho Tỉnh ủy, Đài Phát thanh và Báo Sông Hương các tài liệu", ("Tỉnh ủy", "Đài Phát thanh", "Báo Sông Hương")),
        ("tham mưu UBND huyện, thành phố bố trí kinh phí", ("UBND huyện, thành phố",)),
        ("trình cơ quan có thẩm quyền phê duyệt", ("cơ quan có thẩm quyền",)),
        ("báo cáo Ban Chỉ đạo, Thủ tướng Chính phủ và Quốc hội kết quả", ("Ban Chỉ đạo", "Thủ tướng Chính phủ", "Quốc hội")),
        ("báo cáo tình hình thực hiện với Thường trực Tỉnh ủy", ("Thường trực Tỉnh ủy",)),
        ("thông báo cho Sở Nội vụ về kết quả rà soát", ("Sở Nội vụ",)),
        ("thông báo cho các trường biết", ()),
        ("trình UBND tỉnh đề án thành lập trung tâm", ("UBND tỉnh",)),
        ("trình Chủ tịch UBND tỉnh bổ nhiệm kế toán trưởng", ("Chủ tịch UBND tỉnh",)),
        ("gửi kết quả về Bộ Văn hóa, Thể thao và Du lịch để tổng hợp", ("Bộ Văn hóa, Thể thao và Du lịch",)),
        ("nộp hồ sơ tại trường THCS Đồi Thông, Phòng GDĐT kiểm tra hồ sơ", ("trường THCS Đồi Thông",)),
        ("tham mưu UBND tỉnh sửa đổi, bổ sung quy định", ("UBND tỉnh",)),
        ("báo cáo Ban Giám đốc sĩ số trước ngày 20/02", ("Ban Giám đốc",)),
        ("báo cáo Thủ tướng Chính phủ trước ngày 31/12", ("Thủ tướng Chính phủ",)),
        ("gửi về Văn phòng Sở và các Bộ: Tài chính, Nội vụ", ("Văn phòng Sở", "các Bộ: Tài chính, Nội vụ")),
        ("Sinh viên chuyển trường về trường mới", ()),
        ("gửi bản mềm cho học viên", ()),
        ("chương trình của lớp 6 đến Phòng", ()),
        ("Chuẩn bị báo cáo và cử thành phần làm việc với Đoàn kiểm tra", ()),
        ("báo cáo viên trao đổi với các trường", ()),
        ("thực hiện chương trình đối với lớp 8, lớp 9", ()),
    ],
)  # fmt: skip
def test_addressees(words, offices):
    assert routing(words).submit_to == offices


def test_nobody_coordinates_with_himself():
    words = "chỉ đạo các trường phối hợp với Sở Giáo dục và Đào tạo"
    assert routing(words, "Sở Giáo dục và Đào tạo").coordinate_with == ()


def test_a_list_that_ends_with_its_comma():
    assert routing("phối hợp với Sở Nội vụ, ").coordinate_with == ("Sở Nội vụ",)
