"""mail fetch: each mail of a real mailbox comes into the inbox once, and the server's mailbox stays as it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from mail.fetching import NEEDS_DOVECOT, connect, mail, run
from mail.post_office import PASSWORD, ImapServer, certificates, imap_server
from toolkit.jobs import mail_fetch
from toolkit.jobs.desk.lock import mail_lock
from toolkit.jobs.ingest import ingest
from toolkit.mail import Attachment, draft
from toolkit.mail.faults import MailError
from toolkit.mail.incoming import Incoming

from .office import Office

pytestmark = NEEDS_DOVECOT
Server = tuple[ImapServer, Path]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    ca, cert, key = certificates(tmp_path_factory.mktemp("certificates"))
    with imap_server(cert, key) as running:
        yield running, ca


@pytest.fixture
def imap(server: Server, office: Office) -> ImapServer:
    """The server, with an empty mailbox that the office's settings name."""
    running, ca = server
    for path in [*running.mailbox.glob("new/*"), *running.mailbox.glob("cur/*")]:
        path.unlink()
    connect(office, running.port, f'ca_file = "{ca}"')
    return running


def inbox(office: Office) -> list[str]:
    """The subjects of what lies in the inbox."""
    return sorted(each.stem.rpartition(" ")[0] for each in office.workspace.inbox.glob("*.eml"))


def test_each_mail_comes_once_byte_for_byte_and_nothing_is_marked(office: Office, imap: ImapServer) -> None:
    sent = {mail("甲"), mail("乙")}
    for each in sent:
        imap.deliver(each)
    before = imap.flags()
    assert run(office) == 0
    assert {each.read_bytes() for each in office.workspace.inbox.glob("*.eml")} == sent
    assert inbox(office) == ["乙", "甲"]
    assert office.said[-1].endswith("有 2 封没有收过，新收 2 封，放在 inbox，等待收件")

    imap.deliver(mail("丙"))
    shutil.rmtree(office.workspace.inbox)
    office.workspace.inbox.mkdir()
    run(office)
    assert inbox(office) == ["丙"]
    after = imap.flags()
    assert len(after) == 3, "nothing is deleted"
    assert not any(b"Seen" in each or b"Flagged" in each for each in [*before, *after])


def test_when_the_server_numbers_its_mails_anew_none_comes_twice(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("甲"))
    run(office)
    first = office.workspace.fetched.read_text(encoding="ascii")
    imap.number_anew()
    imap.deliver(mail("乙"))
    run(office)
    assert inbox(office) == ["乙", "甲"]
    scopes = [line.split()[0] for line in office.workspace.fetched.read_text(encoding="ascii").splitlines()]
    assert len(set(scopes)) == 2, "the numbering is another"
    assert first in office.workspace.fetched.read_text(encoding="ascii")
    assert office.said[-1].endswith(
        "有 2 封没有收过，新收 1 封（另 1 封是收过的：信箱重新编过号，或是同一封邮件），放在 inbox，等待收件"
    )


def test_a_mail_is_the_same_whatever_servers_put_above_it(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("甲", name="1"))
    run(office)
    imap.deliver(b"Received: from relay\r\n\tby mail; today\r\n" + mail("甲", name="1"))
    run(office)
    assert inbox(office) == ["甲"]


def test_the_same_words_in_two_mails_are_two_mails(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("甲", name="1"))
    imap.deliver(mail("甲", name="2"))
    run(office)
    assert inbox(office) == ["甲", "甲"]


