"""What came of an evaluation: its tables, the record of the run, and a summary."""

from __future__ import annotations

import datetime
import functools
import os
from typing import TYPE_CHECKING, Any, Literal

from . import _core
from .evidence import (
    ActionEvidence,
    Evidence,
    RankingEvidence,
    action_evidence_of,
    assessment_evidence_of,
    evidence_of,
    ranking_evidence_of,
)
from .explanation import LANGUAGES, Explanation, Language, PolicyTexts
from .pseudonymous import PseudonymousEvaluation
from .refusals import nearest, refusal
from .summary import STATUSES, summarize, versions_text
from .table import FORMATS, Table

if TYPE_CHECKING:
    from pathlib import Path

    from .pseudonyms import Pseudonyms


class Result:
    """What came of one evaluation. It does not change, whatever becomes of the dataset."""

    def __init__(
        self,
        policy: _core.Policy,
        tables: _core.Dataset,
        evaluation: _core.Evaluation,
        pseudonyms: Pseudonyms | None = None,
    ) -> None:
        self._policy = policy
        self._tables = tables
        self._pseudonyms = pseudonyms
        self._evaluation: Any = evaluation
        if pseudonyms:
            self._evaluation = PseudonymousEvaluation(evaluation, pseudonyms)

    @functools.cached_property
    def verdicts(self) -> Table:
        """The verdicts due in the period, by rule (policy order), staff, object, from."""
        return Table("verdicts", self._evaluation.verdicts)

    @functools.cached_property
    def assessments(self) -> Table:
        """Whether people passed the periods that end in the period; empty without assessments."""
        return Table("assessments", self._evaluation.assessments)

    @functools.cached_property
    def actions(self) -> Table:
        """What is recommended, dated in the period, and what decisions name in vain.

        Nothing is carried out: each row waits for a person's decision.
        """
        return Table("actions", self._evaluation.actions)

    @functools.cached_property
    def rankings(self) -> Table:
        """The places of the ranked periods that end in the period; empty without rankings."""
        return Table("rankings", self._evaluation.rankings)

    @functools.cached_property
    def quarantined(self) -> Table:
        """The rows set aside: table, row (from 1, without the header), column, found, reason."""
        import pyarrow

        problems = self._evaluation.quarantined
        content = {
            "table": pyarrow.array([each.table for each in problems], pyarrow.string()),
            "row": pyarrow.array([each.row for each in problems], pyarrow.int64()),
            "column": pyarrow.array([each.field for each in problems], pyarrow.string()),
            "found": pyarrow.array([each.found for each in problems], pyarrow.string()),
            "reason": pyarrow.array([reason_of(each) for each in problems], pyarrow.string()),
        }
        return Table("quarantined", pyarrow.table(content))

    @property
    def warnings(self) -> list[_core.Problem]:
        """What looks wrong in the tables but is not refused: ids that look alike."""
        warnings: list[_core.Problem] = self._evaluation.warnings
        return warnings

    @functools.cached_property
    def run(self) -> dict[str, Any]:
        """What it takes to run the evaluation again, as in ``run.json``.

        The engine's version; the policy's id, version and the SHA-256 of its canonical print (of
        an amended policy those of the newest version, and the same of the earlier ones, each with
        its calendar); the calendar and the version of the time-zone data; period, as-of and known-as-of; for each
        table its rows, how many were set aside, and a fingerprint of its content, the same for the
        same rows and columns in any order; the rows and the statuses of the results. Fingerprints
        are made when this is first asked for.
        """
        made = self._evaluation
        *earlier, newest = [version_facts(each) for each in self._policy.versions]
        calendar = newest.pop("calendar")
        return {
            "engine": _core.__version__,
            "policy": {
                "id": self._policy.id,
                **newest,
                **({"earlier": earlier} if earlier else {}),
            },
            "calendar": calendar,
            "time_zone_data": _core.time_zone_data_version() or None,
            "period": {"from": made.period[0].isoformat(), "to": made.period[1].isoformat()},
            "as_of": made.as_of.isoformat(),
            "known_as_of": made.known_as_of.isoformat() if made.known_as_of else None,
            "tables": {
                name: {
                    "rows": self._tables.rows(name),
                    "quarantined": len(
                        {each.row for each in made.quarantined if each.table == name}
                    ),
                    "fingerprint": _core.fingerprint(self._tables, name),
                }
                for name in self._tables.tables()
            },
            "verdicts": {"rows": len(self.verdicts), "status": self._statuses()},
        }

    def evidence(self, verdict: int) -> Table:
        """Every record that was looked at for a verdict, given by its row: counted or not, and why.

        Looked at are the events of the measured kinds that belong to the person (of a team: to who
        reports to the manager that day) or, ``per`` an object, to the object, in the window; what
        belongs to both also a week before and after it. Raises `IndexError` for a row that is not
        there.
        """
        return self._explained(verdict).records

    def action_evidence(self, action: int) -> ActionEvidence:
        """What an action rests on, given by its row: items, earlier actions, decisions.

        The person is judged again over the policy's whole life, since ladders count what lies
        before the period too. Raises `IndexError` for a row that is not there.
        """
        row = row_at(self.actions, action)
        told = self._evaluation.explain_action(action)
        place = told["ranking"]
        return action_evidence_of(told, row, None if place is None else self.ranking_evidence(place))

    def ranking_evidence(self, place: int) -> RankingEvidence:
        """What a place in a ranking rests on, given by its row: scores, cohort and cut.

        Raises `IndexError` for a row that is not there.
        """
        row_at(self.rankings, place)
        return ranking_evidence_of(self._evaluation.explain_ranking(place))

    def explain(
        self,
        staff: str,
        rule: str | None = None,
        object: str | None = None,
        on: datetime.date | str | None = None,
        lang: Language = "en",
    ) -> Explanation:
        """Why a person's verdicts are what they are, in English or Chinese (``lang="zh"``).

        `rule` and `object` name one of each; `on` is a day of the verdict's window. Where neither
        is given, the person's assessments, places in rankings and actions follow. Printed it is
        the text; its `verdicts` hold the evidence. Raises `KaoheError` for a person, a rule or an
        object that the result does not know, with the nearest spelling. The first explanation of
        a result also reads its tables again.
        """
        if lang not in LANGUAGES:
            raise ValueError(f"lang: expected 'en' or 'zh', found {lang!r}")
        if self._pseudonyms:
            staff = self._pseudonyms.spelling(staff)
            object = object and self._pseudonyms.spelling(object)
        rows = self._evaluation.find(staff=staff, rule=rule, object=object, on=on)
        if not rows:
            self._require_known(staff=staff, rule=rule, object=object)
        verdicts = {row: self._evaluation.verdict(row) for row in rows}
        statuses: dict[str, dict[str, int]] = {}
        for each in verdicts.values():
            counts = statuses.setdefault(each["rule"], {})
            counts[each["status"]] = counts.get(each["status"], 0) + 1
        told = [
            self._explained(row)
            for row, each in verdicts.items()
            if each["status"] == "breached" or sum(statuses[each["rule"]].values()) == 1
        ]
        if rule is not None or object is not None:
            return Explanation(staff, lang, statuses, told, self._texts)
        day = datetime.date.fromisoformat(on) if isinstance(on, str) else on
        assessed = rows_of(self.assessments, staff, day)
        return Explanation(
            staff,
            lang,
            statuses,
            told,
            self._texts,
            [
                assessment_evidence_of(self._evaluation.explain_assessment(row), each)
                for row, each in assessed
            ],
            [self.ranking_evidence(row) for row, _ in rows_of(self.rankings, staff, day)],
            [self.action_evidence(row) for row, _ in rows_of(self.actions, staff, day)],
        )

    def case_file(
        self,
        action: str,
        folder: str | os.PathLike[str] | None = None,
        *,
        sign_with: str | os.PathLike[str] | None = None,
    ) -> Path:
        """Writes all that an action rests on into one folder, with a page for printing.

        `action`: the action's id. `folder`: default ``case-`` and the id; a case file that is there
        is replaced, and any other folder that is not empty refused. `sign_with`: the file of an
        Ed25519 private key (PEM), which signs the manifest. Nobody else's data are in it. Gives the
        folder.

        Raises `KaoheError` for an action that is not there, with the nearest spelling, or was
        rescinded; for a folder that holds anything else; for a key that cannot be used.
        """
        from pathlib import Path

        from .case_file import write_case_file

        where = None if folder is None else Path(folder)
        key = None if sign_with is None else Path(sign_with)
        return write_case_file(self, action, where, key)

    @functools.cached_property
    def _over_whole_life(self) -> Result:
        """What consequences are built from: all that is judged up to as-of, whatever period was
        asked for."""
        first = self._policy.versions[0].effective[0]
        made = _core.evaluate(
            self._policy,
            self._tables,
            period=f"{first}..9999-12-31",
            as_of=self._evaluation.as_of,
            known_as_of=self._evaluation.known_as_of,
            on_bad_rows="quarantine" if self._evaluation.quarantined else "refuse",
        )
        return Result(self._policy, self._tables, made)

    @functools.cached_property
    def _texts(self) -> PolicyTexts:
        return PolicyTexts(self._policy)

    def _require_known(self, **names: str | None) -> None:
        problems = []
        for column, name in names.items():
            known = self._evaluation.names(column) if name is not None else []
            if name is not None and name not in known:
                problems.append(
                    _core.Problem(
                        code="K-E432",
                        message=f"the result has no such {column}",
                        found=name,
                        expected=f"the {column} of a verdict",
                        suggestion=nearest(name, known),
                    )
                )
        if problems:
            raise refusal(problems, _core.KaoheError)

    def _explained(self, row: int) -> Evidence:
        if row < 0:
            raise IndexError(f"the result has no verdict {row}")
        return evidence_of(self._evaluation.explain(row), self._evaluation.verdict(row))

    def summary(self) -> str:
        """A few lines for people: counts per rule and status, who breached most, rows set aside."""
        return summarize(self._policy, self._tables, self._evaluation, self.verdicts)

    def write(
        self, folder: str | os.PathLike[str], format: Literal["csv", "parquet"] = "csv"
    ) -> None:
        """Writes the result tables and ``run.json`` into a folder, which is made if need be.

        Files of earlier results in it are replaced, others stay; an interrupt leaves no file half
        written. The schema of a Parquet file has ``run.json`` as metadata ``run``. Raises
        `ValueError` for another format, `OSError` where it cannot write.
        """
        import json
        from pathlib import Path

        from .folder import replaced_together

        if format not in FORMATS:
            raise ValueError(f"format: expected 'csv' or 'parquet', found {format!r}")
        run = json.dumps(self.run, indent=2, ensure_ascii=False) + "\n"
        with replaced_together(Path(folder)) as draft:
            for table in (self.verdicts, self.assessments, self.actions, self.rankings):
                table.write(draft / f"{table.name}.{format}", format, {b"run": run.encode()})
            (draft / "run.json").write_text(run, encoding="utf-8")

    def _statuses(self) -> dict[str, int]:
        import pyarrow.compute

        found = pyarrow.compute.value_counts(self.verdicts.to_arrow()["status"]).to_pylist()
        counts = {each["values"]: each["counts"] for each in found}
        return {status: counts.get(status, 0) for status in STATUSES}

    def __repr__(self) -> str:
        first, last = self._evaluation.period
        return (
            f"Result({versions_text(self._policy)}, {first} to {last}, "
            f"as of {self._evaluation.as_of}, {len(self.verdicts):,} verdicts)"
        )


