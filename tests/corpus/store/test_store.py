"""Adding, finding again, versions, secrets, copies of files; over SQLite and PostgreSQL."""

from dataclasses import replace

import pytest

from corpus.store import Filters, State, open_store
from corpus.store.errors import NotFound
from tests.corpus.store.dispatches import VERSION, add, citation, dispatch, duty

REPORT = duty("Gửi báo cáo trước ngày 20/3/2024.", limit="trước ngày 20/3/2024", due="2024-03-19", date="2024-03-20")


def test_a_plan_comes_back_as_it_was(store):
    plan = dispatch(duties=[REPORT], citations=[citation("Thông tư số 19/2019/TT-BGDĐT", "19/2019/TT-BGDĐT")])
    add(store, plan)
    assert store.plan(plan.id) == plan


def test_the_same_file_twice_changes_nothing(store):
    plan = dispatch(duties=[REPORT])
    assert store.add([plan], program_version=VERSION, source_path="/a/kh.pdf")
    before = replace(store.summary(), size=0)  # PostgreSQL tells the size of all its schemas, of other tests' too
    assert not store.add([plan], program_version=VERSION, source_path="/a/kh.pdf")
    assert replace(store.summary(), size=0) == before
    assert store.has(plan.source.sha256, VERSION)
    assert not store.has(plan.source.sha256, "2.0.0")
    assert not store.has("0" * 64, VERSION)


def test_very_many_addressees_are_all_found_again(store):
    schools = [f"Trường THCS số {number}" for number in range(2100)]
    first, second = dispatch(to=schools), dispatch("46/KH-SGDĐT", to=schools[::-1])
    for plan in (first, second):
        store.add([plan], program_version=VERSION)
    for school in (schools[0], schools[999], schools[1000], schools[-1]):
        found = store.search("", Filters(concerns=school.__eq__)).hits
        assert {hit.plan_id for hit in found} == {first.id, second.id}
    assert not store.search("", Filters(concerns="Trường THCS số 2100".__eq__)).hits


def test_plans_of_several_files_are_refused(store):
    with pytest.raises(ValueError, match="one file"):
        store.add([dispatch(), dispatch("2/KH-A")], program_version=VERSION)
    with pytest.raises(ValueError, match="one file"):
        store.add([], program_version=VERSION)


def test_a_bundle_is_one_document_and_several_dispatches(store):
    parts = [dispatch(f"{n}/KH-A", content="gói", part=n, body=f"Phần {n}.") for n in (1, 2, 3)]
    store.add(parts, program_version=VERSION)
    assert (store.summary().documents, store.summary().dispatches) == (1, 3)
    assert [e.part for e in store.find(parts[0].source.sha256)] == [3, 2, 1] or len(store.entries()) == 3


def test_a_new_version_replaces_and_an_older_one_does_not(store):
    def read(subject):
        return dispatch(subject=subject, content="một tệp")

    add(store, read("bản hai"), version="0.2.0")
    add(store, read("bản một"), version="0.1.0")
    assert [e.subject for e in store.entries()] == ["bản hai"]
    add(store, read("bản mười"), version="0.10.0")
    assert [e.subject for e in store.entries()] == ["bản mười"]
    assert all(store.has(read("").source.sha256, version) for version in ("0.1.0", "0.2.0", "0.10.0"))


def test_a_new_version_may_split_a_bundle_otherwise(store):
    store.add([dispatch("1/KH-A", content="gói"), dispatch("2/KH-A", content="gói", part=2)], program_version="1.0")
    store.add([dispatch("1/KH-A", content="gói")], program_version="1.1")
    assert [e.number_symbol for e in store.entries()] == ["1/KH-A"]


@pytest.mark.parametrize("ref", ["45/KH-SGDĐT", "45/kh-sgddt", "45", "045/KH-SGDĐT", "/nhà/kh.pdf"])
def test_references(store, ref):
    plan = dispatch()
    add(store, plan, path="/nhà/kh.pdf")
    assert store.get(ref).plan_id == plan.id
    assert store.get(plan.id[:8]).plan_id == store.get(plan.source.sha256).plan_id == plan.id


