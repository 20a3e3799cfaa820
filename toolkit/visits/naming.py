"""Who is meant by a surname and a title alone (陈主席): told by the list of leaders, where it leaves no doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from toolkit.visits.visit import Visit, is_surname, names_in, surname_in, titles_in


def leaders_in(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the leaders that texts name in full, each with the titles that stand beside the name anywhere."""
    found: dict[str, frozenset[str]] = {}
    for text in dict.fromkeys(texts):
        for name in names_in(text):
            if not is_surname(name):
                found[name] = found.get(name, frozenset()) | titles_in(text)
    return found


def meant(name: str, leaders: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return which leaders somebody called by surname and title may be; the one where it leaves no doubt.

    One of that surname is meant whatever the title: a vice chair (副主席) is called 主席 to the face. Of several it is
    the one beside whose name this very title stands.

    Args:
        name: as it was written, 陈主席.
        leaders: the leaders by name, with their titles.
    """
    surname, titles = surname_in(name), titles_in(name)
    same = tuple(each for each in leaders if each.startswith(surname))
    entitled = tuple(each for each in same if titles & set(leaders[each]))
    return entitled if len(same) > 1 and len(entitled) == 1 else same


def named(visit: Visit, leaders: Mapping[str, Collection[str]]) -> Visit:
    """Return a visit with who made it by full name, as far as the list of leaders leaves no doubt."""
    if not any(map(is_surname, (*visit.visitors, *visit.company))):
        return visit
    visitors, company = (_full(each, leaders) for each in (visit.visitors, visit.company))
    return replace(visit, visitors=visitors, company=company)


def _full(names: Iterable[str], leaders: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    found = []
    for name in names:
        known = meant(name, leaders) if is_surname(name) else ()
        found.append(known[0] if len(known) == 1 else name)
    return tuple(dict.fromkeys(found))