def version_facts(policy: _core.Policy) -> dict[str, Any]:
    """What the record of a run says of one version of the policy."""
    import hashlib

    calendar, known_until = policy.calendar
    return {
        "version": policy.version,
        "sha256": hashlib.sha256(policy.to_yaml().encode()).hexdigest(),
        "calendar": {
            "name": calendar or None,
            "version": _core.builtin_calendar_version(calendar) or None,
            "known_until": known_until.isoformat() if known_until else None,
        },
    }


def rows_of(
    table: Table, staff: str, on: datetime.date | None
) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a person, each with its number; `on` lies in their days, or is their date."""
    import pyarrow.compute as compute

    content = table.to_arrow()
    rows = compute.indices_nonzero(compute.equal(content["staff"], staff)).to_pylist()
    found = list(zip(rows, content.take(rows).to_pylist())) if rows else []
    if on is None:
        return found
    first, last = ("from", "to") if "from" in table.columns else ("date", "date")
    return [(row, cells) for row, cells in found if cells[first] <= on <= cells[last]]


def row_at(table: Table, row: int) -> dict[str, Any]:
    if not 0 <= row < len(table):
        raise IndexError(f"the result has no row {row} of {table.name}")
    found: dict[str, Any] = table.to_arrow().slice(row, 1).to_pylist()[0]
    return found


def reason_of(problem: _core.Problem) -> str:
    """Why a row was set aside, in one sentence."""
    expected = f"; expected {problem.expected}" if problem.expected else ""
    meant = f" (did you mean '{problem.suggestion}'?)" if problem.suggestion else ""
    return problem.message + expected + meant
