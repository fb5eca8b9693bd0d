"""The pictures of the page in the README and the gallery: `python docs/pictures.py` takes them anew.

It needs Chromium and what the tests need. `--check` only says which pictures are of an older page.
"""
# ruff: noqa: INP001, T201 - a script in a folder of pages

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coaudit import bundled
from coaudit.audit import audit, load, report
from coaudit.render import FORMATS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "gallery"
STAMPS = FOLDER / "pages.sha256"
Theme = Literal["light", "dark"]
DESK, PHONE = (1100, 900), (390, 780)

# Of each picture: the example, the theme, the window, and the part of the page that is to stand at the top.
PICTURES: dict[str, tuple[str, Theme, tuple[int, int], str]] = {
    "label-only": ("label-only", "light", (1100, 1210), ""),
    "coproduction-time": ("coproduction", "light", DESK, ".when-decided"),
    "waiting-room-dark": ("co-design", "dark", DESK, ".when-decided"),
    "two-views-sides": ("two-views", "light", DESK, ".apart"),
    "silent-phone": ("silent-proposal", "light", PHONE, ""),
    "all-projects": ("*", "light", DESK, ""),
}


def pages() -> dict[str, str]:
    """The page behind each picture, by the example's name."""
    rubric = load(bundled.read("coproduction"), "coproduction.yaml")
    made = {}
    for name in dict.fromkeys(example for example, *_ in PICTURES.values()):
        paths = sorted((ROOT / "examples").glob(f"{name}.coaudit.yaml"))
        audits = [audit(path.read_bytes(), path.relative_to(ROOT).as_posix(), rubric) for path in paths]
        made[name] = FORMATS["html"].render(report(rubric, audits))
    return made


def stamps(made: dict[str, str]) -> str:
    """A line for each picture: the hash of the page that it shows."""
    return "".join(
        f"{hashlib.sha256(made[example].encode()).hexdigest()}  {name}.png\n"
        for name, (example, *_) in PICTURES.items()
    )


def take(made: dict[str, str]) -> None:
    """Take every picture."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (example, theme, (width, height), part) in PICTURES.items():
            path = Path(folder) / "page.html"
            path.write_text(made[example], encoding="utf-8")
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            page.goto(path.as_uri())
            if part:
                page.evaluate("(part) => document.querySelector(part).scrollIntoView({behavior: 'instant'})", part)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()
    STAMPS.write_text(stamps(made), encoding="utf-8")


def main() -> int:
    """Take the pictures, or say which are old."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true")
    made = pages()
    if not asked.parse_args().check:
        take(made)
        return 0
    known = STAMPS.read_text(encoding="utf-8").splitlines() if STAMPS.exists() else []
    old = [line.split()[1] for line in stamps(made).splitlines() if line not in known]
    for name in old:
        print(f"{name} shows an older page")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
