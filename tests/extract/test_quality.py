"""The quality of a page's text."""

import pytest

from extract.quality import LOW_QUALITY_TEXT, NO_TEXT_LAYER, measure

GOOD = "Các đơn vị trực thuộc có trách nhiệm triển khai thực hiện nghiêm túc các nội dung của kế hoạch này và báo cáo kết quả về Sở"
BARE = "Cac don vi truc thuoc co trach nhiem trien khai thuc hien nghiem tuc cac noi dung cua ke hoach nay va bao cao ket qua ve So"
NOISE = "C4c dcn vl trwc thuqc cé trcch nhi?m tri€n khi thqc hi¢n nghiém tic cdc nqi dmg cia k€ hocch ncy va b3o cfo kct quf v€ Sz wq"
OLD = "C¸c ®¬n vÞ trùc thuéc cã tr¸ch nhiÖm triÓn khai thùc hiÖn nghiªm tóc c¸c néi dung cña kÕ ho¹ch nµy vµ b¸o c¸o kÕt qu¶ vÒ Së"
ENGLISH = "The units of the department are responsible for this plan and report to the board by the end of May with the results"


@pytest.mark.parametrize(
    ("text", "least", "most"), [(GOOD, 0.95, 1), (BARE, 0, 0.3), (NOISE, 0, 0.5), (OLD, 0.95, 1), (ENGLISH, 1, 1)]
)
def test_values(text, least, most):
    found = measure(text.split())
    assert least <= found.value <= most
    assert found.code == (LOW_QUALITY_TEXT if found.value < 0.6 else None)


def test_a_picture_without_text():
    assert measure([], covered=0.9)[::2] == (0.0, NO_TEXT_LAYER)
    assert measure(["Trang", "2"], covered=0.9).code == NO_TEXT_LAYER
    assert measure([]) == (1.0, "trang không có chữ", None)


def test_a_hidden_layer_is_never_taken_for_print():
    assert measure(GOOD.split(), covered=1.0, hidden=True).value == 0.9


def test_unreadable_signs_cost():
    broken = GOOD.replace("á", "\ufffd").replace("ị", "\ue123")
    assert measure(broken.split()).value < measure(GOOD.split()).value
    assert "không đọc được" in measure(broken.split()).why


def test_figures_and_capitals_are_no_ground_to_judge():
    assert measure(["12", "345", "UBND", "GDĐT"] * 40).value == 1.0
