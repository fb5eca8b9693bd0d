"""How long coaudit takes over thousands of descriptions, beside reading them bare and beside its peers.

    python -m benchmarks.bulk --peers FOLDER_OF_PROGRAMS

Prints two Markdown tables: time at one size, as multiples of `benchmarks/bare.py` on the same files; and time a file
and peak memory as the folder grows. The commands run in turn, so that a machine that slows down slows all of them; each
figure is the median of the ratios within one round, beside their lowest and highest. The peers do other work (style,
shape, rules over a tree): the table says what somebody waits for, not who is better at the same job.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import write

HERE = Path(__file__).resolve().parent
SPECTRAL_RULES = """\
rules:
  has-title: {given: $, severity: warn, then: {field: title, function: truthy}}
  has-claim: {given: $, severity: warn, then: {field: claim, function: truthy}}
  groups-have-sides: {given: "$.groups[*]", severity: warn, then: {field: side, function: truthy}}
  decisions-are-dated: {given: "$.decisions[*]", severity: warn, then: {field: date, function: truthy}}
  stages-say-where: {given: "$.stages[*]", severity: warn, then: {field: evidence, function: truthy}}
"""


@dataclass(frozen=True, slots=True)
class Command:
    label: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Took:
    seconds: float
    mebibytes: float
    """The most memory that it, or one of the processes that it started, held at once."""


def took(command: Command) -> Took:
    """Run a command and measure it. Ends the benchmark where it fails, and not where it only finds something."""
    start = time.perf_counter()
    process = subprocess.Popen(command.arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command.label} failed ({os.waitstatus_to_exitcode(status)})")
    return Took(seconds, usage.ru_maxrss / 1024)


def coaudit(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "coaudit", *arguments)


def audit(folder: Path, *more: str) -> tuple[str, ...]:
    return coaudit("audit", "--no-policy", *more, str(folder))


def bare(folder: Path) -> Command:
    return Command("yaml.load alone", (sys.executable, str(HERE / "bare.py"), str(folder)))


def own_commands(whole: Path) -> list[Command]:
    """The bare reading first; then coaudit on one processor and, without `--jobs 1`, on all there are."""
    alone = ("--jobs", "1")
    return [
        bare(whole),
        Command("coaudit check --jobs 1", coaudit("check", *alone, str(whole))),
        Command("coaudit check", coaudit("check", str(whole))),
        Command("coaudit audit --format csv --jobs 1", audit(whole, "--format", "csv", *alone)),
        Command("coaudit audit --format csv", audit(whole, "--format", "csv")),
        Command("coaudit audit --format jsonl --jobs 1", audit(whole, "--format", "jsonl", *alone)),
        Command("coaudit audit --format jsonl", audit(whole, "--format", "jsonl")),
        Command("coaudit audit --format sarif", audit(whole, "--format", "sarif")),
        Command("coaudit audit (text)", audit(whole)),
    ]


def peer_commands(folders: Sequence[Path], whole: Path, work: Path) -> list[Command]:
    """The peers that are installed in any of the folders."""
    schema = work / "schema.json"
    schema.write_bytes(subprocess.run(coaudit("schema", "description"), capture_output=True, check=True).stdout)
    rules = work / "rules.yaml"
    rules.write_text(SPECTRAL_RULES, encoding="utf-8")
    files = tuple(str(path) for path in sorted(whole.glob("*.yaml")))
    calls = {
        "yamllint": (str(whole),),
        "check-jsonschema": ("--schemafile", str(schema), *files),
        "ajv": ("validate", "--spec=draft2020", "--strict=false", "-s", str(schema), "-d", f"{whole}/*.yaml"),
        "spectral": ("lint", "--ruleset", str(rules), "--quiet", f"{whole}/*.yaml"),
    }
    path = os.pathsep.join(map(str, folders))
    return [
        Command(name, (program, *arguments))
        for name, arguments in calls.items()
        if (program := shutil.which(name, path=path))
    ]


def table(commands: Sequence[Command], rounds: int) -> str:
    """Each command's time as a multiple of the first one's."""
    ratios: dict[str, list[float]] = {command.label: [] for command in commands}
    most = dict.fromkeys(ratios, 0.0)
    for _ in range(rounds):
        unit = 0.0
        for command in commands:
            found = took(command)
            unit = unit or found.seconds
            ratios[command.label].append(found.seconds / unit)
            most[command.label] = max(most[command.label], found.mebibytes)
    rows = ["| process | x | lowest and highest | peak MiB |", "| --- | ---: | --- | ---: |"]
    for label, each in ratios.items():
        rows.append(
            f"| {label} | {statistics.median(each):.2f} | {min(each):.2f} to {max(each):.2f} | {most[label]:.0f} |"
        )
    return "\n".join(rows)


def growth(sizes: Sequence[int], work: Path) -> str:
    """Time a file, and peak memory, as the folder grows."""
    rows = ["| files | x of yaml.load | ms a file | peak MiB |", "| ---: | ---: | ---: | ---: |"]
    for size in sizes:
        folder = work / f"grown-{size}"
        write(folder, range(size))
        unit, found = took(bare(folder)), took(Command("audit", audit(folder, "--format", "jsonl")))
        milliseconds = found.seconds / size * 1000
        rows.append(f"| {size:,} | {found.seconds / unit.seconds:.2f} | {milliseconds:.2f} | {found.mebibytes:.0f} |")
        shutil.rmtree(folder)
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000, help="how many descriptions (default: 2000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command is timed (default: 5)")
    parser.add_argument("--peers", type=Path, action="append", default=[], help="another folder with peers' programs")
    parser.add_argument("--sizes", type=int, nargs="*", default=[200, 2000, 10_000], help="sizes for the second table")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        peers = [each.absolute() for each in (*options.peers, Path(sys.executable).parent)]
        work = Path(folder)
        os.chdir(work)  # so that the coaudit that is installed is the one that is measured
        whole = work / "whole"
        written = write(whole, range(options.files))
        commands = [*own_commands(whole), *peer_commands(peers, whole, work)]
        print(f"{options.files} descriptions of {written / options.files:,.0f} bytes on average\n")
        print(table(commands, options.rounds), flush=True)
        print(f"\n{growth(options.sizes, work)}")
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"\n{options.rounds} rounds, Python {version} on {sys.platform}, {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
