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
import time
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
    "pathspec": "pathspec",
}
"""What is counted for itself, by the start of a module's name, and how it is called; all else is Python's own."""
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +([\w.]+)")


def seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start


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
        unit = min(seconds("-c", "pass") for _ in rounds)
        whole = min(seconds(*AUDIT) for _ in rounds)
        least: dict[str, float] = {}
        for _ in rounds:
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
