"""Mail: the letter and its attachments."""

from email.message import EmailMessage

import pytest

from extract.registry import open_all, read
from extract.source import Damaged, Empty, Source, TooLarge, UnknownType, Unreadable
from tests.extract.test_archive import zipped
from tests.extract.word import p, package

LETTER = "Kính gửi các trường: đề nghị gửi báo cáo trước ngày 15/5/2024."


def letter(text=LETTER, html=None):
    message = EmailMessage()
    message["Subject"] = "Công văn số 5"
    message["From"] = "vp@vidu.edu.vn"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    return message


def opened(message, name="thư.eml"):
    data = message if isinstance(message, bytes) else message.as_bytes()
    return list(open_all(Source(name, data)))


def test_the_letter_comes_first_then_what_is_attached():
    message = letter()
    message.add_attachment(
        package(p("Kế hoạch")), maintype="application", subtype="octet-stream", filename="kế hoạch số 1.docx"
    )
    message.add_attachment("Danh sách", filename="ds.txt")
    members = opened(message)
    assert [m.name for m in members] == ["thư.eml/nội dung thư.txt", "thư.eml/kế hoạch số 1.docx", "thư.eml/ds.txt"]
    assert members[0].data.decode().strip() == LETTER
    assert "Kế hoạch" in read(members[1]).pages[0].blocks[0].text


def test_a_letter_in_html_alone():
    (member,) = opened(letter(None, f"<html><body><p>{LETTER}</p></body></html>"))
    assert member.name.endswith(".html")
    assert read(member).pages[0].blocks[0].text == LETTER


def test_of_two_bodies_the_plain_one_is_read():
    members = opened(letter(LETTER, f"<p>{LETTER}</p>"))
    assert [m.suffix for m in members] == [".txt"]


def test_ornaments_are_left_out():
    message = letter(LETTER, "<p>x</p>")
    message.get_payload()[1].add_related(b"\x89PNG\r\n\x1a\n" + bytes(100), "image", "png", cid="<logo>")
    assert len(opened(message)) == 1


def test_archives_and_letters_inside_letters_are_unfolded():
    inner = letter("Chuyển tiếp thư trước đây cho các đơn vị.")
    inner.add_attachment(b"x", maintype="text", subtype="plain", filename="a.txt")
    message = letter()
    message.add_attachment(zipped({"b.txt": "y"}), maintype="application", subtype="zip", filename="t.zip")
    message.add_attachment(inner)
    found = [m.name for m in opened(message)]
    assert found == [
        "thư.eml/nội dung thư.txt", "thư.eml/t.zip/b.txt", "thư.eml/thư kèm.eml/nội dung thư.txt", "thư.eml/thư kèm.eml/a.txt",
    ]  # fmt: skip


def test_names_from_outside_are_made_safe_and_their_own():
    message = letter()
    for name in ("../../etc/a.txt", "C:\\tmp\\a.txt", "a.txt"):
        message.add_attachment("x", filename=name)
    assert [m.name for m in opened(message)][1:] == ["thư.eml/a.txt", "thư.eml/a (2).txt", "thư.eml/a (3).txt"]


def test_a_letter_without_anything():
    with pytest.raises(Empty):
        opened(letter(""))


def test_strange_character_sets_do_not_matter():
    data = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=khong-co\r\n\r\nKinh gui\r\n"
    assert opened(data)[0].data == b"Kinh gui\r\n"


def test_nesting_without_end_is_refused():
    data = b"MIME-Version: 1.0\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + b"x"
    try:
        found = opened(data)
    except Unreadable:
        return
    assert len(found) <= 1


@pytest.mark.parametrize("cut", range(0, 900, 53))
def test_broken_letters_end_in_words(cut):
    message = letter(LETTER, "<p>x</p>")
    message.add_attachment(zipped({"b.txt": "y"}), maintype="application", subtype="zip", filename="t.zip")
    data = message.as_bytes()
    try:
        for member in opened(data[: len(data) - cut]):
            assert member.name
    except (Damaged, Empty, TooLarge, UnknownType):
        pass
