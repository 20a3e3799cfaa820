"""An old ledger becomes cases: reported first, taken at the office's word, once, with nothing lost and nothing guessed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import Soffice
from toolkit.errors import ToolkitError
from toolkit.files import sha256
from toolkit.jobs.adopt import adopt
from toolkit.jobs.books.first_register import start
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.undo import undo
from toolkit.mechanism import load

from . import ledgers
from .ledgers import AS_OF, OFFICES, Ledger
from .office import Office, lock_by_excel

HEADS = [
    "企业名称",
    "联系人",
    "电话",
    "存在问题",
    "收到日期",
    "承办单位",
    "交办日期",
    "办结时限",
    "办理状态",
    "办结日期",
    "办理情况",
    "行业",
]
ROW = ["顺德甲电器有限公司", "陈某", "13800138000", "厂区门口道路破损", date(2023, 3, 1), "发改局", date(2023, 3, 6), date(2023, 4, 20),
       "在办", None, None, "家电"]  # fmt: skip
CLOSED = ["顺德乙家具有限公司", "李某", "0757-22334455", "旧厂房没有产权证", date(2023, 2, 1), "住建局", date(2023, 2, 3), None, "办结",
          date(2023, 9, 8), "已补办手续", "家具"]  # fmt: skip


def book(*rows: Sequence[Any], heads: Sequence[str] = HEADS, sheet: str = "2023年") -> bytes:
    made = openpyxl.Workbook()
    made.active.title = sheet
    made.active.append(list(heads))
    for row in rows:
        made.active.append(list(row))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(row: Sequence[Any], **cells: Any) -> list[Any]:
    return [cells.get(head, value) for head, value in zip(HEADS, row, strict=True)]


@pytest.fixture
def give(office: Office) -> Callable[..., int]:
    """Hand the office a ledger: report only, or with its yes."""

    def run(data: bytes, *sheets: str, take: bool = True, name: str = "旧台账.xlsx", dry_run: bool = False) -> int:
        path = office.root.parent / name
        path.write_bytes(data)
        return office.run(adopt, AS_OF, path, sheets, take=take, dry_run=dry_run)

    return run


class TestTenOffices:
    """The measure: every cell of ten offices' ledgers comes out right, or is flagged; none is wrong and unflagged."""

    @pytest.mark.parametrize("make", OFFICES, ids=lambda each: each.__name__)
    def test_every_cell_is_right_or_flagged(self, office: Office, tmp_path: Path, make: Callable[..., Ledger]) -> None:
        ledger = make(7)
        path = tmp_path / f"{ledger.name}.{ledger.suffix}"
        path.write_bytes(ledger.data)
        office.run(adopt, AS_OF, path, take=True)
        rows = {row["企业名称"] + row["问题困难"]: row for row in office.rows()}
        assert len(rows) == len(office.rows()) == len(ledger.matters)
        wrong = []
        for matter in ledger.matters:
            row = rows[matter.truth["企业名称"] + matter.truth["问题困难"]]
            flagged = str(row.get("待补正", "")).split("、")
            for column in ledger.columns:
                if row.get(column) != matter.truth.get(column):
                    # Only what was written so that nobody could be sure may be flagged instead of right.
                    assert column in matter.doubtful, (column, matter.truth.get(column), row.get(column))
                    if column not in flagged:
                        wrong.append((matter.serial, column, matter.truth.get(column), row.get(column)))
        assert wrong == []

    def test_the_same_ledger_as_other_programs_save_it(self, office: Office, soffice: Soffice, tmp_path: Path) -> None:
        ledger = ledgers.two_rows(11, count=12)
        for kind in ("xls", "ods"):
            (tmp_path / f"台账.{kind}").write_bytes(soffice({"台账.xlsx": ledger.data}, kind)["台账.xlsx"])
        office.run(adopt, AS_OF, tmp_path / "台账.xls", take=True)
        truth = {(each.truth["企业名称"], each.truth["提交日期"], each.truth["牵头单位"]) for each in ledger.matters}
        assert {(row["企业名称"], row["提交日期"], row["牵头单位"]) for row in office.rows()} == truth
        office.run(adopt, AS_OF, tmp_path / "台账.ods", take=True)
        assert len(office.rows()) == 12


