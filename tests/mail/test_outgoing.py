"""Sending to a real SMTP server: whoever got it, whoever did not, and every refusal in Chinese."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from toolkit.mail.drafts import Attachment, draft
from toolkit.mail.faults import MailError
from toolkit.mail.outgoing import Outgoing, letter
from toolkit.mail.server import Server

from .post_office import PASSWORD, USER, SmtpServer, smtp_server

Papers = tuple[Path, Path, Path]
DRAFT = draft(
    "甲科 <a@example.com>；b@example.com", "交办函（2024-001）", "您好！\n", [Attachment("交办函.docx", b"PK" * 5000)]
)
NOON = datetime(2024, 1, 10, 12, tzinfo=UTC)


def _server(papers: Papers, port: int, **changed: object) -> Server:
    return Server(**{"host": "localhost", "port": port, "user": USER, "ca_file": papers[0], "patience": 5.0, **changed})  # type: ignore[arg-type]


def _refusal(server: Server, password: str = PASSWORD) -> MailError:
    with pytest.raises(MailError) as caught:
        Outgoing(server, password)
    told = str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__, "the log must not repeat what the server was told"
    assert password not in told
    return caught.value


def _send(papers: Papers, smtp: SmtpServer) -> dict[str, str]:
    found = letter(DRAFT)
    assert found is not None
    with Outgoing(_server(papers, smtp.port), PASSWORD) as line:
        return dict(line.send(USER, found.to, found.stamped(USER, NOON)))


def test_a_draft_arrives_as_a_mail_with_everything_in_it(papers: Papers, smtp: SmtpServer) -> None:
    assert _send(papers, smtp) == {}
    ((sender, to, data),) = smtp.got
    assert (sender, to) == (USER, ["a@example.com", "b@example.com"])
    mail = message_from_bytes(data, policy=policy.default)
    assert (mail["Subject"], mail["From"], mail["X-Unsent"]) == ("交办函（2024-001）", USER, None)
    assert mail["Date"] == "Wed, 10 Jan 2024 12:00:00 +0000"
    assert mail["Message-ID"].endswith("@example.com>")
    assert mail.get_body().get_content().strip() == "您好！"
    assert [(each.get_filename(), each.get_content()) for each in mail.iter_attachments()] == [
        ("交办函.docx", b"PK" * 5000)
    ]


def test_what_is_opened_by_starttls_is_as_secret(papers: Papers) -> None:
    with smtp_server(papers[1], papers[2], starttls=True) as server:
        Outgoing(_server(papers, server.port, starttls=True), PASSWORD).__exit__()


def test_addresses_that_are_refused_are_told_and_the_others_get_it(papers: Papers, smtp: SmtpServer) -> None:
    smtp.refused = {"b@example.com": "550 5.1.1 no such user"}
    assert _send(papers, smtp) == {"b@example.com": "没有这个信箱，或对方拒收"}
    assert [to for _, to, _ in smtp.got] == [["a@example.com"]]


def test_where_every_address_is_refused_nobody_gets_it(papers: Papers, smtp: SmtpServer) -> None:
    smtp.refused = {"a@example.com": "550 no", "b@example.com": "452 4.2.2 over quota"}
    assert _send(papers, smtp) == {
        "a@example.com": "没有这个信箱，或对方拒收",
        "b@example.com": "对方信箱已满，或一次收件人太多",
    }
    assert smtp.got == []


def test_a_mail_that_is_too_large_is_told_as_that(papers: Papers, smtp: SmtpServer) -> None:
    smtp.data_answer = "552 5.3.4 message too big"
    with pytest.raises(MailError, match="太大，或空间已满") as caught:
        _send(papers, smtp)
    assert caught.value.is_certain


def test_of_a_line_that_breaks_nobody_knows_whether_it_went_out(papers: Papers, smtp: SmtpServer) -> None:
    smtp.cut_off = True
    with pytest.raises(MailError, match="连接断了") as caught:
        _send(papers, smtp)
    assert not caught.value.is_certain


def test_a_wrong_password_is_told_without_repeating_it(papers: Papers, smtp: SmtpServer) -> None:
    error = _refusal(_server(papers, smtp.port), "wrong-password")
    assert "拒绝登录" in error.message
    assert "授权码" in error.remedy


def test_a_certificate_of_an_unknown_authority_is_refused(papers: Papers, smtp: SmtpServer) -> None:
    assert "证书没有通过验证" in _refusal(_server(papers, smtp.port, ca_file=None)).message


def test_a_certificate_for_another_name_is_refused(papers: Papers, smtp: SmtpServer) -> None:
    assert "证书没有通过验证" in _refusal(_server(papers, smtp.port, host="127.0.0.1")).message


def test_a_file_with_certificates_that_is_none_is_told(papers: Papers, smtp: SmtpServer, tmp_path: Path) -> None:
    assert "没有 ca_file 所写的文件" in _refusal(_server(papers, smtp.port, ca_file=tmp_path / "none.pem")).message
    (tmp_path / "some.pem").write_text("证书")
    assert "证书读不了" in _refusal(_server(papers, smtp.port, ca_file=tmp_path / "some.pem")).message


def test_a_server_that_does_not_answer_is_told(papers: Papers, smtp: SmtpServer) -> None:
    with socket.create_server(("localhost", 0)) as silent:
        error = _refusal(_server(papers, silent.getsockname()[1], patience=0.2))
    assert "没有回应" in error.message


def test_a_port_where_nobody_listens_is_told(papers: Papers) -> None:
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
    assert "没有开这个端口" in _refusal(_server(papers, port)).message


def test_a_server_that_is_not_there_is_told(papers: Papers) -> None:
    assert "找不到邮件服务器" in _refusal(_server(papers, 465, host="mail.invalid")).message


@pytest.mark.parametrize(
    "data", [b"", b"From: a@b.c\nSubject: x\n\nreceived", DRAFT.replace(b"X-Unsent: 1", b"X-Other: 1")]
)
def test_what_is_no_draft_is_never_sent(data: bytes) -> None:
    assert letter(data) is None


def test_who_is_in_secret_copy_gets_it_and_is_named_to_nobody() -> None:
    found = letter(b"X-Unsent: 1\r\nTo: a@example.com\r\nBcc: c@example.com\r\nSubject: x\r\n\r\ny\r\n")
    assert found is not None
    assert found.to == ("a@example.com", "c@example.com")
    assert b"c@example.com" not in found.stamped(USER, NOON)
