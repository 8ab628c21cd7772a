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
    "object": (", {name} {id}", "，{name} {id}"),
    "window": ("{first} to {last}", "{first}至{last}"),
    "met": ("met", "达标"),
    "breached": ("breached", "未达标"),
    "pending": ("still open", "未到期"),
    "excused": ("excused", "不予考核"),
    "heading": ("{staff}{object}, {window}: {status}.", "{staff}{object}，{window}：{status}。"),
    "trigger": (
        "It began with {kind} {id} of {date}; due by {due}{moved}.",
        "起因：{date}的 {kind} {id}；期限：{due}{moved}。",
    ),
    "moved": (", since {date} is no working day", "（{date}不是工作日）"),
    "worst": (
        "Every day is judged by the {length} days up to it. The worst of these: {window}.",
        "每天按截至当日的{length}天考核。其中最差的一段：{window}。",
    ),
    # What is required
    "at_least": ("at least {limit}", "至少{limit}"),
    "at_most": ("at most {limit}", "至多{limit}"),
    "count_none": ("no record of {kind}", "不得有 {kind} 记录"),
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
        "The target for {window} is {value}; {shared} of its {length} days belong here: {part}.",
        "{window}的目标为{value}，其{length}天中有{shared}天计入：{part}。",
    ),
    "target_whole": ("The target for {window} is {value}.", "{window}的目标为{value}。"),
    "applies": ("The rule applied on these days: {days}.", "规则适用的日期：{days}。"),
    "on_leave": ("Leave: {days}.", "请假：{days}。"),
    "prorated": (
        "{active} of {whole} working days remained: {bound} × {active}/{whole} = {exact}{rounded}.",
        "{whole}个工作日中应出勤{active}个：{bound} × {active}/{whole} = {exact}{rounded}。",
    ),
    "prorated_days": (
        "{active} of {whole} days remained: {bound} × {active}/{whole} = {exact}{rounded}.",
        "{whole}天中应出勤{active}天：{bound} × {active}/{whole} = {exact}{rounded}。",
    ),
    "rounded": (", rounded to {required}", "，取整为{required}"),
    # What was found
    "found": ("Found: {observed}.", "实际：{observed}。"),
    "found_all": ("Found: {observed} of these {all}.", "实际：{all}类中有{observed}类。"),
    "found_share": ("Found: {part} of {all} complete, {observed}.", "实际：{all}条中{part}条齐全，{observed}。"),
    "found_nothing": ("Found: no records.", "实际：没有记录。"),
    "counted": ("Counted:", "计入："),
    "not_counted": ("Not counted:", "未计入："),
    "nothing_counted": ("No record counted.", "没有计入的记录。"),
    "record": ("{date}, {kind} {id}", "{date}，{kind} {id}"),
    "record_staff": ("{record}, by {staff}", "{record}（{staff}）"),
    "record_value": ("{record}, {of} {value}", "{record}，{of} {value}"),
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
    "reason condition": ("{column} is {found}, but {expected}", "{column} 为 {found}，{expected}"),
    "reason condition empty": ("{column} is empty, but {expected}", "{column} 为空，{expected}"),
    "reason outside span": ("the rule did not apply that day", "当日不适用本规则"),
    "reason no value": ("{column} is empty", "{column} 为空"),
    "reason incomplete": ("{column} is empty", "{column} 为空"),
    "nobody": ("nobody", "无人"),
    "nothing": ("nothing", "无对象"),
    "must present": ("must be filled in", "应填写"),
    "must absent": ("must be empty", "应为空"),
    "must be": ("must be {value}", "应为 {value}"),
    "must not": ("must not be {value}", "不应为 {value}"),
    "must one": ("must be one of {value}", "应为 {value} 之一"),
    "must none": ("must be none of {value}", "不应为 {value} 之一"),
    "must min": ("must be at least {min}", "至少应为 {min}"),
    "must max": ("must be at most {max}", "至多应为 {max}"),
    "must min max": ("must be from {min} to {max}", "应在 {min} 与 {max} 之间"),
    # When it was decided
    "decided_by": ("Decided on {date}, by the record of that day.", "{date}凭当日的记录认定。"),
    "decided_end": ("Decided on {date}, when the period ended.", "{date}期满时认定。"),
    "decided_since": ("It was so on every day, {window}.", "{window}每天如此。"),
    "open": ("It can still change until {date}.", "{date}之前仍可改变。"),
    "provisional": (
        "The calendar does not know all of these days yet, so nothing is held against anybody.",
        "日历尚未包含全部日期，因此不作未达标认定。",
    ),
    # What would have sufficed
    "unit count_one": (" record", "条"),
    "unit count": (" records", "条"),
    "unit distinct": (" different {of}", "个不同的 {of} "),
    "enough more": ("{n} more{unit} would have been enough.", "再有{n}{unit}即可达标。"),
    "enough complete": ("With {n} more of these records complete it would have been enough.", "再有{n}条记录齐全即可达标。"),
    "enough all": ("With {of} it would have been enough.", "再有 {of} 即可达标。"),
    "enough entries": ("With {n} of these it would have been enough: {of}.", "再有下列中的{n}类即可达标：{of}。"),
    "enough fewer": ("With {n}{unit} fewer it would have been met.", "少{n}{unit}即可达标。"),
    "needed more": ("Still needed by {date}: {n}{unit}.", "{date}前还需{n}{unit}。"),
    "needed complete": ("Still needed by {date}: {n} more of these records complete.", "{date}前还需{n}条记录齐全。"),
    "needed all": ("Still needed by {date}: {of}.", "{date}前还需：{of}。"),
    "needed entries": ("Still needed by {date}: {n} of {of}.", "{date}前还需下列中的{n}类：{of}。"),
    "allowed more": ("Still allowed until {date}: {n}{unit}.", "{date}前还可有{n}{unit}。"),
    # Why a verdict is excused
    "excuse waived": ("A waiver for {window} covers it{reason}{approved}.", "{window}的豁免适用{reason}{approved}。"),
    "waiver_reason": (": {text}", "：{text}"),
    "waiver_approved": (", approved by {text}", "，批准人 {text}"),
    "excuse left": ("{staff} was not employed on {date}, when it was due.", "到期日{date}，{staff} 不在职。"),
    "excuse no working day": ("The period had no working day on which the rule applied.", "时段内没有适用规则的工作日。"),
    "excuse leave": ("All working days of the period were leave.", "时段内的工作日全部请假。"),
    "excuse no target": ("No target was set for all of these days.", "没有为全部日期设定目标。"),
    "excuse prorated": ("In proportion to the days that remained nothing was required.", "按剩余天数折算后无须完成。"),
    "excuse no data": ("{missing}: this is not held against anybody.", "{missing}，不因此认定未达标。"),
    "missing_kinds": ("Records of {kinds} may be missing on some of these days", "部分日期的 {kinds} 记录可能缺失"),
    "set_aside": ("Rows that cannot be read were set aside and may belong here", "有无法读取的行被搁置，可能与此有关"),
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
        """Both days, or the one; what they share is said once: 3 to 9 August 2026."""
        first, last = ends
        if first is None or last is None:
            return self(
                "window",
                first=self.date(first) if first else self("open_start"),
                last=self.date(last) if last else self("open_end"),
            )
        if first == last:
            return self.date(first)
        same_year, same_month = first.year == last.year, first.month == last.month
        if self.language == "zh":
            end = f"{last.month}月{last.day}日" if same_year else self.date(last)
            end = f"{last.day}日" if same_year and same_month else end
            return self("window", first=self.date(first), last=end)
        start = f"{first.day} {MONTHS[first.month - 1]}" if same_year else self.date(first)
        start = str(first.day) if same_year and same_month else start
        return self("window", first=start, last=self.date(last))

    def joined(self, parts: list[str]) -> str:
        return self("joint").join(parts)

    def figure(self, figure: Fraction) -> str:
        """As a decimal; to two places, and said to be so, where that is not all of it."""
        if figure.denominator == 1:
            return f"{figure.numerator:,}"
        exact = figure * 10**6
        if exact.denominator == 1:
            sign = "-" if exact < 0 else ""
            whole, rest = divmod(abs(exact.numerator), 10**6)
            return f"{sign}{whole:,}.{rest:06}".rstrip("0")
        return self("about", figure=f"{float(figure):,.2f}")

    def percent(self, share: Fraction) -> str:
        return self.figure(share * 100) + "%"


def capital(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
