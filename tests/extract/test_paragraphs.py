"""Lines into paragraphs, with boxes and without."""

import pytest

from extract.paragraphs import Measure, glue, goes_over, join, measure
from schemas.document import Align, Line, Paragraph

LEFT, FIRST, RIGHT, SIZE, STEP = 85.0, 121.0, 540.0, 14.0, 18.0


def of_text(text: str, width: float | None = None) -> list[str]:
    return [p.text for p in join([Line(line) for line in text.split("\n")], width=width)]


def at(x0: float, row: float, text: str, x1: float = 0.0, *, bold: bool = False, size: float = SIZE) -> Line:
    """A line on row `row`; it ends where its letters, half their size wide, do, or at `x1`."""
    top = 100 + STEP * row
    end = x1 or x0 + len(text) * size / 2
    return Line(text, (x0, top, end, top + 1.11 * size), size=size, bold=bold)


def centred(row: float, text: str, *, bold: bool = False) -> Line:
    half = len(text) * SIZE / 4
    middle = (LEFT + RIGHT) / 2
    return at(middle - half, row, text, middle + half, bold=bold)


def on_page(lines: list[Line], column: Measure | None = None) -> list[str]:
    usual = column or Measure(LEFT, RIGHT, STEP, FIRST)
    return [p.text for p in join(lines, measured=usual)]


class TestText:
    def test_a_paragraph_a_line_stays_so(self):
        long = (
            "Căn cứ Quyết định số 12/QĐ-ABC về việc giao nhiệm vụ "
            + "cho các đơn vị trực thuộc thực hiện trong năm " * 4
        )
        assert of_text(f"{long}\nCác đơn vị báo cáo\n{long}\nTổ chức thực hiện") == [
            long.strip(), "Các đơn vị báo cáo", long.strip(), "Tổ chức thực hiện"
        ]  # fmt: skip

    def test_hard_breaks_within_paragraphs_and_blank_lines_between(self):
        text = (
            "Căn cứ Thông tư số 3/2020/TT-ABC ngày 05/3/2020 của Bộ trưởng Bộ ABC ban hành\n"
            "quy chế làm việc của các đơn vị trực thuộc và các tổ chức có liên quan;\n\n"
            "Sở ABC yêu cầu các đơn vị thực hiện nghiêm túc các nội dung sau đây để bảo đảm\n"
            "đúng tiến độ."
        )
        assert [len(p.split()) for p in of_text(text)] == [32, 22]

    def test_a_blank_line_after_every_line_parts_nothing(self):
        lines = [
            "Căn cứ Thông tư số 3/2020/TT-ABC ngày 05/3/2020 của Bộ trưởng Bộ ABC ban hành ",
            "quy chế làm việc của các đơn vị trực thuộc và các tổ chức có liên quan trong cả",
            "nước;",
            "1. Mục đích",
            "Nâng cao chất lượng công tác của các đơn vị trực thuộc trong năm học mới, bảo đảm",
            "đúng tiến độ.",
        ]
        assert [p.split()[0] for p in of_text("\n\n".join(lines))] == ["Căn", "1.", "Nâng"]

    def test_an_open_sentence_goes_on_over_a_blank_line(self):
        text = (
            "Kinh phí bồi dưỡng được dự toán trong kinh phí chi thường xuyên hằng năm của các\n\n"
            "đơn vị theo quy định.\n\nTrên đây là kế hoạch của Sở."
        )
        assert len(of_text(text)) == 2

    def test_first_lines_are_shorter_by_their_indent(self):
        text = (
            "Căn cứ Công văn số 42/ABC-DEFGHIKLMN ngày 16/3/2022 của Bộ\n"
            "ABC về việc bồi dưỡng giáo viên, cán bộ quản lí của các cơ sở giáo dục phổ thông\n"
            "thực hiện chương trình mới và xây dựng báo cáo năm 2022 của từng đơn vị có liên quan;"
        )
        assert len(of_text(text)) == 1

    @pytest.mark.parametrize(
        "label",
        ["I. ", "1. ", "1.1. ", "a) ", "đ) ", "- ", "+ ", "* ", "• ", "Điều 3. ", "Chương II ", "Bước 2. ", "Căn cứ ",
         "Nơi nhận: ", "Kính gửi: ", "-", "1.2 "],
    )  # fmt: skip
    def test_labels_part(self, label):
        first = "Các đơn vị trực thuộc triển khai thực hiện đầy đủ các nội dung của kế hoạch này;"
        assert len(of_text(f"{first}\n{label}Nội dung thứ hai của văn bản")) == 2

    @pytest.mark.parametrize(
        ("above", "below"),
        [
            ("Các đơn vị thực hiện đúng quy định về thời gian năm học và các mốc của năm học 2019", "- 2020 theo kế hoạch."),
            ("Các đơn vị căn cứ hướng dẫn này và các quy định hiện hành, đặc biệt là khoản 2 và khoản", "3. Các nội dung khác."),
            ("Các đơn vị thực hiện đúng quy định về hồ sơ, sổ sách, báo cáo và lưu trữ như đã nêu tại", "Điều 5 của Quy chế."),
        ],
    )  # fmt: skip
    def test_what_looks_like_a_label_may_be_none(self, above, below):
        assert len(of_text(f"{above}\n{below}\nHết.")) == 2

    def test_the_next_number_is_a_label_even_after_a_full_line(self):
        above = "2. Nội dung, đối tượng bồi dưỡng; số lớp, số học viên các lớp bồi dưỡng trong năm nay"
        assert len(of_text(f"{above}\n2.1. Nội dung bồi dưỡng\n{'Dài ' * 20}")) == 3

    def test_page_numbers_and_cells_stand_alone(self):
        assert of_text("Tổng cộng các lớp đã mở trong năm của các trường trong tỉnh là\n12\nlớp") == [
            "Tổng cộng các lớp đã mở trong năm của các trường trong tỉnh là", "12", "lớp"
        ]  # fmt: skip

    def test_tabs_are_cells(self):
        assert of_text("STT\tNội dung\n1\thọc tập\nhết") == ["STT\tNội dung", "1\thọc tập", "hết"]

    def test_a_subject_goes_on_until_something_else_begins(self):
        text = "V/v hướng dẫn xây dựng kế hoạch\nBồi dưỡng thường xuyên năm học mới\n\nKính gửi: Các trường."
        assert of_text(text) == [
            "V/v hướng dẫn xây dựng kế hoạch Bồi dưỡng thường xuyên năm học mới", "Kính gửi: Các trường."
        ]  # fmt: skip

    def test_nothing_comes_of_nothing(self):
        assert join([]) == [] and join([Line(" "), Line("")]) == []


