"""How long coaudit takes to start, as multiples of `python -c pass`, beside its peers.

Prints a Markdown table. The commands run in turn, A B C A B C, so that a machine that slows down for a while
slows all of them; each figure is the median of the ratios within one round, beside the middle half of them.
Ratios travel from machine to machine; milliseconds do not.

It measures the coaudit that is installed beside the Python that runs it, never the checkout: `make bench` installs a
wheel of this tree first, since a wheel carries the rubrics in a form that loads faster.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = str(ROOT / "examples" / "minimal.coaudit.yaml")
ELSEWHERE = tempfile.gettempdir()
"""Where the commands run: in the checkout, Python would take its coaudit."""
WARM_UP = 2


@dataclass(frozen=True, slots=True)
class Command:
    label: str
    arguments: tuple[str, ...]
    absent: str = ""
    """Why it can not be run; empty where it can."""
    may_find: bool = False
    """Whether 1 is a good end too: a linter says with it that it found something."""


def own_commands() -> list[Command]:
    """`python -c pass`, which is the unit, and what people wait for most often."""
    python = (sys.executable, "-m", "coaudit")
    return [
        Command("python -c pass", (sys.executable, "-c", "pass")),
        Command("coaudit --version", (*python, "--version")),
        Command("coaudit --help", (*python, "--help")),
        Command("coaudit audit --plain", (*python, "audit", "--plain", EXAMPLE)),
        Command("coaudit audit --format json", (*python, "audit", "--format", "json", EXAMPLE)),
    ]


def peer_commands(folder: Path | None, schema: Path | None) -> list[Command]:
    """Two tools that read the same file: a style linter, and a check against a schema.

    They are looked for in *folder*, else beside the Python that runs this.
    """
    place = folder or Path(sys.executable).parent
    found = {name: shutil.which(name, path=str(place)) for name in ("yamllint", "check-jsonschema")}
    peers = {
        "yamllint": (EXAMPLE,),
        "check-jsonschema": ("--schemafile", str(schema), EXAMPLE),
    }
    why = {name: "" if path else "not installed" for name, path in found.items()}
    if schema is None:
        why["check-jsonschema"] = why["check-jsonschema"] or "no schema"
    return [
        Command(name, (found[name] or name, *arguments), absent=why[name], may_find=True)
        for name, arguments in peers.items()
    ]


def seconds(command: Command) -> float:
    """How long the process took, from start to end.

    Exits with what it wrote to standard error where it failed: a crash is quick, and is no measurement.
    """
    start = time.perf_counter()
    done = subprocess.run(command.arguments, cwd=ELSEWHERE, capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode != 0 and not (command.may_find and done.returncode == 1):
        sys.exit(f"{command.label} failed ({done.returncode}):\n{done.stderr.decode(errors='replace')}")
    return taken


def measure(commands: Sequence[Command], rounds: int) -> dict[str, list[float]]:
    """For each label, the ratio to the first command in each round."""
    for _ in range(WARM_UP):
        for command in commands:
            seconds(command)
    ratios: dict[str, list[float]] = {command.label: [] for command in commands}
    for _ in range(rounds):
        taken = {command.label: seconds(command) for command in commands}
        unit = taken[commands[0].label]
        for label, time_taken in taken.items():
            ratios[label].append(time_taken / unit)
    return ratios


def table(commands: Sequence[Command], ratios: dict[str, list[float]]) -> str:
    """The figures as Markdown; a command that is absent keeps its row, with the reason."""
    rows = ["| process | x | middle half |", "| --- | ---: | --- |"]
    for command in commands:
        if command.absent:
            rows.append(f"| {command.label} | | {command.absent} |")
            continue
        low, middle, high = statistics.quantiles(ratios[command.label], n=4, method="inclusive")
        rows.append(f"| {command.label} | {middle:.1f} | {low:.1f} to {high:.1f} |")
    return "\n".join(rows)


def description_schema(folder: Path) -> Path | None:
    """The schema of a description, as coaudit prints it, in a file; None where it can not."""
    asked = [sys.executable, "-m", "coaudit", "schema", "description"]
    done = subprocess.run(asked, cwd=ELSEWHERE, capture_output=True, check=False)
    if done.returncode != 0:
        return None
    path = folder / "description.schema.json"
    path.write_bytes(done.stdout)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="how often each command is timed (default: 15)")
    parser.add_argument("--peers", type=Path, help="the folder where yamllint and check-jsonschema are")
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("--rounds must be 2 or more: one round has no spread")

    with tempfile.TemporaryDirectory() as folder:
        schema = description_schema(Path(folder))
        commands = [*own_commands(), *peer_commands(options.peers, schema)]
        ratios = measure([command for command in commands if not command.absent], options.rounds)
    version = ".".join(map(str, sys.version_info[:3]))
    print(table(commands, ratios))
    print(f"\n{options.rounds} rounds, Python {version} on {sys.platform}; x is the time of `python -c pass`.")


if __name__ == "__main__":
    main()
