import io
import zipfile

import pytest

from extract.docx import read
from extract.source import Damaged, Empty, Source
from schemas.document import Align, Method, Paragraph, Zone
from tests.extract.word import blocks, document, p, package, r, texts

BOX = "<w:txbxContent>{}</w:txbxContent>"
NOTES = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Theo sổ của phòng.</w:t></w:r></w:p></w:footnote>'


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("Gửi ") + r("báo cáo"), "Gửi báo cáo"),
        (f"<w:ins>{r('thêm ')}</w:ins>{r('giữ ')}<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>", "thêm giữ"),
        (f"<w:moveTo>{r('đến ')}</w:moveTo><w:moveFrom>{r('đi')}</w:moveFrom>{r('đây')}", "đến đây"),
        (r("hiện") + r("ẩn", "<w:vanish/>"), "hiện"),
        (r("ẩn mà hiện", '<w:vanish w:val="0"/>'), "ẩn mà hiện"),
        (field(' HYPERLINK "mailto:a@b.vn" ', "a@b.vn"), "a@b.vn"),
        (field(" REF x " + "", "ngày ") + field(" DATE ", "5/6/2031"), "ngày 5/6/2031"),
        (f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>', "7"),
        (f"<w:hyperlink>{r('trang')}</w:hyperlink><w:smartTag>{r(' tin')}</w:smartTag>", "trang tin"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('ô nhập')}</w:sdtContent></w:sdt>", "ô nhập"),
        ('<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>', "QĐ-UBND"),
        ('<w:r><w:t>trường</w:t><w:softHyphen/><w:t>học</w:t></w:r>', "trườnghọc"),
        ('<w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t></w:r>', "một hai"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 80%</w:t></w:r>', "≥ 80%"),
        (r("kế hoạch", "<w:caps/>"), "KẾ HOẠCH"),
        (r("năm 2031") + r("1", '<w:vertAlign w:val="superscript"/>'), "năm 2031[1]"),
        (r("50 m") + r("2", '<w:vertAlign w:val="superscript"/>'), "50 m2"),
        ("<w:r><w:t>a</w:t><w:commentReference w:id='1'/></w:r>", "a"),
        (
            "<w:r><w:t>x = </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>a + b</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "x = (a + b)/2",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
            '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" Đạt"),
            "☑ Đạt",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="Đạt"/><w:listEntry w:val="Không đạt"/></w:ddList></w:ffData>'
            '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "Không đạt",
        ),
        ("<w:r><mc:AlternateContent><mc:Choice><w:t>mới</w:t></mc:Choice><mc:Fallback><w:t>cũ</w:t></mc:Fallback>"
         "</mc:AlternateContent></w:r>", "mới"),
    ],
)  # fmt: skip
def test_inside_a_paragraph(inside, text):
    assert texts(f"<w:p>{inside}</w:p>") == [text]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Nộp báo cáo ')}</w:p>" + p("trước ngày 5/6/2031.")
    assert texts(body) == ["Nộp báo cáo trước ngày 5/6/2031."]


def test_text_whose_last_paragraph_mark_was_deleted_is_kept():
    assert texts(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('cuối văn bản')}</w:p>") == ["cuối văn bản"]


def test_a_line_broken_by_hand_stays_one_paragraph_and_a_list_does_not():
    title = "<w:p><w:r><w:t>Về việc tổ chức</w:t><w:br/><w:t>hội thi năm 2031</w:t></w:r></w:p>"
    many = "<w:p><w:r><w:t>Nơi nhận:</w:t><w:br/><w:t>- Như trên;</w:t><w:br/><w:t>- Lưu: VT.</w:t></w:r></w:p>"
    found = blocks(title + many)
    assert [len(block.lines) for block in found if isinstance(block, Paragraph)] == [2, 1, 1, 1]
    assert texts(title + many)[0] == "Về việc tổ chức hội thi năm 2031"


def test_a_page_break_parts_paragraphs():
    assert texts('<w:p><w:r><w:t>hết.</w:t><w:br w:type="page"/><w:t>Phụ lục</w:t></w:r></w:p>') == ["hết.", "Phụ lục"]


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it():
    box = BOX.format(p("HỎA TỐC"))
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(f"<w:p>{r('Kính gửi: Ông A')}{drawing}</w:p>") == ["Kính gửi: Ông A", "HỎA TỐC"]
    assert texts(f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>") == ["HỎA TỐC"]


def test_blocks_inside_content_controls_and_custom_xml():
    assert texts(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('một')}</w:sdtContent></w:sdt><w:customXml>{p('hai')}</w:customXml>"
    ) == ["một", "hai"]


def test_footnotes_follow_their_paragraph_in_a_zone_of_their_own():
    body = f"<w:p>{r('Có 12 lớp')}<w:r><w:footnoteReference w:id='2'/></w:r>{r('.')}</w:p>" + p("Sau đó.")
    first, note, after = blocks(body, footnotes=NOTES)
    assert (first.text, after.text) == ("Có 12 lớp[1].", "Sau đó.")
    assert (note.text, note.zone) == ("[1] Theo sổ của phòng.", Zone.FOOTNOTE)


def test_headers_and_footers_have_zones_and_unused_ones_are_left_out():
    links = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    found = blocks(p("thân") + links, header1=p("2"), header2=p("trang đầu"), footer1=p("chân"))
    assert [(block.text, block.zone) for block in found] == [
        ("2", Zone.HEADER),
        ("thân", Zone.BODY),
        ("chân", Zone.FOOTER),
    ]


