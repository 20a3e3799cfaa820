"""Files on a shared drive: written whole or not at all, claimed by one, named so that every system can read them.

The rules behind this room are measured in the project's reliability notes: a file saved in place is ruined by a
kill, so everything is written beside and swapped in; a claim is an exclusive creation, the only thing a network
drive decides for exactly one of two PCs.
"""

from toolkit.files.names import free_name, names_after, safe_name, shown_name
from toolkit.files.reading import digest_of, read_stable, sha256, why
from toolkit.files.writing import append_line, flush_all, sweep, write_beside, write_new, write_whole

__all__ = [
    "append_line", "digest_of", "flush_all", "free_name", "names_after", "read_stable", "safe_name", "sha256",
    "shown_name", "sweep", "why", "write_beside", "write_new", "write_whole",
]  # fmt: skip
