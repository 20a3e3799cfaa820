"""forms (空白表): build the blank workbooks into form_templates/, or check those that lie there."""

from __future__ import annotations

from toolkit.files import write_whole
from toolkit.forms import Form
from toolkit.jobs.desk.desk import lay
from toolkit.jobs.desk.order import Order
from toolkit.mechanism import Mechanism
from toolkit.mechanism.visiting import FORM_KIND as VISITS
from toolkit.scripts import to_run
from toolkit.templates import build, build_table
from toolkit.workspace import Workspace

#: Empty lines of a log of visits.
_LINES = 14


def blanks(mechanism: Mechanism) -> dict[str, bytes]:
    """Return file name → workbook of every form that is sent out.

    Of the tables only the log of visits (走访日志) is; the office makes the others itself when it needs them.
    """
    sent = [each for each in mechanism.forms if not each.table or each.kind == VISITS]
    return {form.workbook_name: _blank(form, mechanism) for form in sent}


def _blank(form: Form, mechanism: Mechanism) -> bytes:
    if not form.table:
        return build(form, mechanism)
    note = mechanism.visiting.wording.get("log_note", "") if mechanism.visiting else ""
    return build_table(form, mechanism, {}, [], note=note, spare=_LINES)


def forms(workspace: Workspace, order: Order, *, check: bool = False) -> int:
    """Write the blank forms, or with ``check`` only compare them, and return the exit status."""
    mechanism = lay(workspace, order).mechanism
    wrong = 0
    for name, data in blanks(mechanism).items():
        path = workspace.form_templates / name
        same = path.is_file() and path.read_bytes() == data
        if check:
            again = f"与机制的表单定义不一致，请运行{to_run('forms')}重新生成"
            order.say(f"{name}：{'一致' if same else again}")
            wrong += not same
        elif not same and not order.dry_run:
            write_whole(path, data)
        if not check:
            order.say(f"{name}：{'无变化' if same else '已生成'}")
    return 1 if wrong else 0
