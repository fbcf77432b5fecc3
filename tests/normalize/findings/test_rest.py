"""Sums, duties that say little, offices that ended, personal data, form, and how the text was read."""

import pytest

from schemas.facts import Finding
from tests.normalize.findings.cases import HEAD, codes, finding, of_blocks, plan, table

LATE = HEAD.replace("ngày 04 tháng 3 năm 2024", "ngày 04 tháng 9 năm 2025")


def modules(total: str) -> list[Finding]:
    rows = [
        ["Mã mô đun", "Tên mô đun", "Lý thuyết", "Thực hành", "Tổng số tiết"],
        ["THPT 17", "Khai thác thông tin phục vụ bài giảng", "5", "10", "15"],
        ["THPT 19", "Dạy học với công nghệ thông tin", "7", "8", total],
    ]
    return of_blocks("I. Các mô đun bồi dưỡng", table(rows)).findings


def test_periods():
    assert "periods_mismatch" in [f.code for f in modules("16")]
    (blank,) = [f for f in modules("") if f.code == "missing_value"]
    assert "7 + 8 = 15" in blank.message
    assert not [f for f in modules("15") if f.code in ("periods_mismatch", "missing_value", "total_mismatch")]


def test_a_sum_that_does_not_hold():
    body = "1. Quy mô\nTổng số 120 giáo viên, trong đó: TH 60; THCS 40; THPT 25."
    assert "125" in finding("total_mismatch", body).message
    assert "total_mismatch" not in codes(body.replace("THPT 25", "THPT 20"))


@pytest.mark.parametrize(
    ("words", "wrong"), [("05 (năm)", False), ("05 (sáu)", True), ("15 (mười lăm)", False), ("02 (hai) bản", False)]
)
def test_figure_and_word(words, wrong):
    assert ("figure_word_mismatch" in codes(f"1. Các trường cử {words} giáo viên dự họp.")) is wrong


def test_vague_duties_are_one_finding():
    duties = ("Xây dựng kế hoạch", "Báo cáo kịp thời về Sở", "Thực hiện chế độ theo quy định", "Cử giáo viên dự lớp")
    body = "1. Các trường THPT\n" + "\n".join(
        f"- {duty}." for duty in (*duties, "Tổ chức họp phụ huynh", "Phân công giáo viên")
    )
    found = plan(body)
    (vague,) = [f for f in found.findings if f.code == "vague_tasks"]
    assert f"{len(found.tasks)} việc không ghi thời hạn" in vague.message and "«kịp thời»" in vague.message


def test_a_letter_whose_duties_say_all_but_the_time_is_not_vague():
    letter = HEAD.replace("215/KH-SGDĐT", "215/SGDĐT-TCCB").replace("KẾ HOẠCH\nBồi dưỡng", "V/v bồi dưỡng")
    duties = "1. Các trường THPT\n" + "\n".join(f"- Cử giáo viên môn {m} dự lớp." for m in "ABCDEG")
    assert "vague_tasks" not in codes(duties, letter)
    assert "vague_tasks" in codes(duties)


def test_a_time_that_is_no_last_day_is_a_time_all_the_same():
    duties = (
        *(f"Cử giáo viên môn {subject} dự lớp" for subject in ("Toán", "Tin", "Lý", "Hóa", "Sinh", "Sử")),
        "Báo cáo kịp thời về Sở",
        "Tổ chức họp hằng tháng",
        "Nếu có vướng mắc, báo cáo kịp thời về Sở",
    )
    body = "1. Các trường THPT\n" + "\n".join(f"- {duty}." for duty in duties)
    assert "7 việc không ghi thời hạn; 1 việc" in finding("vague_tasks", body).message


def test_duties_with_times_are_not_vague():
    body = "1. Các trường THPT\n" + "\n".join(
        f"- Gửi hồ sơ môn {n} về Sở chậm nhất ngày {n + 10}/6/2024." for n in (1, 2, 3, 4)
    )
    assert "vague_tasks" not in codes(body)


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        ("Sở sẽ có công văn hướng dẫn sau.", True),
        ("Thời gian cụ thể Sở GDĐT sẽ thông báo sau.", True),
        ("Giáo viên môn Tiếng Anh học theo Kế hoạch riêng.", True),
        ("Giáo viên môn Tiếng Anh học (theo kế hoạch riêng của Sở).", True),
        ("Địa điểm tổ chức: Thông báo sau.", True),
        ("Giáo viên học theo kế hoạch riêng của từng người.", False),
        ("Các trường thông báo sau mỗi đợt học.", False),
    ],
)
def test_guidance_that_is_promised(words, promised):
    assert ("pending_guidance" in codes(f"1. Yêu cầu\n{words}")) is promised


