"""The commands that make the tables, on a text of a few lines; they print pages and read them, so they need Tesseract."""

import lzma
import shutil

import pytest

from normalize.restore import channel_table, slips_fit, train
from normalize.restore.calibration import identity

LINES = [
    f"Điều {number}. Phòng Giáo dục và Đào tạo huyện số {number} tổ chức bồi dưỡng thường xuyên cho giáo viên, cán bộ quản lý"
    f" của {number} trường mầm non, phổ thông; báo cáo kết quả về Sở Giáo dục và Đào tạo trước ngày {number % 28 + 1}/6/2031."
    for number in range(1, 41)
]
NAMES = ("tnt305-vanban", "hrmaster-congbao", "diepxuan-phapdien", "viwiki-underthesea")


@pytest.fixture
def texts(tmp_path, monkeypatch):
    for name in NAMES:
        with lzma.open(tmp_path / f"{name}.txt.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join(LINES))
    monkeypatch.setattr("normalize.restore.texts._ASIDE", {NAMES[0]: 5, NAMES[1]: 5})
    monkeypatch.setattr("normalize.restore.pairs._INCH_HEIGHT", 3.0)  # pages of a few lines
    return tmp_path


def needs_printing():
    from PIL import ImageFont

    try:
        ImageFont.truetype("Tinos-Regular.ttf", 12)
    except OSError:
        return True
    return shutil.which("tesseract") is None


@pytest.mark.skipif(needs_printing(), reason="Tesseract or the fonts are missing")
def test_the_model_is_made_from_a_folder_of_texts(texts, tmp_path):
    out = tmp_path / "out" / "model.npz"
    layers = tmp_path / "layers.tsv"
    layers.write_text("huyện\thuyén\n\tl|I\n\ntrường\ttruong\n\n", encoding="utf-8")
    command = ["--text", str(texts), "--out", str(out), "--lines", "2", "2", "2", "--layers", str(layers)]
    assert train.main(command) == 0
    tables, curve = channel_table.parse((out.parent / "channel.tsv").read_text(encoding="utf-8"))
    assert tables["rime"]["uyênJ\tuyén"] < 0
    assert len(curve) == len(identity())
    assert out.stat().st_size > 1000
    again = tmp_path / "again" / "model.npz"
    train.main([*command[:3], str(again), *command[4:], "--pairs", str(out.parent)])
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.skipif(needs_printing(), reason="Tesseract or the fonts are missing")
def test_the_table_of_slips_is_made_from_a_folder_of_texts(texts, tmp_path):
    out, scans = tmp_path / "slips.tsv", tmp_path / "scans.tsv"
    scans.write_text("tổ\ttô\t0.95\nBỒI\tBÒI\t0.900\nkhác\thẳn\t0.9\n", encoding="utf-8")
    assert slips_fit.main(["--text", str(texts), "--out", str(out), "--scans", str(scans), "--lines", "2"]) == 0
    rows = {tuple(row.split("\t")[:3]): float(row.split("\t")[-1]) for row in out.read_text("utf-8").splitlines()[1:]}
    assert rows["letter", "ổ", "ô"] > rows["letter", "ổ", "ọ"]
    assert rows["letter", "Ồ", "Ò"] > rows["letter", "Ồ", "Ọ"]
    assert 0 < rows["wrong", "0.96", next(key[2] for key in rows if key[:2] == ("wrong", "0.96"))] < 1


def test_a_channel_is_written_and_read_back(tmp_path):
    tables = {"onset": {"đ\td": -0.1, "b\tb": -0.02}, "seen": {"oanS": 12.0}}
    channel_table.write(tables, identity(), tmp_path / "channel.tsv")
    found, curve = channel_table.parse((tmp_path / "channel.tsv").read_text(encoding="utf-8"))
    assert found == tables
    assert abs(curve - identity()).max() < 1e-4
