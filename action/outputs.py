"""What the GitHub action hands on to later steps: numbers, letters, ids and its own paths, never a stranger's text.

    python action/outputs.py EXIT_CODE FOLDER

GitHub reads every line `name=value`, so a value with a line break would be two. None of these has one: they are taken
from the report only where they are made of the letters of an id.
"""
# ruff: noqa: INP001, T201 - a script of the action, not a module of coaudit

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

_ID = re.compile(r"[A-Za-z0-9.-]{0,60}")


def outputs(code: int, folder: Path) -> dict[str, str]:
    """Every output by its name; what there is not is empty."""
    report = folder / "coaudit.json"
    found: dict[str, Any] = json.loads(report.read_bytes()) if report.exists() else {"audits": []}
    audits = found["audits"]
    one = audits[0] if len(audits) == 1 else None
    return {
        "exit-code": str(code),
        "projects": str(len(audits)),
        "grade": _span(one["grade"]["low"], one["grade"]["high"], "-") if one and one["grade"]["low"] else "",
        "rung": _span(one["rung"]["low"], one["rung"]["high"], "..") if one else "",
        "verdict": _id(one["claim"]["verdict"]) if one else "",
        **{name: _path(folder / f"coaudit.{end}") for name, end in _FILES.items()},
    }


_FILES = {"report": "json", "sarif": "sarif", "markdown": "md"}


def _span(low: str, high: str, between: str) -> str:
    return _id(low) if low == high else f"{_id(low)}{between}{_id(high)}"


def _id(text: str) -> str:
    return text if _ID.fullmatch(text) else ""


def _path(file: Path) -> str:
    text = str(file)
    return text if file.exists() and text.isprintable() else ""


if __name__ == "__main__":
    for name, value in outputs(int(sys.argv[1]), Path(sys.argv[2])).items():
        print(f"{name}={value}")