class TestReportFirst:
    def test_without_yes_nothing_is_registered(self, office: Office, give: Callable[..., int]) -> None:
        assert give(book(ROW), take=False) == 0
        assert office.rows() == []
        assert not office.events("opened", "received")
        assert "可以登记 1 件" in office.words
        assert "联系人→企业联系人" in office.words
        assert "行业" in office.words
        assert "--yes" in office.words
        assert (office.workspace.outbox / "旧台账" / "核对 旧台账.xlsx").is_file()

    def test_a_dry_run_writes_nothing_at_all(self, office: Office, give: Callable[..., int]) -> None:
        office.run(ingest)
        before = office.snapshot()
        give(book(ROW, CLOSED), take=True, dry_run=True)
        assert office.snapshot() == before
        assert "将登记 2 件" in office.words

    def test_the_check_book_names_the_cell_in_doubt(self, office: Office, give: Callable[..., int]) -> None:
        assert give(book(changed(ROW, 交办日期="三月初"), CLOSED), take=False) == 1
        sheet = openpyxl.load_workbook(office.sent("核对"))["存疑内容"]
        assert [cell.value for cell in sheet[3]][:5] == ["2023年", "G2", "交办日期", "交办日期", "三月初"]

    def test_a_file_that_is_no_ledger_says_so(self, give: Callable[..., int]) -> None:
        with pytest.raises(ToolkitError, match="没有认出台账"):
            give(book(["甲", 1], heads=["姓名", "工资"]))

    def test_a_file_that_cannot_be_opened_says_so(self, office: Office, give: Callable[..., int]) -> None:
        with pytest.raises(ToolkitError, match="打不开"):
            office.run(adopt, AS_OF, office.root / "没有.xlsx")
        with pytest.raises(ToolkitError, match="认不出这是什么文件"):
            give(b"\x00\x01nothing anybody knows" * 9)
        with pytest.raises(ToolkitError, match="正在用的总台账"):
            office.run(adopt, AS_OF, office.workspace.register)

    def test_a_sheet_that_is_not_there_says_which_are(self, give: Callable[..., int]) -> None:
        with pytest.raises(ToolkitError, match="有这些工作表：2023年"):
            give(book(ROW), "2022年")


