"""Runs a .bat as a double click on Windows does, in Wine, with a python.exe that hands the work to this test.

Wine's cmd.exe reads a script in the code page of its language, whatever ``chcp`` says, so a language is what chooses
the code page: Chinese has 936, Hindi, which has none of its own, 65001.
"""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from filelock import FileLock

LANGUAGES = {936: "zh_CN.UTF-8", 65001: "hi_IN.UTF-8"}
PROGRAMS = ("wine", "x86_64-w64-mingw32-gcc", "localedef")
_SOURCE = Path(__file__).with_name("standin.c")
#: A Windows of its own takes ten seconds to make and does not change: it is kept between runs.
HOME = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "liaison-toolkit" / "wine"


@dataclass(frozen=True)
class Call:
    """What a script asked Python to do: which Python, in which folder, with which settings and arguments."""

    program: str
    folder: Path
    settings: Mapping[str, str]
    arguments: list[str]

    @property
    def checks(self) -> bool:
        """Whether a script only asks whether this Python will do."""
        return "batch\\_check.py" in self.arguments


#: Gives the exit status and what is printed.
Answer = Callable[[Call], tuple[int, str]]


def fine(_call: Call) -> tuple[int, str]:
    """Answer that all is well."""
    return 0, "好\n"


def really(call: Call) -> tuple[int, str]:
    """Do it, with the Python that runs these tests; that this one will do is known."""
    if call.checks:
        return 0, ""
    arguments = [each.replace("\\", "/") if each.startswith("batch\\") else each for each in call.arguments]
    settings = {name: value for name, value in call.settings.items() if value}
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=call.folder,
        env={**os.environ, **settings, "PATH": f"{call.folder}/bin:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return ran.returncode, ran.stdout


@dataclass
class Windows:
    """A Windows in which scripts are double-clicked.

    Attributes:
        home: the folder of Wine's own files.
        answer: what Python does when it is called.
        calls: what it was called with since the last click, and ``left`` with which status it left last.
    """

    home: Path
    answer: Answer = fine
    calls: list[Call] = field(default_factory=list)
    left: int = 0
    port: int = 0

    @property
    def asked(self) -> list[list[str]]:
        """The arguments of each call that was more than the question whether this Python will do."""
        return [each.arguments for each in self.calls if not each.checks]

    def click(
        self, script: Path | str, typed: str = "", codepage: int = 65001, *, dropped: str = "", **settings: str
    ) -> tuple[int, str]:
        """Double-click a script, type one line, and return its exit status and what stood on the screen.

        Of two lines Wine's ``set /p`` would take both at once.

        Args:
            script: which.
            typed: the line.
            codepage: of the Windows it runs on.
            dropped: a file, by its path there, that is dropped on the script instead.
            settings: more of the environment.
        """
        with self._clicked([str(script), *filter(None, [dropped])], codepage, settings) as running:
            said, _ = running.communicate(typed.replace("\n", "\r\n").encode("utf-8"), timeout=300)
        return running.returncode, said.decode("utf-8", "replace").replace("\r", "")

    def click_and_wait(self, script: Path, codepage: int, then: Callable[[], object]) -> tuple[int, str]:
        """Double-click a script that says something and waits; then something happens, and it goes on to its end."""
        with self._clicked([str(script)], codepage, {}) as running:
            assert running.stdout is not None
            first = running.stdout.read(1)
            then()
            said, _ = running.communicate(timeout=300)
        return running.returncode, (first + said).decode("utf-8", "replace").replace("\r", "")

    @contextmanager
    def _clicked(
        self, words: Sequence[str], codepage: int, settings: Mapping[str, str]
    ) -> Iterator[subprocess.Popen[bytes]]:
        self.calls.clear()
        with subprocess.Popen(
            ["wine", *words],
            bufsize=0,  # who reads one letter takes no other
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**self.environment(codepage), **settings, "LIAISON_TEST_PORT": str(self.port)},
        ) as running:
            try:
                yield running
            finally:
                running.kill()  # one that has ended does not mind

    @staticmethod
    def inside(path: Path) -> str:
        """Return what a path of this machine is there."""
        return "Z:" + str(path).replace("/", "\\")

    def environment(self, codepage: int) -> dict[str, str]:
        """Return what Wine is to know of this machine: not its Python, its screen or its language."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "USER") if name in os.environ}
        return {
            **kept,
            "WINEPREFIX": str(self.home / "windows"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LOCPATH": str(self.home / "languages"),
            "LC_ALL": LANGUAGES[codepage],
        }

    def at_drive(self, letter: str, folder: Path) -> str:
        """Map a drive letter to a folder, and return how a path on it begins."""
        link = self.home / "windows" / "dosdevices" / f"{letter}:"
        link.unlink(missing_ok=True)
        link.symlink_to(folder)
        return f"{letter.upper()}:\\"

    def serve(self, listener: socket.socket) -> None:
        """Answer one python.exe after another until the listener is closed."""
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                call = self._call(list(_words(connection)))
                self.calls.append(call)
                self.left, said = self.answer(call)
                connection.sendall(struct.pack("<i", self.left) + said.replace("\n", "\r\n").encode("utf-8"))

    def _call(self, words: list[str]) -> Call:
        program, folder, *rest = words
        settings, arguments = dict(each.split("=", 1) for each in rest[:3]), rest[3:]
        return Call(PureWindowsPath(program).name, self.outside(folder), settings, arguments)

    def outside(self, path: str) -> Path:
        """Return what a path of Windows is on this machine."""
        place = PureWindowsPath(path)
        return (self.home / "windows" / "dosdevices" / place.drive.lower()).resolve().joinpath(*place.parts[1:])


def _words(connection: socket.socket) -> Iterator[str]:
    while True:
        (length,) = struct.unpack("<i", _exactly(connection, 4))
        if length < 0:
            return
        yield _exactly(connection, length).decode("utf-8")


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = connection.recv(length, socket.MSG_WAITALL) if length else b""
    assert len(data) == length
    return data


@contextmanager
def windows(python: Path) -> Iterator[Windows]:
    """Give a Windows in which Python is found as ``py`` and ``python``.

    Args:
        python: where the stand-in for python.exe is put, to be copied to wherever a test wants one.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    with FileLock(HOME / "lock"):
        _made(HOME)
    shutil.copy(HOME / "python.exe", python)
    found = Windows(HOME)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        found.port = listener.getsockname()[1]
        thread = threading.Thread(target=found.serve, args=(listener,), daemon=True)
        thread.start()
        # While any program runs in it, Windows need not start anew for each script.
        with subprocess.Popen(
            ["wine", "cmd", "/c", "pause"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=found.environment(936),
        ) as running:
            yield found
            running.kill()
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def _made(home: Path) -> None:
    """Make the languages, the stand-in and the Windows that are not there yet."""
    for language in LANGUAGES.values():
        place = home / "languages" / language
        if not place.is_dir():
            place.parent.mkdir(exist_ok=True)
            _run("localedef", "-i", language.partition(".")[0], "-f", "UTF-8", str(place))
    python = home / "python.exe"
    if not python.is_file() or python.stat().st_mtime < _SOURCE.stat().st_mtime:
        _run("x86_64-w64-mingw32-gcc", "-o", str(python), str(_SOURCE), "-lws2_32")
    ready = home / "windows" / "ready"
    if not ready.is_file():
        shutil.rmtree(home / "windows", ignore_errors=True)
        _run("wine", "wineboot", "-i", **Windows(home).environment(936))
        _run("wineserver", "-w", **Windows(home).environment(936))
        ready.touch()


def _run(*command: str, **environment: str) -> None:
    subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, timeout=300)
