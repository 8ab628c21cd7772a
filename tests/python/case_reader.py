"""Somebody who has a case file, the meaning of policies and nothing else: works it out by hand.

Reads the files of the folder and no other; of kaohe it knows only how a case file is laid out.
"""

import csv
import datetime as dt
import io
import json
import math
from fractions import Fraction
from pathlib import Path

import yaml

PRESENT = "present"


def days_between(first, last):
    return [
        dt.date.fromordinal(day)
        for day in range(
            dt.date.fromisoformat(str(first)).toordinal(),
            dt.date.fromisoformat(str(last)).toordinal() + 1,
        )
    ]


class Reader:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.read = {}
        self.case = json.loads((self.folder / "case.json").read_text(encoding="utf-8"))
        self.run = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        self.as_of = self.run["as_of"]
        self.known_as_of = self.run["known_as_of"] or "9999-12-31"
        self.policies = {
            each["version"]: yaml.safe_load(
                (self.folder / each["file"]).read_text(encoding="utf-8")
            )
            for each in self.case["versions"]
        }
        self.verdicts = {row["verdict"]: row for row in self.table("verdicts")}

    def table(self, name, **key):
        if name not in self.read:
            path = self.folder / f"{name}.csv"
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            self.read[name] = list(csv.DictReader(io.StringIO(text, newline="")))
        rows = self.read[name]
        return [row for row in rows if all(row[name] == text for name, text in key.items())]

    def rule(self, verdict):
        return self.policies[verdict["version"]]["rules"][verdict["rule"]]

    # What counts

    def counts(self, verdict, rule, row):
        """Whether a record counts, by its cells alone. What only lines of reporting tell is taken
        from the case file, and so is a workflow that does not know its step."""
        day = row["recorded" if rule.get("dated_by") == "recorded" else "date"]
        kind, where = entries_of(rule)[int(row["entry"]) - 1]
        is_deadline = "after" in rule
        if row["reason"] in ("not employed", "in doubt"):
            return False
        if is_deadline and (row["kind"], row["id"]) == (rule["after"], verdict["trigger"]):
            return False
        anyone = rule.get("over") == "team" or (
            is_deadline and "per" in rule and rule.get("by") != "same_staff"
        )
        if row["kind"] != kind or not (anyone or row["staff"] == self.case["staff"]):
            return False
        thing = verdict["object"]
        if is_deadline and "per" in rule:
            (trigger,) = self.table("triggers", verdict=verdict["verdict"])
            thing = trigger["event." + rule["per"]]
        if "per" in rule and row["object"] != thing:
            return False
        if row["recorded"] > self.known_as_of or day > self.as_of or day > verdict["window_to"]:
            return False
        if rule.get("since") != "ever":
            if day < verdict["window_from"]:
                return False
        if not is_deadline:
            applies = self.table("days", verdict=verdict["verdict"], what="applies")
            if not any(each["from"] <= day <= each["to"] for each in applies):
                return False
        if not holds(where, lambda column: row["event." + column]):
            return False
        return "distinct" not in rule or row["event." + rule["distinct"]] != ""

    def observed(self, verdict):
        rule = self.rule(verdict)
        rows = self.table("records", verdict=verdict["verdict"])
        counted = [row for row in rows if self.counts(verdict, rule, row)]
        said = [row for row in rows if row["counted"] == "true"]
        assert counted == said, (
            verdict,
            [row for row in rows if (row in counted) != (row in said)],
        )
        if "share" in rule:
            columns = [rule["with"]] if isinstance(rule["with"], str) else rule["with"]
            complete = [row for row in counted if all(row["event." + each] for each in columns)]
            return Fraction(len(complete), len(counted))
        if "sum" in rule:
            amounts = [row["event." + rule["of"]] for row in counted]
            return sum((round(Fraction(each), 6) for each in amounts if each), Fraction(0))
        if "all_of" in rule:
            return Fraction(len({row["entry"] for row in counted}))
        if "distinct" in rule:
            return Fraction(len({row["event." + rule["distinct"]] for row in counted}))
        return Fraction(len(counted))

    # What was required

    def works(self, version, day):
        if self.policies[version].get("prorate_by") == "days":
            return True
        rows = self.table("calendar", version=version)
        named = {row["day"] for row in rows if row["from"] <= str(day) <= row["to"]}
        return "working" in named or (day.isoweekday() <= 5 and "off" not in named)

    def required(self, verdict):
        rule, number, version = self.rule(verdict), verdict["verdict"], verdict["version"]
        limit = str(rule.get("at_most", rule.get("at_least", len(rule.get("all_of", [])))))
        applies = self.days(number, "applies")
        if limit.startswith("target("):
            bound = Fraction(0)
            shared = 0
            for row in self.table("targets", verdict=number):
                length = len(days_between(row["from"], row["to"]))
                mine = [day for day in applies if row["from"] <= str(day) <= row["to"]]
                bound += Fraction(row["value"]) * Fraction(len(mine), length)
                shared += len(mine)
            assert shared == len(applies)
        elif limit.endswith("%"):
            bound = Fraction(limit[:-1]) / 100
        else:
            bound = Fraction(limit)
        how = rule.get("prorate", "nearest")
        prorated = "at_least" in rule and ("count" in rule or "sum" in rule) and how != "none"
        if not prorated or "after" in rule:
            return bound
        leave = self.days(number, "leave")
        active = [day for day in applies if day not in leave and self.works(version, day)]
        window = days_between(verdict["window_from"], verdict["window_to"])
        judged = applies if limit.startswith("target(") else window
        by_days = self.policies[version].get("prorate_by") == "days"
        if len(window) > 31 or by_days:
            whole = [day for day in judged if self.works(version, day)]
        else:
            whole = [day for day in judged if day.isoweekday() <= 5]
        exact = bound * min(Fraction(1), Fraction(len(active), len(whole))) if whole else bound
        if "sum" in rule:
            return exact
        down, up = Fraction(math.floor(exact)), Fraction(math.ceil(exact))
        near = down if exact - down <= Fraction(1, 2) else up
        return {"down": down, "up": up, "nearest": near}[how]

    def days(self, number, what):
        rows = self.table("days", verdict=number, what=what)
        return [day for row in rows for day in days_between(row["from"], row["to"])]

    def status(self, verdict):
        rule, v, r = self.rule(verdict), self.observed(verdict), self.required(verdict)
        at_most = "at_most" in rule
        if "rolling" not in rule and self.as_of < verdict["to"]:
            proved = "count" in rule or "all_of" in rule
            assert proved and (v > r if at_most else v >= r), "still pending"
        return "met" if (v <= r if at_most else v >= r) else "breached"

    # What follows

    def period_status(self, period):
        """Passed, failed or excused, by the verdicts that belong to it."""
        own = ("passes", "period", "assessment", "from", "to")
        number, passes = period["period"], period["passes"]
        assert all(period[each] for each in own)
        taking_part, kept = 0, 0
        for row in self.table("assessed_rules", period=number):
            parts = [
                (self.verdicts[part["verdict"]], int(part["days"]))
                for part in self.table("assessed_verdicts", period=number)
            ]
            mine = [(verdict, n) for verdict, n in parts if verdict["rule"] == row["rule"]]
            for verdict, n in mine:
                assert n == self.days_in(period, verdict)
            judged = sum(n for _, n in mine)
            breached = sum(n for verdict, n in mine if self.status(verdict) == "breached")
            assert (judged, breached) == (int(row["judged"]), int(row["breached"]))
            taking_part += judged > 0
            kept += judged > 0 and breached <= Fraction(row["tolerance"]) * judged
        if not taking_part:
            return "excused"
        needed = {"all": taking_part, "any": 1}.get(passes) or int(passes)
        return "passed" if kept >= min(needed, taking_part) else "failed"

    def days_in(self, period, verdict):
        if "rolling" in self.rule(verdict):
            first = max(verdict["from"], period["from"])
            return len(days_between(first, min(verdict["to"], period["to"])))
        due = verdict["decided" if verdict["status"] == "breached" else "to"]
        return int(period["from"] <= due <= period["to"])

    def count(self):
        """How many items of the ladder count on the day of the action."""
        source = self.case["source"]["id"]
        items = self.table("items")
        last = items[-1]
        rejected = {row["action"] for row in self.decisions() if row["decision"] == "rejected"}
        counted = []
        for item in items:
            ladder = self.ladder(source, item["date"])
            if item["status"] == "passed":
                if ladder["counts"].get("consecutive"):
                    counted = [each for each in counted if each["date"] >= item["date"]]
                continue
            if item["reason"] == "silent" or (item["led_to"] in rejected and item is not last):
                continue
            if item["what"] == "event" and item["counts"] == "true":
                where = ladder["counts"].get("where")
                assert holds(where, lambda column, row=item: row["event." + column])
            counted.append(item)
        return len([each for each in counted if (each["last_day"] or "9999") >= last["date"]])

    def decisions(self):
        """The latest of each action, dated up to as-of; of one day the last row."""
        latest = {}
        for row in self.table("decisions"):
            before = latest.get(row["action"])
            if row["date"] <= self.as_of and (before is None or row["date"] >= before["date"]):
                latest[row["action"]] = row
        return latest.values()

    def ladder(self, source, day):
        begun = [each["version"] for each in self.case["versions"] if each["from"] <= day]
        return self.policies[begun[-1]]["ladders"][source]


