"""Supporting material (佐证材料), filed by case; and scans that come alone, laid out to be typed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from toolkit.errors import Code, Problem
from toolkit.events import Event, Kind
from toolkit.files import free_name, safe_name, sha256, why, write_new
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.on_paper import blank
from toolkit.jobs.returns.post import Part
from toolkit.jobs.returns.taken import Taken, ask_id, short
from toolkit.templates import fill

_TITLE_LENGTH = 40


def attach(desk: Desk, number: str, name: str, data: bytes) -> list[Event]:
    """File material with a case and return the event that tells it; none where it lies there already."""
    digest = sha256(data)
    if _attached(desk, number, digest):
        return []
    place = _place(desk, number, safe_name(Path(name).name), data)
    event = {"sha": digest, "name": place.name, "path": desk.place(place), "incoming": name}
    return [Event(Kind.ATTACHED, desk.as_of, number, event)]


def _attached(desk: Desk, number: str, digest: str) -> bool:
    return any(each.number == number for each in desk.known.attached.get(digest, ()))


def _place(desk: Desk, number: str, name: str, data: bytes) -> Path:
    """Return where the file lies, written there unless a run that was killed has written it already."""
    wanted = desk.workspace.materials / safe_name(number) / name
    if desk.order.dry_run:
        return wanted
    if wanted.exists() and wanted.read_bytes() == data:
        return wanted
    while not write_new(place := free_name(wanted), data):
        pass  # another PC took the name in between
    return place


def ask_whose(desk: Desk, part: Part, original: str, numbers: list[str]) -> Taken:
    """Leave it to the office which of several cases a file belongs to."""
    trouble = Problem(Code.WHOSE_MATERIAL, {"numbers": "、".join(numbers) or "无"})
    return _held(desk, part, original, trouble)


def ask_about(desk: Desk, part: Part, original: str) -> Taken:
    """Leave a mail without attachments to the office."""
    return _held(desk, part, original, Problem(Code.ONLY_LETTER))


def type_in(desk: Desk, part: Part, original: str) -> tuple[Taken, Callable[[], Iterable[Event]]]:
    """Return the question that a scan that came alone puts to the office, and what lays it out for typing."""
    # Two phones name their photos alike: the digest keeps their folders apart.
    asked = desk.known.parts.get((part.digest, 0))  # by a run that was killed: its question names the folder
    day = asked.day if asked is not None else desk.as_of
    title = safe_name(f"{day.isoformat()} {Path(part.own).stem}", _TITLE_LENGTH) + f" {part.digest[:4]}"
    folder = desk.workspace.outbox / "待录入" / title
    trouble = Problem(Code.TO_TYPE_IN, {"folder": desk.place(folder)})
    return _held(desk, part, original, trouble), lambda: _lay_out(desk, part, folder)


def _lay_out(desk: Desk, part: Part, folder: Path) -> Iterable[Event]:
    """Put a scan beside a blank form that knows which scan it is typed from."""
    form = _form_named(desk, part.own)
    mark = write_mark(form.id, form.version, source=short(part.digest))
    desk.put(folder / safe_name(part.own), part.data)
    ready = fill(blank(desk, form), form, desk.mechanism, {}, mark=mark)
    desk.put(folder / safe_name(f"{form.file_name}（照 {Path(part.own).stem} 录入）.xlsx"), ready)
    return ()


def _form_named(desk: Desk, name: str) -> Form:
    """Return the form that a scan's name speaks of, else the one that opens a case; the office can take another."""
    named = [each for each in desk.mechanism.forms if each.layout.rows and _named(each, name)]
    return named[0] if len(named) == 1 else desk.mechanism.form_that("opens")


def _named(form: Form, name: str) -> bool:
    return any(word and word in name for word in (form.attachment, *form.titles))


def _held(desk: Desk, part: Part, original: str, trouble: Problem) -> Taken:
    done = desk.known.parts.get((part.digest, 0))
    taken = Taken(outcome="待确认", problems=[trouble], form="")
    if done is None:
        data = {
            "ask": ask_id(short(part.digest)),
            "column": desk.mechanism.record.roles.get("material", ""),
            "text": part.name,
            "why": f"{trouble.words}。{trouble.remedy}",
            "incoming": part.name,
            "firm": "",
            "sha": part.digest,
            "part": 0,
            "material": {"name": part.own, "original": original},
        }
        taken.events.append(Event(Kind.HELD, desk.as_of, "", data))
    return taken


def typed_in(desk: Desk, source: str, number: str) -> list[Event]:
    """Return what follows a form typed from a scan: the scan is filed with its case, its question settled."""
    held = desk.known.asked.get(ask_id(source))
    if not source or held is None or "material" not in held.data:
        return []
    decided = Event(Kind.DECIDED, desk.as_of, number, {"ask": held.data["ask"], "take": True, "settled": "已录入"})
    return [*settle(desk, held, number), decided]


def materials_owed(desk: Desk) -> list[Event]:
    """File what the office said, on 待确认, whose material it is; what a killed run left undone is done now."""
    events: list[Event] = []
    for ask, decision in desk.known.taken.items():
        held = desk.known.asked.get(ask)
        if held is not None and "material" in held.data and decision.number in desk.cases:
            events += settle(desk, held, decision.number)
    return events


def settle(desk: Desk, held: Event, number: str) -> list[Event]:
    """Return the event that files material of which the office said, on 待确认, whose it is.

    None where it is filed already, and where its original cannot be read: that is told, and holds nothing else up.
    """
    if _attached(desk, number, held.data["sha"]):
        return []
    material = held.data["material"]
    # A path written down on Windows may have its separators.
    original = material["original"].replace("\\", "/")
    try:
        data = (desk.workspace.root / original).read_bytes()
    except (FileNotFoundError, PermissionError) as error:
        desk.say(
            f"{material['name']}：原件 {original} 打不开（{why(error)}），还没有归入 {number} 的佐证材料，下次再归"
        )
        return []
    return attach(desk, number, material["name"], data)
