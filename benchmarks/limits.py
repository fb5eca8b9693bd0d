"""What coaudit takes at its limits: a rubric of 500 criteria, and a description as large as one may be.

    python -m benchmarks.limits

Prints a Markdown table, with times as multiples of an audit of the smallest example by the default rubric. The criteria
are those of that rubric, again and again under other names, spread over files that extend one another, for one file may
hold no more than 20,000 values.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bulk import Command, Took, coaudit, took
from benchmarks.corpus import description
from coaudit import bundled
from coaudit.source import parse

RUBRIC = "coproduction"
CRITERIA, IN_ONE_FILE = 500, 240
LARGEST = 1024 * 1024
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "minimal.coaudit.yaml"


def large_rubric(folder: Path) -> Path:
    """A rubric of 500 criteria, in files that extend one another: the last of them. JSON is YAML too."""
    data: Any = parse(bundled.read(RUBRIC), RUBRIC).data
    criteria = data["criteria"]
    wanted = CRITERIA - len(criteria)
    more = [{**criteria[number % len(criteria)], "id": f"more-{number}"} for number in range(wanted)]
    for each in more:
        each["levels"] = [{key: value for key, value in level.items() if key != "example"} for level in each["levels"]]
    base, unread = RUBRIC, {"reviewed_by_people_with_lived_experience": "no"}
    for place in range(0, wanted, IN_ONE_FILE):
        path = folder / f"large-{place}.yaml"
        said = {
            "extends": base,
            "rubric": f"large-{place}",
            "version": "1.0.0",
            "title": "Large",
            "about": "To measure.",
        }
        path.write_text(
            json.dumps({**said, **unread, "criteria": more[place : place + IN_ONE_FILE]}, indent=1), encoding="utf-8"
        )
        base = f"./{path.name}"
    return path


def large_description(folder: Path) -> Path:
    """A description just under the largest that is read: one of the ordinary ones, and changes to fill it."""
    path = folder / "large.coaudit.yaml"
    path.write_text(description(0) + "".join(_changes(LARGEST - len(description(0).encode()))), encoding="utf-8")
    return path


def _changes(space: int) -> Iterator[str]:
    note = "What people said at the sitting was written down and answered. " * 6
    number = 0
    while space > len(entry := f"  - {{what: Change {number}, size: detail, note: {note}}}\n"):
        yield entry
        space -= len(entry)
        number += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="how often each command is timed (default: 7)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)  # so that the coaudit that is installed is the one that is measured
        folder = Path(name)
        rubric, large = large_rubric(folder), large_description(folder)
        commands = {
            "the smallest example": coaudit("audit", "--plain", str(EXAMPLE)),
            f"the same by {CRITERIA} criteria": coaudit("audit", "--plain", "--rubric", str(rubric), str(EXAMPLE)),
            f"a description of {large.stat().st_size:,} bytes": coaudit("audit", "--plain", str(large)),
        }
        found: dict[str, list[Took]] = {label: [] for label in commands}
        for _ in range(options.rounds):
            for label, arguments in commands.items():
                found[label].append(took(Command(label, arguments)))
    unit = [each.seconds for each in next(iter(found.values()))]
    print("| audit of | x | seconds | peak MiB |\n| --- | ---: | ---: | ---: |")
    for label, each in found.items():
        ratio = statistics.median(one.seconds / other for one, other in zip(each, unit, strict=True))
        seconds = statistics.median(one.seconds for one in each)
        print(f"| {label} | {ratio:.1f} | {seconds:.2f} | {max(one.mebibytes for one in each):.0f} |")
    print(f"\n{options.rounds} rounds, Python {'.'.join(map(str, sys.version_info[:3]))} on {sys.platform}.")


if __name__ == "__main__":
    main()
