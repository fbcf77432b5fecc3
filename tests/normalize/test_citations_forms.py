"""Every form in which offices print a citation, and what looks like one and is none. Offices and numbers are invented."""

import pytest

from normalize.citations import find_citations
from normalize.clean import plain
from schemas.plan import Header

OWN = Header(number="901", symbol="KH-SGDĐT", number_symbol="901/KH-SGDĐT", doc_type="KH", issued_on="2031-05-06")


def cited(text, own=OWN):
    return [(c.number_symbol or c.name, c.issued_on) for c in find_citations(plain(text), None, own)]


FORMS = [
    # spacing, dashes, «số»
    ("Căn cứ Thông tư số 07/2031/TT-BGDĐT ngày 12/11/2031 của Bộ GDĐT;", [("07/2031/TT-BGDĐT", "2031-11-12")]),
    ("theo thông tư số07/2031/TT-BGDĐT ngày 12/11/2031 của Bộ GDĐT", [("07/2031/TT-BGDĐT", "2031-11-12")]),
    ("Thông tư số 07 /2031/TT- BGDĐT ngày 10 tháng 7 năm 2031", [("07/2031/TT-BGDĐT", "2031-07-10")]),
    ("Thông tư số 07/2031/TT – BGDĐT ngày 10 tháng 7 năm 2031", [("07/2031/TT-BGDĐT", "2031-07-10")]),
    ("Thông tư 07/2031/TT\u2011BGDĐT", [("07/2031/TT-BGDĐT", None)]),
    ("Thông tư số 07/2031/TT BGDĐT", [("07/2031/TT-BGDĐT", None)]),
    ("Thông tư số 07/2031TT-BGDĐT", [("07/2031/TT-BGDĐT", None)]),
    ("Kế hoạch số 74KH-UBND", [("74/KH-UBND", None)]),
    ("Nghị định số 61/2031/NĐ-CPngày 4/5/2031", [("61/2031/NĐ-CP", "2031-05-04")]),
    ("THÔNG TƯ SỐ 07/2031/TT-BGDĐT NGÀY 12/11/2031", [("07/2031/TT-BGDĐT", "2031-11-12")]),
    ("thông tư số 07/2031/tt-bgdđt", [("07/2031/TT-BGDĐT", None)]),
    ("Quyết định số 1.234/QĐ-UBND ngày 5/6/2031", [("1234/QĐ-UBND", "2031-06-05")]),
    ("Thông tư số 01/12031/TT-BNV ngày 19/01/2031", [("01/2031/TT-BNV", "2031-01-19")]),
    ("Tờ trình số 307/TTTr-SGDĐT ngày 7/6/2031", [("307/TTr-SGDĐT", "2031-06-07")]),
    # offices of every kind
    ("Công văn số 395/GDĐT-BD ngày 1/2/2031", [("395/GDĐT-BD", "2031-02-01")]),
    ("Công văn 487/PGD&ĐT ngày 1/2/2031", [("487/PGD&ĐT", "2031-02-01")]),
    ("Công văn số 218/SGDĐT-GDTrH&GDTX ngày 1/2/2031", [("218/SGDĐT-GDTrH&GDTX", "2031-02-01")]),
    ("Công văn số 98/SGDĐT-GDTrH,GDTX ngày 1/2/2031", [("98/SGDĐT-GDTrH,GDTX", "2031-02-01")]),
    ("Công văn số 31/UBND-KGVX ngày 1/2/2031", [("31/UBND-KGVX", "2031-02-01")]),
    ("Kế hoạch số: 302/KH-GDĐT-TC, ngày 18 tháng 08 năm 2031", [("302/KH-GDĐT-TC", "2031-08-18")]),
    ("công văn số 89/ NGCBQLXY – NG ngày 28 tháng 3 năm 2031", [("89/NGCBQLXY-NG", "2031-03-28")]),
    ("Thông báo số: 94/TB-THPT.XM về việc", [("94/TB-THPT.XM", None)]),
    ("văn bản số 445/GDĐT-TC ngày 29/11/2031", [("445/GDĐT-TC", "2031-11-29")]),
    ("Hợp đồng số 22/2031/HĐ-ABC-SGDĐT ngày 23/12/2031", [("22/2031/HĐ-ABC-SGDĐT", "2031-12-23")]),
    # law and Party
    ("Thông tư liên tịch số 23/2031/TTLT-BGDĐT-BNV ngày 6/5/2031", [("23/2031/TTLT-BGDĐT-BNV", "2031-05-06")]),
    ("Nghị quyết số 88/2031/QH19 ngày 28/11/2031 của Quốc hội", [("88/2031/QH19", "2031-11-28")]),
    ("Nghị quyết số 12/2031/UBTVQH19", [("12/2031/UBTVQH19", None)]),
    ("Nghị quyết số 15/2031/NQ-HĐND ngày 9/7/2031", [("15/2031/NQ-HĐND", "2031-07-09")]),
    ("Nghị quyết số 29 - NQ/TW ngày 04/11/2031 của BCH TW", [("29-NQ/TW", "2031-11-04")]),
    ("Chỉ thị 05-CT/TW  ngày 15 tháng 5 năm 2031 của Bộ Chính trị", [("05-CT/TW", "2031-05-15")]),
    ("Quy định số 66 QĐ/TW ngày 06/02/2031", [("66-QĐ/TW", "2031-02-06")]),
    ("Quyết định số 404/QĐ-TTg ngày 27/3/2031", [("404/QĐ-TTg", "2031-03-27")]),
    ("Nghị quyết số 19-2031/NQ-CP ngày 15/5/2031", [("19-2031/NQ-CP", "2031-05-15")]),
    ("Quyết định số 87-CT ngày 01/3/1985", [("87-CT", "1985-03-01")]),
    ("công văn số 48/CCTKV.05-TTKT3 ngày 30/6/2031", [("48/CCTKV.05-TTKT3", "2031-06-30")]),
    ("Nghị định số 63-NĐ/CP; công văn 202/TCCP-VC", [("63-NĐ/CP", None), ("202/TCCP-VC", None)]),
    # dates in any position and state
    ("Công văn số 12/SGDĐT-VP của Sở GDĐT ngày 3/4/2031 về việc", [("12/SGDĐT-VP", "2031-04-03")]),
    ("Công văn số 12/SGDĐT-VP (ngày 3/4/2031)", [("12/SGDĐT-VP", "2031-04-03")]),
    ("Công văn số 12/SGDĐT-VP, 3.4.2031", [("12/SGDĐT-VP", "2031-04-03")]),
    ("Công văn số 12/SGDĐT-VP ngày ngày 08tháng 8 năm 2031", [("12/SGDĐT-VP", "2031-08-08")]),
    ("Công văn số 12/SGDĐT-VP ngày 31/6/2031", [("12/SGDĐT-VP", None)]),
    ("Công văn số 12/SGDĐT-VP ngày 25/5 của Sở", [("12/SGDĐT-VP", None)]),
    ("Công văn số 12/SGDĐT-VP ngày     tháng 7 năm 2031", [("12/SGDĐT-VP", "2031-07")]),
    ("Công văn số 12/SGDĐT-VP ngày .../.../2031", [("12/SGDĐT-VP", "2031")]),
    (
        "Quyết định số 55/QĐ-UBND phê duyệt Đề án phát triển ngày 4/5/2031 của UBND tỉnh Hoa Sen",
        [("55/QĐ-UBND", "2031-05-04")],
    ),
    ("Thực hiện Kế hoạch Chuyên đề: Đẩy mạnh (số 57/KH-BGDĐT ngày 13/3/2031) của Bộ", [("57/KH-BGDĐT", "2031-03-13")]),
    ("nhận văn bản đề ngày 29 tháng 10 năm 2031 số 16/CV-HHXY của Hội", [("16/CV-HHXY", "2031-10-29")]),
    ("Quyết định ngày 3/4/2031 số 5/QĐ-UBND", [("5/QĐ-UBND", "2031-04-03")]),
    ("Ngày 30/6/2031, Chính phủ ban hành Nghị định số 75/2031/NĐ-CP về thuế", [("75/2031/NĐ-CP", "2031-06-30")]),
    ("Ngày 21/8/2031 Sở GDĐT nhận được công văn số 33/UBND-VX", [("33/UBND-VX", None)]),
    # lists
    (
        "các thông tư số 11/2031/TT-BGDĐT, số 12/2031/TT-BGDĐT của Bộ GDĐT",
        [("11/2031/TT-BGDĐT", None), ("12/2031/TT-BGDĐT", None)],
    ),
    (
        "các Công văn số 12, 13 và 14/SGDĐT-VP ngày 3/4/2031",
        [("12/SGDĐT-VP", "2031-04-03"), ("13/SGDĐT-VP", "2031-04-03"), ("14/SGDĐT-VP", "2031-04-03")],
    ),
    (
        "Công văn số 12/SGDĐT-VP ngày 3/4/2031; Công văn số 15/SGDĐT-VP ngày 5/4/2031",
        [("12/SGDĐT-VP", "2031-04-03"), ("15/SGDĐT-VP", "2031-04-05")],
    ),
    (
        "các Kế hoạch số 21/KH-UBND, 22/KH-UBND ngày 3/4/2031 của UBND tỉnh",
        [("21/KH-UBND", "2031-04-03"), ("22/KH-UBND", "2031-04-03")],
    ),
    (
        "Thông tư số 21/2031/TT-BGDĐT và Thông tư số 22/2031/TT-BGDĐT ngày 3/4/2031",
        [("21/2031/TT-BGDĐT", None), ("22/2031/TT-BGDĐT", "2031-04-03")],
    ),
    (
        "Nghị định số 37/2029/NĐ-CP và số 22/2031/NĐ-CP ngày 11/02/2031",
        [("37/2029/NĐ-CP", None), ("22/2031/NĐ-CP", "2031-02-11")],
    ),
    # laws by name
    ("Căn cứ Luật Giáo dục ngày 14/6/2019;", [("Luật Giáo dục", "2019-06-14")]),
    ("Luật Giáo dục năm 2019", [("Luật Giáo dục", "2019")]),
    ("Căn cứ Luật Giáo dục số 43/2019/QH14 ngày 14/6/2019", [("43/2019/QH14", "2019-06-14")]),
    (
        "Luật Giáo dục ngày 14/6/2005 và Luật sửa đổi, bổ sung một số điều của Luật Giáo dục ngày 25/11/2009",
        [
            ("Luật Giáo dục", "2005-06-14"),
            ("Luật sửa đổi, bổ sung một số điều của Luật Giáo dục", "2009-11-25"),
        ],
    ),
    ("Luật Cán bộ, công chức và Luật Viên chức", [("Luật Cán bộ, công chức", None), ("Luật Viên chức", None)]),
    ("Bộ luật Dân sự ngày 24 tháng 11 năm 2015", [("Bộ luật Dân sự", "2015-11-24")]),
    ("Luật Viên chức được Quốc hội thông qua ngày 15/11/2010", [("Luật Viên chức", "2010-11-15")]),
    ("Căn cứ Hiến pháp năm 2013", [("Hiến pháp", "2013")]),
    ("Luật Vườn ươm thông minh ngày 3/4/2031", [("Luật Vườn ươm thông minh", "2031-04-03")]),
    ("Luật bảo vệ môi trường số 72/2020/QH14", [("72/2020/QH14", None)]),
    (
        "Luật sửa đổi, bổ sung một số điều của 11 luật có liên quan đến quy hoạch ngày 15/6/2018",
        [("Luật sửa đổi, bổ sung một số điều của 11 luật có liên quan đến quy hoạch", "2018-06-15")],
    ),
    ("Luật sửa đổi 9 luật số 56/2024/QH15", [("56/2024/QH15", None)]),
    (
        "luật sửa đổi, bổ sung một số điều của luật đấu thầu, luật hải quan ngày 25/6/2025",
        [("Luật sửa đổi, bổ sung một số điều của luật đấu thầu, luật hải quan", "2025-06-25")],
    ),
    ("phổ biến luật bình đẳng giới và bộ luật lao động", [("Luật bình đẳng giới", None), ("Bộ luật lao động", None)]),
    ("tìm hiểu Luật Vườn ươm thông minh, Luật Trẻ em", [("Luật Vườn ươm thông minh", None), ("Luật Trẻ em", None)]),
    ("Luật Giáo dục cho học sinh ngày 15/3/2031", [("Luật Giáo dục", None)]),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[f[0][:45] for f in FORMS])