class TestBoxes:
    def test_a_full_line_goes_on_and_a_short_one_ends(self):
        lines = [
            at(FIRST, 0, "Các đơn vị báo cáo kết quả thực hiện về", RIGHT),
            at(LEFT, 1, "Sở trước ngày 15 tháng 5.", 260),
            at(FIRST, 2, "Sở tổng hợp.", 210),
        ]
        assert len(on_page(lines)) == 2

    def test_an_indent_begins_a_paragraph_after_a_full_line(self):
        lines = [at(LEFT, 0, "… thực hiện nghiêm túc các nội dung trên", RIGHT), at(FIRST, 1, "Trong quá trình", RIGHT)]
        assert len(on_page(lines)) == 2

    @pytest.mark.parametrize("text", ["Điều 5 của Quy chế", "- 2020 và các năm", "1. Nội dung", "a) khoản này"])
    def test_no_label_is_one_where_lines_go_on(self, text):
        lines = [at(FIRST, 0, "Thực hiện theo quy định tại khoản 1 và", RIGHT), at(LEFT, 1, text, 300)]
        assert len(on_page(lines)) == 1

    def test_labels_part_where_nothing_is_indented(self):
        plain = Measure(LEFT, RIGHT, STEP)
        lines = [
            at(LEFT, 0, "- Các trường thực hiện đúng quy định", RIGHT),
            at(LEFT, 1, "- Các phòng tổng hợp", 250),
            at(LEFT, 2, "- Sở kiểm tra;", 200),
        ]
        assert len(on_page(lines, plain)) == 3

    def test_items_may_hang(self):
        plain = Measure(LEFT, RIGHT, STEP)
        lines = [
            at(LEFT, 0, "- Các trường thực hiện đúng quy định về", RIGHT),
            at(LEFT + 18, 1, "Quy chế chuyên môn và các văn bản của", RIGHT),
            at(LEFT + 18, 2, "Sở.", 130),
            at(LEFT, 3, "- Các phòng tổng hợp", 250),
        ]
        assert len(on_page(lines, plain)) == 2

    def test_a_wide_gap_parts(self):
        lines = [at(LEFT, 0, "… của các đơn vị trực thuộc Sở.", RIGHT), at(LEFT, 2.5, "Sở đề nghị", 200)]
        assert len(on_page(lines)) == 2

    def test_a_title_is_one_paragraph_and_its_kind_another(self):
        lines = [
            centred(0, "KẾ HOẠCH", bold=True),
            centred(1, "Tổ chức hội thi giáo viên giỏi", bold=True),
            centred(2, "năm học 2031-2032", bold=True),
            centred(3, "(Kèm theo Công văn số 12/ABC ngày 01/02/2031"),
            centred(4, "của Sở ABC)"),
            centred(6, "Chương I", bold=True),
            centred(7, "QUY ĐỊNH CHUNG", bold=True),
        ]
        found = join(lines, measured=Measure(LEFT, RIGHT, STEP, FIRST))
        assert [len(p.lines) for p in found] == [1, 2, 2, 1, 1]
        assert {p.align for p in found} == {Align.CENTER}

    def test_a_first_line_is_not_centred_by_chance(self):
        lines = [at(FIRST, 0, "1. Nội dung thực hiện", RIGHT - 36), at(LEFT, 1, "Sở thực hiện như sau:", 300)]
        assert [p.align for p in join(lines, measured=Measure(LEFT, RIGHT, STEP, FIRST))] == [Align.LEFT, Align.LEFT]

    def test_small_letters_go_on_even_after_a_semicolon(self):
        lines = [at(FIRST, 0, "Các đơn vị chủ động rà soát, bổ sung;", RIGHT), at(LEFT, 1, "phối hợp thực hiện.", 250)]
        assert len(on_page(lines)) == 1

    def test_lines_of_a_form_stay_apart(self):
        lines = [at(LEFT, 0, "Họ và tên: ................", RIGHT), at(LEFT, 1, "Ngày sinh: ...............", RIGHT)]
        assert len(on_page(lines)) == 2

    def test_a_closed_line_short_of_the_edge_ends_its_paragraph_in_justified_text(self):
        lines = [
            at(FIRST, 0, "Các đơn vị thực hiện đúng quy định.", RIGHT - 8),
            at(LEFT, 1, "Trên đây là kế hoạch", 300),
        ]
        assert len(on_page(lines, Measure(LEFT, RIGHT, STEP, FIRST, justified=True))) == 2
        assert len(on_page(lines)) == 1

    def test_smaller_type_parts(self):
        lines = [at(LEFT, 0, "… thực hiện đúng quy định của pháp luật", RIGHT), at(LEFT, 1, "Ghi chú", 150, size=10)]
        assert len(on_page(lines)) == 2