def test_a_reference_to_none_or_to_several_says_what_to_do(store):
    with pytest.raises(NotFound, match="congvan search"):
        store.get("1/KH-A")
    add(store, dispatch("1/KH-A", "2023-01-01"), dispatch("1/KH-A", "2024-01-01"))
    with pytest.raises(NotFound, match="Có 2 văn bản"):
        store.get("1/KH-A")


def test_what_is_marked_secret_leaves_its_metadata_only(store):
    plan = dispatch(
        "7/KH-CA", subject="Tuyệt đối kín", body="Nội dung kín.", duties=[REPORT], secrecy="MẬT", name="kín.pdf"
    )
    store.add([plan], program_version=VERSION, source_path="/kín.pdf")
    assert not store.add([plan], program_version=VERSION, source_path="/kín.pdf")
    entry = store.get("7/KH-CA")
    assert (entry.secret, entry.subject, entry.paths) == (True, None, ())
    with pytest.raises(NotFound, match="dấu mật"):
        store.plan("7/KH-CA")
    assert [store.search(words).hits for words in ("kín", "báo cáo")] == [(), ()]
    assert [hit.number_symbol for hit in store.search("7/KH-CA").hits] == ["7/KH-CA"]
    assert (store.summary().tasks, store.summary().deadlines) == (0, 0)


def test_secret_words_are_nowhere_in_the_file(tmp_path):
    plan = dispatch("7/KH-CA", subject="chùm nho", body="chùm nho chùm nho.", secrecy="MẬT", name="chùm nho.pdf")
    with open_store(tmp_path / "kho.sqlite") as store:
        store.add([plan], program_version=VERSION, source_path=tmp_path / "chùm nho.pdf")
    data = b"".join(path.read_bytes() for path in tmp_path.glob("kho.sqlite*"))
    assert all(word not in data for word in ("chùm".encode(), b"nho", b"chum"))


def test_files_are_copied_only_when_asked(place, tmp_path):
    file = tmp_path / "văn bản.PDF"
    file.write_bytes(b"%PDF")
    plan = dispatch()
    with open_store(place) as store:
        store.add([plan], program_version=VERSION, source_path=file)
    with open_store(place, files=tmp_path / "bản sao") as store:
        store.add([dispatch("2/KH-A")], program_version=VERSION, source_path=file)
    copies = [path for path in (tmp_path / "bản sao").rglob("*") if path.is_file()]
    assert [path.suffix for path in copies] == [".pdf"]
    assert copies[0].read_bytes() == file.read_bytes()


def test_a_transaction_keeps_all_or_nothing(store):
    with pytest.raises(RuntimeError), store.transaction():
        add(store, dispatch("1/KH-A"), dispatch("2/KH-A"))
        raise RuntimeError
    assert store.summary().dispatches == 0
    with store.transaction():
        add(store, dispatch("1/KH-A"), dispatch("2/KH-A"))
    assert store.summary().dispatches == 2


def test_a_review_falls_back_when_another_version_reads_other_facts(store):
    def read(*duties):
        return dispatch(content="một tệp", body="Gửi báo cáo trước ngày 20/3/2024. Xong.", duties=duties)

    add(store, read(REPORT), version="1.0")
    ref = store.entries()[0].plan_id
    store.set_state(ref, State.CONFIRMED, who="Hiệu trưởng")
    assert store.get(ref).state is State.CONFIRMED
    add(store, read(REPORT), version="1.1")
    assert store.get(ref).state is State.CONFIRMED
    add(store, read(), version="1.2")
    assert store.get(ref).state is State.EXTRACTED


def test_the_users_own_store_is_in_the_data_folder(monkeypatch, tmp_path):
    from corpus.store.connect import default_path

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert default_path().name == "kho.sqlite"
    assert "congvan" in default_path().parts


def test_debris_of_broken_files_does_not_stop_the_store(store):
    plan = dispatch(subject="Hội\x00 nghị", body="Nội\x00 dung.", duties=[duty("Gửi\x00 báo cáo.", "Phòng\x00 GDĐT")])
    add(store, plan)
    assert store.plan(plan.id) == plan
    assert [hit.subject for hit in store.search("báo cáo").hits] == ["Hội nghị"]
