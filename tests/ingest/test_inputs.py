"""Which files a command line names."""

from ingest import inputs

KNOWN = {".txt", ".md", ".pdf", ".docx"}


def find_inputs(arguments):
    return inputs.find_inputs(arguments, KNOWN)


def names(inputs):
    return [found.path.name for found in inputs.files]


def test_folders_are_walked_and_litter_is_passed_over(tmp_path):
    (tmp_path / "đến" / "2024").mkdir(parents=True)
    for name in ("a.txt", "đến/2024/b.txt", "~$a.docx", "c.tmp", "Thumbs.db", ".ẩn.txt", "đến/x.pdf.crdownload"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_inputs((str(tmp_path),))
    assert names(found) == ["a.txt", "b.txt"]
    assert [f.stem.replace("\\", "/") for f in found.files] == ["a", "đến/2024/b"]


def test_patterns_are_expanded_where_the_shell_did_not(tmp_path):
    for name in ("1.txt", "2.txt", "3.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert names(find_inputs((str(tmp_path / "*.txt"),))) == ["1.txt", "2.txt"]


def test_a_name_with_brackets_is_a_name(tmp_path):
    path = tmp_path / "KH [2024].txt"
    path.write_text("x", encoding="utf-8")
    assert names(find_inputs((str(path),))) == ["KH [2024].txt"]


def test_a_file_named_twice_is_taken_once(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    assert names(find_inputs((str(path), str(tmp_path)))) == ["a.txt"]


def test_what_is_not_there_is_named(tmp_path):
    assert find_inputs((str(tmp_path / "x.pdf"),)).missing == (str(tmp_path / "x.pdf"),)
