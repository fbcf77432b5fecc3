"""The header block as data."""

import pytest

from normalize.clean import build, items, plain
from normalize.header import find_header
from normalize.marks import number_mark, wire_line
from normalize.rows import match_key
from normalize.structure import zones
from schemas.document import Annotation, Document, Line, Page, Paragraph
from schemas.plan import Header
from tests.normalize.dispatches import LETTER, PLAN, REPORT, boxed, document


def header(text: str) -> Header:
    return of(document(text))


def of(doc: Document) -> Header:
    part = build(items(doc), doc)
    return find_header(part, zones(part))


def fields(found: Header, names: str) -> dict[str, object]:
    return {name: getattr(found, name) for name in names.split()}


def test_a_plan():
    found = header(PLAN)
    assert found.model_dump(exclude={"evidence"}) == {
        "issuer": "Sở Giáo dục và Đào tạo",
        "issuer_parent": "UBND tỉnh Hòa Sơn",
        "number": "412",
        "year": None,
        "symbol": "KH-SGDĐT",
        "number_symbol": "412/KH-SGDĐT",
        "place": "Hòa Sơn",
        "issued_on": "2024-09-05",
        "doc_type": "KH",
        "doc_type_name": "Kế hoạch",
        "subject": "Kiểm tra thư viện trường học năm học 2024-2025",
        "to": [],
        "urgency": None,
        "secrecy": None,
        "received": None,
        "school_year": "2024/2025",
    }
    assert all(e.text for e in found.evidence)


def test_a_letter_in_two_columns():
    found = header(LETTER)
    assert fields(found, "issuer issuer_parent number_symbol issued_on doc_type subject to") == {
        "issuer": "Phòng Giáo dục & Đào tạo",
        "issuer_parent": "UBND huyện Lâm Thượng",
        "number_symbol": "77/PGD&ĐT-TH",
        "issued_on": "2024-04-11",
        "doc_type": "CV",
        "subject": "rà soát thiết bị dạy học lớp 5",
        "to": ["Hiệu trưởng các trường tiểu học", "Trung tâm Văn hóa huyện"],
    }


def test_without_letterhead_the_symbol_and_the_text_tell_the_issuer():
    assert fields(header(REPORT), "issuer issuer_parent doc_type") == {
        "issuer": "Sở Giáo dục và Đào tạo",
        "issuer_parent": None,
        "doc_type": "TTr",
    }


@pytest.mark.parametrize(
    ("line", "number", "symbol", "number_symbol"),
    [
        ("Số:      /KH-SGDĐT", None, "KH-SGDĐT", None),
        ("Số: ……/QĐ-UBND", None, "QĐ-UBND", None),
        ("Số 12 / PGD&ĐT", "12", "PGD&ĐT", "12/PGD&ĐT"),
        ("Số:09 /KH- THPT.PB", "09", "KH-THPT.PB", "09/KH-THPT.PB"),
        ("Số: 998 /SGDĐT-GDTrH, GDTX", "998", "SGDĐT-GDTrH,GDTX", "998/SGDĐT-GDTrH,GDTX"),
        ("Số: 1218/SGDĐT-GDTrH&GDTX", "1218", "SGDĐT-GDTrH&GDTX", "1218/SGDĐT-GDTrH&GDTX"),
        ("Số: 21/2021/TT-BGDĐT", "21", "TT-BGDĐT", "21/2021/TT-BGDĐT"),
        ("Số: 05-CT/TW", "05", "CT/TW", "05-CT/TW"),
        ("Luật số: 88/2014/QH13", "88", "QH13", "88/2014/QH13"),
        ("Số: 1307/TTTr-SGDĐT", "1307", "TTr-SGDĐT", "1307/TTr-SGDĐT"),
        ("Số: 274KH-UBND", "274", "KH-UBND", "274/KH-UBND"),
        ("Số: 33 /KH-UBND  V/v học bơi", "33", "KH-UBND", "33/KH-UBND"),
    ],
)
def test_number_and_symbol(line, number, symbol, number_symbol):
    found = header(PLAN.replace("Số: 412/KH-SGDĐT", line))
    assert (found.number, found.symbol, found.number_symbol) == (number, symbol, number_symbol)


