"""The registry of names of laws."""

from corpus.registry.laws import law_names


def test_rows_are_whole():
    for law in law_names():
        assert law.name.startswith({"L": ("Luật ", "Bộ luật "), "PL": ("Pháp lệnh ",)}[law.doc_type])
        assert law.mentions >= 0


def test_no_name_twice():
    names = [law.name for law in law_names()]
    assert len(names) == len(set(names))
