"""What goes with a report on visits (附件1-3): the forms of the visits, the log, the lists of what firms need.

Seed 001 §五（二） has each group hand in its report 连同附件1-3. The forms tell what is sensitive: bound into one file
they go to the office that keeps them anyway, and no further (§五（五）); the report to others says where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.documents.need_lists import write_need_lists
from toolkit.documents.setting.words import without_phones
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.need_lists import need_lists
from toolkit.jobs.visiting.repeats import counts_in
from toolkit.jobs.visiting.visit_logs import log_form, told_on_forms
from toolkit.jobs.visiting.visit_scope import Scope
from toolkit.mechanism import Mechanism
from toolkit.mechanism.visiting import FORM_KIND
from toolkit.submission import Value
from toolkit.templates import bind, build_table
from toolkit.visits import Visit

_NUMBER = re.compile(r"\d+")


def annexes(desk: Desk, scope: Scope) -> dict[str, bytes]:
    """Return the annexes of a report by file name; of one group its forms bound as well."""
    label, mechanism, found = f"{scope.period.label}{scope.group}", desk.mechanism, dict[str, bytes]()
    form = visit_form(mechanism)
    if form is not None and scope.group and scope.visits:
        sheets = [(f"{each.number} {each.firm}", _filled(form, each)) for each in scope.visits]
        found[f"{form.attachment} {form.title} {label}.xlsx"] = bind(form, mechanism, sheets)
    log = log_form(desk)
    if log is not None:
        rows = [_row(scope, each, {field.key: field.column for field in log.table}) for each in scope.visits]
        found[f"{log.attachment} {log.title} {label}.xlsx"] = build_table(log, mechanism, {}, rows)
    lists, wording = need_lists(desk, scope.visiting, scope.cases), scope.visiting.wording
    told = [f"{each.name} {len(each.lines)} 件" for each in lists]
    rules = [scope.visiting.rules[each] for each in ("lists", "discipline")]
    name = f"{wording['lists_attachment']} {wording['lists_title']} {label}"
    found[f"{name}.xlsx"] = write_need_lists(name, lists, [*told, *rules], desk.as_of, mechanism.office)
    return found


def listed(desk: Desk, scope: Scope) -> Iterator[str]:
    """Yield the annexes of a report, number and title, as the list below its text names them."""
    wording, form, log = scope.visiting.wording, visit_form(desk.mechanism), log_form(desk)
    told = [(wording["lists_attachment"], wording["lists_title"])]
    if log is not None:
        told.append((log.attachment, log.title))
    visits = {each.number for each in scope.visits}
    known = {counts_in(desk, each) or each for each in told_on_forms(desk)} & visits  # two forms of one visit are one
    came = visits if scope.group else known  # of a group's visits the bound forms tell of all
    if form is not None and came:
        kept = "合订" if scope.group else f"存{desk.mechanism.office_short}，含企业敏感信息，不随附"
        told.append((form.attachment, f"{form.title}（{len(came)}份，{kept}）"))
    numbers = {title: int(number[0]) for name, title in told if (number := _NUMBER.search(name))}
    for title in sorted(numbers, key=lambda each: numbers[each]):
        yield f"{numbers[title]}.{title}"


def visit_form(mechanism: Mechanism) -> Form | None:
    """Return the form on which one visit is told, None where the mechanism has none."""
    return next((each for each in mechanism.forms if each.kind == FORM_KIND and not each.table), None)


def _filled(form: Form, visit: Visit) -> dict[str, Value]:
    """Return what is known of a visit, by the fields of its form."""
    told = {each.key: visit.values.get(each.column) for each in form.fields if each.column}
    return {key: value for key, value in told.items() if value is not None and not isinstance(value, int)}


def _row(scope: Scope, visit: Visit, columns: Mapping[str, str]) -> dict[str, Value]:
    """Return a line of the log; what must not leave the office is left out of it (seed 001 §五（五）)."""
    row: dict[str, Value] = {}
    for key, column in columns.items():
        value = visit.values.get(column) if column not in scope.visiting.sensitive else None
        row[key] = without_phones(value) if isinstance(value, str) else None if isinstance(value, int) else value
    return row