@pytest.mark.parametrize(
    ("line", "place", "issued_on"),
    [
        ("Hòa Sơn, ngày    tháng 7 năm 2023", "Hòa Sơn", "2023-07"),
        ("Hòa Sơn, ngày … tháng … năm 2023", "Hòa Sơn", "2023"),
        ("Hòa Sơn, ngày ... tháng ... năm 20...", "Hòa Sơn", None),
        ("Hòa Sơn, ngày 07 tháng08 năm 2020", "Hòa Sơn", "2020-08-07"),
        ("Hòa Sơn, ngày 5 tháng I I năm 2023", "Hòa Sơn", "2023-11-05"),
        ("Quận 7, ngày12 tháng 02  năm 2020", "Quận 7", "2020-02-12"),
        ("TP. Hồ Chí Minh, ngày 31 tháng 12 năm 2024", "TP. Hồ Chí Minh", "2024-12-31"),
        ("Hòa Sơn, ngày 31 tháng 6 năm 2024", "Hòa Sơn", None),
        ("Hòa Sơn, ngày 08/9/2024", "Hòa Sơn", "2024-09-08"),
        ("Hòa Sơn, tháng 9 năm 2024", "Hòa Sơn", "2024-09"),
        ("Thành phố Hồ Chí Minh, ngày 05\ntháng 9 năm 2024", "Thành phố Hồ Chí Minh", "2024-09-05"),
        ("Hòa Sơn, ngày 05 tháng 9 năm\n2024", "Hòa Sơn", "2024-09-05"),
        ("Hòa Sơn, ngày 05 tháng 9\nnăm 2024", "Hòa Sơn", "2024-09-05"),
        ("Thanh Hoá, ngày 5 tháng 6 năm 2024", "Thanh Hoá", "2024-06-05"),
    ],
)
def test_place_and_date(line, place, issued_on):
    found = header(PLAN.replace("Hòa Sơn, ngày 05 tháng 9 năm 2024", line))
    assert (found.place, found.issued_on) == (place, issued_on)


def test_both_columns_on_one_line():
    text = PLAN.replace(
        "UBND TỈNH HÒA SƠN\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 412/KH-SGDĐT\nHòa Sơn, ngày",
        "UBND TỈNH HÒA SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ GIÁO DỤC VÀ ĐÀO TẠO Độc lập - Tự do - Hạnh phúc\n"
        "Số: 412/KH-SGDĐT Hòa Sơn, ngày",
    )
    assert header(text).model_dump(exclude={"evidence"}) == header(PLAN).model_dump(exclude={"evidence"})


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH HÒA SƠN", "UBND tỉnh Hòa Sơn", None),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo", None),
        (
            "SỞ GIÁO DỤC VÀ\nĐÀO TẠO HÒA SƠN\nTRƯỜNG THPT\nBÌNH AN",
            "Trường THPT Bình An",
            "Sở Giáo dục và Đào tạo Hòa Sơn",
        ),
        ("UBND XÃ TÂN AN\nTRƯỜNG TIỂU HỌC LÊ LAI", "Trường Tiểu học Lê Lai", "UBND xã Tân An"),
        ("SỞ Y TẾ -\nCÔNG ĐOÀN NGÀNH Y TẾ", "Sở Y tế - Công đoàn ngành Y tế", None),
        ("UBND HUYỆN X\nHỘI ĐỒNG THI TUYỂN\nVIÊN CHỨC", "Hội đồng thi tuyển viên chức", "UBND huyện X"),
        ("DỰ THẢO\nSỞ Y TẾ", "Sở Y tế", None),
        ("ỦY BAN NHÂN DÂN\nTỈNH HÒA SƠN\nXV80", "UBND tỉnh Hòa Sơn", None),
        ("SỞ Y TẾ\nSỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Y tế - Sở Giáo dục và Đào tạo", None),
        ("TỈNH ĐOÀN HÒA SƠN\nBCH ĐOÀN TRƯỜNG THPT LÊ LỢI", "BCH Đoàn trường THPT Lê Lợi", "Tỉnh Đoàn Hòa Sơn"),
        ("ĐẢNG BỘ TỈNH HÒA SƠN\nHUYỆN ỦY LÂM THƯỢNG\n*", "Huyện ủy Lâm Thượng", "Đảng bộ tỉnh Hòa Sơn"),
    ],
)
def test_issuer(lines, issuer, parent):
    found = header(PLAN.replace("UBND TỈNH HÒA SƠN\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\n", lines + "\n"))
    assert (found.issuer, found.issuer_parent) == (issuer, parent)


