"""Labels, nesting and paths of sections."""

import pytest

from normalize.clean import plain
from normalize.outline import find_outline, section_at
from normalize.outline_labels import Style, read_label, roman_value
from normalize.structure import zones
from schemas.plan import Section


def outline(*lines: str) -> list[Section]:
    part = plain("\n".join(lines))
    return find_outline(part, zones(part))


def paths(sections: list[Section]) -> list[str]:
    found = []
    for section in sections:
        found.append(f"{section.level}:{section.path}" + (section.label if section.label in "-+*" else ""))
        found.extend(paths(section.children))
    return found


@pytest.mark.parametrize(
    ("text", "name", "style"),
    [
        ("I. MỤC ĐÍCH", "I", Style.ROMAN),
        ("III-Nội dung tự chọn", "III", Style.ROMAN),
        ("IV/ Kinh phí", "IV", Style.ROMAN),
        ("I1. Đối tượng", "II", Style.ROMAN),
        ("II NỘI DUNG THỰC HIỆN", "II", Style.ROMAN),
        ("1, Đối với nhà trường", "1", Style.NUMBER),
        ("b, Đối với giáo viên", "b", Style.LETTER),
        ("2- Thời gian", "2", Style.NUMBER),
        ("1. Nội dung", "1", Style.NUMBER),
        ("1.Nội dung", "1", Style.NUMBER),
        ("2./ Báo cáo", "2", Style.NUMBER),
        ("3) Hồ sơ", "3", Style.NUMBER),
        ("2.1. Mục tiêu", "2.1", Style.NUMBER),
        ("2.1 Mục tiêu", "2.1", Style.NUMBER),
        ("3.2.1. Cấp trường", "3.2.1", Style.NUMBER),
        ("a) Chuẩn bị", "a", Style.LETTER),
        ("đ) Kết thúc", "đ", Style.LETTER),
        ("b. Hình thức", "b", Style.LETTER),
        ("(2) Gửi hồ sơ", "2", Style.ENCLOSED),
        ("A. PHẦN CHUNG", "A", Style.CAPITAL),
        ("Điều 5. Hiệu lực", "Điều 5", Style.ARTICLE),
        ("Điều 12: Trách nhiệm", "Điều 12", Style.ARTICLE),
        ("Chương II", "Chương II", Style.CHAPTER),
        ("CHƯƠNG III QUY ĐỊNH CỤ THỂ", "Chương III", Style.CHAPTER),
        ("Mục 2. KHEN THƯỞNG", "Mục 2", Style.DIVISION),
        ("Phần thứ hai", "Phần hai", Style.PART),
        ("Bước 3: Nghiệm thu", "Bước 3", Style.STEP),
        ("- Báo cáo", "-", Style.DASH),
        ("-Báo cáo", "-", Style.DASH),
        ("– Báo cáo", "-", Style.DASH),
        ("+ Sổ sách", "+", Style.PLUS),
        ("* Lưu ý:", "*", Style.STAR),
        ("• Điểm trường", "•", Style.DOT),
    ],
)
def test_labels(text, name, style):
    label = read_label(text)
    assert label is not None
    assert (label.name, label.style) == (name, style)


@pytest.mark.parametrize(
    "text",
    [
        "1.10.2020 là ngày họp",
        "30.5.2018",
        "1.500 học sinh",
        "16 ngày; 40 tiết",
        "2 ngày tiếp theo",
        "2019. Kế hoạch này",
        "V/v tổ chức thi",
        "v/v tổ chức thi",
        "8h30 họp",
        "07/9/2024 nộp hồ sơ",
        "TP. Hòa Sơn",
        "Điều 5 của Thông tư này",
        "Điều này áp dụng",
        "Mục 2.2b của Kế hoạch này",
        "bước 3 của quy trình",
        "Phần mềm quản lý",
        "Bước đầu đã có kết quả",
        "c/c Ban Giám hiệu",
        "Vi phạm",
        "5.218 giáo viên",
        "3,5 điểm",
        "12, 13, 14 tháng 5",
        "I nốt và V nốt",
        "16-20 tuổi",
    ],
)
def test_no_labels(text):
    assert read_label(text) is None


@pytest.mark.parametrize(("text", "value"), [("IV", 4), ("XII", 12), ("I1I", 3), ("IIX", None), ("VX", None)])
def test_roman_numbers(text, value):
    assert roman_value(text) == value


