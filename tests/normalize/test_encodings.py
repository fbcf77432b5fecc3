"""Documents from before Unicode, mixed ones, and those that must stay as they are."""

import unicodedata

import pytest

from extract.source import Source
from extract.text import read
from normalize.encodings import repair, viqr
from schemas.document import Document, Line, Page, Paragraph, Problem, Run
from vietnamese.charsets import NAMES, charset

TEXT = (
    "Căn cứ Quyết định số 12/2005/QĐ-UBND ngày 03/4/2005 của Ủy ban nhân dân tỉnh về việc giao dự toán;",
    "Các đơn vị trực thuộc gửi báo cáo về Sở trước ngày 15 tháng 6 để tổng hợp, trình cấp trên xem xét.",
    "Đối với những trường hợp đặc biệt, thủ trưởng đơn vị chịu trách nhiệm giải quyết kịp thời.",
    "Nơi nhận: như trên; lưu văn thư.",
)


def document(*lines, encoding="unicode", problems=()):
    made = tuple(Paragraph((line if isinstance(line, Line) else Line(line),)) for line in lines)
    return Document("a.txt", "0" * 64, "text/plain", (Page(1, made),), encoding=encoding, problems=problems)


def texts(found):
    return [line.text for page in found.pages for block in page.blocks for line in block.lines]


@pytest.mark.parametrize("name", NAMES)
def test_each_encoding_is_told_and_decoded(name):
    given = document(*(charset(name).encode(text) for text in TEXT))
    found = repair(given)
    assert found.encoding == name
    assert [t.lower() for t in texts(found)] == [t.lower() for t in TEXT]
    assert [line.raw for p in found.pages[0].blocks for line in p.lines] == texts(given)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("as_bytes", [True, False])
def test_files_of_text(name, as_bytes):
    old = charset(name).encode("\n\n".join(TEXT))
    found = repair(read(Source("a.txt", old.encode("latin-1") if as_bytes else old.encode())))
    assert found.encoding == name
    assert [t.lower() for t in texts(found)] == [t.lower() for t in TEXT]
    assert found.problems == ()


def test_viqr():
    found = repair(document(*map(viqr.encode, TEXT)))
    assert (found.encoding, texts(found)) == ("viqr", list(TEXT))


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_misread_utf8(times, wrong):
    def misread(text):
        for _ in range(times):
            text = "".join(bytes([b]).decode(wrong, errors="ignore") or chr(b) for b in text.encode())
        return text

    found = repair(document(*map(misread, TEXT)))
    assert (found.encoding, texts(found)) == ("mojibake", list(TEXT))


def test_misread_utf8_that_lost_its_no_break_spaces():
    given = [text.encode().decode("latin-1").replace("\xa0", " ") for text in (*TEXT, "là năm, và các nhà làm")]
    assert texts(repair(document(*given)))[-1] == "là năm, và các nhà làm"


def test_decomposed_letters_are_composed():
    found = repair(document(*(unicodedata.normalize("NFD", text) for text in TEXT)))
    assert (found.encoding, texts(found)) == ("unicode", list(TEXT))


def test_a_file_of_two_encodings_and_unicode():
    old = [charset("tcvn3").encode(t.lower()) for t in TEXT], [charset("vni").encode(t) for t in TEXT]
    found = repair(document(*old[0], *TEXT, *old[1]))
    assert texts(found) == [t.lower() for t in TEXT] + list(TEXT) * 2


def test_short_lines_go_with_their_neighbours():
    short = ["tê khai", "nh­ sau:", "Q§-UB", "lÔ"]
    found = repair(document(*(charset("tcvn3").encode(t) for t in TEXT), *short))
    assert texts(found)[-4:] == ["tờ khai", "như sau:", "QĐ-UB", "lễ"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("QUYÕT §ÞNH", "QUYẾT ĐỊNH"), ("ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"), ("Bé TµI CHÝNH", "BỘ TÀI CHÍNH"),
        ("Sè: 28/2003/N§-CP", "Số: 28/2003/NĐ-CP"), ("Së Tµi chÝnh", "Sở Tài chính"), ("UBND x·", "UBND xã"),
    ],
)  # fmt: skip
def test_capitals_that_tcvn3_has_not(old, new):
    assert texts(repair(document(*(charset("tcvn3").encode(t) for t in TEXT), old)))[-1] == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("H−íng dÉn thi ®ua", "Hướng dẫn thi đua"), ("x∙ héi", "xã hội"), ("CCHC−TW, n¨m 2003−2004", "CCHC−TW, năm 2003−2004"),
        ("• C¸c sè liÖu", "• Các số liệu"), ("th\xad\xadëng", "thưởng"), ("\uf0a7iÒu \uf0b81", "Điều á1"),
    ],
)  # fmt: skip
def test_what_programs_make_of_the_bytes(old, new):
    assert texts(repair(document(*(charset("tcvn3").encode(t) for t in TEXT), old)))[-1] == new