@pytest.mark.parametrize(
    ("title", "code", "name", "subject"),
    [
        ("QUYẾT ĐỊNH\nVề việc thành lập Đoàn kiểm tra", "QĐ", "Quyết định", "Về việc thành lập Đoàn kiểm tra"),
        ("KẾ HOẠCH LIÊN TỊCH\nPhối hợp năm 2025", "KH", "Kế hoạch liên tịch", "Phối hợp năm 2025"),
        ("BÁO CÁO\nThực hiện công tác pháp chế năm 2024", "BC", "Báo cáo", "Thực hiện công tác pháp chế năm 2024"),
        ("TỜ TRÌNH\nV/v xin kinh phí", "TTr", "Tờ trình", "xin kinh phí"),
        ("THÔNG BÁO Lịch nghỉ Tết", "TB", "Thông báo", "Lịch nghỉ Tết"),
        ("K Ế  H O Ạ C H\nTham quan", "KH", "Kế hoạch", "Tham quan"),
        ("CHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề chuyển đổi số", "CT", "Chỉ thị", "về chuyển đổi số"),
        ("QUYẾT ĐỊNH CỦA BỘ TRƯỞNG\nBỘ Y TẾ\nVề việc tiêm chủng", "QĐ", "Quyết định", "Về việc tiêm chủng"),
        ("BÁO CÁO\nKẾT QUẢ HỌP CỦA\nHỘI ĐỒNG KHOA HỌC", "BC", "Báo cáo", "KẾT QUẢ HỌP CỦA HỘI ĐỒNG KHOA HỌC"),
        ("LUẬT\nTHƯ VIỆN", "L", "Luật", "THƯ VIỆN"),
        ("KẾT LUẬN THANH TRA\nViệc thu, chi tại trường", "KL", "Kết luận thanh tra", "Việc thu, chi tại trường"),
        ("LỊCH LÀM VIỆC\nTuần 7", None, "Lịch làm việc", "Tuần 7"),
        ("LỊCH CÔNG TÁC\nTháng 01\nHiệu trưởng thông báo như sau:", None, "Lịch công tác", "Tháng 01"),
        ("ĐIỀU LỆ\nHội thi giáo viên giỏi", None, "Điều lệ", "Hội thi giáo viên giỏi"),
        ("QUYẾT ĐỊNH\nPhê duyệt Đề án\nTHỦ TƯỚNG CHÍNH PHỦ", "QĐ", "Quyết định", "Phê duyệt Đề án"),
        (
            "KẾ HOẠCH\nKiểm tra việc thực hiện của\nUBND XÃ TÂN AN",
            "KH",
            "Kế hoạch",
            "Kiểm tra việc thực hiện của UBND XÃ TÂN AN",
        ),
        (
            "KẾ HOẠCH\n" + "Triển khai Đề án đổi mới hoạt động thư viện các trường phổ thông " * 3,
            "KH",
            "Kế hoạch",
            ("Triển khai Đề án đổi mới hoạt động thư viện các trường phổ thông " * 3).strip(),
        ),
    ],
)
def test_type_and_subject(title, code, name, subject):
    found = header(PLAN.replace("KẾ HOẠCH\nKiểm tra thư viện trường học\nnăm học 2024-2025", title))
    assert (found.doc_type, found.doc_type_name, found.subject) == (code, name, subject)


def test_what_a_letter_is_about_without_v_v():
    found = header(LETTER.replace("V/v rà soát", "Về rà soát"))
    assert found.subject is not None and found.subject.endswith("rà soát thiết bị dạy học lớp 5")