class TestTaking:
    def test_a_row_becomes_a_case_as_the_ledger_has_it(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW))
        row = office.row("2023-001")
        assert row["状态"] == "办理中"
        assert row["牵头单位"] == "区发展和改革局"
        assert row["联系电话"] == "13800138000"
        assert (row["交办日期"], row["办结时限"]) == (date(2023, 3, 6), date(2023, 4, 20))
        assert row["备注"] == "行业：家电"
        assert row["来件"] == "旧台账.xlsx（2023年 第2行）"

    def test_the_original_is_kept_and_logged(self, office: Office, give: Callable[..., int]) -> None:
        data = book(ROW)
        give(data)
        (line,) = office.rows("收件日志")
        assert (line["文件名"], line["结果"], line["表"]) == ("旧台账.xlsx", "接管旧台账", "旧台账")
        assert (office.root / line["原件"]).read_bytes() == data
        assert sha256(data) in line["原件"]

    def test_what_is_closed_is_closed_by_its_own_dates(self, office: Office, give: Callable[..., int]) -> None:
        give(book(CLOSED))
        row = office.row("2023-001")
        assert (row["状态"], row["办结日期"]) == ("已评价", date(2023, 9, 8))
        assert "办结时限" not in row  # the ledger gave none, and none is counted for it
        assert office.rows("时限") == []

    def test_nothing_is_counted_over_a_due_date_of_the_ledger(self, office: Office, give: Callable[..., int]) -> None:
        heads, row = [*HEADS, "重要程度"], [*ROW, "一般"]
        give(book(row, heads=heads))
        # By the rule it would be due on 6 April; the office had said the 20th.
        (clock,) = [each for each in office.rows("时限") if each["种类"] == "办结"]
        assert (clock["原期限"], clock["现期限"]) == (date(2023, 4, 20), date(2023, 4, 20))
        office.type_in("2023-001", 案由="道路维修")
        office.run(ingest, AS_OF)
        assert office.row("2023-001")["办结时限"] == date(2023, 4, 20)

    def test_the_ledgers_word_moves_nothing_until_it_changes(self, office: Office, give: Callable[..., int]) -> None:
        said = changed(ROW, 办理情况="已答应年底前修好")
        give(book([*said, "已解决"], heads=[*HEADS, "处理情况"]))
        row = office.row("2023-001")
        assert (row["状态"], row["处理情况"]) == ("办理中", "已解决")
        assert "状态" in row["待补正"]
        office.type_in("2023-001", 企业联系人="改了的人")
        office.run(ingest, AS_OF)
        row = office.row("2023-001")
        assert row["状态"] == "办理中"
        assert "办结日期" not in row
        office.type_in("2023-001", 办理结果="今天修好了")
        office.run(ingest, AS_OF)
        row = office.row("2023-001")
        assert (row["状态"], row["办结日期"]) == ("待评价", AS_OF)

    def test_numbers_of_our_form_are_kept_where_they_are_free(self, office: Office, give: Callable[..., int]) -> None:
        heads = ["事项编号", *HEADS]
        rows = [["2023-007", *ROW], ["GS-12", *CLOSED], ["2023-007", *changed(ROW, 企业名称="顺德丙五金厂")]]
        give(book(*rows, heads=heads))
        there = {row["企业名称"]: row for row in office.rows()}
        assert there["顺德甲电器有限公司"]["编号"] == "2023-007"
        assert there["顺德乙家具有限公司"]["编号"] == "2023-008"
        assert "原编号：GS-12" in there["顺德乙家具有限公司"]["备注"]
        assert there["顺德丙五金厂"]["编号"] == "2023-009"
        assert "原编号：2023-007" in there["顺德丙五金厂"]["备注"]

    def test_a_number_that_a_case_has_is_not_given_again(self, office: Office, give: Callable[..., int]) -> None:
        office.take_in(a=office.report())
        heads = ["编号", *HEADS]
        give(book(["2024-001", *CLOSED], heads=heads))
        assert {row["编号"] for row in office.rows()} == {"2024-001", "2023-001"}

    def test_rows_without_firm_or_problem_are_told(self, office: Office, give: Callable[..., int]) -> None:
        assert give(book(ROW, changed(CLOSED, 企业名称=None), changed(CLOSED, 存在问题=None))) == 1
        assert len(office.rows()) == 1
        assert "2023年 第3行：没有“企业名称”" in office.words
        assert "2023年 第4行：没有“问题困难”" in office.words

    def test_a_row_without_a_day_belongs_to_its_ledgers_year(self, office: Office, give: Callable[..., int]) -> None:
        assert give(book(changed(ROW, 收到日期=None, 交办日期=None, 办结时限=None), sheet="2022年台账")) == 1
        assert office.row("2022-001")["待补正"] == "提交日期"

    def test_words_nobody_knows_are_kept_and_flagged(self, office: Office, give: Callable[..., int]) -> None:
        assert give(book(changed(ROW, 办理状态="等上级批复", 电话="转办公室", 承办单位="某指挥部"))) == 1
        row = office.row("2023-001")
        assert row["状态"] == "待分类"
        assert "办理状态：等上级批复" in row["备注"]
        assert row["待补正"].split("、") == ["状态", "联系电话", "牵头单位"]

    def test_the_ledgers_own_words_leave_a_trace(self, office: Office, give: Callable[..., int]) -> None:
        give(book(changed(CLOSED, 办理状态="销号"), changed(ROW, 企业名称="顺德丙有限公司", 办理状态="办理中")))
        (held,) = (each for each in office.events("opened") if each.number == "2023-001")
        assert held.data["said"] == {"状态": "销号", "牵头单位": "住建局"}
        office.run(history, AS_OF, "2023-001")
        assert "旧台账原写：牵头单位“住建局”、状态“销号”" in office.words
        (path,) = (office.workspace.outbox / "旧台账").glob("核对 *.xlsx")
        rows = openpyxl.load_workbook(path)["将登记的事项"].iter_rows(values_only=True)
        assert [row[3] for row in rows if row[2] == "（新编）"] == ["已评价（原写“销号”）", "办理中"]

    def test_an_outcome_that_stands_for_the_status_is_kept(self, office: Office, give: Callable[..., int]) -> None:
        heads = ["企业名称", "诉求", "承办单位", "收到日期", "办结日期", "办结情况"]
        days = [date(2023, 3, 1), date(2023, 5, 1)]
        rows = [["丁公司", "用地", "区税务局", *days, "已解决"], ["戊公司", "用工", "区税务局", *days, "无法解决"]]
        give(book(*rows, heads=heads))
        there = {row["企业名称"]: (row["状态"], row["处理情况"]) for row in office.rows()}
        assert there == {"丁公司": ("已评价", "已解决"), "戊公司": ("已评价", "不能解决")}

    def test_days_of_closing_that_matters_in_hand_have_too_are_doubted(
        self, office: Office, give: Callable[..., int]
    ) -> None:
        rows = [changed(ROW, 企业名称=f"顺德{name}五金厂", 办结日期=date(2023, 6, 1)) for name in "丙丁戊"]
        assert give(book(CLOSED, *rows)) == 1
        assert "可能不是“办结日期”" in office.words
        assert all("办结日期" in row["待补正"] for row in office.rows())

    def test_a_word_to_be_completed_is_done_once_it_is_typed(self, office: Office, give: Callable[..., int]) -> None:
        give(book(changed(ROW, 办理状态="等上级批复")))
        office.type_in("2023-001", 状态="办理中")
        office.run(ingest, AS_OF)
        assert (office.row("2023-001")["状态"], "待补正" in office.row("2023-001")) == ("办理中", False)

    def test_a_text_that_looks_like_a_formula_stays_a_text(self, office: Office, give: Callable[..., int]) -> None:
        give(book(changed(ROW, 行业="@SUM(1)", 存在问题="-1栋厂房漏水")))
        assert office.row("2023-001")["问题困难"] == "-1栋厂房漏水"


