"""Document numbers (发文字号): running through a year, claimed for good, the same for a paper that is written again."""

from __future__ import annotations

from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.numbers import Numbers, claimed, serial
from toolkit.jobs.desk.told import numbered

#: Where below the numbers of cases these are claimed, a folder a pattern.
FOLDER = "文号"


def document_number(desk: Desk, kind: str, paper: str) -> str:
    """Return the number a paper bears, "" where its issuer numbers none, and in a dry run, which claims none.

    Args:
        desk: whose mechanism says how the issuer numbers, and whose journal which numbers were given.
        kind: the kind of paper, a key of the mechanism's issuers.
        paper: what tells this paper from all others of its issuer; asked for again, it gets the number it has.

    Raises:
        OSError: the disk is full or the share is away.
    """
    issuer = desk.mechanism.issuers.get(kind)
    if issuer is None or not issuer.document_number or desk.order.dry_run:
        return ""
    pattern, year = issuer.document_number, desk.as_of.year
    given = numbered(desk, pattern)
    for each in given:
        if each["paper"] == paper:
            return str(each["document_number"])
    taken = [f"{each['year']}-{each['serial']:03}" for each in given]
    # Whoever claims first has the number, on whatever PC; one that is claimed and then not used is a gap, no double.
    numbers = Numbers(desk.workspace.numbers / FOLDER / safe_name(issuer.numbered(0, 0)), year)
    last = serial(claimed(numbers, taken))
    number = issuer.numbered(year, last)
    data = {"document_number": number, "pattern": pattern, "year": year, "serial": last, "paper": paper}
    desk.record([Event(Kind.NUMBERED, desk.as_of, data=data)])
    return number
