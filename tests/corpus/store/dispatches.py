"""Plans of an invented department, made from words: each fact's evidence is found in the text that is put together."""

import hashlib

from schemas.facts import Actor, Citation, Deadline, Evidence, Recipient, Task
from schemas.plan import Header, PageText, Plan, Source, Text

VERSION = "1.0.0"


def citation(words, number_symbol, **values):
    """What a plan says of a citation that stands in its text as `words`."""
    return {"words": words, "number_symbol": number_symbol, **values}


def duty(action, actor="Các Phòng GDĐT", limit=None, **values):
    """What a plan says of a task; `limit` are the words of its deadline, `values` what was made of them."""
    return {"action": action, "actor": actor, "limit": limit, **values}


def dispatch(
    number_symbol="45/KH-SGDĐT",
    issued_on="2024-03-04",
    subject="Bồi dưỡng thường xuyên năm học 2023-2024",
    body="Sở Giáo dục và Đào tạo ban hành Kế hoạch như sau.",
    duties=(),
    citations=(),
    content=None,
    part=1,
    name="kế hoạch.pdf",
    to=(),
    **header,
):
    """A plan whose text holds its body, its citations and its duties, a page each."""
    pages = [body, *(c["words"] + ";" for c in citations), *(d["action"] for d in duties)]
    text, starts = "", []
    for page in pages:
        starts.append(len(text))
        text += page + "\n\n"
    digest = hashlib.sha256((content or f"{number_symbol}{issued_on}{subject}{text}").encode()).hexdigest()

    def evidence(words, after=0):
        start = text.index(words, after)
        page = max(number for number, first in enumerate(starts, start=1) if first <= start)
        return [Evidence(page=page, start=start, end=start + len(words), text=words)]

    tasks, deadlines = [], []
    for number, given in enumerate(duties, start=1):
        given = dict(given)
        action, actor, limit = given.pop("action"), given.pop("actor"), given.pop("limit")
        kind = {"id": f"t{number}", "action": action, "actor": Actor(name=actor) if actor else None}
        tasks.append(Task(**kind, deadlines=[f"d{number}"] if limit else [], evidence=evidence(action)))
        if limit:
            values = {"bound": "by", "task": f"t{number}", "actor": actor} | given
            deadlines.append(
                Deadline(id=f"d{number}", text=limit, evidence=evidence(limit, text.index(action)), **values)
            )
    values = {
        "issuer": "Sở Giáo dục và Đào tạo",
        "issuer_parent": "UBND tỉnh Sông Hương",
        "number": number_symbol.split("/")[0] if number_symbol else None,
        "symbol": number_symbol.split("/", 1)[1] if number_symbol else None,
        "doc_type": "KH",
        "doc_type_name": "Kế hoạch",
    } | header
    cited = [Citation(evidence=evidence(c["words"]), **{k: v for k, v in c.items() if k != "words"}) for c in citations]
    spans = zip(starts, [*starts[1:], len(text)], strict=True)
    return Plan(
        id=hashlib.sha256(f"{digest}{part}".encode()).hexdigest()[:32],
        source=Source(name=name, sha256=digest, media_type="application/pdf", pages=len(pages), part=part),
        text=Text(
            content=text,
            method="text-layer",
            pages=[
                PageText(page=n, start=a, end=b, method="text-layer", quality=1)
                for n, (a, b) in enumerate(spans, start=1)
            ],
        ),
        header=Header(number_symbol=number_symbol, issued_on=issued_on, subject=subject, to=list(to), **values),
        citations=cited,
        tasks=tasks,
        deadlines=deadlines,
        distribution=[Recipient(name="Như trên", evidence=evidence(body))],
    )


def add(store, *plans, version=VERSION, path=None):
    """Store each plan as a file of its own."""
    for plan in plans:
        store.add([plan], program_version=version, source_path=path)