class TestTheOfficeAnswers:
    def fill(self, office: Office, page: str, find: str, place: int, answer: str) -> None:
        path = office.sent("核对")
        made = openpyxl.load_workbook(path)
        row = next(each for each in made[page].iter_rows(min_row=3) if any(cell.value == find for cell in each))
        row[place].value = answer
        made.save(path)

    def test_a_column_goes_where_the_office_says(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW), take=False)
        self.fill(office, "栏目对应", "行业", 7, "案由")
        self.fill(office, "栏目对应", "电话", 7, "备注")
        give(book(ROW))
        row = office.row("2023-001")
        assert row["案由"] == "家电"
        assert (row.get("联系电话"), row["备注"]) == (None, "电话：13800138000")

    def test_a_status_means_what_the_office_says(self, office: Office, give: Callable[..., int]) -> None:
        odd = book(changed(ROW, 办理状态="等上级批复"))
        give(odd, take=False)
        self.fill(office, "用词对应", "等上级批复", 3, "挂账")
        assert give(odd) == 0
        assert office.row("2023-001")["状态"] == "挂账"

    def test_a_row_like_another_is_taken_at_its_word(self, office: Office, give: Callable[..., int]) -> None:
        twice = book(ROW, changed(ROW, 收到日期=date(2023, 8, 1)))
        give(twice, take=False)
        assert "2023年 第3行：与本台账 2023年 第2行 是同一企业的同一问题" in office.words
        self.fill(office, "暂不登记", "顺德甲电器有限公司", 5, "登记")
        give(twice)
        assert sorted(row["提交日期"] for row in office.rows()) == [date(2023, 3, 1), date(2023, 8, 1)]

    def test_an_answer_that_names_nothing_is_told(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW), take=False)
        self.fill(office, "栏目对应", "行业", 7, "不知道")
        assert give(book(ROW), take=False) == 1
        assert "“行业”改为“不知道”：台账没有这一栏" in office.words

    def test_what_the_office_filled_in_is_never_overwritten(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW), take=False)
        self.fill(office, "栏目对应", "行业", 7, "案由")
        filled = office.sent("核对")
        data = filled.read_bytes()
        give(book(ROW))
        assert filled.read_bytes() == data