def test_a_letterhead_kept_in_the_header_is_body_text():
    links = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    found = blocks(p("thân") + links, header1=p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    assert [block.zone for block in found] == [Zone.BODY, Zone.BODY]


def test_look_is_inherited_and_styles_cancel_each_other():
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Goc"><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="De"><w:basedOn w:val="Goc"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="De"/></w:style>'
        '<w:style w:type="character" w:styleId="Manh"><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = (
        p("thường")
        + p("đậm", '<w:pStyle w:val="Con"/>')
        + p("đậm hai lần là thường", '<w:pStyle w:val="Con"/>', '<w:rStyle w:val="Manh"/>')
        + p("bỏ đậm", '<w:pStyle w:val="Con"/><w:jc w:val="right"/>', '<w:b w:val="0"/><w:i/>')
    )
    found = [(b.align, b.lines[0].bold, b.lines[0].italic, b.lines[0].size) for b in blocks(body, styles=styles)]
    assert found == [
        (Align.JUSTIFY, False, False, 13.0),
        (Align.CENTER, True, False, 14.0),
        (Align.CENTER, False, False, 14.0),
        (Align.RIGHT, False, True, 14.0),
    ]


def test_a_letterhead_and_a_sign_off_set_with_tabs_are_two_columns():
    def tabbed(*parts: str) -> str:
        return "<w:p><w:r>" + "<w:tab/>".join(f"<w:t>{part}</w:t>" if part else "" for part in parts) + "</w:r></w:p>"

    body = (
        tabbed("UBND HUYỆN SUỐI MƠ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + tabbed("PHÒNG NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")
        + tabbed("Số: 12/PNV", "Suối Mơ, ngày 5 tháng 6 năm 2031")
        + p("Kính gửi: Các xã")
        + tabbed("Nơi nhận:", "", "TRƯỞNG PHÒNG")
        + p("- Như trên;")
        + tabbed("- Lưu: VT.", "", "Lê Văn Bốn")
    )
    found = [(block.column, block.text) for block in blocks(body)]
    assert found == [
        (0, "UBND HUYỆN SUỐI MƠ"),
        (0, "PHÒNG NỘI VỤ"),
        (0, "Số: 12/PNV"),
        (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, "Độc lập - Tự do - Hạnh phúc"),
        (1, "Suối Mơ, ngày 5 tháng 6 năm 2031"),
        (None, "Kính gửi: Các xã"),
        (0, "Nơi nhận:"),
        (0, "- Như trên;"),
        (0, "- Lưu: VT."),
        (1, "TRƯỞNG PHÒNG"),
        (1, "Lê Văn Bốn"),
    ]


def test_the_document_has_one_page_without_size():
    found = document(p("x"))
    assert (found.paged, len(found.pages), found.pages[0].method) == (False, 1, Method.WORD)
    assert found == document(p("x"))


def test_strict_files_are_read_as_transitional_ones():
    data = package(p("x"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(
                name,
                text.replace(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
            )
    assert read(Source("a.docx", out.getvalue())).pages[0].blocks[0].text == "x"


def test_files_made_by_python_docx():
    import docx

    made = docx.Document()
    made.add_heading("Kế hoạch", 1)
    made.add_paragraph("Nộp báo cáo.", style="List Number")
    made.add_paragraph("Lập danh sách.", style="List Number")
    made.add_paragraph("Gửi thư.", style="List Bullet")
    grid = made.add_table(2, 2, style="Table Grid")
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "gộp"
    out = io.BytesIO()
    made.save(out)
    *paragraphs, table = read(Source("a.docx", out.getvalue())).pages[0].blocks
    assert [block.text for block in paragraphs] == ["Kế hoạch", "1. Nộp báo cáo.", "2. Lập danh sách.", "• Gửi thư."]
    assert paragraphs[0].lines[0].bold
    assert table.ruled
    assert table.cells[0].column_span == 2


def _without(data: bytes, dropped: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != dropped:
                new.writestr(name, old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 khong phai tep nen",
        package(p("x"))[:-60],
        package("<w:p><w:r>"),
        _without(package(p("x")), "word/document.xml"),
    ],
    ids=["no zip", "cut short", "broken xml", "no body"],
)
def test_damaged_files_are_refused_with_a_message(data):
    with pytest.raises(Damaged, match="Tệp Word"):
        read(Source("a.docx", data))


def test_a_broken_side_part_is_a_problem_and_not_a_failure():
    found = document(p("x"), styles="<w:style")
    assert [problem.code for problem in found.problems] == ["damaged_part"]
    assert found.pages[0].blocks[0].text == "x"


def test_a_file_of_pictures_says_so_and_an_empty_one_is_refused():
    out = io.BytesIO(package(p()))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/media/image1.png", b"x")
    found = read(Source("a.docx", out.getvalue()))
    assert [problem.code for problem in found.problems] == ["no_text_layer"]
    with pytest.raises(Empty, match="không có chữ"):
        document(p())


def test_embedded_files_are_named():
    assert [problem.code for problem in document(p("x") + '<w:altChunk r:id="a"/>').problems] == ["embedded_part"]


@pytest.mark.shared
def test_real_dispatches_read_like_their_pages(shared):
    [path] = (shared / "dispatches").glob("079_*.docx")
    found = read(Source.open(path)).pages[0].blocks
    columns = [block.column for block in found if isinstance(block, Paragraph)]
    assert columns[:6] == [0, 0, 0, 1, 1, 1]
    assert columns[-7:] == [0, 0, 0, 0, 1, 1, 1]
    assert not any(block.text.count("\t") for block in found if isinstance(block, Paragraph))
