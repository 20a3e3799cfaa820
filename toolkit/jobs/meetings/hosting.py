"""The list of the day (接待安排): what is to be seen to before and on it, and who is received. Seed 003 §四（五）."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.cases.meetings import workdays_before
from toolkit.documents.hosting import HostingItem, write_hosting
from toolkit.documents.sign_in import SignInGroup
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.meetings.meeting_scope import Scope
from toolkit.mechanism.hosting import load_hosting


def hosting(desk: Desk, about: Scope, groups: Sequence[SignInGroup]) -> dict[str, bytes]:
    """Return the list of a meeting's day by its file's name; nothing where the mechanism has none.

    Raises:
        ConfigError: the mechanism's data for it are wrong.
    """
    rule = load_hosting(desk.mechanism)
    if rule is None:
        return {}
    items = [
        HostingItem(each.what, each.units, workdays_before(about.day, each.before, desk.calendar))
        for each in rule.duties
    ]
    paper = write_hosting(
        items, groups, desk.mechanism, title=rule.title, day=about.day, hour=about.hour, place=about.place
    )
    return {f"{rule.title.removesuffix('表')} {about.month}.docx": paper}
