"""`congvan restore`: from a file or standard input to standard output."""

from click.testing import CliRunner

from congvan.commands.restore import restore

BARE = "Phong Giao duc va Dao tao de nghi cac truong bao cao ket qua boi duong giao vien.\n"
RESTORED = "Phòng Giáo dục và Đào tạo đề nghị các trường báo cáo kết quả bồi dưỡng giáo viên.\n"


def test_standard_input_to_standard_output():
    done = CliRunner().invoke(restore, input=BARE.encode())
    assert (done.exit_code, done.stdout_bytes.decode()) == (0, RESTORED)


def test_a_file_with_changes_side_by_side(tmp_path):
    path = tmp_path / "công văn.txt"
    path.write_text("Số: 12/KH\n" + BARE, encoding="utf-8")
    shown = CliRunner().invoke(restore, [str(path), "--explain"]).stdout_bytes.decode()
    assert f"    2 - {BARE}      + {RESTORED}" in shown
    assert shown.endswith("để nguyên vì không đủ chắc chắn.\n")


def test_bytes_that_are_no_utf8_come_out_as_they_went_in():
    raw = b"\xff\xfe\x00 \x80 " + BARE.encode()
    assert CliRunner().invoke(restore, input=raw).stdout_bytes == b"\xff\xfe\x00 \x80 " + RESTORED.encode()
    assert CliRunner().invoke(restore, input=b"").stdout_bytes == b""
