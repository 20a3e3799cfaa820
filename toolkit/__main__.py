"""``python -m toolkit`` and the ``toolkit`` command."""

from __future__ import annotations

from toolkit.cli.app import run


def main() -> None:
    """Run the command line; the exit status is the job's."""
    run()


if __name__ == "__main__":
    main()
