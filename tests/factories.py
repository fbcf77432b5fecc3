"""Plans for tests: an invented office's dispatch with a fact of every kind, its evidence found in its own text."""

from schemas.facts import (
    Actor,
    ActorKind,
    Bound,
    Citation,
    Deadline,
    Evidence,
    Finding,
    Provision,
    Role,
    ScheduleItem,
    Severity,
    Signature,
    Task,
    Unit,
)
from schemas.plan import Header, PageProblem, PageText, Plan, Source, Text

PAGES = (
    """Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo ban hành Quy chế bồi dưỡng thường xuyên;
Căn cứ khoản 2 Điều 7 Quy chế ban hành kèm theo Thông tư số 19/2019/TT-BGDĐT;
Căn cứ Luật Giáo dục ngày 14/6/2019;
Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/2024 của Ủy ban nhân dân tỉnh Sông Hương về bồi dưỡng nhà giáo,
Sở Giáo dục và Đào tạo ban hành Kế hoạch như sau:
II. Tiến độ
Ngày 20/5/2024: Tập huấn báo cáo viên tại Trường THPT Sông Hương.
""",
    """III. Tổ chức thực hiện
1. Các Phòng GDĐT
- Báo cáo kết quả thực hiện về Sở GDĐT (qua email tieuhoc@songhuong.example.vn) trước ngày 09/6/2024 theo Phụ lục 2.
- Chỉ đạo các trường trực thuộc xây dựng kế hoạch bồi dưỡng.
- Rà soát danh sách giáo viên vào cuối tháng 5.
2. Các cơ sở giáo dục cấp TH, THCS, THPT
- Gửi báo cáo về Phòng GDĐT trước ngày 05/6/2024.
- Đăng ký mô đun trước ngày 15/5 hằng năm.
- Nộp bài thu hoạch chậm nhất 10 ngày sau mỗi mô đun.
3. Văn phòng Sở
- Chủ trì, phối hợp với các Phòng GDĐT tổng hợp kinh phí trước 17 giờ 00 ngày 31/5/2024.
- Hoàn thành báo cáo tổng hợp.
Quá trình thực hiện nếu có vướng mắc, đề nghị phản ánh kịp thời.
""",
)


def text_of(pages: tuple[str, ...] = PAGES) -> Text:
    """The clean text of `pages`, all of it well read."""
    found, start = [], 0
    for number, page in enumerate(pages, start=1):
        end = start + len(page)
        found.append(PageText(page=number, start=start, end=end, method="text-layer", quality=0.99))
        start = end
    return Text(content="".join(pages), method="text-layer", quality=0.99, pages=found)


def evidence(text: Text, words: str, confidence: float = 0.95) -> Evidence:
    """Evidence for the first place where `words` stand."""
    start = text.content.index(words)
    page = next(p.page for p in text.pages if p.start <= start < p.end)
    return Evidence(page=page, start=start, end=start + len(words), text=words, confidence=confidence)


def make_header(**changes: object) -> Header:
    """The header of Kế hoạch 45/KH-SGDĐT of an invented Sở."""
    values: dict[str, object] = {
        "issuer": "Sở Giáo dục và Đào tạo",
        "issuer_parent": "UBND tỉnh Sông Hương",
        "number": "45",
        "symbol": "KH-SGDĐT",
        "number_symbol": "45/KH-SGDĐT",
        "place": "Sông Hương",
        "issued_on": "2024-03-04",
        "doc_type": "KH",
        "doc_type_name": "Kế hoạch",
        "subject": "Bồi dưỡng thường xuyên năm học 2023-2024",
        "school_year": "2023/2024",
    }
    return Header.model_validate(values | changes)


def make_deadline(**changes: object) -> Deadline:
    """«trước ngày 09/6/2024», whose last day is a Saturday."""
    text = text_of()
    words = str(changes.get("text", "trước ngày 09/6/2024"))
    where = evidence(text, words if words in text.content else "trước ngày 09/6/2024")
    values: dict[str, object] = {
        "id": "d1",
        "text": words,
        "bound": Bound.BEFORE,
        "date": "2024-06-09",
        "due": "2024-06-08",
        "safe": "2024-06-07",
        "evidence": [where],
    }
    return Deadline.model_validate(values | changes)


def make_task(**changes: object) -> Task:
    """A report of the divisions to their department."""
    text = text_of()
    action = str(changes.get("action", "Chỉ đạo các trường trực thuộc xây dựng kế hoạch bồi dưỡng."))
    where = evidence(text, action if action in text.content else "Chỉ đạo các trường").model_copy(
        update={"text": action}
    )
    actor = changes.pop("actor", "Các Phòng GDĐT")
    values: dict[str, object] = {
        "id": "t1",
        "actor": Actor(name=actor, kind=ActorKind.CLASS) if isinstance(actor, str) else actor,
        "action": action,
        "section": "III.1",
        "evidence": [where],
    }
    return Task.model_validate(values | changes)


def make_plan(**changes: object) -> Plan:
    """A whole plan; `changes` replace its top-level values."""
    text = text_of()
    values: dict[str, object] = {
        "id": "0" * 32,
        "source": Source(
            name="kế hoạch 45.pdf", sha256="0" * 64, media_type="application/pdf", pages=2, page_range=(1, 2)
        ),
        "text": text,
        "header": make_header(),
        "citations": _citations(text),
        "deadlines": _deadlines(text),
        "tasks": _tasks(),
        "schedule": [
            ScheduleItem(
                start="2024-05-20",
                content="Tập huấn báo cáo viên",
                place="Trường THPT Sông Hương",
                responsible=["Phòng Giáo dục Trung học"],
                evidence=[evidence(text, "Ngày 20/5/2024: Tập huấn báo cáo viên")],
            )
        ],
        "signature": Signature(
            capacity="KT.",
            on_behalf="GIÁM ĐỐC",
            position="PHÓ GIÁM ĐỐC",
            name="Lê Văn Mẫu",
            evidence=[evidence(text, "Quá trình thực hiện")],
        ),
        "findings": [
            Finding(code="annex_missing", severity=Severity.INFO, message="Phụ lục 2 không có trong tệp."),
            Finding(
                code="date_order",
                severity=Severity.ERROR,
                message="Hạn cuối đứng trước ngày ban hành.",
                evidence=[evidence(text, "trước ngày 05/6/2024")],
            ),
        ],
    }
    return Plan.model_validate(values | changes)


