"""The journal (日志): everything that happened, one JSON line each with a checksum, only ever appended to.

Each PC writes files of its own, so that two never write into one line; the order is a number counted up under the
workspace's lock. A torn last line, or a line somebody spoiled, is passed over and counted: nothing after it is lost.
"""

from toolkit.journal.damage import Damaged, damage
from toolkit.journal.journal import Journal, Position
from toolkit.journal.line import Record

__all__ = ["Damaged", "Journal", "Position", "Record", "damage"]