DIVISION = "1. Các Phòng GDĐT\n- Gửi báo cáo về Sở GDĐT chậm nhất ngày {}."


def test_a_division_after_the_districts_ended():
    found = finding("unit_ceased", DIVISION.format("10/10/2025"), LATE)
    assert found.severity == "warning"
    assert "Phòng GDĐT" in found.message and "01/7/2025" in found.message


def test_a_division_before_is_a_remark():
    assert finding("unit_ceased", DIVISION.format("10/6/2024")).severity == "info"


@pytest.mark.parametrize("actor", ["Phòng Giáo dục Trung học", "Các trường THPT", "UBND các xã, phường"])
def test_offices_that_go_on(actor):
    assert "unit_ceased" not in codes(f"1. {actor}\n- Gửi báo cáo về Sở GDĐT chậm nhất ngày 10/10/2025.", LATE)


def test_a_ministry_that_ended():
    body = "1. Sở GDĐT\n- Phối hợp với Bộ Thông tin và Truyền thông triển khai trước ngày 10/10/2025."
    assert "Bộ Khoa học và Công nghệ" in finding("unit_ceased", body, LATE).message


def test_the_province_of_the_issuer():
    head = HEAD.replace("SÔNG HƯƠNG", "TỈNH BÌNH PHƯỚC").replace("Sông Hương, ngày", "Bình Phước, ngày")
    assert "tỉnh Đồng Nai" in finding("unit_ceased", "1. Các trường báo cáo về Sở.", head).message


def test_personal_data_is_counted_and_not_repeated():
    body = "1. Liên hệ ông Trần Văn Mẫu, điện thoại 0912 345 678, thư điện tử mau@gmail.com; sinh ngày 05/3/1980."
    message = finding("personal_data", body).message
    assert "1 số điện thoại di động" in message and "1 ngày sinh" in message
    assert "0912" not in message and "1980" not in message


def test_office_numbers_are_public():
    assert "personal_data" not in codes(
        "1. Liên hệ Phòng Tổ chức cán bộ, điện thoại 0271.3879107, mail so@songhuong.edu.vn."
    )


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Sông Hương, ngày 4 tháng 3 năm 2024", True),
        ("Sông Hương, ngày 04 tháng 3 năm 2024", False),
        ("Sông Hương, ngày 12 tháng 2 năm 2024", True),
    ],
)
def test_zeros_before_days(line, wrong):
    head = HEAD.replace("Sông Hương, ngày 04 tháng 3 năm 2024", line)
    assert ("layout" in codes("1. Các trường báo cáo về Sở.", head)) is wrong


def test_the_form_before_the_decree_is_not_judged():
    head = HEAD.replace("ngày 04 tháng 3 năm 2024", "ngày 4 tháng 3 năm 2019")
    assert "layout" not in codes("1. Các trường báo cáo về Sở.", head)


def test_eth_that_an_old_font_left():
    assert "legacy_encoding" in codes("1. Loại Khá nếu điểm trung bình ðạt từ 7 đến dưới 9 điểm.")


def test_every_code_that_is_given_is_known():
    from normalize.lexicon import rows

    known = {row["code"] for row in rows("findings")}
    found = plan(DIVISION.format("09/6/2024")).findings
    assert found and {f.code for f in found} <= known


@pytest.mark.parametrize(
    "words",
    [
        "Mô đun 1 “Quản trị nhà trường”, 40 tiết (tự học qua mạng 26 tiết, trực tuyến có hướng dẫn 16 tiết).",
        "Mỗi mô đun 15 tiết:\n- Mô đun MN 3: Lắng nghe trẻ (lý thuyết 9 tiết, thực hành 6 tiết).\n"
        "- Mô đun MN 33: Góc chơi (lý thuyết 7 tiết, thực hành 9 tiết).",
    ],
)
def test_periods_in_sentences_that_do_not_add_up(words):
    assert [f.code for f in plan(words).findings if "mismatch" in f.code] == ["periods_mismatch"]


def test_a_later_clause_is_no_row_of_the_calendar():
    words = "Học kỳ I từ ngày 06/9/2031 đến ngày 15/01/2032, học kỳ II đến ngày 25/5/2032; kết thúc năm học trước ngày 31/5/2032."
    assert "deadline_conflict" not in [f.code for f in plan(words).findings]