def entries_of(rule):
    if "all_of" not in rule:
        measure = next(each for each in ("count", "sum", "share") if each in rule)
        return [(rule[measure], rule.get("where"))]
    return [
        (each["kind"], each.get("where")) if isinstance(each, dict) else (each, None)
        for each in rule["all_of"]
    ]


def holds(predicate, cell_of):
    for column, wanted in (predicate or {}).items():
        if column == "any" and isinstance(wanted, list):
            if not any(holds(each, cell_of) for each in wanted):
                return False
        elif not fits(wanted, cell_of(column)):
            return False
    return True


def fits(wanted, cell):
    if isinstance(wanted, list):
        return any(fits({"equals": each}, cell) for each in wanted)
    if isinstance(wanted, dict):
        if "not" in wanted:
            return not fits(wanted["not"], cell)
        if "equals" in wanted:
            return equals(wanted["equals"], cell)
        return cell != "" and all(
            (value_of(cell, limit) >= limit) if side == "min" else (value_of(cell, limit) <= limit)
            for side, limit in wanted.items()
        )
    if wanted in (PRESENT, "absent"):
        return (cell != "") == (wanted == PRESENT)
    return equals(wanted, cell)


def equals(wanted, cell):
    if isinstance(wanted, bool):
        return cell == str(wanted).lower()
    return cell != "" and value_of(cell, wanted) == wanted


def value_of(cell, like):
    if isinstance(like, dt.date):
        return dt.date.fromisoformat(cell[:10])
    return Fraction(cell) if isinstance(like, (int, float)) else cell
