"""What can go wrong, in the words of the person who has to put it right.

Two kinds. A :class:`ToolkitError` stops the job: nothing can go on until a person acts. A :class:`Problem`
belongs to one file or one cell: the job goes on, and the problem is told on a slip, in the register or on the
sheet 待确认. Every problem comes from the catalogue :class:`Code`, so that tests ask for the code and people
read one wording everywhere.
"""

from toolkit.errors.catalogue import Code
from toolkit.errors.failures import (
    AwayError,
    ConfigError,
    NoSpaceError,
    RegisterBusyError,
    RegisterError,
    RegisterOpenError,
    ToolkitError,
    WorkspaceError,
)
from toolkit.errors.problem import Problem

__all__ = [
    "AwayError",
    "Code",
    "ConfigError",
    "NoSpaceError",
    "Problem",
    "RegisterBusyError",
    "RegisterError",
    "RegisterOpenError",
    "ToolkitError",
    "WorkspaceError",
]
