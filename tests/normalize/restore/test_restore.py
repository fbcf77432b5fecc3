"""The doors of restoration: what is restored, what passes unchanged, and what is said about it."""

import lzma
import unicodedata

import pytest

from normalize.restore import restore, restorer, stream
from vietnamese.letters import nfc, strip_marks

GOOD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Căn cứ Quyết định số 12/QĐ-UBND ngày 03/4/2024 của Ủy ban nhân dân huyện về việc ban hành kế hoạch,
Phòng Giáo dục và Đào tạo đề nghị các trường tiểu học gửi báo cáo trước ngày 15/5/2024.
Nơi nhận:
- Như trên;
- Lưu: VT."""

MISREAD = """Cin cir Thong tu s6 19/2019/TT-BGDPT ngay 12/11/2019 cia B6 GDDT ban hanh Quy ché boi dudng thuong
xuyén gido vién, can b6 quan ly co s& gido duc mam non, co s¢ gido duc ph6 thong;
Cac truong bao cao két qua boi dudng thuong xuyén vé Phong GDDT qua email lienhe@truonghoc.edu.vn trudc
ngay 05/6/2024."""


def test_stripped_text_gets_its_marks_back():
    assert restore(strip_marks(GOOD)).text == GOOD


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "",
        "\n\n \t\n",
        "12/2024, 15.331 = 8.324 + 5.003; 0912345678",
        "The quick brown fox jumps over the lazy dog while the committee reviews the annual budget of the school.\n"
        * 4,
        "Le comité examine le budget annuel de l'école et propose une nouvelle organisation des cours du soir.\n" * 4,
        "https://example.org/a-b-c ten@example.org",
    ],
)
def test_unchanged(text):
    result = restore(text)
    assert result.text == text
    assert result.changes == ()


def test_misread_text():
    text = restore(MISREAD).text
    assert (
        "Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ GDĐT ban hành Quy chế bồi dưỡng thường\nxuyên"
        in text
    )
    assert "giáo viên, cán bộ quản lý cơ sở giáo dục mầm non, cơ sở giáo dục phổ thông;" in text
    assert "lienhe@truonghoc.edu.vn trước\nngày 05/6/2024." in text


@pytest.mark.parametrize("text", [strip_marks(GOOD), MISREAD])
def test_changes_lead_back_to_what_stood_there(text):
    result = restore(text)
    assert result.changed == len(result.changes) > 10
    at, parts = 0, []
    for change in result.changes:
        assert 0 < change.confidence <= 1
        parts += (result.text[at : change.start], change.raw)
        at = change.end
    assert "".join([*parts, result.text[at:]]) == text


def test_lines_stay():
    assert restore(MISREAD).text.count("\n") == MISREAD.count("\n")


def test_good_part_of_a_mixed_text_is_left_alone():
    good = GOOD * 3
    mixed = good + "\n" + strip_marks(GOOD).replace("huyen", "tinh") * 2
    text = restore(mixed).text
    assert text.startswith(good)
    assert "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/4/2024 của Ủy ban nhân dân tỉnh" in text[len(good) :]


def test_a_list_goes_on_with_d_bar():
    text = strip_marks("Nhiệm vụ của nhà trường:\n") + "c) Tham gia day đủ;\n".replace("đ", "d").replace("ủ", "u")
    text += "d) Bao cao ket qua thuc hien;\nd) Luu tru ho so theo quy dinh;\ne) Kiem tra, giam sat."
    lines = restore(text).text.split("\n")
    assert [line[0] for line in lines[1:]] == ["c", "d", "đ", "e"]


def test_unknown_abbreviations_take_after_known_ones():
    assert (
        "SGDĐT-XYZ"
        in restore(strip_marks("Công văn số 15/SGDĐT-XYZ của Sở Giáo dục và Đào tạo về việc tuyển sinh")).text
    )


def test_explain():
    shown = "".join(stream(MISREAD, explain=True))
    assert "- Cin cir Thong tu" in shown
    assert "+ Căn cứ Thông tư" in shown
    assert "Đã sửa" in shown
    assert "".join(stream(GOOD)) == GOOD


def test_a_long_text_is_restored_part_by_part(monkeypatch):
    whole = restore(MISREAD * 6)
    monkeypatch.setattr(restorer, "_PART", len(MISREAD) * 2)
    parts = restore(MISREAD * 6)
    assert parts.text.count("Căn cứ") == whole.text.count("Căn cứ") > 1
    assert all(parts.text[c.start : c.end] != c.raw for c in parts.changes)
    assert "".join(stream(MISREAD * 6)) == parts.text
    numbers = [line.split()[0] for line in "".join(stream(MISREAD * 6, explain=True)).split("\n") if " - " in line[:8]]
    assert [int(number) for number in numbers] == sorted({int(number) for number in numbers})
    assert restore("").text == ""


def test_decomposed_lines_that_need_nothing_keep_their_letters():
    good = unicodedata.normalize("NFD", "Các trường tổ chức bồi dưỡng giáo viên theo chương trình của Bộ.\n") * 8
    assert restore(good).text == good
    bare = strip_marks("Phòng Giáo dục và Đào tạo đề nghị các trường báo cáo kết quả.\n") * 8
    made = restore(good + bare)
    assert made.text.startswith(good)
    assert made.text.endswith("báo cáo kết quả.\n")
    assert all(strip_marks(made.text[c.start : c.end]) == c.raw for c in made.changes)


def test_capitals_follow_the_page():
    text = (
        "V/v to chuc tap huan cho giao vien cua cac truong\n1. NQi dung boi dudng cua Vu Gido duc Trung hoc; so GD&DT"
    )
    assert restore(text + "\n" + MISREAD).text.startswith(
        "V/v tổ chức tập huấn cho giáo viên của các trường\n1. Nội dung"
    )
    assert "GD&ĐT" in restore(text + "\n" + MISREAD).text


def test_time_is_linear_in_odd_text():
    for odd in ("a" * 30_000, "a@" * 15_000, ".-" * 15_000, "I1l|" * 2_000):
        assert restore(MISREAD + "\n" + odd).text.endswith(odd[-1])


@pytest.mark.shared
def test_held_out_text(shared):
    path = shared / "text" / "heldout_education.txt.xz"
    with lzma.open(path, "rt", encoding="utf-8") as file:
        truth = nfc(file.read())[:40_000]
    assert restore(truth).text == truth
    words, got = truth.split(), restore(strip_marks(truth)).text.split()
    assert len(words) == len(got)
    assert sum(a == b for a, b in zip(words, got, strict=True)) / len(words) > 0.985
