"""mail send (发信): drafts from the outbox are sent, after a person has seen which go to whom; each one once.

Before a draft is handed to the server the journal says so, afterwards what became of it. One that was cut off between
is never sent again by itself: nobody knows whether it went out. The workspace's lock is held only to write, not
while the line is slow.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import free_name, safe_name, sha256, write_new
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.books.checkpoint import remembered
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.jobs.mail import outgoing, settings_of
from toolkit.mail.faults import MailError
from toolkit.mail.outgoing import Letter, Outgoing, letter
from toolkit.mail.passwords import Passwords
from toolkit.scripts import to_run
from toolkit.workspace import Workspace

#: The folder under outbox/ in which a copy of each mail that was sent is kept.
SENT = "已发邮件"
#: Drafts older than so many days are sent only where they are named: they went out some other way, or never will.
_FRESH = 7
_DAY_SECONDS = 86_400
_BEGUN, _DONE, _FAILED = "begun", "sent", "failed"
_ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that is to be sent: where it lies, as people are told it, its digest, and what it says."""

    place: str
    sha: str
    letter: Letter


def send(
    workspace: Workspace, order: Order, passwords: Passwords, paths: Sequence[Path] = (), *, again: bool = False
) -> int:
    """Show which drafts would go to whom, ask, send them, and say of each address that was refused why.

    Args:
        workspace: whose.
        order: how; a dry run shows and sends nothing.
        passwords: where the password comes from.
        paths: drafts, or folders with drafts; none for those of the last seven days in the outbox.
        again: send those too that were sent before, or whose sending was cut off.

    Returns:
        0 where all were sent or the person thinks better of it, 1 where some could not be.

    Raises:
        ConfigError: the mailbox is not set.
        MailError: the server cannot be reached, or breaks off; what was sent before stands.
    """
    settings = settings_of(workspace)
    server = outgoing(workspace, settings)
    with open_desk(workspace, order) as desk:
        drafts, left = _chosen(desk, paths, again=again)
    for each in drafts:
        order.say(f"{each.place}")
        order.say(f"    发给 {'、'.join(each.letter.to)}：{each.letter.subject}（附件 {len(each.letter.attached)} 个）")
    for words in left:
        order.say(words)
    if not drafts:
        order.say("没有要发的邮件草稿")
        return int(bool(left))
    if order.dry_run or not order.ask(f"以上 {len(drafts)} 封由 {settings.address} 发出。"):
        order.say("没有发送")
        return 0
    with passwords.logged_in(server, lambda password: Outgoing(server, password)) as line:
        results = _send_all(workspace, order, line, settings.address, drafts, again=again)
    order.say(_told(results))
    return int(bool(_FAILED in results or left))


def _send_all(
    workspace: Workspace, order: Order, line: Outgoing, sender: str, drafts: Sequence[Draft], *, again: bool
) -> list[str]:
    """Send one after the other and return what became of each.

    Raises:
        MailError: the line broke; what was sent and which is in doubt has been said.
    """
    results: list[str] = []
    for each in drafts:
        try:
            results.append(_send(workspace, order, line, sender, each, again=again))
        except MailError:
            after = len(drafts) - len(results) - 1
            order.say(f"{_told(results)}；{each.place} 不知道发出去没有，后面 {after} 封没有发")
            raise
    return results


def _told(results: Sequence[str]) -> str:
    return f"发出 {results.count(_DONE)} 封，副本在 outbox/{SENT}"


def _chosen(desk: Desk, paths: Sequence[Path], *, again: bool) -> tuple[list[Draft], list[str]]:
    """Return the drafts that may be sent, and of others why not."""
    drafts, left, older = list[Draft](), list[str](), 0
    oldest = time.time() - _FRESH * _DAY_SECONDS
    for path in _files(desk, paths):
        data = path.read_bytes()
        found = letter(data)
        if found is None:
            continue
        draft = Draft(desk.place(path.resolve()), sha256(data), found)
        why_not = _why_not(desk, draft, again=again)
        if not paths and path.stat().st_mtime < oldest:
            older += not why_not
        elif not why_not:
            drafts.append(draft)
        elif why_not != _DONE:
            left.append(f"{draft.place}：{why_not}")
    if older:
        desk.say(f"另有 {older} 封是 {_FRESH} 天以前的草稿，没有列入；要发的，{_named()}")
    return drafts, left


