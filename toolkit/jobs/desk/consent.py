"""Consent (征得同意): a person is asked while no lock is held, and what they were shown is looked at once more.

Whoever thinks over a question, or goes to lunch before it, must keep no other PC waiting. So the lock is let go for the
question; with the answer everything is looked at again, and where it is not what was shown, the question is put anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from toolkit.errors import ToolkitError
from toolkit.jobs.desk.order import Order, agree

#: So often a question is put whose grounds change while the person thinks.
_TRIES = 3
_UNCHANGED = "没有改动任何文件"


class _NotAskedError(Exception):
    """The person is to be asked now; whoever let it pass holds no lock any more."""


class Consent:
    """What a person was shown and whether they agreed.

    Args:
        order: how the job was asked to run.
        said: whether what the command shows first was asked for with it.

    Attributes:
        said: as it was given.
        question: what they are to be asked.
        run: the first run of this job: what the runs of its later looks find was there for the first as well.
    """

    def __init__(self, order: Order, *, said: bool = False) -> None:
        self.said = said
        self._ask = order.ask
        self._say = order.say
        self._dry_run = order.dry_run
        self._shown: object = None
        self.question = ""
        self.run = 0

    def given(self, lines: Sequence[str], question: str, grounds: object = None) -> bool:
        """Return whether the person agrees; a dry run is shown the same and never agrees.

        Args:
            lines: what is shown to them.
            question: what they are asked.
            grounds: what must be the same as well for their answer to hold, beside what is shown.
        """
        stands = (tuple(lines), grounds)
        if self._shown == stands:
            return True
        if self._shown is not None:
            self._say("等待回答时情况又有变化，刚才的回答没有执行，现在是：")
        for line in lines:
            self._say(line)
        if self._dry_run:
            return False
        if self._ask is agree:  # nobody sits there, or the answer came with the command: nothing to wait for
            return True
        self._shown, self.question = stands, question
        raise _NotAskedError

    def also(self, question: str, grounds: object) -> bool:
        """Return whether what was shown is to be done as well: it was said with the command, or is said now.

        Where nobody sits there, what was not said beforehand is not done.

        Args:
            question: what the person is asked.
            grounds: what must be the same for their answer to hold.
        """
        if self.said or self._dry_run or self._ask is agree:
            return self.said
        return self.given((), question, grounds)


def with_consent(
    order: Order, work: Callable[[Order, Consent], int], *, said: bool = False, declined: str = _UNCHANGED
) -> int:
    """Do some work that needs a person's consent, and return its exit status; 0 where they think better of it.

    Args:
        order: how the job was asked to run.
        work: takes the lock, asks by :meth:`Consent.given` and does what was agreed. It is done from the start again
            with the answer; what it said already is not said twice.
        said: whether what the command shows first was asked for with it (:meth:`Consent.also`).
        declined: what is said where the person thinks better of it.

    Raises:
        ToolkitError: what the question is about changed again and again.
    """
    consent, shown = Consent(order, said=said), list[str]()

    def say(line: str) -> None:
        if line not in shown[:told]:
            order.say(line)
        shown.append(line)

    told = 0
    for _ in range(_TRIES):
        try:
            return work(replace(order, say=say), consent)
        except _NotAskedError:
            told = len(shown)
        if not order.ask(consent.question):
            order.say(declined)
            return 0
    raise ToolkitError("等待回答时情况一再变化，没有执行", "请再运行一次，看过新的变化再定")