class TestMeasure:
    def test_edges_step_and_indent(self):
        lines = [at(FIRST if i % 3 == 0 else LEFT, i, "x", RIGHT if i % 3 != 2 else 300) for i in range(12)]
        assert measure(lines) == Measure(LEFT, RIGHT, STEP, FIRST, justified=True)

    def test_width_given_overrules(self):
        assert measure([at(LEFT, 0, "x", 200)], width=400).right == LEFT + 400

    def test_no_lines(self):
        assert measure([], width=300) == Measure(0, 300)


class TestPages:
    @pytest.mark.parametrize(
        ("last", "first", "over"),
        [
            (at(LEFT, 0, "… giao cho các trường trực thuộc", RIGHT), at(LEFT, 0, "Sở thực hiện."), True),
            (at(LEFT, 0, "… giao cho các trường."), at(LEFT, 0, "Sở thực hiện."), False),
            (at(LEFT, 0, "… giao cho các trường.", RIGHT), at(FIRST, 0, "Sở thực hiện."), False),
            (at(LEFT, 0, "… giao cho các trường;", RIGHT), at(FIRST, 0, "- Sở thực hiện."), False),
            (at(LEFT, 0, "… các nội dung và"), at(LEFT, 0, "phương pháp mới."), True),
        ],
    )
    def test_goes_over(self, last, first, over):
        column = Measure(LEFT, RIGHT, STEP, FIRST)
        assert goes_over(last, first, column, column) is over


class TestGlue:
    @pytest.mark.parametrize(
        ("above", "below", "together"),
        [
            ("theo Kế hoạch số 273/KH-", "UBND. Các", "theo Kế hoạch số 273/KH-UBND."),
            ("năm học 2023-", "2024 và", "năm học 2023-2024"),
            ("theo Công văn số 12/", "ABC-DEF ngày", "theo Công văn số 12/ABC-DEF"),
            ("theo Công văn số 12", "/ABC-DEF ngày", "theo Công văn số 12/ABC-DEF"),
            ("theo Công văn số 12/KH", "-UBND ngày", "theo Công văn số 12/KH-UBND"),
            ("các năm 2020 -", "2021 là", "các năm 2020 -"),
            ("các trường", "-Phòng là", "các trường"),
            ("tổng số là", "/12 trường", "tổng số là"),
        ],
    )
    def test_what_a_line_end_cuts_comes_together(self, above, below, together):
        lines = glue(Paragraph((Line(above), Line(below)))).lines
        assert lines[0].text == together
        assert (lines[0].raw is not None) == (together != above)

    def test_raw_keeps_what_stood_there_and_an_emptied_line_goes(self):
        (line,) = glue(Paragraph((Line("số 273/KH-"), Line("UBND.")))).lines
        assert (line.text, line.raw) == ("số 273/KH-UBND.", "số 273/KH- UBND.")


def test_join_reads_the_seeds_of_all_three_kinds(shared):
    """Double-spaced (004), hard breaks (000), a paragraph a line (001): each ends in about as many paragraphs."""
    found = {}
    for seed in ("000", "001", "004"):
        (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
        found[seed] = join([Line(line) for line in path.read_text(encoding="utf-8").split("\n")])
    assert 78 <= len(found["000"]) <= 84
    assert 60 <= len(found["001"]) <= 66
    assert 230 <= len(found["004"]) <= 242
    assert max(len(p.lines) for p in found["004"]) < 15
