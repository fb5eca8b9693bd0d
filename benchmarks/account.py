"""What the start of one plain audit is spent on: the imports, by library, and the rest.

    python -m benchmarks.account

Prints a Markdown table in multiples of `python -c pass`. Imports are as `-X importtime` tells them, each module without
what it imports in turn, the least of several rounds; telling them takes some time itself.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "minimal.coaudit.yaml"
AUDIT = ("-m", "coaudit", "audit", "--plain", str(EXAMPLE))
LIBRARIES = {
    "coaudit": "coaudit",
    **dict.fromkeys(
        ("pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"),
        "pydantic and what comes with it",
    ),
    "typer": "typer",
    "pydantic": "pydantic and what comes with it",
    "yaml": "PyYAML",
    "msgspec": "msgspec",
    "pathspec": "pathspec",
}
"""What is counted for itself, by the start of a module's name, and how it is called; all else is Python's own."""
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +([\w.]+)")


def seconds(*arguments: str) -> float:
    """The time that a process kept a core busy: other work on the machine does not count."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{arguments} failed")
    return usage.ru_utime + usage.ru_stime


def imported() -> dict[str, float]:
    """The seconds that each module takes by itself."""
    done = subprocess.run([sys.executable, "-X", "importtime", *AUDIT], capture_output=True, text=True, check=True)
    return {found[2]: int(found[1]) / 1e6 for found in map(_LINE.match, done.stderr.splitlines()) if found}


def library(module: str) -> str:
    """Whose a module is."""
    return LIBRARIES.get(module.split(".")[0], "Python's own modules")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="how often each is timed (default: 15)")
    rounds = range(parser.parse_args().rounds)
    with tempfile.TemporaryDirectory() as elsewhere:  # where no checkout is imported in place of what is installed
        os.chdir(elsewhere)
        unit = whole = float("inf")
        least: dict[str, float] = {}
        for _ in rounds:  # in turn, so that a machine that slows down slows all of them
            unit, whole = min(unit, seconds("-c", "pass")), min(whole, seconds(*AUDIT))
            for module, took in imported().items():
                least[module] = min(took, least.get(module, took))
    parts: dict[str, float] = {}
    for module, took in least.items():
        parts[library(module)] = parts.get(library(module), 0) + took
    print("| what | x |\n| --- | ---: |")
    for called, took in sorted(parts.items(), key=lambda part: -part[1]):
        print(f"| import of {called} | {took / unit:.1f} |")
    print(f"| all that is not an import | {(whole - sum(parts.values())) / unit:.1f} |")
    print(f"| **the whole** | **{whole / unit:.1f}** |")


if __name__ == "__main__":
    main()