def test_fonts_tell_each_run():
    line = Line(
        "1. thµnh phè cÇn th¬ – Señor 12 m²",
        runs=(Run("thµnh phè cÇn th¬", ".VnTimeH"), Run(" – Señor 12 m²", "Times New Roman")),
    )
    found = repair(document(*(Line(o, runs=(Run(o, ".VnTime"),)) for o in map(charset("tcvn3").encode, TEXT)), line))
    assert texts(found)[-1] == "1. THÀNH PHỐ CẦN THƠ – Señor 12 m²"
    assert found.encoding == "tcvn3"


def test_a_first_letter_in_a_font_of_capitals():
    runs = (Run("ñ", ".VnTimeH"), Run("y ban nh©n d©n tØnh, ", ".VnTime"), Run("ubnd", ".VnTimeH"))
    assert texts(repair(document(Line("ñy ban nh©n d©n tØnh, ubnd", runs=runs)))) == ["Ủy ban nhân dân tỉnh, UBND"]


def test_a_code_parted_over_two_runs():
    runs = (
        Run("Quyeá", "VNI-Times"),
        Run("t ñò", "VNI-Times"),
        Run("nh Nhaâ", "VNI-Helve"),
        Run("n daâ", "VNI-Times"),
        Run("n", None),
    )
    assert texts(repair(document(Line("Quyeát ñònh Nhaân daân", runs=runs)))) == ["Quyết định Nhân dân"]


def test_unicode_in_an_old_font_stays():
    lines = [Line(text, runs=(Run(text, ".VnTime"),)) for text in TEXT]
    assert texts(repair(document(*lines))) == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Le comité étudie les mesures prévues à l'été ; le thé est tôt prêt, même en forêt, où naît la pâte.",
        "El señor y la niña están en España; ¿qué año? «Según» ±5 °C, 12 m², 3½ kg, µm, §5, © 2020, Müller & Söhne",
        "https://vi.du.vn/a?b=c.d&e='f'; thu.vien@truong.edu.vn; x̂ = a² + b²; C:\\u+1\\o^2; don't, U.S.A., e.g. a.m.",
        "Xin mời “XÔ”, “XÃ”, ‘TÔ’; phường Ô – Đống Mác · tổ 5",
        "Icelandic: Það er gott; Москва; Ελλάδα",
        "o^2 + a^2 = u+v; add, oddly, A? a. i' O( x )",
    ],
)
def test_other_languages_and_signs_stay(line):
    for around in ((), TEXT):
        given = document(*around, line)
        found = repair(given)
        assert found.encoding == "unicode"
        assert texts(found)[-1].replace("đ", "ð") == line


def test_a_text_that_a_bad_ocr_read_is_no_old_encoding():
    lines = [
        "Te chirc bôi duong thuwong xuyén can bd quan li, gi4o vién §1 ® cd s6",
        "Phuéc, ngay 10 thang I nam «2023» tién d6",
    ]
    assert repair(document(*lines * 5)).encoding == "unicode"


def test_wrong_letters_and_loose_marks():
    found = repair(document("TRƢỞNG PHÒNG ðạt", "Tru ̛ờng ho c ̣", "ĐẠI ҺỌເ"))
    assert texts(found) == ["TRƯỞNG PHÒNG đạt", "Trường học", "ĐẠI HỌC"]


def test_nothing_to_repair_is_the_same_object():
    given = document(*TEXT, "Plain ASCII.")
    assert repair(given) is given


def test_the_readers_problem_goes_only_where_it_was_solved():
    problem = Problem("legacy_encoding", "…")
    other = Problem("decode_errors", "…")
    old = document(*(charset("vni").encode(t) for t in TEXT), encoding="unknown", problems=(problem, other))
    assert repair(old).problems == (other,)
    strange = document("ÿÿ þþ ßß", encoding="unknown", problems=(problem,))
    assert repair(strange).problems == (problem,)


def test_empty_documents():
    assert texts(repair(document())) == []
    assert texts(repair(document(""))) == [""]
