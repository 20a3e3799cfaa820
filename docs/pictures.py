"""Make the pictures of README and manual from real output: the blank forms, and what ``toolkit demo`` wrote.

    python docs/pictures.py DEMO_FOLDER

Needs LibreOffice, pdftoppm and the Noto CJK fonts; the office's own fonts are stood in for by Noto.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SERIF = ("仿宋", "仿宋_GB2312", "宋体", "楷体_GB2312", "方正小标宋简体")
MARGIN = 14


def fonts(folder: Path) -> Path:
    """Write a font configuration in which Noto stands in for the office's fonts, and return it."""
    stand_ins = [(name, "Noto Serif CJK SC") for name in SERIF] + [("黑体", "Noto Sans CJK SC")]
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{font}</string></edit></match>'
        for name, font in stand_ins
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        encoding="utf-8",
    )
    return path


def page(source: Path, number: int, dots: int, folder: Path) -> Image.Image:
    """Return one printed page of a document, its white margin cut off."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    name = folder / "page"
    pdf = folder / f"{source.stem}.pdf"
    pages = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", *pages, str(pdf), str(name)], check=True)
    with Image.open(name.with_suffix(".png")) as opened:
        image = opened.convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox() or (0, 0, *image.size)
    left, top, right, bottom = box
    wide, high = image.size
    return image.crop(
        (max(0, left - MARGIN), max(0, top - MARGIN), min(wide, right + MARGIN), min(high, bottom + MARGIN))
    )


def main(demo: Path) -> None:
    """Write all pictures."""
    IMAGES.mkdir(exist_ok=True)
    blanks = {path.name[2]: path for path in (ROOT / "form_templates").glob("附件*.xlsx")}
    wanted = {f"annex{number}": (path, 1, 66) for number, path in blanks.items()}
    wanted["register"] = (demo / "register" / "总台账.xlsx", 1, 96)
    wanted["minutes"] = (next((demo / "outbox" / "会议").rglob("会议纪要*03.docx")), 1, 66)
    wanted["notice"] = (min((demo / "outbox" / "会议").rglob("2024-03/通知/*镇/会议通知.docx")), 1, 66)
    returned = next((demo / "outbox" / "退回补正").rglob("*（请修改）.xlsx"))
    wanted["returned"] = (returned, 1, 66)
    wanted["marked"] = (returned, 2, 66)
    wanted["receipt"] = (next((demo / "outbox" / "回执").rglob("*.docx")), 1, 66)
    wanted["report"] = (next((demo / "outbox" / "季度分析").rglob("*.docx")), 2, 66)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts(folder)
        for title, (source, number, dots) in wanted.items():
            image = page(source, number, dots, folder)
            if title == "register":  # the upper left part, where it can be read
                image = image.crop((0, 0, min(image.width, 980), min(image.height, 520)))
            image.quantize(64).save(IMAGES / f"{title}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