def _again(draft: Draft) -> str:
    """Return how a draft is sent once more: it is named by itself, or all that was sent before would go as well."""
    return f"再运行{to_run('mail send', f'{_quoted(draft.place)} --again', answer='把这封草稿拖进窗口')}"


def _named() -> str:
    return f"再运行{to_run('mail send', '文件或文件夹', answer='把那封草稿或它的文件夹拖进窗口')}"


def _quoted(place: str) -> str:
    return f'"{place}"' if " " in place else place


def _files(desk: Desk, paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that may be drafts, each once.

    Raises:
        ToolkitError: one that is named is not there, or lies outside the outbox.
    """
    outbox, seen = desk.workspace.outbox.resolve(), set[Path]()
    for wanted in (each.resolve() for each in paths or (outbox,)):
        if not wanted.exists():
            raise ToolkitError(f"没有“{wanted}”", "请核对文件名和所在的文件夹")
        if not wanted.is_relative_to(outbox):
            raise ToolkitError(f"“{wanted}”不在 outbox 里，没有发送", "只发 outbox 里的邮件草稿")
        found = [wanted] if wanted.is_file() else sorted(wanted.rglob("*.eml"))
        for path in found:
            if path not in seen and outbox / SENT not in path.parents:
                seen.add(path)
                yield path


def _why_not(desk: Desk, draft: Draft, *, again: bool) -> str:
    """Return why a draft is not sent, "" where it is, and only that it was sent where that is all."""
    noted = desk.known.mailed.get(draft.place)
    state = noted.data["state"] if noted is not None else ""
    if not again and noted is not None and state == _DONE:
        same = noted.data["sha"] == draft.sha
        return _DONE if same else f"发出以后又改过，没有再发；要再发的，{_again(draft)}"
    if not again and state == _BEGUN:
        return f"上次发送时中断，不知道发出去没有。请问收件人；没有收到的，{_again(draft)}"
    if draft.letter.doubtful:
        return f"收件人“{'、'.join(draft.letter.doubtful)}”写法不对，请打开草稿改正"
    return "" if draft.letter.to else "没有收件人，请打开草稿填写"


def _send(workspace: Workspace, order: Order, line: Outgoing, sender: str, draft: Draft, *, again: bool) -> str:
    """Send one draft and return what became of it: everybody got it, somebody did not, or another PC sends it.

    A copy of what went out is kept.

    Raises:
        MailError: the line broke, and nobody knows whether it went out.
    """
    to = draft.letter.to
    with _noting(workspace, order) as desk:
        # While the person thought it over another PC may have sent it.
        if _why_not(desk, draft, again=again):
            order.say(f"{draft.place}：另一台电脑已经在发，没有再发")
            return _ELSEWHERE
        desk.record([_event(desk, draft, _BEGUN)])
    mail = draft.letter.stamped(sender, datetime.now().astimezone())
    try:
        refused = line.send(sender, to, mail)
    except MailError as error:
        if not error.is_certain:
            raise
        refused = dict.fromkeys(to, error.message)
    state = _FAILED if len(refused) == len(to) else _DONE
    if state == _DONE:
        name = safe_name(f"{draft.letter.subject} {to[0]}", 60)
        folder = workspace.outbox / SENT / order.as_of.isoformat()
        write_new(free_name(folder / f"{name}.eml"), mail)
    with _noting(workspace, order) as desk:
        desk.record([_event(desk, draft, state, refused)])
    for address, reason in refused.items():
        order.say(f"{draft.place}：没有送到 {address}，{reason}")
    return _FAILED if refused else _DONE


@contextmanager
def _noting(workspace: Workspace, order: Order) -> Iterator[Desk]:
    """Give a desk for a moment, to write into the journal."""
    held, desk = lock(workspace, order.say), None
    try:
        desk = lay(workspace, order, remembered=remembered)
        yield desk
    finally:
        if desk is not None and desk.past is not None:
            desk.past.close()
        held.release()


def _event(desk: Desk, draft: Draft, state: str, refused: Mapping[str, str] | None = None) -> Event:
    data = {"path": draft.place, "sha": draft.sha, "to": list(draft.letter.to), "state": state}
    return Event(Kind.MAILED, desk.as_of, data={**data, **({"refused": dict(refused)} if refused else {})})