def test_reads_form(text, expected):
    assert cited(text) == expected


NOTHING = [
    "Điện thoại 0123/456789, tài khoản số 1020/304050",
    "đạt 3/4 số phiếu; lớp 10/1; trực 24/24 giờ; ngày 12/11/2031",
    "Mẫu số 01/ĐK-TCT kèm theo tờ khai; Phiếu biểu mẫu 02/BC",
    "tuyến đường Km 3/QL1; bình quân 35/HS, 2/GV",
    "Đoàn TNCS Hồ Chí Minh, 1.500.000 đồng",
    "xem https://vidu.edu.vn/12/KH-UBND và thư 15/QĐ-UBND@vidu.vn",
    "các luật sư, pháp luật, quy luật, luật định và Luật mới",
    "Hiến pháp và pháp luật",
    "Trường Đại học Luật Hoa Sen, ngành luật giáo dục",
    "theo QCVN 01:2022/BQP và TCVN 5687:2010/BXD",
    "Quyết định số       /QĐ-UBND ngày   tháng   năm 2031",
    "Giấy phép số 53/GP-ABCD; Hóa đơn số 15/HĐ-XY",
    "kế hoạch 5 năm; thông báo 15 ngày trước; quyết định 3 nội dung",
    "thay cho Kế hoạch này",
]


