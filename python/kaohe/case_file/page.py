"""The page of a case file, made for printing, from the files of its folder alone."""

from __future__ import annotations

import datetime
from typing import Any

from ..explanation.phrases import PHRASES
from .content import Content

TEMPLATE = "page.html.jinja"

STATES = {
    "recommended": ("recommended", "建议"),
    "held": ("held", "暂缓"),
    "confirmed": ("confirmed", "已确认"),
    "rejected": ("rejected", "已驳回"),
    "appealed": ("appealed", "已申诉"),
}
STATUSES = ("met", "breached", "pending", "excused", "passed", "failed")
WORDS = STATES | {each: PHRASES[each] for each in STATUSES}


def page_of(content: Content, head: str) -> bytes:
    """HTML in both languages, without scripts and without anything that is loaded from elsewhere.

    The same content and head give the same bytes.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kaohe.case_file", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["both"] = both
    environment.filters["people"] = lambda text: text.replace(";", ", ")
    template = environment.get_template(TEMPLATE)
    return template.render(
        content=content,
        case=content.case,
        run=content.run,
        head=head,
        days_off=days_off_in(content),
        explanations={each: content.text(f"explanation.{each}.txt") for each in ("en", "zh")},
    ).encode()


def both(key: str) -> str:
    """A status, a state or a decision in English and Chinese; another word as it is."""
    return " ".join(WORDS.get(key, (key,)))


def days_off_in(content: Content) -> list[dict[str, Any]]:
    """The rows of the calendar that touch the verdicts' windows."""
    verdicts = content["verdicts"]
    first = min((each["window_from"] for each in verdicts), default=content.run["period"]["from"])
    last = max((each["window_to"] for each in verdicts), default=content.run["period"]["to"])
    assert datetime.date.fromisoformat(first) <= datetime.date.fromisoformat(last)
    return [row for row in content["calendar"] if row["to"] >= first and row["from"] <= last]
