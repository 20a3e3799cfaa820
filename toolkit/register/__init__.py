"""The register (总台账): read wherever people moved things, merged three ways, written in place, swapped in whole."""

from toolkit.register import schema
from toolkit.register.absorb import HandEdit, HandWork, hand_work, same
from toolkit.register.backups import backups_in, broken
from toolkit.register.base import Base, BaseKeeper, Cells, base_of, for_journal
from toolkit.register.commit import check_writable, commit, read_register
from toolkit.register.create import create
from toolkit.register.glance import Glance, glance
from toolkit.register.lookalikes import lookalikes, saved_since
from toolkit.register.merge import Links, Sheet, SheetChange, Wanted, fitting, merge
from toolkit.register.opened import Opened
from toolkit.register.owners import open_by
from toolkit.register.schema import SheetSpec, sheets
from toolkit.register.version import landed, older_version, place_of
from toolkit.register.view import SheetView, ViewRow, remedy_of_twice, view
from toolkit.register.write import changed

__all__ = [
    "Base",
    "BaseKeeper",
    "Cells",
    "Glance",
    "HandEdit",
    "HandWork",
    "Links",
    "Opened",
    "Sheet",
    "SheetChange",
    "SheetSpec",
    "SheetView",
    "ViewRow",
    "Wanted",
    "backups_in",
    "base_of",
    "broken",
    "changed",
    "check_writable",
    "commit",
    "create",
    "fitting",
    "for_journal",
    "glance",
    "hand_work",
    "landed",
    "lookalikes",
    "merge",
    "older_version",
    "open_by",
    "place_of",
    "read_register",
    "remedy_of_twice",
    "same",
    "saved_since",
    "schema",
    "sheets",
    "view",
]
