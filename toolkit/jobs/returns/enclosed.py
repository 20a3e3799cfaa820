"""What the firm itself sent, for the unit that leads its matter: the form as it came, and the supporting material."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from toolkit.cases import Case
from toolkit.events import Event, Kind
from toolkit.files import safe_name, why
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.post import WITHIN
from toolkit.mail import Attachment

_NAME = 60


@dataclass
class Enclosed:
    """What was found of a matter, and what was not, told to the office.

    Attributes:
        files: the firm's own form first, then the material; byte for byte as they came.
        missing: sentences about what could not go with them.
    """

    files: list[Attachment] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def enclosed(desk: Desk, case: Case) -> Enclosed:
    """Return what the firm sent about a matter. A file that tells of other matters too is left out."""
    found = Enclosed()
    visiting = desk.mechanism.visiting
    if visiting is not None and not visiting.enclosed:
        # Seed 001 §五（五）: nothing of a firm is spread that the unit does not need.
        if case.role("visit") or case.role("material"):
            found.missing.append(f"{case.number}：按工作纪律，来件原件和佐证材料不随附，需要的由办公室另行提供")
        return found
    report = _report(desk, case)
    received = desk.known.received.get(report.data["sha"]) if report is not None else None
    if report is not None and received is not None and received.data.get("original"):
        name = f"企业原件 {case.number} {_own_name(received.data['name'])}"
        if case.parted or _others(desk, case, report.data["sha"]):
            found.missing.append(f"{case.number}：来件“{received.data['name']}”还写有别的事项，企业原件没有附上")
        else:
            _take(desk, found, case, name, received.data["original"])
    for event in _materials(desk, case):
        _take(desk, found, case, f"佐证材料 {case.number} {event.data['name']}", event.data["path"])
    return found


def _report(desk: Desk, case: Case) -> Event | None:
    """Return the event by which the matter was last reported on a form, None for one that the office typed in."""
    opening = desk.mechanism.form_that("opens").id
    reports = (
        event
        for event in reversed(desk.events)
        if event.number == case.number
        and event.kind in {Kind.OPENED, Kind.ANSWERED}
        and event.data.get("sha")
        and event.data.get("form", opening) == opening
    )
    return next(reports, None)


def _others(desk: Desk, case: Case, digest: str) -> bool:
    """Return whether a file led to anything about another matter."""
    told = {event.number for (sha, _), event in desk.known.parts.items() if sha == digest}
    return bool((told | set(desk.known.received[digest].data["numbers"])) - {case.number, ""})


def _materials(desk: Desk, case: Case) -> Iterator[Event]:
    for noted in desk.known.attached.values():
        yield from (event for event in noted if event.number == case.number)


def _own_name(name: str) -> str:
    """Return a file's own name, without the mail or archive and the folder it came in."""
    return PurePosixPath(name.rsplit(WITHIN, maxsplit=1)[-1].replace("\\", "/")).name


def _take(desk: Desk, found: Enclosed, case: Case, name: str, path: str) -> None:
    # A path written down on Windows may have its separators.
    place = desk.workspace.root / path.replace("\\", "/")
    try:
        data = place.read_bytes()
    except OSError as error:
        found.missing.append(f"{case.number}：{path} 打不开（{why(error)}），没有附上")
        return
    suffix = PurePosixPath(name).suffix
    found.files.append(Attachment(f"{safe_name(name.removesuffix(suffix), _NAME)}{suffix}", data))
