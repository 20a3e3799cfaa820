"""What is wrong with a mechanism's folder is told all at once, each with its file and line."""

from __future__ import annotations

import shutil
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
    ("record.toml", "width = 11", 'width = "宽"', '"宽"', "“width”写的是“宽”"),
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
    ("record.toml", "width = 11", "widht = 11", "widht", "没有用处，请核对写法，可能是“width”"),
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


#: The same of a mechanism with a file for every step of its meeting.
STEPS = [
    ("record.toml", 'on = "met"', 'on = "meet"', '"meet"', "没有“meet”这件事，可以写：dispatched、met、"),
    ("record.toml", 'on = "catalogued"\n', 'on = "cataloged"\n', '"cataloged"', "没有“cataloged”这件事"),
    ("record.toml", 'from = "待评价"', 'from = "待交办"', 'name = "待评价", phase', "“待评价”没有流转出去"),
    ("record.toml", 'to = "暂缓列入"', 'to = "暂缓列人"', '"暂缓列人"', "没有的状态“暂缓列人”"),
    ("collect.toml", '"市人大办"', '"市人大班"', '"市人大班"', "没有“市人大班”这个单位，是不是“市人大办”"),
    ("collect.toml", 'group = "县区"', 'group = "区县"', '"区县"', "没有“区县”这一类单位（group），有的是：县区、部门"),
    ("collect.toml", "due_before = 10", 'due_before = "十"', '"十"', "写的是“十”，写法不对，应写成不带引号的整数"),
    ("opinions.toml", '"市政府督查室"', '"县督查局"', '"县督查局"', "没有“县督查局”这个单位"),
    ("opinions.toml", "boxes = [", "box = [", "box =", "缺少“boxes”这一项，是不是写成了“box”"),
    ("remind.toml", 'to = "市政府督查室"', 'to = "督察室"', '"督察室"', "没有“督察室”这个单位，是不是“市政府督查室”"),
    ("remind.toml", "every = 2", 'every = "两天"', '"两天"', "写的是“两天”，写法不对，应写成不带引号的整数"),
    ("catalogue.toml", 'to = "市府办公室"', 'to = "县府办"', '"县府办"', "没有“县府办”这个单位"),
    ("record.toml", 'verification = "核实意见"', 'verificaton = "核实意见"', "verificaton", "没有用处，可能是“verification”"),
    ("remind.toml", 'closing = "感谢贵公司的支持。"', "closing = 7", "closing = 7", "“closing”的值写法不对：文字写在英文双引号里"),
    ("mechanism.toml", "first_day = 15", 'first_day = "十五"', '"十五"', "“first_day”的值写法不对：数字不带引号"),
    ("forms/agenda.toml", 'kind = "decides"', 'kinds = "decides"', "kinds", "不认识的项 kinds"),
    ("remind.toml", "besides = true", 'besides = "是"', "besides", "“besides”的值写法不对：写 true 或 false"),
    ("hosting.toml", 'units = ["市府办公室"]', 'units = "市府办公室"', 'units = "市', "“units”的值写法不对：写在方括号里"),
    ("hosting.toml", 'units = ["市府办公室"]', 'units = ["县府办"]', '"县府办"', "没有“县府办”这个单位"),
    ("mechanism.toml", "first_day = 15", "first_day = 35", "last_day", "first_day 不能比 last_day 晚"),
    ("mechanism.toml", "first_day = 15", "first_day = 0", "first_day", "写的是 0，应为 1 至 31"),
    ("mechanism.toml", 'every = "quarter"', 'every = "season"', '"season"', "写法不对，可以写：month、quarter"),
    ("mechanism.toml", "month = 3", "month = 9", "month =", "每季度一次的写 1、2 或 3"),
    ("record.toml", 'phase = "ready"', 'phase = "reday"', '"reday"', "写法不对，可以写：new、verifying、"),
    ("forms/verify.toml", 'kind = "verifies"', 'kind = "progress"', "", "没有核实用的表（kind = verifies）"),
]  # fmt: skip


@pytest.fixture(scope="module")
def stepped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a mechanism with all that a meeting has; whoever spoils it mends it."""
    place = tmp_path_factory.mktemp("own") / "stepped"
    return Path(shutil.copytree(SHIPPED / "heyuan", place, ignore=shutil.ignore_patterns("demo", "papers")))


@pytest.mark.parametrize(
    ("file", "old", "new", "known_by", "said"), STEPS, ids=[f"{each[0]}-{each[4]}" for each in STEPS]
)
def test_what_would_keep_matters_from_going_on_is_told(
    stepped: Path, file: str, old: str, new: str, known_by: str, said: str
) -> None:
    text = (stepped / file).read_text(encoding="utf-8")
    assert old in text, "the sample has changed"
    try:
        (stepped / file).write_text(text.replace(old, new), encoding="utf-8")
        told = _told(stepped)
        place = f"{file} 第 {_line(stepped / file, known_by)} 行：" if known_by else "verify.toml 第 3 行："
    finally:
        (stepped / file).write_text(text, encoding="utf-8")
    found = [each for each in told if said in each]
    assert [each for each in found if each.startswith(place)], told


def test_a_file_in_an_old_encoding_is_told_with_what_to_do(copy: Path) -> None:
    (copy / "units.toml").write_bytes((copy / "units.toml").read_text(encoding="utf-8").encode("gb18030"))

    assert "units.toml：不是 UTF-8 编码。请用记事本打开，另存时编码选 UTF-8" in _told(copy)


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

    assert [each for each in _told(copy) if each == "units.toml：没有这个文件"]
