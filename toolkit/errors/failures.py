"""What stops a command (出错): each says in Chinese what is wrong and what to do."""

from __future__ import annotations


class ToolkitError(Exception):
    """The job cannot go on. The message is Chinese and says what to do; the command ends with status 2."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class WorkspaceError(ToolkitError):
    """There is no workspace here, or it cannot be worked in."""


class AwayError(WorkspaceError):
    """The shared drive is away, or another folder lies in its place; it comes back by itself or by a person's hand."""


class ConfigError(ToolkitError):
    """toolkit.toml or a mechanism's data say something that cannot be used; the message names file and place."""


class RegisterError(ToolkitError):
    """The register is missing, broken, or laid out so that it cannot be edited safely."""


class RegisterBusyError(ToolkitError):
    """Somebody has the register open, or it changed under us again and again; what is ours waits."""


class RegisterOpenError(RegisterBusyError):
    """Somebody has the register open, or it is marked as read-only: to try again at once is of no use."""


class NoSpaceError(ToolkitError):
    """The disk has too little room left to write the register safely; nothing was written."""
