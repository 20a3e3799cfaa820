"""What is wrong with a mechanism's folder is told all at once, each with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.jobs.mechanism import COMPANIONS
from toolkit.mechanism import shipped
from toolkit.mechanism.inspection import inspect
from toolkit.mechanism.load import SHIPPED

from .conftest import TINY, Spoil

#: File, what is replaced, by what, the words by which the line is known afterwards, and what is said of it.
SLIPS = [
    # what cannot be read
    ("record.toml", 'phase = "parked"', 'phase = "asleep"', '"asleep"', "“phase”写的是“asleep”，写法不对"),
    ("record.toml", 'name = "走访日期", type = "date"', 'name = "走访日期", type = "day"', '"day"', "“type”写的是“day”"),
    ("record.toml", "warn_before = 1", 'warn_before = "一"', '"一"', "“warn_before”写的是“一”"),
    ("mechanism.toml", 'short = "厂房用地", ', 'short = "厂房用地", long = "x", ', "long =", "“long”这一项不认识"),
    ("units.toml", 'aliases = ["经发办"]', "aliases = 3", "aliases = 3", "“aliases”写的是“3”"),
    ("units.toml", '{ name = "红旗社区", group', "{ group", "红旗居委会", "缺少“name”这一项"),
    ("record.toml", 'met_by = "答复日期"\n', "", '[[clocks]]\nname = "答复"', "缺少“met_by”这一项"),
    ("mechanism.toml", "seal = true\nred_head", "stamp = true\nred_head", "stamp = true", "stamp"),
    ("forms/reply.toml", 'key = "经办人", type = "text"', 'key = "经办人", type = "fax"', '"fax"', "type 写的是“fax”"),
    ("forms/reply.toml", '{ input = "经办人" }', '{ input = "经手人" }', '"经手人"', "没有声明的栏目“经手人”"),
    ("forms/reply.toml", '{ input = "经办人" }, ', "", '{ label = "经办人" }', "占 3 列"),
    ("remind.toml", 'of = "firm"', 'of = "bank"', '"bank"', "“of”写的是“bank”"),
    # what does not fit
    ("record.toml", 'lead_contact = "经办人"', 'lead_contact = "经手人"', '"经手人"', "指向没有的列“经手人”"),
    ("record.toml", 'span = "10日"', 'span = "十日"', '"十日"', "不是期限"),
    ("record.toml", '"回访意见" = "认可"', '"回访意见" = "赞成"', '"赞成"', "“赞成”不在可选范围内"),
    ("record.toml", 'to = "待转办"', 'to = "待转"', '"待转"', "没有的状态“待转”"),
    ("record.toml", 'incoming = "来源文件"\n', "", "[roles]", "roles 缺少 incoming"),
    ("forms/reply.toml", 'column = "经办人"', 'column = "经手人"', '"经手人"', "列“经手人”台账没有"),
    ("units.toml", '"新桥村委会"', '"红旗居委会"', '"新桥村"', "简称“红旗居委会”同时属于"),
    ("record.toml", '{ name = "作废", ', '{ name = "暂缓", ', '{ name = "暂缓", phase = "withdrawn"', "有重名的状态“暂缓”"),
    ("remind.toml", 'paper = "letter"', 'paper = "fax"', 'paper = "fax"', "没有文书“fax”"),
    ("remind.toml", "{概况}：", "{概貌}：", "{概貌}", "“概貌”不是能填的名称"),
    # what nothing asks for
    ("record.toml", "warn_before = 1", "warn_befor = 1", "warn_befor", "没有用处，请核对写法，可能是“warn_before”"),
    ("mechanism.toml", 'place = "东平街道"', 'place = "东平街道"\nplase = "x"', "plase", "“plase”这一项没有用处"),
    ("units.toml", 'aliases = ["新桥村委会"]', 'alias = ["新桥村委会"]', "alias =", "可能是“aliases”"),
]  # fmt: skip


def _line(path: Path, words: str) -> int:
    text = path.read_text(encoding="utf-8")
    assert words in text
    return text[: text.index(words)].count("\n") + 1


def _told(folder: Path) -> list[str]:
    return [str(each) for each in inspect(folder, COMPANIONS)]


@pytest.mark.parametrize(
    ("file", "old", "new", "known_by", "said"), SLIPS, ids=[f"{each[0]}-{each[4]}" for each in SLIPS]
)
def test_a_slip_is_told_with_file_and_line(
    spoil: Spoil, file: str, old: str, new: str, known_by: str, said: str
) -> None:
    folder = spoil(file, old, new)
    place = f"{file} 第 {_line(folder / file, known_by)} 行："

    found = [each for each in _told(folder) if said in each]
    assert [each for each in found if each.startswith(place)], _told(folder)


@pytest.mark.parametrize("folder", [TINY, *(SHIPPED / each for each in shipped())], ids=lambda each: each.name)
def test_nothing_is_wrong_with_those_that_are_used(folder: Path) -> None:
    assert _told(folder) == []


def test_a_slip_in_the_writing_is_told_with_its_line(copy: Path) -> None:
    path = copy / "remind.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\nx = [\ny\n", encoding="utf-8")
    last = len(path.read_text(encoding="utf-8").splitlines())

    assert [each for each in _told(copy) if each.startswith(f"remind.toml 第 {last} 行：")]


def test_what_is_wrong_in_several_files_is_told_at_once(spoil: Spoil) -> None:
    spoil("record.toml", 'phase = "parked"', 'phase = "asleep"')
    spoil("units.toml", 'group = "科室", ', "")
    folder = spoil("forms/reply.toml", 'kind = "answers"', 'kind = "replies"')

    assert [each.split(" ")[0] for each in _told(folder)] == ["record.toml", "units.toml", "forms/reply.toml"]


def test_what_a_command_would_miss_is_told(spoil: Spoil, copy: Path) -> None:
    spoil("mechanism.toml", 'report_title = "走访联系企业情况报告"\n', "")
    spoil("mechanism.toml", 'slip = { name = "东平街道走访联系企业办公室" }\n', "")
    (copy / "forms" / "callback.toml").unlink()
    (copy / "reminder.toml").write_text("", encoding="utf-8")
    told = _told(copy)

    issuers, wording = (_line(copy / "mechanism.toml", each) for each in ("[issuers]", "[wording]"))
    assert f"mechanism.toml 第 {issuers} 行：[issuers] 没有写 slip：补正说明由谁出具" in told
    assert f"mechanism.toml 第 {wording} 行：[wording] 没有写 report_title：季度报告的标题" in told
    assert "mechanism.toml：forms 文件夹里没有 kind = evaluates 的表（评价表）" in told
    assert "reminder.toml：不会用到这个文件，是不是“remind.toml”" in told


def test_a_file_that_is_not_there_is_named(copy: Path) -> None:
    (copy / "units.toml").unlink()

    assert [each for each in _told(copy) if each.startswith("units.toml：") and "读不了" in each]
