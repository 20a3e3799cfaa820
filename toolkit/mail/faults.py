"""What a mail server's refusal means, in the words of whoever has to put it right. No answer of a server is shown."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.errors import ToolkitError
from toolkit.mail.server import CertificateFileError, Server


class MailError(ToolkitError):
    """The mail server cannot be reached or does not do what it is asked; what was done before it stands.

    Attributes:
        is_certain: whether the server has refused, and so certainly done nothing; else the line broke.
    """

    def __init__(self, message: str, remedy: str = "", *, is_certain: bool = False) -> None:
        super().__init__(message, remedy)
        self.is_certain = is_certain


class LoginError(MailError):
    """The server knows the user not, or not with this password."""


#: What to do about a login that is refused; most offices' mailboxes want an 授权码 instead of the password.
_LOGIN = (
    "请核对 toolkit.toml 里 [mail] 的账号和密码；许多邮箱要在网页上开通 IMAP/SMTP，用授权码代替密码。"
    "密码改过的，再运行一次，按提示输入新密码"
)
#: SMTP's answers (RFC 5321 4.2.3, enhanced codes RFC 3463) → what they say of one address.
_ADDRESS = {
    450: "对方信箱暂时不能用", 451: "服务器暂时处理不了", 452: "对方信箱已满，或一次收件人太多",
    550: "没有这个信箱，或对方拒收", 551: "对方已换地址", 552: "对方信箱已满，或邮件太大", 553: "地址写法不对",
    554: "对方拒收",
}  # fmt: skip


def refusal(code: int) -> str:
    """Return what an answer of SMTP says of one address."""
    return _ADDRESS.get(code, f"服务器没有接受（代码 {code}）")


@contextmanager
def told(server: Server) -> Iterator[None]:
    """Turn what goes wrong with a server into a sentence.

    Raises:
        MailError: something went wrong.
    """
    try:
        yield
    except (OSError, imaplib.IMAP4.error, UnicodeEncodeError) as error:
        words, remedy = _words(error, server)
        # The cause is left out: a server may repeat in it what it was told, and the log is read by many.
        kind = LoginError if remedy == _LOGIN else MailError
        raise kind(words, remedy, is_certain=isinstance(error, smtplib.SMTPResponseException)) from None


def _words(error: Exception, server: Server) -> tuple[str, str]:
    where = f"{server.host}（端口 {server.port}）"
    if isinstance(error, UnicodeEncodeError):
        return "账号、密码或地址里有中文或全角的字符，服务器不认", "请改用英文状态输入"
    if isinstance(error, smtplib.SMTPException):
        return _smtp(error, where)
    if isinstance(error, imaplib.IMAP4.error):
        return _imap(error, where)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"邮件服务器 {where} 的证书没有通过验证，没有登录", (
            "请核对服务器名称；单位自建的邮件服务器，向管理员要 CA 证书（pem），写在 toolkit.toml [mail] 的 ca_file"
        )
    if isinstance(error, ssl.SSLError):
        return f"和邮件服务器 {where} 没有建立起加密连接", "请核对端口和加密方式（tls 或 starttls）"
    if isinstance(error, socket.gaierror):
        return f"找不到邮件服务器 {server.host}", "请核对服务器名称，检查网络是否连通"
    if isinstance(error, ConnectionRefusedError):
        return f"邮件服务器 {where} 没有开这个端口", "请核对服务器名称和端口"
    if isinstance(error, TimeoutError):
        return f"邮件服务器 {where} 没有回应", (
            "请核对端口和加密方式（tls 或 starttls），检查网络和防火墙，过一会儿再运行"
        )
    if isinstance(error, CertificateFileError):
        what = "没有 ca_file 所写的文件" if isinstance(error.__cause__, FileNotFoundError) else "ca_file 里的证书读不了"
        return what, "请核对 toolkit.toml [mail] 的 ca_file，应为 pem 文件"
    return f"和邮件服务器 {where} 的连接断了", "请检查网络，再运行一次"


def _smtp(error: smtplib.SMTPException, where: str) -> tuple[str, str]:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"发信服务器 {where} 拒绝登录", _LOGIN
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"发信服务器 {where} 不支持加密或登录", "请核对端口和加密方式（tls 或 starttls）"
    if isinstance(error, smtplib.SMTPSenderRefused):
        if error.smtp_code in {452, 552}:
            return "发信服务器不收这封邮件：太大，或本单位信箱的空间已满", "请减少附件，或清理信箱后再发"
        return f"发信服务器 {where} 不接受这个发件人", "请核对 toolkit.toml [mail] 的 address"
    if isinstance(error, smtplib.SMTPDataError):
        full = error.smtp_code in {452, 552}
        return f"发信服务器没有收下这封邮件：{'太大，或空间已满' if full else refusal(error.smtp_code)}", (
            "请减少附件，或清理信箱后再发" if full else "请核对邮件内容，过一会儿再发"
        )
    return f"和发信服务器 {where} 的连接断了", "请检查网络，再运行一次；已经发出的不会再发"


def _imap(error: imaplib.IMAP4.error, where: str) -> tuple[str, str]:
    if isinstance(error, imaplib.IMAP4.abort):
        return f"和收信服务器 {where} 的连接断了", "请检查网络，再运行一次；没有收完的会接着收"
    text = str(error).upper()
    if "LOGIN" in text or "AUTH" in text or "CREDENTIALS" in text or "PASSWORD" in text:
        return f"收信服务器 {where} 拒绝登录", _LOGIN
    if "QUOTA" in text:
        return "信箱的空间已满", "请在网页上清理信箱后再收"
    return f"收信服务器 {where} 没有照办", "请核对 toolkit.toml [mail] 的设置，过一会儿再运行"
