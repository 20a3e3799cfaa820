"""mail: shown before it is sent, sent once, and what became of each mail in the journal; the password nowhere."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mail.post_office import PASSWORD, USER, SmtpServer, certificates, smtp_server
from toolkit.errors import ConfigError, ToolkitError
from toolkit.jobs.diagnose import diagnose
from toolkit.jobs.mail_send import send
from toolkit.jobs.undo import undo
from toolkit.mail import draft
from toolkit.mail.faults import MailError
from toolkit.mail.passwords import Passwords

from .office import DAY, Office

WRONG = "not-the-password-1"
Papers = tuple[Path, Path, Path]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def smtp(papers: Papers, office: Office) -> Iterator[SmtpServer]:
    """A server for sending that the office's settings name."""
    with smtp_server(papers[1], papers[2]) as server:
        config = office.workspace.config
        text = (
            f'[mail]\naddress = "{USER}"\nsmtp_host = "localhost"\nsmtp_port = {server.port}\nca_file = "{papers[0]}"\n'
        )
        config.write_text(f"{config.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
        yield server


def lay(office: Office, unit: str, to: str = "", *, days_ago: float = 0.0) -> Path:
    """Lay a draft into the outbox as a command writes it."""
    path = office.workspace.outbox / "交办" / "2024-01-10" / unit / "邮件草稿.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draft(to or f"{unit}@example.com", f"交办函（{unit}）", "您好！\n"))
    then = time.time() - days_ago * 86_400
    os.utime(path, (then, then))
    return path


def run(office: Office, *paths: Path, agrees: bool = True, password: str = PASSWORD, again: bool = False) -> int:
    office.said.clear()
    order = replace(office.order(), ask=lambda words: office.said.append(words) is None and agrees)
    return send(office.workspace, order, Passwords(lambda _: password), paths, again=again)


def addressees(smtp: SmtpServer) -> list[str]:
    return sorted(each for _, to, _ in smtp.got for each in to)


def states(office: Office) -> list[str]:
    return [event.data["state"] for event in office.events("mailed")]


def test_what_goes_to_whom_is_shown_before_anything_is_sent(office: Office, smtp: SmtpServer) -> None:
    lay(office, "a")
    lay(office, "b")
    before = office.snapshot()
    assert run(office, agrees=False) == 0
    assert smtp.got == []
    assert office.snapshot() == before
    assert office.said == [
        "outbox/交办/2024-01-10/a/邮件草稿.eml", "    发给 a@example.com：交办函（a）（附件 0 个）",
        "outbox/交办/2024-01-10/b/邮件草稿.eml", "    发给 b@example.com：交办函（b）（附件 0 个）",
        f"以上 2 封由 {USER} 发出。", "没有发送",
    ]  # fmt: skip


def test_each_draft_is_sent_once_with_a_copy_kept(office: Office, smtp: SmtpServer) -> None:
    lay(office, "a")
    lay(office, "b")
    assert run(office) == 0
    assert addressees(smtp) == ["a@example.com", "b@example.com"]
    assert states(office) == ["begun", "sent", "begun", "sent"]
    copies = sorted((office.workspace.outbox / "已发邮件" / DAY.isoformat()).iterdir())
    assert [each.name for each in copies] == ["交办函（a） a@example.com.eml", "交办函（b） b@example.com.eml"]
    kept = message_from_bytes(copies[0].read_bytes(), policy=policy.default)
    assert (kept["From"], kept["To"], kept["X-Unsent"]) == (USER, "a@example.com", None)

    assert run(office) == 0
    assert run(office, office.workspace.outbox) == 0
    assert len(smtp.got) == 2
    assert office.said == ["没有要发的邮件草稿"]


def test_a_draft_is_sent_again_only_when_asked(office: Office, smtp: SmtpServer) -> None:
    path = lay(office, "a")
    run(office)
    path.write_bytes(draft("a@example.com", "改过", "您好！\n"))
    assert run(office) == 1
    assert "发出以后又改过，没有再发" in office.said[0]
    assert run(office, path, again=True) == 0
    assert len(smtp.got) == 2


def test_of_old_drafts_only_those_are_sent_that_are_named(office: Office, smtp: SmtpServer) -> None:
    old = lay(office, "old", days_ago=8)
    run(office)
    assert "另有 1 封是 7 天以前的草稿，没有列入" in office.said[0]
    assert smtp.got == []
    run(office, old.parent)
    assert addressees(smtp) == ["old@example.com"]


def test_an_address_that_is_refused_is_told_and_the_others_go_out(office: Office, smtp: SmtpServer) -> None:
    smtp.refused = {"bad@example.com": "550 5.1.1 no such user"}
    lay(office, "a", "bad@example.com")
    lay(office, "b", "bad@example.com、b@example.com")
    lay(office, "c")
    assert run(office) == 1
    assert addressees(smtp) == ["b@example.com", "c@example.com"]
    assert states(office) == ["begun", "failed", "begun", "sent", "begun", "sent"]
    told = [line for line in office.said if "没有送到" in line]
    assert told == [
        f"outbox/交办/2024-01-10/{unit}/邮件草稿.eml：没有送到 bad@example.com，没有这个信箱，或对方拒收"
        for unit in "ab"
    ]

    smtp.refused = {}
    assert run(office) == 0
    assert addressees(smtp) == ["b@example.com", "bad@example.com", "c@example.com"]


def test_a_draft_without_an_address_is_named_and_not_sent(office: Office, smtp: SmtpServer) -> None:
    lay(office, "a", "没有邮箱")
    assert run(office) == 1
    assert "没有收件人，请打开草稿填写" in office.said[0]
    assert smtp.got == []


def test_what_was_cut_off_is_never_sent_again_by_itself(office: Office, smtp: SmtpServer) -> None:
    lay(office, "a")
    lay(office, "b")
    smtp.cut_off = True
    with pytest.raises(MailError, match="连接断了"):
        run(office)
    assert states(office) == ["begun"]

    smtp.cut_off = False
    assert run(office) == 1
    assert any("上次发送时中断，不知道发出去没有" in line for line in office.said)
    assert addressees(smtp) == ["a@example.com", "b@example.com"], "a had gone out before the line broke"


def test_a_wrong_password_sends_nothing_and_is_written_nowhere(office: Office, smtp: SmtpServer) -> None:
    lay(office, "a")
    with pytest.raises(MailError, match="拒绝登录"):
        run(office, password=WRONG)
    assert states(office) == []
    assert run(office) == 0
    office.run(diagnose)
    for path in office.root.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert PASSWORD.encode() not in data, path
        assert WRONG.encode() not in data, path
    assert not any(PASSWORD in line for line in office.said)


def test_undo_calls_back_no_mail(office: Office, smtp: SmtpServer) -> None:
    office.take_in(甲=office.report())
    lay(office, "a")
    run(office, office.workspace.outbox / "交办")
    office.run(undo)
    assert run(office, office.workspace.outbox / "交办") == 0
    assert addressees(smtp) == ["a@example.com"]


def test_only_what_lies_in_the_outbox_is_sent(office: Office, smtp: SmtpServer, tmp_path: Path) -> None:
    stranger = tmp_path / "x.eml"
    stranger.write_bytes(draft("a@example.com", "x", "y"))
    with pytest.raises(ToolkitError, match="不在 outbox 里"):
        run(office, stranger)
    with pytest.raises(ToolkitError, match="没有“"):
        run(office, office.workspace.outbox / "没有")


def test_an_office_without_a_mailbox_is_told_what_to_write(office: Office) -> None:
    with pytest.raises(ConfigError, match=r"没有 \[mail\]"):
        run(office)


def test_where_nobody_sits_a_password_must_be_kept(office: Office, smtp: SmtpServer) -> None:
    lay(office, "a")
    with pytest.raises(MailError, match=r"没有 office@example\.com 的邮箱密码"):
        send(office.workspace, office.order(), Passwords())


def test_a_draft_whose_recipients_are_in_doubt_stays_and_the_others_go(office: Office, smtp: SmtpServer) -> None:
    lay(office, "a")
    wrong = lay(office, "b")
    wrong.write_bytes(wrong.read_bytes().replace(b"To: b@example.com", "To: 张三@例子.中国".encode()))
    assert run(office) == 1
    assert addressees(smtp) == ["a@example.com"]
    assert "outbox/交办/2024-01-10/b/邮件草稿.eml：收件人“张三@例子.中国”写法不对，请打开草稿改正" in office.said
    assert office.said[-1] == "发出 1 封，副本在 outbox/已发邮件"


def test_recipients_parted_by_any_sign_all_get_it(office: Office, smtp: SmtpServer) -> None:
    path = lay(office, "a")
    path.write_bytes(
        path.read_bytes().replace(
            b"To: a@example.com", "To: a1@example.com, a2@example.com; a3@example.com，a4@example.com".encode()
        )
    )
    assert run(office) == 0
    assert addressees(smtp) == [f"a{each}@example.com" for each in range(1, 5)]
    ((_, _, mail),) = smtp.got
    assert (
        message_from_bytes(mail, policy=policy.default)["To"]
        == "a1@example.com, a2@example.com, a3@example.com, a4@example.com"
    )
