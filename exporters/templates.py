"""An office's own Word template, filled by docxtpl with what a checklist says; `docs/templates.md` names the context."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from exporters.checklist import checklist
from exporters.lines import details, last_day, page_label, place, safe_day, sending
from exporters.model import Checklist, Event, Item
from exporters.package import plain, repack
from exporters.tables import label
from exporters.wording import edtf_words, short_date
from schemas.plan import Plan

Context = dict[str, Any]


class BadTemplate(ValueError):
    """A template can't be filled; the message is Vietnamese and says what to do."""


def fill(
    template: bytes,
    plans: Sequence[Plan],
    *,
    unit: str | None,
    lang: str,
    extend: Callable[[Context], Context] | None = None,
) -> bytes:
    """Return the Word file `template` filled with the checklists of `plans`; `extend` adds to what it may name.

    Raises BadTemplate where it is no docx, or names what there is none of. A template is data, not a program: it can't
    reach beyond its context.
    """
    from docx import Document
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    contexts = [context(checklist(plan, unit, lang), plan, lang) for plan in plans]
    contexts = [extend(found) for found in contexts] if extend else contexts
    values = {**(contexts[0] if contexts else {}), "van_ban": contexts}
    try:
        Document(io.BytesIO(template))
    except Exception as error:  # a broken package fails in many ways
        raise BadTemplate(
            "Tệp mẫu không phải tệp Word (.docx) đọc được. Hãy mở bằng Word và lưu lại dạng .docx."
        ) from error
    out = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(values, SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
        document.save(out)
    except Exception as error:  # what an expression between braces raises is the template's fault
        raise BadTemplate(
            f"Mẫu Word có chỗ không điền được: {error}. Các tên dùng được nêu trong docs/templates.md."
        ) from error
    return repack(out.getvalue(), title=label("title", lang), subject="; ".join(c["ten_van_ban"] for c in contexts))


def context(made: Checklist, plan: Plan, lang: str) -> Context:
    """Return what a template may name for one dispatch; texts all, «» where the dispatch does not say."""
    header, facts = plan.header, dict(made.facts)
    received = header.received
    groups = [
        {"ten": group.title, "viec": [_item(item, lang) for item in (*group.dated, *group.undated)]}
        for group in made.groups
    ]
    found: Context = {
        "ten_van_ban": made.title,
        "ten_loai": facts.get("doc_type", ""),
        "so_ky_hieu": facts.get("number_symbol", ""),
        "ngay_ban_hanh": facts.get("issued_on", ""),
        "co_quan_ban_hanh": header.issuer or "",
        "co_quan_chu_quan": header.issuer_parent or "",
        "trich_yeu": facts.get("subject", ""),
        "kinh_gui": facts.get("to", ""),
        "nguoi_ky": facts.get("signer", ""),
        "so_den": (received.number if received else None) or "",
        "ngay_den": edtf_words(received.date) if received else "",
        "do_khan": facts.get("urgency", ""),
        "nam_hoc": facts.get("school_year", ""),
        "tep_nguon": facts.get("source", ""),
        "don_vi": made.unit or "",
        "can_cu": [{"noi_dung": b.text, "so_ky_hieu": b.number_symbol, "trang": _page(b.page)} for b in made.basis],
        "nhom": groups,
        "viec": [item for group in groups for item in group["viec"]],
        "can_kiem_tra": [_item(item, lang) for item in made.to_check],
        "lich": [_event(event) for event in made.events],
        "luu_y": [
            {"muc_do": label("info_note" if n.severity == "info" else n.severity, lang), "noi_dung": n.message,
             "trang": _page(n.page)}
            for n in made.notes
        ],
    }  # fmt: skip
    return {key: _plain(value) for key, value in found.items()}


def _item(item: Item, lang: str) -> Context:
    first = next((when for when in item.whens if when.firm and when.last), None)
    return {
        "tt": str(item.number),
        "noi_dung": item.what,
        "don_vi": item.actor or "",
        "ghi_chu": "; ".join(details(item, lang)),
        "phoi_hop": "; ".join(item.partners),
        "gui_den": "; ".join(sending(item, lang)),
        "dieu_kien": item.condition or "",
        "thoi_han": "; ".join(" – ".join(p for p in (when.words, last_day(when, lang)) if p) for when in item.whens),
        "han_cuoi": short_date(first.last) if first and first.last else "",
        "gio": (first.time or "") if first else "",
        "nen_xong": safe_day(first, lang) if first else "",
        "nguyen_van": item.quote or item.what,
        "muc": item.section,
        "trang": _page(item.page),
        "nguon": place(item, lang),
        "vi_sao_kiem_tra": "; ".join(item.doubts),
    }


def _event(event: Event) -> Context:
    return {
        "thoi_gian": event.when,
        "noi_dung": event.content,
        "thuc_hien": event.responsible,
        "thanh_phan": event.participants,
        "dia_diem": event.place,
        "nguon": page_label(event.page, "vi"),
    }


def _page(page: int | None) -> str:
    return str(page) if page else ""


def _plain(value: Any) -> Any:  # noqa: ANN401  texts in lists and dicts, as templates take them
    """Leave out of all texts the control characters that Word can't hold."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value
