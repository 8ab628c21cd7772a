"""The sentences of explanations, each in English and Chinese; braces hold what is filled in."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any, Literal

from .consequence_phrases import CONSEQUENCES

Language = Literal["en", "zh"]
LANGUAGES = ("en", "zh")

PHRASES: dict[str, tuple[str, str]] = {
    # The heading
    "rule": ("{title} (rule {rule}{clause})", "{title}（规则 {rule}{clause}）"),
    "clause": (", clause {clause}", "，条款 {clause}"),
    "object": ("{name} {id}", "{name} {id}"),
    "window": ("from {first} to {last}", "{first}至{last}"),
    "day": ("on {first}", "{first}"),
    "met": ("met", "达标"),
    "breached": ("breached", "未达标"),
    "pending": ("still open", "未到期"),
    "excused": ("excused", "不予考核"),
    "heading": ("{staff}{object}, {window}: {status}.", "{staff}{object}，{window}：{status}。"),
    "trigger": (
        "It began with {kind} {id} of {date}; due by {due}.",
        "起因：{date}的 {kind} {id}；期限：{due}。",
    ),
    "worst": (
        "It is judged each day by the {length} days up to it. The worst are those {window}.",
        "每天按截至当日的{length}天考核。最差的一段是{window}。",
    ),
    # What is required
    "at_least": ("at least {limit}", "至少{limit}"),
    "at_most": ("at most {limit}", "至多{limit}"),
    "count_one": ("{limit} record of {kind}", "{limit}条 {kind} 记录"),
    "count": ("{limit} records of {kind}", "{limit}条 {kind} 记录"),
    "distinct": ("{limit} different {of} in records of {kind}", "{kind} 记录中{limit}个不同的 {of}"),
    "sum": ("{limit} in total as {of} of {kind}", "{kind} 的 {of} 合计{limit}"),
    "share": ("{limit} of the records of {kind} with {of}", "{kind} 记录中 {of} 齐全的占{limit}"),
    "all_of_all": ("all of these: {of}", "下列各类齐全：{of}"),
    "all_of": ("{limit} of these: {of}", "下列各类中{limit}类：{of}"),
    "required": ("Required: {what}.", "要求：{what}。"),
    "no_bound": ("There is no target for all of these days.", "这些日期没有完整的目标。"),
    "target": (
        "The target of {value} for {window} has {shared} of its {length} days here: {part}.",
        "{window}的目标为{value}，其{length}天中有{shared}天在此：{part}。",
    ),
    "applies": ("The rule applied {days}.", "规则适用的日期：{days}。"),
    "on_leave": ("Leave: {days}.", "请假：{days}。"),
    "prorated": (
        "{active} of {whole} working days remained: {bound} × {active}/{whole} = {exact}{rounded}.",
        "{whole}个工作日中有{active}个须在岗：{bound} × {active}/{whole} = {exact}{rounded}。",
    ),
    "prorated_days": (
        "{active} of {whole} days remained: {bound} × {active}/{whole} = {exact}{rounded}.",
        "{whole}天中有{active}天须在岗：{bound} × {active}/{whole} = {exact}{rounded}。",
    ),
    "rounded": (", rounded to {required}", "，取整为{required}"),
    # What was found
    "found": ("Found: {observed}.", "实际：{observed}。"),
    "found_share": ("Found: {part} of {all} complete, {observed}.", "实际：{all}条中{part}条齐全，{observed}。"),
    "found_nothing": ("Found: no records.", "实际：没有记录。"),
    "counted": ("Counted:", "计入："),
    "not_counted": ("Not counted:", "未计入："),
    "nothing_counted": ("No record counted.", "没有计入的记录。"),
    "record": ("{date}, {kind} {id}", "{date}，{kind} {id}"),
    "record_value": ("{record}: {of} {value}", "{record}：{of} {value}"),
    "record_reason": ("{record}: {reason}", "{record}：{reason}"),
    "more": ("and {n} more", "以及另外{n}条"),
    # Why a record does not count
    "reason trigger": ("it is what it began with", "即起因本身"),
    "reason another person": ("it belongs to {staff}", "属于 {staff}"),
    "reason another object": ("it is about {object}", "关于 {object}"),
    "reason not employed": ("{staff} was not employed that day", "{staff} 当日不在职"),
    "reason entered later": ("entered only on {recorded}", "{recorded}才录入"),
    "reason after as-of": ("after the day of this evaluation", "晚于评估截止日"),
    "reason outside window": ("outside these days", "不在此时段内"),
    "reason outside window recorded": ("entered on {recorded}, outside these days", "{recorded}录入，不在此时段内"),
    "reason in doubt": ("a row set aside leaves its stage open", "因有被搁置的行，阶段不明"),
    "reason condition": ("{column} is {found}, asked is {expected}", "{column} 为{found}，要求为{expected}"),
    "reason outside span": ("the rule did not apply that day", "当日不适用本规则"),
    "reason no value": ("{column} is empty", "{column} 为空"),
    "reason incomplete": ("{column} is empty", "{column} 为空"),
    "nobody": ("nobody", "无人"),
    "nothing": ("nothing", "无对象"),
    "empty": ("empty", "空"),
    "present": ("present", "非空"),
    "absent": ("empty", "空"),
    # When it was decided
    "decided_by": ("Decided on {date} by the record of that day.", "{date}由当日的记录确定。"),
    "decided_end": ("Decided on {date}, when the period ended.", "{date}期满确定。"),
    "decided_since": ("So it was on every day {window}.", "{window}每天如此。"),
    "open": ("It can still change until {date}.", "{date}之前仍可改变。"),
    "provisional": (
        "The calendar does not know all of these days yet, so nothing is held against anybody.",
        "日历尚未包含全部日期，因此不作未达标认定。",
    ),
    # What would have sufficed
    "enough more": ("{n} more would have been enough.", "再有{n}即可达标。"),
    "enough complete": ("{n} more of these records complete would have been enough.", "再有{n}条记录齐全即可达标。"),
    "enough all": ("With {of} it would have been enough.", "再有 {of} 即可达标。"),
    "enough entries": ("With {n} of these it would have been enough: {of}.", "再有下列中的{n}类即可达标：{of}。"),
    "enough fewer": ("It would have been kept with {n} fewer.", "少{n}即可达标。"),
    "needed more": ("{n} more are needed by {date}.", "{date}前还需{n}。"),
    "needed complete": ("{n} more of these records must be complete by {date}.", "{date}前还需{n}条记录齐全。"),
    "needed all": ("Still needed by {date}: {of}.", "{date}前还需：{of}。"),
    "needed entries": ("Still needed by {date}: {n} of {of}.", "{date}前还需下列中的{n}类：{of}。"),
    "allowed more": ("{n} more are allowed until {date}.", "{date}前还可有{n}。"),
    # Why a verdict is excused
    "excuse waived": ("A waiver for {window} covers it{reason}{approved}.", "{window}的豁免适用{reason}{approved}。"),
    "waiver_reason": (": {text}", "：{text}"),
    "waiver_approved": (", approved by {text}", "，批准人 {text}"),
    "excuse left": ("Not employed any more on {date}, the day on which it was due.", "到期日{date}已不在职。"),
    "excuse no working day": ("The period had no working day on which the rule applied.", "时段内没有适用规则的工作日。"),
    "excuse leave": ("All working days of the period were leave.", "时段内的工作日全部请假。"),
    "excuse no target": ("No target was set for all of these days.", "没有为全部日期设定目标。"),
    "excuse prorated": ("In proportion to the days that remained nothing was required.", "按剩余天数折算后无须完成。"),
    "excuse no data": ("Records may be missing, and what is missing is not guilt{kinds}.", "记录可能缺失，缺失不作过错认定{kinds}。"),
    "missing_kinds": (": those of {kinds} are not complete", "：{kinds} 的记录不完整"),
    "set_aside": (": rows that could not be read were set aside", "：有无法读取而被搁置的行"),
    "excuse no records": ("There were no records to take a share of.", "没有可计算比例的记录。"),
    # Several verdicts
    "summary": ("{staff}: {counts}.", "{staff}：{counts}。"),
    "count_of": ("{n} {status}", "{status}{n}次"),
    "none": ("{staff} has no verdict of this kind here.", "{staff} 在此没有这样的考核结论。"),
    "narrow": (
        "Shown are the breaches; name an object or a day to see another verdict.",
        "以上只列出未达标的；指明对象或日期可查看其他结论。",
    ),
    "joint": (", ", "、"),
    "listed": ("; ", "；"),
    "about": ("about {figure}", "约{figure}"),
    "open_start": ("the beginning", "最初"),
    "open_end": ("open end", "无限期"),
    **CONSEQUENCES,
}  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Phrases:
    """Fills the sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._place = LANGUAGES.index(language)

    def __call__(self, key: str, **filled: Any) -> str:
        return PHRASES[key][self._place].format(**filled)

    def date(self, day: datetime.date) -> str:
        """Written out: 3 August 2026."""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def days(self, ends: tuple[datetime.date | None, datetime.date | None]) -> str:
        """Both days, or the one; after a preposition."""
        first, last = ends
        if first is not None and first == last:
            return self("day", first=self.date(first))
        return self(
            "window",
            first=self.date(first) if first else self("open_start"),
            last=self.date(last) if last else self("open_end"),
        )

    @property
    def gap(self) -> str:
        """Between two sentences on one line."""
        return " " if self.language == "en" else ""

    def joined(self, parts: list[str]) -> str:
        return self("joint").join(parts)

    def figure(self, figure: Fraction) -> str:
        """As a decimal; to two places, and said to be so, where that is not all of it."""
        if figure.denominator == 1:
            return str(figure.numerator)
        exact = figure * 10**6
        if exact.denominator == 1:
            sign = "-" if exact < 0 else ""
            whole, rest = divmod(abs(exact.numerator), 10**6)
            return f"{sign}{whole}.{rest:06}".rstrip("0")
        return self("about", figure=f"{float(figure):.2f}")

    def percent(self, share: Fraction) -> str:
        return self.figure(share * 100) + "%"