CASES = [
    # nesting seen: I, 1, a, -
    (
        ["I. Một", "1. A", "a) x", "- p", "- q", "b) y", "2. B", "II. Hai", "1. C"],
        ["1:I", "2:I.1", "3:I.1.a", "4:I.1.a-", "4:I.1.a-", "3:I.1.b", "2:I.2", "1:II", "2:II.1"],
    ),
    # 1, 1.1, a
    (
        ["1. Một", "1.1. A", "a) x", "b) y", "1.2. B", "2. Hai", "2.1. C", "a) z"],
        ["1:1", "2:1.1", "3:1.1.a", "3:1.1.b", "2:1.2", "1:2", "2:2.1", "3:2.1.a"],
    ),
    # labels that hold their parent are not repeated below a Roman section
    (["II. Hai", "3. Ba", "3.1. x", "3.2. y", "4. Bốn"], ["1:II", "2:II.3", "3:II.3.1", "3:II.3.2", "2:II.4"]),
    # three levels of figures
    (["9. A", "9.2. B", "9.2.1. C", "b) D"], ["1:9", "2:9.2", "3:9.2.1", "4:9.2.1.b"]),
    # articles stand for themselves
    (
        ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. A", "1. x", "a) p", "Chương II", "Điều 2. B", "1. y"],
        ["1:Chương I", "2:Điều 1", "3:Điều 1.1", "4:Điều 1.1.a", "1:Chương II", "2:Điều 2", "3:Điều 2.1"],
    ),
    # steps and their bullets belong to the section
    (["6. Quy trình", "Bước 1. A", "- x", "Bước 2. B", "7. Khác"], ["1:6", "2:6", "3:6-", "2:6", "1:7"]),
    # bullets of several signs
    (["1. A", "- x", "+ y", "+ z", "- w", "2. B"], ["1:1", "2:1-", "3:1+", "3:1+", "2:1-", "1:2"]),
    # a list restarts under a letter
    (["1. A", "a) x", "1. p", "2. q", "b) y", "2. B"], ["1:1", "2:1.a", "3:1.a.1", "3:1.a.2", "2:1.b", "1:2"]),
    # the mark after the number changes within a list
    (["1. A", "2/ B", "3. C"], ["1:1", "1:2", "1:3"]),
    # letters below capitals and Roman numbers
    (["A. Một", "I. x", "1. y", "B. Hai", "I. z"], ["1:A", "2:A.I", "3:A.I.1", "1:B", "2:B.I"]),
    # two sections carry the same number
    (["III. A", "1. x", "III. B", "1. y"], ["1:III", "2:III.1", "1:III", "2:III.1"]),
    # a wrapped line that begins with a number is no section
    (["1. A", "2. B", "17. học sinh", "3. C"], ["1:1", "1:2", "1:3"]),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_nesting(lines, expected):
    assert paths(outline(*lines)) == expected


def test_spans_hold_their_children():
    sections = outline("I. Một", "Lời dẫn.", "1. A", "Nội dung A.", "2. B", "Nội dung B.", "II. Hai", "Hết.")
    content = "I. Một\nLời dẫn.\n1. A\nNội dung A.\n2. B\nNội dung B.\nII. Hai\nHết."
    first, second = sections
    assert content[first.start : first.end] == "I. Một\nLời dẫn.\n1. A\nNội dung A.\n2. B\nNội dung B."
    assert content[first.children[0].start : first.children[0].end] == "1. A\nNội dung A."
    assert content[second.start : second.end] == "II. Hai\nHết."
    assert [s.path for s in section_at(sections, content.index("Nội dung B"))] == ["I", "I.2"]
    assert [s.path for s in section_at(sections, content.index("Lời"))] == ["I"]
    assert section_at(sections, len(content) + 5) == ()


def test_titles():
    sections = outline(
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "1. " + "Thông báo: " + "rất dài " * 40,
        "2. " + "không có dấu " * 30,
    )
    assert sections[0].title == "QUY ĐỊNH CHUNG"
    article = sections[0].children[0]
    assert article.title == "Phạm vi điều chỉnh"
    assert article.children[0].title == "Thông báo"
    assert len(article.children[1].title) <= 120
    assert article.children[1].title.endswith(("dấu", "có", "không"))


def test_annexes_are_nodes_of_the_first_level():
    text = "Căn cứ kế hoạch,\n1. Một\n2. Hai\nNơi nhận:\n- Lưu: VT.\nHIỆU TRƯỞNG\nNguyễn Văn An\nPhụ lục 1\nDANH SÁCH\n1. Ba\na) Bốn"
    sections = outline(*text.split("\n"))
    assert paths(sections) == ["1:1", "1:2", "1:Phụ lục 1", "2:Phụ lục 1.1", "3:Phụ lục 1.1.a"]
    assert sections[-1].title == "DANH SÁCH"