def test_the_authority_above_the_legal_bases_is_no_subject():
    text = PLAN.replace(
        "KẾ HOẠCH\nKiểm tra thư viện trường học\nnăm học 2024-2025\n",
        "QUYẾT ĐỊNH\nBan hành Quy chế tiếp dân\nGIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO\n",
    )
    assert header(text).subject == "Ban hành Quy chế tiếp dân"


@pytest.mark.parametrize(
    ("stamp", "number", "date"),
    [
        ("VP. UBND TỈNH\nSố: 3166\tĐẾN\nNgày: 17/6/2024\tChuyển: A", "3166", "2024-06-17"),
        ("CÔNG VĂN ĐẾN\nSố: 52\nNgày 03 tháng 6 năm 2024\nChuyển:", "52", "2024-06-03"),
        ("ĐẾN\nSố: ....\nNgày: ...", None, None),
    ],
)
def test_the_stamp_of_arrival_is_no_number(stamp, number, date):
    found = header(PLAN.replace("Căn cứ Thông", stamp + "\nCăn cứ Thông"))
    assert found.number_symbol == "412/KH-SGDĐT"
    assert found.subject == "Kiểm tra thư viện trường học năm học 2024-2025"
    assert found.received is not None
    assert (found.received.number, found.received.date) == (number, date)


@pytest.mark.parametrize(
    ("notice", "urgency", "secrecy"),
    [
        ("HỎA TỐC", "HỎA TỐC", None),
        ("KHẨN", "KHẨN", None),
        ("MẬT", None, "MẬT"),
        ("TỐI MẬT\nTHƯỢNG KHẨN", "THƯỢNG KHẨN", "TỐI MẬT"),
    ],
)
def test_urgency_and_secrecy(notice, urgency, secrecy):
    found = header(PLAN.replace("Số: 412", notice + "\nSố: 412"))
    assert (found.urgency, found.secrecy) == (urgency, secrecy)
    assert header(PLAN + "\nHọp khẩn, mật.").urgency is None


def test_a_signing_time_is_no_date():
    text = "TRUNG TÂM TIN HỌC\ntth@hoason.gov.vn\n24.01.2025 20:01:14 +07:00\n" + PLAN.replace(
        "ngày 05 tháng 9 năm 2024", "ngày   tháng 9 năm 2024"
    )
    found = header(text)
    assert (found.issued_on, found.issuer, found.issuer_parent) == (
        "2024-09",
        "Sở Giáo dục và Đào tạo",
        "UBND tỉnh Hòa Sơn",
    )


def test_stamps_fill_blanks():
    lines = [
        ("SỞ Y TẾ", (60, 50, 250, 62)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (300, 50, 560, 62)),
        ("Số: /SYT-NVY", (80, 80, 200, 92)),
        ("Hòa Sơn, ngày tháng năm 2024", (320, 80, 540, 92)),
        ("Kính gửi: Các bệnh viện.", (150, 120, 400, 132)),
        ("Sở Y tế đề nghị các bệnh viện báo cáo.", (60, 150, 540, 162)),
    ]
    stamps = (
        Annotation("widget", 1, (110, 78, 135, 94), "318"),
        Annotation("widget", 1, (400, 78, 480, 94), "09 04"),
        Annotation("widget", 1, (400, 82, 520, 90), "2024-04-10T08:00:00+07:00"),
    )
    found = of(boxed(lines, stamps))
    assert (found.number_symbol, found.issued_on) == ("318/SYT-NVY", "2024-04-09")
    assert of(boxed(lines)).issued_on == "2024"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kính gửi: Sở Y tế.", ["Sở Y tế"]),
        ("Kính gửi: Sở Y tế; Sở Nội vụ;", ["Sở Y tế", "Sở Nội vụ"]),
        ("Kính mời:\n- Đại diện Sở Y tế;\n- Trưởng các phòng.", ["Đại diện Sở Y tế", "Trưởng các phòng"]),
        (
            "Kính gửi:\n- Các trường THPT;\n- Các trung tâm:\nGDTX A, GDTX B.",
            ["Các trường THPT", "Các trung tâm: GDTX A, GDTX B"],
        ),
        (
            "Kính gửi: Hiệu trưởng các trường mầm non, tiểu học,\ntrung học cơ sở",
            ["Hiệu trưởng các trường mầm non, tiểu học, trung học cơ sở"],
        ),
    ],
)
def test_addressees(text, expected):
    lines = "Kính gửi:\n- Hiệu trưởng các trường tiểu học;\n- Trung tâm Văn hóa huyện."
    assert header(LETTER.replace(lines, text)).to == expected


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        ("năm học 2023 – 2024", "", "2023/2024"),
        ("năm 2024", "Trong năm học 2022-2023 và từ năm học 2024-2025", None),
        ("năm 2024", "Trong năm học 2024-2025; năm học 2024-2025; năm học 2023-2024", "2024/2025"),
        ("năm học 2023-2025", "", None),
    ],
)
def test_school_year(subject, body, expected):
    text = PLAN.replace("năm học 2024-2025", subject).replace("1. Đánh giá đúng thực trạng.", f"1. {body}")
    assert header(text).school_year == expected