def lost_page(number: int) -> PageProblem:
    """A page that could not be read."""
    return PageProblem(page=number, code="unreadable_page", message="Trang này không có chữ đọc được.")


def _citations(text: Text) -> list[Citation]:
    return [
        Citation(
            doc_type="TT",
            number="19",
            year=2019,
            symbol="TT-BGDĐT",
            number_symbol="19/2019/TT-BGDĐT",
            issued_on="2019-11-12",
            issuer="Bộ Giáo dục và Đào tạo",
            subject="ban hành Quy chế bồi dưỡng thường xuyên",
            role=Role.LEGAL_BASIS,
            evidence=[evidence(text, "Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019")],
        ),
        Citation(
            doc_type="TT",
            number_symbol="19/2019/TT-BGDĐT",
            year=2019,
            role=Role.LEGAL_BASIS,
            provisions=[Provision(article="7", clause="2")],
            evidence=[evidence(text, "Thông tư số 19/2019/TT-BGDĐT;")],
        ),
        Citation(
            doc_type="L",
            name="Luật Giáo dục",
            issued_on="2019-06-14",
            role=Role.LEGAL_BASIS,
            evidence=[evidence(text, "Luật Giáo dục ngày 14/6/2019")],
        ),
        Citation(
            doc_type="KH",
            number_symbol="12/KH-UBND",
            issued_on="2024-01-15",
            issuer="Ủy ban nhân dân tỉnh Sông Hương",
            subject="về bồi dưỡng nhà giáo",
            role=Role.IMPLEMENTS,
            evidence=[evidence(text, "Kế hoạch số 12/KH-UBND")],
        ),
        Citation(
            doc_type="CV",
            number_symbol="77/SGDĐT-VP",
            role=Role.REFERENCE,
            evidence=[evidence(text, "Văn phòng Sở")],
        ),
    ]


def _deadlines(text: Text) -> list[Deadline]:
    return [
        make_deadline(id="d1", task="t1"),
        make_deadline(
            id="d2",
            text="cuối tháng 5",
            bound=Bound.ON,
            date="2024-05",
            due="2024-05-31",
            safe=None,
            qualifier="end",
            basis="Bộ luật Dân sự 2015, Điều 146 khoản 2",
        ),
        make_deadline(id="d3", text="trước ngày 05/6/2024", date="2024-06-05", due="2024-06-04", safe=None),
        make_deadline(
            id="d4",
            text="trước ngày 15/5 hằng năm",
            date=None,
            due=None,
            safe=None,
            recurrence="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15",
        ),
        make_deadline(
            id="d5",
            text="chậm nhất 10 ngày sau mỗi mô đun",
            bound=Bound.BY,
            date=None,
            due=None,
            safe=None,
            offset="P10D",
            unit=Unit.DAYS,
            anchor="mỗi mô đun",
        ),
        make_deadline(
            id="d6",
            text="trước 17 giờ 00 ngày 31/5/2024",
            date="2024-05-31",
            due="2024-05-31",
            safe=None,
            time="17:00",
        ),
    ]


def _tasks() -> list[Task]:
    schools, office = "Các cơ sở giáo dục cấp TH, THCS, THPT", "Văn phòng Sở"
    return [
        make_task(id="t0"),
        make_task(
            id="t1",
            action="Báo cáo kết quả thực hiện về Sở GDĐT (qua email tieuhoc@songhuong.example.vn) trước ngày 09/6/2024 "
            "theo Phụ lục 2.",
            deadlines=["d1"],
            submit_to=["Sở GDĐT"],
            channels=["tieuhoc@songhuong.example.vn"],
            forms=["Phụ lục 2"],
        ),
        make_task(id="t2", action="Rà soát danh sách giáo viên vào cuối tháng 5.", deadlines=["d2"]),
        make_task(
            id="t3",
            actor=schools,
            action="Gửi báo cáo về Phòng GDĐT trước ngày 05/6/2024.",
            deadlines=["d3"],
            submit_to=["Phòng GDĐT"],
            section="III.2",
        ),
        make_task(
            id="t4", actor=schools, action="Đăng ký mô đun trước ngày 15/5 hằng năm.", deadlines=["d4"], section="III.2"
        ),
        make_task(
            id="t5",
            actor=schools,
            action="Nộp bài thu hoạch chậm nhất 10 ngày sau mỗi mô đun.",
            deadlines=["d5"],
            section="III.2",
        ),
        make_task(
            id="t6",
            actor=office,
            action="Chủ trì, phối hợp với các Phòng GDĐT tổng hợp kinh phí trước 17 giờ 00 ngày 31/5/2024.",
            deadlines=["d6"],
            coordinate_with=["các Phòng GDĐT"],
            section="III.3",
        ),
        make_task(id="t7", actor=office, action="Hoàn thành báo cáo tổng hợp.", section="III.3"),
        make_task(
            id="t8",
            actor=None,
            action="Quá trình thực hiện nếu có vướng mắc, đề nghị phản ánh kịp thời.",
            section="III",
        ),
    ]