@pytest.mark.parametrize("text", NOTHING)
def test_reads_nothing(text):
    assert cited(text) == []


def test_own_number_is_no_citation():
    text = "Số: 901/KH-SGDĐT\nHoa Sen, ngày 6 tháng 5 năm 2031\n(Kèm theo Kế hoạch số 901/KH-SGDĐT ngày 06/5/2031)"
    assert cited(text) == []


def test_own_number_of_another_year_is_a_citation():
    assert cited("Kế hoạch số 901/KH-SGDĐT ngày 2/5/2030") == [("901/KH-SGDĐT", "2030-05-02")]


def test_number_line_is_none_without_header():
    assert cited("SỞ GIÁO DỤC\nSố: 44/KH-SGDĐT\nKẾ HOẠCH", own=None) == []


def test_blank_own_number_in_annex_head():
    own = Header(symbol="KH-SGDĐT", doc_type="KH")
    assert cited("(Ban hành kèm theo Kế hoạch số 77/KH-SGDĐT ngày 1/2/2031)", own) == []


def test_symbol_broken_by_line_end():
    text = "Thực hiện Công văn số 616/SGDĐT-\nKTKĐCLGD ngày 08/6/2031 của Sở GD&ĐT"
    assert cited(text) == [("616/SGDĐT-KTKĐCLGD", "2031-06-08")]


def test_mention_cut_by_line_end():
    assert cited("Căn cứ Quyết định\nsố 404/QĐ-TTg\nngày 27/3/2031 của Thủ tướng") == [("404/QĐ-TTg", "2031-03-27")]


def test_date_in_the_next_cell_of_a_table():
    text = "Công văn số 12/SGDĐT-VP\t3/4/2031\tSở A"
    assert cited(text) == [("12/SGDĐT-VP", "2031-04-03")]


def test_lost_marks_still_read():
    text = "Can cu Thong tu so 07/2031/TT-BGDDT ngay 12/11/2031 cua Bo GDDT"
    assert cited(text) == [("07/2031/TT-BGDĐT", "2031-11-12")]
