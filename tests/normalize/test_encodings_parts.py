"""VIQR, misread UTF-8 and loose marks by themselves."""

import pytest

from normalize.encodings import viqr
from normalize.encodings.marks import has_loose_marks, reattach
from normalize.encodings.mojibake import unmix
from vietnamese.letters import nfc


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DDie^`u 5", "Điều 5"), ("u+o+'c", "ước"), ("bo^. ga(.p", "bộ gặp"), ("U?y ban", "Ủy ban"), ("nga`y\\.", "ngày."),
        ("la` ba.n.", "là bạn."), ("a. Muc", "a. Muc"), ("hoa.", "hoa."), ("\\?", "?"),
    ],
)  # fmt: skip
def test_viqr(old, new):
    assert viqr.decode(old) == new


def test_viqr_round_trip():
    text = "Giáo viên được bồi dưỡng (theo mẫu a.) trước 15/5; ý kiến: 'đồng ý'? Nghĩa vụ, ở đâu."
    assert viqr.decode(viqr.encode(text)) == text


def test_plain_text_is_no_viqr():
    assert not viqr.is_viqr(
        ["Cong van so 5. Kinh gui: cac truong. Ho so gom: a. don; b. ban sao? o' day", "if (a^b) u+=1; odd"]
    )


@pytest.mark.parametrize("text", ["Điều ước", "“Phụ lục” – €5", "Ấp Ễ ễ Ỹ", "vào làm"])
def test_unmix(text):
    assert unmix(text.encode().decode("latin-1")) == text
    assert unmix(text) == text


@pytest.mark.parametrize(
    ("loose", "whole"),
    [
        ("Tru ̛ờng", "Trường"), ("ho c ̣ sinh", "học sinh"), ("gia ́o du ̣c", "giáo dục"), ("tập̣ trung", "tập trung"),
        ("đơn vị,̣ hoàn", "đơn vị, hoàn"), ("đư ơ ̣c", "được"), ("sô ́ 01", "số 01"), ("x̂ = 5", "x̂ = 5"),
    ],
)  # fmt: skip
def test_reattach(loose, whole):
    given = nfc(loose)
    assert (reattach(given) if has_loose_marks(given) else given) == whole