def test_lost_marks_are_put_back_where_the_registry_knows_the_name():
    text = (
        "UBND TINH BINH PHUOC CONG HOA XA HOI CHU NGHIA VIET NAM\nSO GIAO DUC VA PAO TAO Péc 1ap - Tw do - Hanh phic\n"
        "S6: 12 /KH-UBND Binh Phuéc, ngay 10 thang I I nam 2023\nKE HOACH\nTham quan\nCan cir Luat"
    )
    assert fields(header(text), "issuer issuer_parent number_symbol place issued_on doc_type") == {
        "issuer": "Sở Giáo dục và Đào tạo",
        "issuer_parent": "UBND tỉnh Bình Phước",
        "number_symbol": "12/KH-UBND",
        "place": "Bình Phước",
        "issued_on": "2023-11-10",
        "doc_type": "KH",
    }


LONG = "Phòng Giáo dục và Đào tạo nhận được ý kiến của nhiều trường về việc mua sắm thiết bị và trả lời như sau:"


@pytest.mark.parametrize(
    "text",
    [
        LETTER.replace("Kính gửi:\n- Hiệu trưởng các trường tiểu học;\n- Trung tâm Văn hóa huyện.\n", LONG + "\n"),
        LETTER.replace("Kính gửi:", "Kính gửi: Các trường.\n" + LONG)
        .replace("- Hiệu", "Hiệu")
        .replace("- Trung", "Trung"),
        PLAN.replace("Căn cứ Thông tư", LONG + "\nCăn cứ Thông tư"),
    ],
)
def test_the_main_text_may_open_with_any_words(text):
    doc = document(text)
    part = build(items(doc), doc)
    place = zones(part)
    assert part.content[place.body[0] :].startswith(LONG)
    assert find_header(part, place).subject in (
        "rà soát thiết bị dạy học lớp 5",
        "Kiểm tra thư viện trường học năm học 2024-2025",
    )


def test_prose_without_a_header_is_main_text():
    part = plain(LONG + "\n" + LONG)
    assert zones(part).body[0] == 0
    assert find_header(part, zones(part)).issuer is None


def test_a_place_the_registry_does_not_know_is_left_as_it_stands():
    found = header(
        "UBND TINH HOA SON\nSo: 5/QD-UBND\nHoa Son, ngay 1 thang 2 nam 2024\nQUYET DINH\nKhen thuong\nCan cu Luat"
    )
    assert (found.place, found.issuer) == ("Hoa Son", "UBND tinh Hoa Son")


def test_no_header_at_all():
    found = find_header(part := plain("Trên đây là Kế hoạch tham quan của nhà trường."), zones(part))
    assert (found.issuer, found.number, found.issued_on, found.subject, found.doc_type) == (
        None,
        None,
        None,
        None,
        "KH",
    )


def test_a_month_without_a_space_before_it():
    from normalize.marks import date_mark
    from normalize.rows import match_key

    line = "Sông Hương, ngày 14 tháng5 năm 2008"
    found = date_mark(line, match_key(line))
    assert found is not None and (found.day, found.month, found.year) == ("14", "5", "2008")


