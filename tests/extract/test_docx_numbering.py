import pytest

from extract.docx_numbering import spell
from tests.extract.word import item, level, lists, p, texts

THREE = level(0, "%1.", "upperRoman") + level(1, "%1.%2.", more="<w:isLgl/>") + level(2, "%3)", "lowerLetter")


def test_levels_count_and_restart_below_each_new_higher_number():
    body = "".join(
        item(text, 1, depth)
        for text, depth in [
            ("Một", 0),
            ("Hai", 1),
            ("Ba", 1),
            ("Bốn", 2),
            ("Năm", 2),
            ("Sáu", 0),
            ("Bảy", 1),
            ("Tám", 2),
        ]
    )
    expected = ["I. Một", "1.1. Hai", "1.2. Ba", "a) Bốn", "b) Năm", "II. Sáu", "2.1. Bảy", "a) Tám"]
    assert texts(body, numbering=lists(THREE)) == expected


def test_text_between_items_does_not_stop_the_count():
    body = item("Một", 1) + p("xen giữa") + item("Hai", 1)
    assert texts(body, numbering=lists(level(0, "%1."))) == ["1. Một", "xen giữa", "2. Hai"]


def test_lists_of_one_kind_go_on_unless_one_is_told_to_begin_afresh():
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert texts(body, numbering=lists(level(0, "%1."), nums=nums)) == ["1. a", "2. b", "5. c", "6. d", "7. e"]


def test_a_list_may_replace_a_level_of_its_kind():
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        f'<w:lvlOverride w:ilvl="0">{level(0, "Bước %1:", start=3)}</w:lvlOverride></w:num>'
    )
    assert texts(item("Lập danh sách", 2), numbering=lists(level(0, "%1."), nums=nums)) == ["Bước 3: Lập danh sách"]


def test_a_level_that_never_restarts_and_one_that_restarts_two_levels_up():
    abstract = (
        level(0, "%1.")
        + level(1, "%1.%2", more='<w:lvlRestart w:val="0"/>')
        + level(2, "(%3)", more='<w:lvlRestart w:val="1"/>')
    )
    depths = [0, 1, 2, 1, 2, 0, 1, 2]
    body = "".join(item("x", 1, depth) for depth in depths)
    expected = ["1. x", "1.1 x", "(1) x", "1.2 x", "(2) x", "2. x", "2.3 x", "(1) x"]
    assert texts(body, numbering=lists(abstract)) == expected


def test_a_level_whose_higher_level_was_not_met_shows_its_first_number():
    assert texts(item("x", 1, 1), numbering=lists(level(0, "%1.", start=4) + level(1, "%1.%2"))) == ["4.1 x"]


@pytest.mark.parametrize(
    ("text", "font", "label"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf02d", "Symbol", "-"),
        ("\uf0a7", "Wingdings", "•"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\uf0e8", "Một phông lạ", "•"),
        ("o", "Courier New", "•"),
        ("-", "Times New Roman", "-"),
        ("–", "Times New Roman", "-"),
        ("+", "", "+"),
        ("*", "", "*"),
    ],
)
def test_bullets_become_the_marks_that_readers_write(text, font, label):
    more = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    abstract = level(0, text, "bullet").replace("</w:lvl>", more + "</w:lvl>")
    assert texts(item("Như trên;", 1), numbering=lists(abstract)) == [f"{label} Như trên;"]


def test_no_space_after_a_label_where_the_list_says_so():
    assert texts(item("x", 1), numbering=lists(level(0, "%1.", more='<w:suff w:val="nothing"/>'))) == ["1.x"]


def test_numbers_come_from_styles_and_a_paragraph_may_decline_them():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Muc"/></w:style>'
    )
    abstract = level(0, "%1.", "upperRoman", more='<w:pStyle w:val="Muc"/>') + level(
        1, "%2.", more='<w:pStyle w:val="Khoan"/>'
    )
    body = (
        p("Mục đích", '<w:pStyle w:val="Muc"/>')
        + p("Yêu cầu chung", '<w:pStyle w:val="Khoan"/>')
        + p("không đánh số", '<w:pStyle w:val="Khoan"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Nội dung", '<w:pStyle w:val="Muc"/>')
    )
    found = texts(body, styles=styles, numbering=lists(abstract))
    assert found == ["I. Mục đích", "1. Yêu cầu chung", "không đánh số", "II. Nội dung"]


def test_a_list_defined_by_a_numbering_style():
    styles = (
        '<w:style w:type="numbering" w:styleId="Kieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    found = texts(item("x", 2), styles=styles, numbering=lists(level(0, "Điều %1."), '<w:numStyleLink w:val="Kieu"/>'))
    assert found == ["Điều 1. x"]


def test_empty_paragraphs_count_and_only_numbers_print_without_text():
    numbers = item("", 1) + item("Hai", 1)
    bullets = item("", 2) + item("Ba", 2)
    found = texts(numbers + bullets, numbering=lists(level(0, "%1."), level(0, "-", "bullet")))
    assert found == ["1.", "2. Hai", "- Ba"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (4, "decimal", "4"),
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (5, "lowerLetter", "e"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (3, "decimalEnclosedParen", "(3)"),
        (3, "none", ""),
        (3, "001, 002, 003, ...", "003"),
        (3, "thaiCounting", "3"),
    ],
)
def test_number_formats(value, form, text):
    assert spell(value, form) == text
