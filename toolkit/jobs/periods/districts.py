"""The districts of a roll-up (参加汇总的地区): what each is called, who was given twice, who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.analysis import Period, PeriodError, last_complete
from toolkit.analysis.districts.rollup_result import District, LeftOut
from toolkit.analysis.packages.data_package import DataPackage
from toolkit.errors import ToolkitError
from toolkit.files import sha256, why
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.periods.district_files import PACKAGE, REGISTER, WORKSPACE, Handed, find, open_handed, reckon
from toolkit.scripts import to_run

#: Of what was given twice the first of these is taken: it knows most.
_KNOWS_MOST = (WORKSPACE, REGISTER, PACKAGE)
#: What people leave off at the end of a place's name, the longer ones first, and how much must remain.
_ENDINGS, _SHORTEST = ("街道", "区", "县", "市", "镇"), 2
#: What a register alone does not show.
_CAVEATS = {
    REGISTER: "的数由总台账单独算出，看不到以前各轮的经过和评价表何时发出，时段之后重新办理的事项按现在的样子计",
}
#: From so many cases on two that have all of them alike are the same district's.
_TELLING = 5


@dataclass(frozen=True)
class Gathered:
    """What was gathered for a roll-up.

    Attributes:
        period: of all that is in it.
        districts: with their figures, in the office's own order, those it does not list after them.
        left_out: what was given and cannot be part of it.
        missing: the districts that the office lists and of which there is nothing.
    """

    period: Period
    districts: tuple[District, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[str, ...]


def gather(paths: Sequence[Path], desk: Desk, period: Period | None) -> Gathered:
    """Return the districts at these paths.

    Args:
        paths: folders and files, as they were named.
        desk: the desk of the office that asks.
        period: which; None for the one that most packages have, without any the last complete quarter.

    Raises:
        PeriodError: no period was named, and of several as many packages have each.
    """
    left_out = list[LeftOut]()
    handed = list[Handed]()
    for path, shown in find(paths):
        try:
            handed.append(open_handed(path, shown))
        except (ToolkitError, OSError) as error:
            left_out.append(_out(shown, error))
    wanted = period or _most([each.package.period for each in handed if each.package]) or last_complete(desk.as_of)
    found = list[District]()
    for each in handed:
        desk.order.step(len(found), len(handed), each.shown)
        try:
            package = reckon(each, wanted, desk)
        except (ToolkitError, OSError) as error:
            left_out.append(_out(each.shown, error))
        else:
            found.append(District(package.place, each.kind, each.shown, package, _CAVEATS.get(each.kind, "")))
    expected = desk.config.districts
    # An office that lists none rolls up the places its own units lie in: counties of a city work by one mechanism, and
    # each of their workspaces says it is of that city.
    names = expected or tuple(dict.fromkeys(each.town for each in desk.mechanism.units if each.town))
    once, twice = _once(_named(found, names))
    order = {name: at for at, name in enumerate(names)}
    ordered = sorted(once, key=lambda each: order.get(each.name, len(order)))
    missing = tuple(name for name in expected if name not in {each.name for each in once})
    return Gathered(wanted, tuple(ordered), (*left_out, *twice), missing)


def _most(periods: Sequence[Period]) -> Period | None:
    """Return the period that most packages have, None where there is no package."""
    counted = Counter(periods).most_common(2)
    if len(counted) > 1 and counted[0][1] == counted[1][1]:
        labels = "、".join(dict.fromkeys(each.label for each in periods))
        raise PeriodError(
            f"各区数据包的时段不同：{labels}",
            f"请写明汇总哪个时段：{to_run('rollup', '文件夹 --period 2024Q1', answer='输入时段，如 2024Q1')}",
        )
    return counted[0][0] if counted else None


def _out(shown: str, error: ToolkitError | OSError) -> LeftOut:
    if isinstance(error, ToolkitError):
        return LeftOut(shown, error.message, error.remedy)
    return LeftOut(shown, f"读不了（{why(error)}）", "请关闭打开着的文件、检查网络盘后再运行")


def _named(found: Sequence[District], expected: Sequence[str]) -> list[District]:
    """Return the districts by the names the office lists.

    What the figures say of their place counts. Where that is not listed, or several say the same, the file's name does;
    and where there is a register alone, which does not say it.
    """
    listed = [_listed((each.package.place, each.package.office), expected) for each in found]
    shared = {name for name, count in Counter(listed).items() if count > 1}

    def name_of(each: District, place: str) -> str:
        by_file = each.source == REGISTER or not place or place in shared
        return (_listed(each.file.split("/")[::-1], expected) if by_file else "") or place or each.package.place

    return [replace(each, name=name_of(each, place)) for each, place in zip(found, listed, strict=True)]


def _listed(texts: Iterable[str], expected: Sequence[str]) -> str:
    """Return the listed district that is named in the first text that names any, the longest name first."""
    for text in texts:
        for name in sorted(expected, key=len, reverse=True):
            if name in text or _short(name) in text:
                return name
    return ""


def _short(name: str) -> str:
    """Return a place's name without its kind: 禅城 for 禅城区."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _SHORTEST:
            return name.removesuffix(ending)
    return name


def _once(found: Sequence[District]) -> tuple[list[District], list[LeftOut]]:
    """Return each district once, and what was given a second time."""
    taken, twice = list[District](), list[LeftOut]()
    for each in sorted(found, key=_rank):
        other = next((one for one in taken if _same(one, each)), None)
        if other is not None:
            remedy = "" if other.package.identity and each.package.identity else _APART
            twice.append(LeftOut(each.file, f"与“{other.file}”是同一个地区（{other.name}），只计一份", remedy))
        elif any(one.name == each.name for one in taken):
            taken.append(replace(each, name=f"{each.name}（{each.file}）"))
        else:
            taken.append(each)
    places = {id(each.package): at for at, each in enumerate(found)}
    return sorted(taken, key=lambda each: places[id(each.package)]), twice


_APART = "确是两个地区的，请在 toolkit.toml 的 districts 里写上地区名称，并在文件名里写明地区"


def _rank(district: District) -> tuple[int, int]:
    return _KNOWS_MOST.index(district.source), -district.package.written.toordinal()


def _same(one: District, other: District) -> bool:
    """Return whether two are the same district's: by their workspace's id, else by name, and always by their cases."""
    ids = one.package.identity, other.package.identity
    if all(ids):
        return ids[0] == ids[1]
    return one.name == other.name or _print(one.package) == _print(other.package) != ""


def _print(package: DataPackage) -> str:
    """Return by what two copies of the same register are known; "" for too few cases to tell."""
    if len(package.rows) < _TELLING:
        return ""
    return sha256(
        "\n".join(sorted(f"{each.number} {each.received} {each.dispatched}" for each in package.rows)).encode()
    )
