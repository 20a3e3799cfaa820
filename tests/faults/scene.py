"""A morning at the office on which things go wrong: three files in the inbox, typed work in the register."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Generator, Iterable
from datetime import date
from pathlib import Path

from jobs.office import Office
from toolkit.files import sha256
from toolkit.intake import Delivery, Reader
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.desk.inbox import Inbox
from toolkit.jobs.desk.order import Order
from toolkit.jobs.ingest import take_in
from toolkit.mechanism import Mechanism
from toolkit.ooxml import Workbook

DAY = date(2024, 1, 15)


class Remembered(Reader):
    """Reads each file once in its worker; afterwards what it read is remembered, so that a thousand runs are quick."""

    def __init__(self) -> None:
        super().__init__()
        self._brought: dict[str, Delivery] = {}

    def read_many(
        self, files: Iterable[tuple[bytes, str]], mechanism: Mechanism, day: date
    ) -> Generator[Delivery, None, None]:
        for data, name in files:
            digest = sha256(data)
            if digest not in self._brought:
                self._brought[digest] = next(super().read_many([(data, name)], mechanism, day))
            yield self._brought[digest]


class Scene:
    """The same morning, as often as wanted, each time in a folder of its own."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.folder, self.reader = folder, reader
        self._count = 0
        self.inputs: dict[str, bytes] = {}
        office = self.begin(folder / "template")
        self.mechanism: Mechanism = office.mechanism
        for name, data in self.inputs.items():
            office.put(name, data)
        self.template = office.root
        self.again(keep=False, warm=True)

    def begin(self, root: Path) -> Office:
        """Found the office, let happen what was before this morning, and set what comes in on it."""
        office = Office.found(root)
        office.put("甲.xlsx", office.report())
        self.run(office)
        office.type_in("2024-001", 案由="人填的案由", 职务="人填的职务")
        office.add_row(企业名称="手填有限公司", 问题困难="手填的问题")
        self.inputs = {
            "新.xlsx": office.report(企业名称="顺德新有限公司"),
            "缺.xlsx": office.report(企业名称="顺德缺有限公司", 联系电话=None),
            "更正.xlsx": office.report(编号="2024-001", 企业联系人="更正后的人"),
        }
        return office

    def again(self, *, keep: bool = True, warm: bool = False) -> Office:
        self._count += 1
        root = self.folder / f"run{self._count}"
        shutil.copytree(self.template, root)
        office = Office(root, self.mechanism)
        if warm:
            self.run(office)
        if not keep:
            shutil.rmtree(root)
        return office

    def run(self, office: Office) -> None:
        """One ingest as the command does it, but with our reader."""
        lying = Inbox(office.workspace.inbox, 15)
        resting, _ = lying.look()
        with open_desk(office.workspace, Order(DAY, say=office.said.append)) as desk:
            take_in(desk, self.reader, resting, lying.rested)

    def check_kept(self, office: Office) -> None:
        """Whatever just happened: every input lies whole in the inbox or among the originals; the register opens."""
        there = {each.read_bytes() for each in office.workspace.inbox.rglob("*") if each.is_file()}
        there |= {each.read_bytes() for each in office.workspace.originals.rglob("*") if each.is_file()}
        lost = [name for name, data in self.inputs.items() if data not in there]
        assert not lost, f"lost: {lost}"
        Workbook.read(office.workspace.register.read_bytes())
        assert not any(each.name.endswith(".tmp") for each in office.workspace.inbox.rglob("*"))

    def check_done(self, office: Office) -> None:
        """After an undisturbed run: everything in, everything once, everybody's words in place."""
        assert not [each for each in office.workspace.inbox.rglob("*") if each.is_file()]
        rows = office.rows()
        firms = Counter(row["企业名称"] for row in rows)
        assert firms == Counter(["顺德甲电器有限公司", "手填有限公司", "顺德新有限公司", "顺德缺有限公司"]), firms
        numbers = [row["编号"] for row in rows]
        assert len(set(numbers)) == len(rows), numbers
        first = office.row("2024-001")
        assert (first["案由"], first["职务"]) == ("人填的案由", "人填的职务")
        assert first["企业联系人"] == "更正后的人"
        typed = next(row for row in rows if row["企业名称"] == "手填有限公司")
        assert (typed["问题困难"], typed["状态"]) == ("手填的问题", "待分类")
        assert next(row for row in rows if row["企业名称"] == "顺德缺有限公司")["待补正"] == "联系电话"
        logged = Counter(row["文件名"] for row in office.rows("收件日志"))
        assert logged == Counter(["甲.xlsx", *self.inputs]), logged
        desk = office.desk
        assert set(desk.cases) == set(numbers)
        edits = {(each.number, *sorted(each.data["after"])) for each in office.events("edited")}
        assert edits == {("2024-001", "案由", "职务")}, edits
        assert not any(case.removed for case in desk.cases.values())
        assert list((office.workspace.outbox / "退回补正").rglob("*.docx"))
