"""The rules an office goes by: the mechanism its settings name, with what they set otherwise."""

from __future__ import annotations

from toolkit.config import Config
from toolkit.mechanism import Mechanism, load, typeset
from toolkit.workspace import Workspace


def mechanism_of(workspace: Workspace, config: Config) -> Mechanism:
    """Return the mechanism of a workspace: one in a folder beside toolkit.toml, or one that comes with the toolkit.

    Raises:
        ConfigError: there is none of that name, its data contradict themselves, or the settings of papers are none.
    """
    own = workspace.root / config.mechanism
    mechanism = load(own if (own / "mechanism.toml").is_file() else config.mechanism)
    return typeset(mechanism, config.page, config.faces)