def test_what_was_cut_off_is_finished_next_time(
    office: Office, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in "甲乙丙":
        imap.deliver(mail(each))
    whole, seen = Incoming.mail, list[int]()

    def breaks(line: Incoming, uid: int) -> bytes | None:
        seen.append(uid)
        if len(seen) == 2:
            line._line.shutdown()
        return whole(line, uid)

    monkeypatch.setattr(Incoming, "mail", breaks)
    with pytest.raises(MailError, match="连接断了"):
        run(office)
    assert len(inbox(office)) == 1
    run(office)
    assert inbox(office) == ["丙", "乙", "甲"]
    assert len(seen) == 4, "what was there is not fetched again"


def test_a_kill_before_the_note_or_in_it_loses_and_doubles_nothing(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("甲"))
    imap.deliver(mail("乙"))
    run(office)
    log = office.workspace.fetched
    log.write_bytes(log.read_bytes()[:-20])  # the second note is torn
    run(office)
    assert inbox(office) == ["乙", "甲"]
    run(office)
    assert "有 0 封没有收过" in office.said[-1]


def test_only_mails_since_a_day_are_fetched(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("旧"))
    (old,) = imap.mailbox.glob("new/*")
    then = (date.today() - timedelta(40)).strftime("%s")
    os.utime(old, (int(then), int(then)))
    imap.deliver(mail("新"))
    run(office)
    assert inbox(office) == ["新"]
    run(office, since=date.today() - timedelta(50))
    assert inbox(office) == ["新", "旧"]


def test_a_large_mail_comes_and_one_that_is_too_large_is_told(
    office: Office, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = draft("x@example.com", "大", "见附件", [Attachment("图.jpg", os.urandom(8 << 20))])
    imap.deliver(large)
    run(office)
    (path,) = office.workspace.inbox.glob("*.eml")
    assert path.read_bytes() == large

    monkeypatch.setattr(mail_fetch, "_LARGEST", 1 << 20)
    imap.deliver(large.replace("大".encode(), b"2"))
    assert run(office) == 1
    assert "有一封 10 兆的邮件太大，没有收" in office.said[-1]


def test_a_dry_run_fetches_nothing(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("甲"))
    before = office.snapshot()
    run(office, dry_run=True)
    assert {path: each for path, each in office.snapshot().items() if path != "register/.mail.lock"} == before
    assert office.said[-1].endswith("有 1 封没有收过")


def test_while_another_pc_fetches_this_one_does_not(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("甲"))
    held = mail_lock(office.workspace)
    assert held is not None
    try:
        assert run(office) == 0
    finally:
        held.release()
    assert office.said == ["另一台电脑正在收信，这里不用再收"]
    assert inbox(office) == []


def test_a_form_that_came_by_mail_is_taken_in_once(office: Office, imap: ImapServer) -> None:
    form = Attachment("附件2.xlsx", office.report())
    imap.deliver(
        b"Message-ID: <9@x>\r\nFrom: zsh@example.com\r\n"
        + draft("office@example.com", "报送", "请收", [form]).replace(b"X-Unsent: 1\r\n", b"")
    )
    run(office)
    (path,) = office.workspace.inbox.glob("*.eml")
    os.utime(path, (path.stat().st_mtime - 600,) * 2)
    office.run(ingest)
    run(office)
    office.run(ingest)
    assert [row["企业名称"] for row in office.rows()] == ["顺德甲电器有限公司"]


def test_a_wrong_password_a_wrong_folder_and_a_strange_certificate_are_told(
    office: Office, imap: ImapServer, server: Server
) -> None:
    with pytest.raises(MailError, match="拒绝登录"):
        run(office, password="not-the-password")  # noqa: S106 - a wrong one
    connect(office, imap.port, f'ca_file = "{server[1]}"\nfolder = "没有"')
    with pytest.raises(MailError, match="没有“没有”这个文件夹"):
        run(office)
    with pytest.raises(MailError, match="全角的字符"):
        run(office, password="密码１")  # noqa: S106 - likewise
    connect(office, imap.port)
    with pytest.raises(MailError, match="证书没有通过验证"):
        run(office)
    assert not any(PASSWORD.encode() in path.read_bytes() for path in office.root.rglob("*") if path.is_file())


def test_a_line_that_is_opened_plainly_is_made_secret_first(office: Office, imap: ImapServer, server: Server) -> None:
    imap.deliver(mail("甲"))
    connect(office, imap.plain_port, f'ca_file = "{server[1]}"\nimap_tls = "starttls"')
    run(office)
    assert inbox(office) == ["甲"]


def test_what_has_no_header_of_a_writer_is_known_as_a_whole(office: Office, imap: ImapServer) -> None:
    imap.deliver(b"X-One: 1\r\nno mail at all")
    imap.deliver(b"X-Two: 2\r\nneither is this")
    run(office)
    assert len(list(office.workspace.inbox.glob("*.eml"))) == 2


def test_a_subject_in_raw_gbk_names_the_file_as_people_read_it(office: Office, imap: ImapServer) -> None:
    imap.deliver(mail("X").replace(b"Subject: X", "Subject: 关于用地问题的表".encode("gb18030")))
    run(office)
    assert [each.name.split(" ")[0] for each in office.workspace.inbox.glob("*.eml")] == ["关于用地问题的表"]


def test_what_a_killed_run_left_half_written_is_swept(office: Office, imap: ImapServer) -> None:
    litter = office.workspace.inbox / ".~bce31b1c1cf0d5df.tmp"
    litter.write_bytes(b"half")
    os.utime(litter, (0, 0))
    run(office)
    assert not litter.exists()
