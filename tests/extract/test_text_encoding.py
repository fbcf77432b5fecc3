import pytest

from extract.text_encoding import decode

WORDS = "Kế hoạch số 5 của Ủy ban nhân dân xã Bến Đá, được ban hành trước kỳ họp."


def loose(text: str) -> str:
    """The text as Windows-1258 needs it: some marks apart from their letters."""
    for whole, apart in {
        "ế": "ê\u0301", "ạ": "a\u0323", "ố": "ô\u0301", "ủ": "u\u0309", "Ủ": "U\u0309", "ã": "a\u0303",
        "Đ": "Đ", "ợ": "ơ\u0323", "ớ": "ơ\u0301", "ỳ": "y\u0300", "ọ": "o\u0323",
    }.items():  # fmt: skip
        text = text.replace(whole, apart)
    return text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_all_its_forms(encoding):
    found = decode(WORDS.encode(encoding))
    assert (found.content, found.encoding, found.problems) == (WORDS, "unicode", ())


def test_the_old_code_page_is_told_by_trial():
    found = decode(loose(WORDS).encode("cp1258"))
    assert (found.content, found.encoding, found.problems) == (WORDS, "cp1258", ())


def test_what_the_file_says_counts_where_it_is_no_utf8():
    assert decode("prix café".encode("cp1252"), "iso-8859-1").content == "prix café"
    assert decode(WORDS.encode(), "iso-8859-1").content == WORDS
    assert decode(WORDS.encode(), "không-có-thật").content == WORDS


@pytest.mark.parametrize(
    "data", [b"C\xabng v\xa8n s\xe8 5 c\xf1a S\xeb Gi\xb8o d\xf4c", "Coâng vaên soá 5 cuûa Sôû".encode("cp1252")]
)
def test_pre_unicode_fonts_do_not_fail_but_are_named(data):
    found = decode(data)
    assert found.encoding == "unknown"
    assert [problem.code for problem in found.problems] == ["legacy_encoding"]


def test_a_few_broken_letters_are_counted():
    found = decode(WORDS.encode() * 3 + b" h\xe1\xbb t")
    assert "\ufffd" in found.content
    assert [problem.code for problem in found.problems] == ["decode_errors"]
    assert "1 chỗ" in found.problems[0].message


def test_all_line_breaks_become_one_kind():
    assert decode(b"a\r\nb\rc\x0bd\n\x0ce").content == "a\nb\nc\nd\n\x0ce"