class TestAgain:
    def test_running_it_twice_changes_nothing(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW, CLOSED))
        rows, events = office.rows(), len(office.events("opened", "received", "committed"))
        assert give(book(ROW, CLOSED)) == 0
        assert office.rows() == rows
        assert len(office.events("opened", "received", "committed")) == events
        assert "没有新的行需要登记" in office.words

    def test_only_added_rows_are_taken_wherever_they_stand(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW))
        give(book(CLOSED, ROW, sheet="改了名"), name="改了名的台账.xlsx")
        assert [row["企业名称"] for row in office.rows()] == ["顺德甲电器有限公司", "顺德乙家具有限公司"]
        assert "此前已登记 1 件" in office.words

    def test_a_changed_row_is_listed_and_not_taken(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW))
        assert give(book(changed(ROW, 办理状态="办结", 办结日期=date(2023, 5, 1)))) == 1
        assert office.row("2023-001")["状态"] == "办理中"
        assert "此前已登记为 2023-001，旧台账这一行后来有改动" in office.words
        assert "办结日期由“空”改为“2023-05-01”" in office.words

    @pytest.mark.parametrize("heads", [["序号", *HEADS], ["编号", *HEADS], HEADS], ids=["ordinal", "number", "place"])
    def test_a_reworded_row_is_no_second_case(self, office: Office, give: Callable[..., int], heads: list[str]) -> None:
        short = changed(ROW, 存在问题="招工难")
        longer = changed(ROW, 存在问题="一线普工缺口大，请帮助对接职业院校")
        first = [[each] for each in ("A-1", "A-2")] if len(heads) > len(HEADS) else [[], []]
        give(book(first[0] + short, first[1] + CLOSED, heads=heads))
        assert give(book(first[0] + longer, first[1] + CLOSED, heads=heads)) == 1
        assert [row["编号"] for row in office.rows()] == ["2023-001", "2023-002"]
        assert "改过的旧行：此前已登记为 2023-001" in office.words
        assert "问题困难由“招工难”改为“一线普工缺口大，请帮助对接职业院校”" in office.words
        assert "其中改过的旧行 1 行" in office.words

    def test_a_row_that_moved_into_a_renamed_ledger_is_known_by_its_ordinal(
        self, office: Office, give: Callable[..., int]
    ) -> None:
        heads = ["序号", *HEADS]
        give(book([1, *changed(ROW, 存在问题="招工难")], [2, *CLOSED], heads=heads))
        rows = [2, *CLOSED], [1, *changed(ROW, 存在问题="一线普工缺口大", 企业名称="顺德甲电器厂有限公司")]
        assert give(book(*rows, heads=heads), name="旧台账（新）.xlsx") == 1
        assert len(office.rows()) == 2
        assert "2023-001，旧台账这一行后来有改动（序号相同）" in office.words

    def test_a_problem_told_at_more_length_on_the_same_day_is_no_second_case(
        self, office: Office, give: Callable[..., int]
    ) -> None:
        give(book(ROW))
        assert (
            give(book(CLOSED, changed(ROW, 存在问题="厂区门口道路破损一百米"), sheet="新表"), name="另一本.xlsx") == 1
        )
        assert [row["企业名称"] for row in office.rows()] == ["顺德甲电器有限公司", "顺德乙家具有限公司"]
        assert "企业、日期相同，问题相近" in office.words

    def test_another_matter_of_a_firm_in_a_new_row_is_a_case(self, office: Office, give: Callable[..., int]) -> None:
        heads = ["序号", *HEADS]
        give(book([1, *ROW], [2, *CLOSED], heads=heads))
        other = changed(ROW, 存在问题="夜间用电负荷不够", 收到日期=date(2023, 6, 1))
        give(book([1, *other], [2, *ROW], [3, *CLOSED], heads=heads))
        assert len(office.rows()) == 3

    def test_a_row_whose_place_another_firm_took_is_new(self, office: Office, give: Callable[..., int]) -> None:
        heads = ["序号", *HEADS]
        give(book([1, *ROW], heads=heads))
        assert give(book([1, *CLOSED], heads=heads)) == 0
        assert len(office.rows()) == 2

    def test_a_reworded_row_is_taken_where_the_office_says_so(self, office: Office, give: Callable[..., int]) -> None:
        give(book(ROW))
        other = book(changed(ROW, 存在问题="招工难"))
        give(other)
        TestTheOfficeAnswers().fill(office, "暂不登记", "顺德甲电器有限公司", 5, "登记")
        give(other)
        assert sorted(row["问题困难"] for row in office.rows()) == ["厂区门口道路破损", "招工难"]

    def test_a_journal_of_before_tells_a_reworded_row_by_its_place(
        self, office: Office, give: Callable[..., int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from toolkit.jobs import adopt as job

        def opening(*given: Any) -> Any:
            event = made(*given)
            return replace(event, data={k: v for k, v in event.data.items() if k not in {"place", "ordinal", "mark"}})

        made = job._opening
        monkeypatch.setattr(job, "_opening", opening)
        give(book(ROW))
        assert give(book(changed(ROW, 存在问题="招工难"))) == 1
        assert len(office.rows()) == 1
        assert "（在同一行）" in office.words

    def test_a_case_there_is_already_is_not_opened_again(self, office: Office, give: Callable[..., int]) -> None:
        office.take_in(a=office.report())
        row = changed(ROW, 存在问题="厂区门口道路破损，影响货车进出")
        assert give(book(row)) == 1
        assert len(office.rows()) == 1
        assert "台账里已有同一企业的同一问题：2024-001" in office.words

    def test_what_was_killed_half_way_is_finished_by_the_next_run(
        self, office: Office, give: Callable[..., int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = ledgers.own_numbers(5, count=9).data
        monkeypatch.setattr("toolkit.jobs.adopt._BATCH", 4)
        from toolkit.jobs.desk.desk import Desk

        flush, count = Desk.flush, 0

        def dies(desk: Desk) -> None:
            nonlocal count
            count += 1
            if count == 2:
                raise KeyboardInterrupt
            flush(desk)

        with monkeypatch.context() as patch:
            patch.setattr(Desk, "flush", dies)
            with pytest.raises(KeyboardInterrupt):
                give(data)
        assert 0 < len(office.events("opened")) < 9
        give(data)
        assert sorted(row["编号"] for row in office.rows()) == [f"2023-{n:03}" for n in range(1, 10)]
        assert len(office.events("opened")) == 9

    def test_a_register_that_is_open_gets_the_rows_later(self, office: Office, give: Callable[..., int]) -> None:
        owner = lock_by_excel(office.workspace.register)
        give(book(ROW))
        assert office.rows() == []
        owner.unlink()
        office.run(ingest, AS_OF)
        assert office.row("2023-001")["企业名称"] == "顺德甲电器有限公司"


def test_an_adopted_case_goes_on_like_any_other(office: Office, give: Callable[..., int]) -> None:
    give(book(changed(ROW, 办理状态="待交办", 交办日期=None, 办结时限=None)))
    office.type_in("2023-001", 问题分类="一般问题")
    office.run(dispatch, AS_OF)
    row = office.row("2023-001")
    # A month from Monday 3 June is Wednesday 3 July.
    assert (row["状态"], row["交办日期"], row["办结时限"]) == ("办理中", AS_OF, date(2024, 7, 3))


def test_another_mechanism_takes_over_its_own_ledgers(tmp_path: Path) -> None:
    tiny = Path(__file__).parents[1] / "mechanisms" / "tiny"
    root = tmp_path / "office"
    shutil.copytree(tiny, root / "tiny")
    (root / "toolkit.toml").write_text('mechanism = "tiny"\n', encoding="utf-8")
    office = Office(root, load(tiny))
    start(office.workspace, office.order())
    heads = ["受访企业", "诉求详情", "走访日期", "承办部门", "转办日期", "答复时限", "进度", "天气"]
    unit = next(iter(office.mechanism.units)).name
    row = ["某某五金厂", "缺普工三十人", date(2024, 3, 4), unit, date(2024, 3, 6), date(2024, 3, 30), "承办中", "晴"]
    path = tmp_path / "走访.xlsx"
    path.write_bytes(book(row, heads=heads))
    office.run(adopt, AS_OF, path, take=True)
    (there,) = office.rows()
    assert (there["走访号"], there["进度"], there["答复时限"]) == ("2024-001", "承办中", date(2024, 3, 30))
    # This mechanism has no column for remarks.
    assert there["诉求详情"] == "缺普工三十人\n天气：晴"


def test_the_number_of_a_case_taken_back_is_given_to_no_row(office: Office, give: Callable[..., int]) -> None:
    office.take_in(甲=office.report(企业名称="顺德丙科技有限公司"))
    office.run(undo)
    numbered = book(["2024-001", *ROW], heads=["编号", *HEADS])
    give(numbered, take=True)
    assert [row["编号"] for row in office.rows()] == ["2023-001"]
    assert "原编号：2024-001" in office.rows()[0]["备注"]


def test_taken_back_a_ledger_may_be_taken_over_again_with_its_numbers(office: Office, give: Callable[..., int]) -> None:
    numbered = book(["2023-007", *ROW], heads=["编号", *HEADS])
    give(numbered, take=True)
    office.run(undo, AS_OF)
    assert office.rows() == []
    assert "来件放在" not in office.words, "a ledger is no form to be dragged into the inbox"
    give(numbered, take=True)
    assert [row["编号"] for row in office.rows()] == ["2023-007"]


def test_taken_back_its_due_dates_leave_no_comment_behind(office: Office, give: Callable[..., int]) -> None:
    give(book(ROW), take=True)
    assert _comments(office)
    office.run(undo, AS_OF)
    assert not _comments(office)


def _comments(office: Office) -> list[str]:
    sheet = openpyxl.load_workbook(office.workspace.register)[office.record]
    return [cell.comment.text for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment]


def test_what_a_column_is_is_decided_by_what_stands_in_it(office: Office, give: Callable[..., int]) -> None:
    heads = ["企业名称", "存在问题", "收到日期", "交办日期", "办理情况", "是否办结", "级别"]
    day = date(2023, 3, 1)
    rows = [
        ["顺德甲电器有限公司", "用电容量不足", day, day, "已增容", "已办结", "一般"],
        ["顺德乙家具有限公司", "环评审批慢", day, day, "正在办理", "否", "重点"],
        ["顺德丙物流有限公司", "道路限高", day, day, "已解决", "跟进中", "重大"],
    ]
    give(book(*rows, heads=heads))
    found = [(row["状态"], row["办理结果"], row["问题分类"]) for row in office.rows()]
    assert found == [
        ("已评价", "已增容", "一般问题"), ("办理中", "正在办理", "重点问题"), ("办理中", "已解决", "重点问题"),
    ]  # fmt: skip


def test_a_row_with_the_subject_of_a_case_and_its_day_is_that_case(office: Office, give: Callable[..., int]) -> None:
    office.take_in(
        甲=office.report(
            企业名称="佛山市顺德区云杉五金有限公司", 问题困难="门口那条路坑坑洼洼，一下雨就积水，货车进不来"
        )
    )
    office.type_in(
        "2024-001",
        问题分类="一般问题",
        案由="厂区门前道路破损积水",
        牵头单位="区交通运输局",
        交办日期=date(2024, 1, 10),
    )
    office.run(ingest)
    row = ["佛山市顺德区云杉五金有限公司", "厂区门前道路破损积水", date(2024, 1, 10)]
    other = ["佛山市顺德区云杉五金有限公司", "厂区门前道路破损积水", date(2023, 6, 1)]
    give(book(row, other, heads=["企业名称", "存在问题", "交办日期"]), take=False)
    assert "台账里已有同一企业的同一问题：2024-001" in office.words
    assert "可以登记 1 件" in office.words


def test_taken_over_once_more_the_check_book_stands_and_nothing_is_left(
    office: Office, give: Callable[..., int]
) -> None:
    heads = [*HEADS[:-1], "负责人手机"]
    data = book([*ROW[:-1], "13800001001"], heads=heads)
    assert give(data) == 1
    (made,) = (office.workspace.outbox / "旧台账").glob("*.xlsx")
    before = made.read_bytes()
    assert give(data) == 0
    assert [each.read_bytes() for each in made.parent.glob("*.xlsx")] == [before]
