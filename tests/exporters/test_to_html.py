import pytest
from lxml import html

from exporters.to_html import export
from tests.exporters.golden import check
from tests.factories import make_plan, make_task


@pytest.fixture(scope="module")
def data():
    return export([make_plan()]).decode()


@pytest.fixture
def page(data):
    return html.fromstring(data)


def test_what_the_page_says(page):
    for image in page.iter("img"):
        image.getparent().replace(image, html.fromstring(f"<p>[hình: {image.get('alt')}]</p>"))
    lines = (" ".join(line.split()) for line in page.body.text_content().splitlines())
    check("html.txt", "\n".join(line for line in lines if line) + "\n")


def test_it_needs_nothing_else_and_runs_nothing(page):
    assert not page.xpath("//script | //link | //iframe | //@onclick | //@onload")
    addresses = [*page.xpath("//@src"), *page.xpath("//@href")]
    assert addresses
    assert all(address.startswith("data:") for address in addresses)


def test_it_is_printed_on_a4(page):
    style = page.findtext(".//style")
    assert "size: A4 landscape" in style
    assert "@media print" in style


def test_every_task_has_a_box_that_says_its_number(page):
    boxes = page.xpath("//input[@type='checkbox']/@aria-label")
    assert boxes == [f"Đã xong việc {number}" for number in range(1, 10)]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_it_can_be_read_aloud(page):
    assert page.get("lang") == "vi"
    assert page.xpath("//title")[0].text.startswith("DANH MỤC VIỆC CẦN LÀM: Kế hoạch số 45/KH-SGDĐT")
    assert all(head.get("scope") for head in page.iter("th"))
    assert all(image.get("alt") for image in page.iter("img"))
    assert len(page.xpath("//h1")) == 1


def test_several_dispatches_are_several_sections_with_ids_of_their_own():
    page = html.fromstring(export([make_plan(), make_plan()]).decode())
    ids = page.xpath("//@id")
    assert len(page.xpath("//section")) == 2
    assert len(ids) == len(set(ids))


def test_words_of_a_dispatch_are_never_markup():
    text = "<script>alert('x')</script> & <b>đậm</b>\x0c"
    data = export([make_plan(tasks=[make_task(action=text)], deadlines=[])]).decode()
    assert "<script>" not in data
    assert "\x0c" not in data
    page = html.fromstring(data)
    assert "<script>alert('x')</script> & <b>đậm</b>" in page.text_content()


def test_an_address_breaks_after_its_sign_and_is_copied_whole(page):
    cell = page.xpath("//td[contains(@class, 'send')]//p[wbr]")[0]
    assert cell.text_content() == "tieuhoc@songhuong.example.vn"
