"""The swap of this PC's system."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from functools import partial

    from toolkit.register import windows_swap
    from toolkit.register.kernel32 import Kernel32

    swap = partial(windows_swap.swap, Kernel32())
    is_held = partial(windows_swap.is_held, Kernel32())
else:
    from toolkit.register.posix_swap import swap as swap  # noqa: PLC0414 - given on under the same name
