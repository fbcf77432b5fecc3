"""With whom, to whom, through which channel, on which form, under what condition."""

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
