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
from coaudit.errors import SourceError
from coaudit.records import replace
from coaudit.render import FORMATS
from coaudit.report import Audit, Point, Revisions
from coaudit.report.history import figures, shifts
from coaudit.rubric import Rubric

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
    "minimal-history": ("minimal", "light", (1100, 965), ".history"),
    "all-projects": ("*", "light", DESK, ""),
}

# A past for one example: of each revision the day, and what stood there in place of the words that it has today.
PAST: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "minimal": (
        ("2026-02-23", {"together": "asked", "equal-part": "asked", "paid": "voucher", "itemised": "none"}),
        ("2026-04-20", {"outcomes: together": "outcomes: asked", "idea: equal-part": "idea: asked"}),
        ("2026-05-11", {"review: told": "review: tolled"}),
        ("2026-06-15", {}),
        ("", {"budget: told": "budget: together", "reasons": "agreed-route"}),
    )
}


def with_past(path: Path, steps: tuple[tuple[str, dict[str, str]], ...], rubric: Rubric) -> Audit:
    """An example as its last step has it, with all its steps as revisions."""
    points: list[Point] = []
    made: list[Audit] = []
    for day, was in steps:
        text = path.read_text(encoding="utf-8")
        for now, then in was.items():
            text = text.replace(now, then)
        revision = hashlib.sha256(day.encode()).hexdigest() if day else ""
        try:
            new = audit(text.encode(), path.relative_to(ROOT).as_posix(), rubric)
        except SourceError as error:
            points.append(Point(revision, day, path.name, None, error.problems[0].message))
            continue
        points.append(Point(revision, day, path.name, figures(new), moved=shifts(made[-1], new) if made else ()))
        made.append(new)
    return replace(made[-1], history=Revisions(tuple(points)))


def pages() -> dict[str, str]:
    """The page behind each picture, by the example's name."""
    rubric = load(bundled.read("coproduction"), "coproduction.yaml")
    made = {}
    for name in dict.fromkeys(example for example, *_ in PICTURES.values()):
        paths = sorted((ROOT / "examples").glob(f"{name}.coaudit.yaml"))
        audits = [audit(path.read_bytes(), path.relative_to(ROOT).as_posix(), rubric) for path in paths]
        if name in PAST:
            audits = [with_past(path, PAST[name], rubric) for path in paths]
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
