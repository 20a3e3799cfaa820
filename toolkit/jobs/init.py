"""init (建立工作目录): make a workspace — folders, settings, blank forms, an empty register. Nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

from toolkit.config import name_mechanism, read_config, write_config
from toolkit.errors import ConfigError
from toolkit.files import free_name
from toolkit.jobs.books.first_register import start
from toolkit.jobs.books.renewed import has_matters, renew
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.own_mechanism import Chosen, bring, chosen
from toolkit.jobs.forms import blanks, forms
from toolkit.mechanism import Mechanism, default_name, load
from toolkit.workspace import Workspace

#: Where blank forms lie that the mechanism no longer has.
_FORMER = "原来的空白表"


def init(folder: Path, order: Order, mechanism: str = "") -> int:
    """Make ``folder`` a workspace, or complete one, and return the exit status.

    While nothing was taken in, the workspace may be given another mechanism, and its register follows what changed in
    the mechanism's data; the former one is kept.

    Args:
        folder: where.
        order: how the job was asked to run.
        mechanism: the name of one that comes with the toolkit, or a folder: one that lies elsewhere is copied into the
            workspace. "" for the one that the workspace has, else the default.

    Raises:
        ConfigError: there is no such mechanism, its data contradict themselves, or the workspace goes by another one
            and has matters.
    """
    workspace = Workspace(folder.resolve())
    former = read_config(workspace.config).mechanism if workspace.config.is_file() else ""
    found = chosen(workspace, mechanism or former or default_name())
    loaded = load(found.folder)
    changes = former not in {"", found.name} and not _is_same(workspace, former, found)
    if changes and has_matters(workspace):
        raise ConfigError(
            f"这里已经是另一个机制（{former}）的工作目录，登记过来件，不能换机制",
            "请换一个文件夹另建；原来登记的，可以用“接管旧台账”把总台账接过去",
        )
    if order.dry_run:
        order.say(f"将在 {workspace.root} 建立工作目录（{loaded.title}）")
        return 0
    _make(workspace, order, found)
    renewed = renew(workspace, order)
    if renewed:
        order.say(f"还没有登记过事项，总台账已按“{loaded.title}”重新建立")
    if renewed or changes:
        _put_aside(workspace, loaded, order)
    start(workspace, order)
    forms(workspace, Order(order.as_of, say=lambda _: None))
    order.say(f"工作目录已就绪：{workspace.root}（{loaded.title}）")
    return 0


def _make(workspace: Workspace, order: Order, found: Chosen) -> None:
    """Make the folders and the settings, the mechanism's own folder first: settings never name what is not there."""
    workspace.root.mkdir(parents=True, exist_ok=True)
    if bring(found):
        order.say(f"机制已复制到工作目录的“{found.name}”文件夹，以后改这里的")
    for each in workspace.folders():
        each.mkdir(parents=True, exist_ok=True)
    if not write_config(workspace.config, found.name):
        name_mechanism(workspace.config, found.name)


def _is_same(workspace: Workspace, former: str, found: Chosen) -> bool:
    """Return whether the settings name the same folder otherwise, by its full path as it may be."""
    return (workspace.root / former).resolve() == found.folder


def _put_aside(workspace: Workspace, mechanism: Mechanism, order: Order) -> None:
    """Move the blank forms that the mechanism does not have, so that nobody sends them out."""
    wanted, aside = blanks(mechanism), workspace.form_templates / _FORMER
    left = [each for each in sorted(workspace.form_templates.glob("*.xlsx")) if each.name not in wanted]
    for each in left:
        aside.mkdir(exist_ok=True)
        each.rename(free_name(aside / each.name))
    if left:
        order.say(f"原来的空白表 {len(left)} 张移到 form_templates/{_FORMER}")
