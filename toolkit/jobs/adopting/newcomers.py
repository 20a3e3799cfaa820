"""Which rows of an old ledger are new (新事项): not those taken over before, changed since, or like a case there is."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.cases import Case
from toolkit.cases.matters import SAME_MATTER, Firm, firm_of, likest, plain
from toolkit.events import Event, Kind
from toolkit.jobs.adopting.entries import Entry
from toolkit.jobs.adopting.reworded import Reworded, own_ledgers, said
from toolkit.jobs.desk.desk import Desk

#: Of one firm so many matters, the latest, are compared with a new one.
_COMPARED = 200
#: The days of which one must be the same where only the subject is.
_DAYS = ("submitted", "dispatched")


@dataclass
class _Matters:
    """Matters by firm: their key, and the words of their problem as they are compared."""

    place: str
    firms: dict[str, list[tuple[Firm, str, str]]] = field(default_factory=dict)

    def add(self, firm: str, problem: str, key: str) -> None:
        named = firm_of(firm, self.place)
        for core in named.cores:
            self.firms.setdefault(core, []).append((named, plain(problem), key))

    def same(self, firm: str, problem: str) -> str:
        """Return the key of the matter of this firm with this problem, "" where there is none."""
        named, words = firm_of(firm, self.place), plain(problem)
        found = itertools.chain.from_iterable(self.firms.get(core, ())[-_COMPARED:] for core in named.cores)
        texts = {key: text for other, text, key in found if named.is_same(other)}
        return next((key for _, key in likest(words, texts, SAME_MATTER)), "")


def sort_newcomers(desk: Desk, ledger: str, entries: Sequence[Entry], wanted: Collection[str]) -> None:
    """Mark each entry that was taken over before, and say of each that is not to be taken by itself why.

    Args:
        desk: the cases and what was taken over before.
        ledger: the ledger's name.
        entries: the rows; they are changed.
        wanted: identities of rows that the office wants to be registered although they are like others.
    """
    beginnings = taken_before(desk)
    before = {event.data["row"]: event.number for event in beginnings}
    for entry in entries:
        entry.like = before.get(entry.identity, "")
        entry.known = bool(entry.like)
    spoken_for = {entry.like for entry in entries if entry.known}
    adopted = set(before.values())
    reworded = Reworded(desk, ledger, adopted - spoken_for, own_ledgers(beginnings, spoken_for))
    matters, subjects = _Matters(desk.mechanism.place), _Matters(desk.mechanism.place)
    for case in desk.live():
        matters.add(case.role("firm"), case.role("problem") or case.role("subject"), case.number)
        if case.role("subject"):
            subjects.add(case.role("firm"), case.role("subject"), case.number)
    rows: dict[str, Entry] = {}
    for entry in entries:
        if entry.known:
            entry.values, entry.kept = {}, []  # of a large ledger run again nearly all rows are, and take room
            continue
        firm, problem = said(desk.mechanism.record, entry.values)
        entry.held = _lacking(desk, firm, problem)
        if entry.held:
            continue
        if entry.identity not in wanted:
            same = matters.same(firm, problem) or _by_subject(desk, entry, subjects, firm)
            changed, why = reworded.of(entry, same)
            key = changed or same
            if key:
                _hold(desk, entry, key, why, rows, adopted - spoken_for)
                spoken_for.update({entry.like} - {changed})
        if not entry.held:
            rows[f"\x00{entry.identity}"] = entry
            matters.add(firm, problem, f"\x00{entry.identity}")


def _by_subject(desk: Desk, entry: Entry, subjects: _Matters, firm: str) -> str:
    """Return the case of this firm that the row names by its subject (案由) and a day, "" where there is none.

    An old ledger often has but the short subject of what the firm wrote at length; a subject alone is too little.
    """
    roles = desk.mechanism.record.roles
    texts = {str(entry.values.get(roles.get(each, ""), "")) for each in ("problem", "subject")} - {""}
    for key in filter(None, (subjects.same(firm, text) for text in sorted(texts))):
        days = {desk.cases[key].day(each) for each in _DAYS if each in roles} - {None}
        if any(entry.values.get(roles.get(each, "")) in days for each in _DAYS):
            return key
    return ""


def taken_before(desk: Desk) -> Sequence[Event]:
    """Return how the rows taken over before became cases."""
    return [
        event
        for event in desk.events
        if event.kind is Kind.OPENED and "adopted" in event.data and event.number in desk.cases
    ]


def _lacking(desk: Desk, firm: str, problem: str) -> str:
    record = desk.mechanism.record
    lacks = [name for name, value in ((record.role("firm"), firm), (record.role("problem"), problem)) if not value]
    return f"没有{'和'.join(f'“{each}”' for each in lacks)}" if lacks else ""


def _hold(desk: Desk, entry: Entry, key: str, why: str, rows: Mapping[str, Entry], adopted: Collection[str]) -> None:
    """Say of a row like another matter which one that is, and where it is a row changed since by what it is known."""
    if key in rows:
        entry.held = f"与本台账 {rows[key].place} 是同一企业的同一问题"
        return
    entry.like = key
    if key in adopted:
        changes = _changes(desk.cases[key], entry)
        known = f"（{why}）" if why else ""
        entry.held = f"改过的旧行：此前已登记为 {key}，旧台账这一行后来有改动{known}" + (
            f"：{changes}" if changes else ""
        )
        entry.reworded = True
    else:
        entry.held = f"台账里已有同一企业的同一问题：{key}"


def _changes(case: Case, entry: Entry) -> str:
    """Return in what a row differs from the case it became."""
    # What was kept from other columns stands in the remarks as well.
    beside = case.record.roles.get("remark") or case.record.role("problem")
    pairs = [
        (column, case.get(column), value)
        for column, value in entry.values.items()
        if case.get(column) != value and column != beside
    ]
    if entry.status and entry.status != case.status:
        pairs.append((case.record.role("status"), case.status, entry.status))
    return "；".join(f"{column}由“{'空' if was is None else was}”改为“{now}”" for column, was, now in pairs)
