"""What goes out by mail: whom a draft greets and reaches, what it carries, where it all lies."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from jobs.office import Office
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.order import Order
from toolkit.jobs.letters.mailing import DRAFT, mail_to, put_files, put_paper, text_file
from toolkit.mail import Attachment
from toolkit.mechanism import Unit

UNIT = Unit("区公安局", "", contact="李某", mail="gaj@example.com")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    office = Office.found(tmp_path_factory.mktemp("mailing") / "office")
    return lay(office.workspace, Order(date(2024, 1, 10), say=lambda _: None))


def _read(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)  # type: ignore[return-value]


def _text(data: bytes) -> str:
    part = _read(data).get_body()
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_draft_greets_the_contact_person_and_ends_with_the_office(desk: Desk) -> None:
    mail = mail_to(desk, "区公安局", UNIT, "有事（2024-001）", ["　　第一段。", "1. 不缩进的一行"], [])
    assert _text(mail) == f"区公安局 李某：\n\n　　第一段。\n\n1. 不缩进的一行\n\n{desk.mechanism.office}\n"
    assert _read(mail)["To"].addresses[0].addr_spec == "gaj@example.com"
    assert _read(mail)["Subject"] == "有事（2024-001）"


def test_who_is_no_unit_is_greeted_by_name_and_the_sender_enters_the_address(desk: Desk) -> None:
    mail = mail_to(desk, "甲公司", None, "通知", ["　　请派员参加。"], [])
    assert _text(mail).startswith("甲公司：\n\n　　请派员参加。")
    assert _read(mail)["To"] is None


def test_what_is_too_large_stays_out_of_the_mail_and_the_rest_goes(desk: Desk) -> None:
    small = replace(desk.config, mail_megabytes=0.01)
    desk = replace(desk, config=small)
    mail = mail_to(
        desk, "甲公司", None, "通知", [], [Attachment("大.docx", bytes(20_000)), Attachment("小.docx", b"1")]
    )
    assert [each.get_filename() for each in _read(mail).iter_attachments()] == ["小.docx"]


def test_a_paper_of_its_own_lies_with_its_draft_and_never_where_another_lies(desk: Desk) -> None:
    folder = desk.workspace.outbox / "交办"
    first = put_paper(desk, "区公安局", "调整函", b"one", folder, numbers="2024-001", says="见附件。")
    again = put_paper(desk, "区公安局", "调整函", b"one", folder, numbers="2024-001", says="见附件。")
    other = put_paper(desk, "区公安局", "调整函", b"two", folder, numbers="2024-002", says="见附件。")
    assert first == [f"outbox/交办/区公安局 调整函/调整函{each}" for each in (".docx", f" {DRAFT}")]
    assert again == first
    assert not set(other) & set(first)


def test_files_are_put_in_their_order_and_a_text_opens_in_notepad(desk: Desk) -> None:
    places = put_files(desk, desk.workspace.outbox / "函", {"乙.txt": text_file("一", "二"), "甲.txt": b""})
    assert places == ["outbox/函/乙.txt", "outbox/函/甲.txt"]
    assert (desk.workspace.root / places[0]).read_bytes() == b"\xef\xbb\xbf" + "一\r\n二\r\n".encode()
