"""mechanism check (检查机制): what is wrong with a mechanism's folder, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.analysis.report.typical import FILE as REPORT
from toolkit.analysis.report.typical import typical_rule
from toolkit.config import read_config
from toolkit.documents.frames.template import FOLDER
from toolkit.documents.frames.template_check import faults
from toolkit.documents.frames.template_kinds import KINDS
from toolkit.errors import ConfigError
from toolkit.jobs.desk.order import Order
from toolkit.mechanism import Mechanism, load, shipped
from toolkit.mechanism.adoption import FILE as ADOPT
from toolkit.mechanism.adoption import adoption_of
from toolkit.mechanism.advice import FILE as SUGGEST
from toolkit.mechanism.advice import load_advice
from toolkit.mechanism.cataloguing import FILE as CATALOGUE
from toolkit.mechanism.cataloguing import load_cataloguing
from toolkit.mechanism.collecting import FILE as COLLECT
from toolkit.mechanism.collecting import load_collecting
from toolkit.mechanism.following import FILE as FOLLOW
from toolkit.mechanism.following import load_following
from toolkit.mechanism.hosting import FILE as HOSTING
from toolkit.mechanism.hosting import load_hosting
from toolkit.mechanism.inspection import Loaders, inspect
from toolkit.mechanism.ladder import FILE as REMIND
from toolkit.mechanism.ladder import load_ladder
from toolkit.mechanism.left_over import left_over
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.measuring import FILE as MEASURES
from toolkit.mechanism.measuring import load_measuring
from toolkit.mechanism.opinions import FILE as OPINIONS
from toolkit.mechanism.opinions import load_opinions
from toolkit.mechanism.planning import FILE as PLAN
from toolkit.mechanism.planning import load_plan_words
from toolkit.mechanism.preparation import FILE as MEETING
from toolkit.mechanism.preparation import load_preparation
from toolkit.mechanism.prompting import FILE as PROMPT
from toolkit.mechanism.prompting import load_prompting
from toolkit.mechanism.publicity import FILE as PUBLICITY
from toolkit.mechanism.publicity import load_publicity
from toolkit.mechanism.rating import FILE as RATINGS
from toolkit.mechanism.rating import load_rating
from toolkit.mechanism.review import FILE as REVIEW
from toolkit.mechanism.review import load_review
from toolkit.mechanism.sayings import FILE as COMMON
from toolkit.mechanism.sayings import load_sayings
from toolkit.mechanism.verifying import FILE as VERIFY
from toolkit.mechanism.verifying import load_verifying
from toolkit.workspace import Workspace

#: The files that a mechanism may have beside its own, and what reads each.
COMPANIONS: Loaders = {
    COLLECT: load_collecting, VERIFY: load_verifying, CATALOGUE: load_cataloguing, MEETING: load_preparation,
    OPINIONS: load_opinions, REMIND: load_ladder, SUGGEST: load_advice, ADOPT: adoption_of,
    MEASURES: load_measuring, REPORT: typical_rule, PLAN: load_plan_words, FOLLOW: load_following,
    COMMON: load_sayings, REVIEW: load_review, PUBLICITY: load_publicity, HOSTING: load_hosting, RATINGS: load_rating,
    PROMPT: load_prompting,
}  # fmt: skip


def check(workspace: Workspace | None, order: Order, folder: Path | None = None) -> int:
    """Say what is wrong with a mechanism's folder, and return the exit status: 1 where anything is.

    Args:
        workspace: whose mechanism is meant where no folder is named.
        order: how the job was asked to run; nothing is written either way.
        folder: the folder, or the name of a mechanism that comes with the toolkit.

    Raises:
        ConfigError: there is no such folder, or neither it nor a workspace is given.
    """
    place = _place(workspace, folder)
    found = [*map(str, inspect(place, COMPANIONS)), *_of_papers(place)]
    order.say(f"检查机制：{place}")
    for each in found:
        order.say(f"  {each}")
    if found:
        order.say(f"共 {len(found)} 处，请改正后再检查一次")
        return 1
    for line in (*_told(load(place)), *_of_another_place(place)):
        order.say(line)
    return 0


def _place(workspace: Workspace | None, folder: Path | None) -> Path:
    if folder is None and workspace is None:
        raise ConfigError("没有写检查哪个文件夹", f"请在命令后面写上文件夹；自带的机制：{'、'.join(shipped())}")
    wanted = folder if folder is not None else Path(read_config(workspace.config).mechanism if workspace else "")
    beside = [workspace.root / wanted] if workspace is not None else []
    for each in (*beside, wanted, SHIPPED / wanted):
        if (each / "mechanism.toml").is_file():
            return each
    if wanted.is_dir():
        raise ConfigError(
            f"文件夹“{wanted}”里没有 mechanism.toml，不是机制的文件夹", "请照使用手册“自己写一个机制”建立"
        )
    raise ConfigError(f"没有“{wanted}”这个文件夹，也没有这个名字的机制", f"自带的机制：{'、'.join(shipped())}")


def _of_papers(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the mechanism's own templates."""
    known = {f"{kind.id}.docx": kind for kind in KINDS}
    for path in sorted((folder / FOLDER).glob("*.docx")):
        if path.name not in known:
            yield f"{FOLDER}/{path.name}：不会用到这个模板，文件名应为 {'、'.join(known)} 之一"
        else:
            yield from (f"{FOLDER}/{path.name}：{each.words}" for each in faults(path.read_bytes(), known[path.name]))


def _of_another_place(folder: Path) -> Iterator[str]:
    """Yield which words of the place that it was copied from a mechanism still has."""
    place, found = left_over(folder, [SHIPPED / each for each in shipped()])
    if found:
        yield f"是照{place}的机制写的，下面这些还是{place}的说法，请逐处看要不要改："
    yield from (f"  {each}" for each in found)


def _told(mechanism: Mechanism) -> Iterator[str]:
    record = mechanism.record
    yield f"没有发现问题：{mechanism.title}"
    yield f"台账“{record.sheet}” {len(record.columns)} 列、状态 {len(record.statuses)} 个、时限 {len(record.clocks)} 项"
    yield f"表 {len(mechanism.forms)} 张，成员单位 {len(mechanism.units.units)} 家"