def test_the_office_of_an_arrival_stamp_is_not_the_issuer():
    cut = (
        "Số: 28/2031/NĐ-CP\nHà Nội, ngày 26 tháng 3 năm 2031\nCỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ\nĐẾN Giờ: ....\n"
        "NGHỊ ĐỊNH\nQuy định việc học\nCăn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\n"
        "Chính phủ ban hành Nghị định quy định việc học.\nĐiều 1. Phạm vi\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nTrần Thị Mẫu"
    )
    assert header(cut).issuer == "Chính phủ"


WIRE = """ỦY BAN NHÂN DÂN
TỈNH HÒA SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 03/CĐ-UBND
Hòa Sơn, ngày 12 tháng 8 năm 2024
CÔNG ĐIỆN
Về việc phòng, chống sạt lở đất
{sender}
- Giám đốc các Sở: Xây dựng, Giao thông vận tải;
- Chủ tịch Ủy ban nhân dân các huyện, thành phố;
- Giám đốc Công ty Điện lực Hòa Sơn.
Thực hiện Công điện số 70/CĐ-TTg ngày 10/8/2024 của Thủ tướng Chính phủ, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Công ty Điện lực Hòa Sơn cấp đủ điện: không để gián đoạn.
Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn An
"""


@pytest.mark.parametrize(
    "sender",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÒA SƠN điện:",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÒA SƠN ĐIỆN:",
        "Chủ tịch Ủy ban nhân dân tỉnh Hòa Sơn điện:",
        "ỦY BAN NHÂN DÂN TỈNH HÒA SƠN điện :",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÒA SƠN gửi:",
    ],
)
def test_a_telegram_names_its_receivers_after_its_sender(sender):
    found = header(WIRE.format(sender=sender))
    assert found.subject == "Về việc phòng, chống sạt lở đất"
    assert found.to == [
        "Giám đốc các Sở: Xây dựng, Giao thông vận tải",
        "Chủ tịch Ủy ban nhân dân các huyện, thành phố",
        "Giám đốc Công ty Điện lực Hòa Sơn",
    ]
    assert (found.doc_type, found.issued_on) == ("CĐ", "2024-08-12")


@pytest.mark.parametrize(
    "line",
    [
        "Hiệu trưởng các trường gửi: 01 báo cáo",
        "Đối tượng, diện: học sinh",
        "Ủy ban nhân dân xã thuộc diện: khó khăn",
        "Tiền điện: 500",
    ],
)
def test_a_word_like_a_telegrams_is_no_sender(line):
    assert wire_line(line, match_key(line)) == 0


def test_a_subject_that_runs_below_both_columns():
    left = ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 12/SGDĐT-TCCB", "V/v hướng dẫn đánh giá chuẩn")
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sông Hương, ngày 12 tháng 4 năm 2031",
    )
    blocks = [Paragraph((Line(text),), column=side) for side, texts in enumerate((left, right)) for text in texts]
    blocks += [
        Paragraph((Line(text),))
        for text in ("hiệu trưởng năm học 2030-2031", "Kính gửi: Các trường.", "Sở đề nghị các trường thực hiện.")
    ]
    found = of(Document("a.pdf", "0" * 64, "x", (Page(1, tuple(blocks)),)))
    assert found.subject == "hướng dẫn đánh giá chuẩn hiệu trưởng năm học 2030-2031"


def test_the_initials_of_a_school_in_the_symbol():
    assert number_mark("Số: 46/KH-THPT TNT", match_key("Số: 46/KH-THPT TNT")).value.symbol == "KH-THPTTNT"
    assert number_mark("Số: 46/KH-SGDĐT HN", match_key("Số: 46/KH-SGDĐT HN")).value.symbol == "KH-SGDĐT"


def test_the_annex_tells_the_number_of_a_decision_that_lost_it():
    found = header(
        "Hà Nội, ngày 13 tháng 5 năm 2031\nCăn cứ Luật Giáo dục;\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch đọc sách.\n"
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC\nKẾ HOẠCH ĐỌC SÁCH\n(Kèm theo Quyết định số 844/QĐ-SGDĐT ngày 13 tháng 5 năm 2031 của Sở)\n"
        "1. Các trường lập thư viện."
    )
    assert fields(found, "number_symbol issued_on") == {"number_symbol": "844/QĐ-SGDĐT", "issued_on": "2031-05-13"}
