"""Fuzzes one target after the other under atheris, each for a while, and says what was run and what was found.

    make fuzz                     five minutes for each target
    make fuzz SECONDS=3600        an hour for each

A failure does not end the run: its input is kept under build/fuzz/found/, once for each place that failed. Inputs that
reached new code are kept under build/fuzz/corpus/, so that the next run goes on from there.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # so that it runs as a script, too

WORK = ROOT / "build" / "fuzz"
LONGEST = {"reader": 600, "structured": 64, "description": 8192, "rubric": 6000, "policy": 2000}
"""How many bytes an input may have: enough to say all, and no more, since long ones are slow."""
SLOWEST = 20
"""Seconds after which an input counts as one that never ends."""


def main() -> int:
    """Fuzz what was asked for; 1 where anything was found."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("targets", nargs="*", choices=[*LONGEST, []], help="which; all of them if none is named")
    asked.add_argument("--seconds", type=int, default=300, help="how long for each target")
    asked.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    wanted = asked.parse_args()
    if wanted.within:
        fuzz(wanted.targets[0], wanted.seconds)
    return sum(apart(name, wanted.seconds) for name in wanted.targets or LONGEST) > 0


def apart(name: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own, which it may crash; whether anything was found."""
    started = time.time()
    command = [sys.executable, __file__, name, "--seconds", str(seconds), "--within"]
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    executions = re.findall(r"^(?:stat::number_of_executed_units: +|Done )(\d+)", done.stderr, re.MULTILINE)
    coverage = re.findall(r"cov: (\d+)", done.stderr)
    found = [file for file in sorted(kept(name, "found").glob("*.txt")) if file.stat().st_mtime >= started]
    said = f"{name}: {executions[-1] if executions else '?'} executions in {time.time() - started:.0f} s"
    print(f"{said}, {coverage[-1] if coverage else '?'} places of code reached, {len(found)} found")
    for file in found:
        print(f"  {file.relative_to(ROOT)}: {file.read_text(encoding='utf-8').strip().splitlines()[-1][:200]}")
    if done.returncode:
        print(f"  it ended with {done.returncode}:\n{done.stderr[-2000:]}")
    sys.stdout.flush()
    return bool(found) or done.returncode != 0


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process. It never comes back."""
    import atheris

    with atheris.instrument_imports(include=["coaudit"]):
        from coaudit.project import corrections  # noqa: F401 (imported late by those that use them)
        from coaudit.render import FORMATS
        from tests.fuzz.targets import CORPUS, TARGETS, short_name

        for each in FORMATS.values():
            each.load()
    run = TARGETS[name]
    found = kept(name, "found")
    seen: set[tuple[str, str, int | None]] = set()

    def one(raw: bytes) -> None:
        try:
            run(raw)
        except Exception as error:  # noqa: BLE001 (whatever it is, it was not declared)
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = type(error).__name__, last.filename, last.lineno
            if place not in seen:
                seen.add(place)
                (found / short_name(raw)).write_bytes(raw)
                (found / f"{short_name(raw)}.txt").write_text(traceback.format_exc(), encoding="utf-8")

    options = [
        f"-max_len={LONGEST[name]}", f"-max_total_time={seconds}", f"-timeout={SLOWEST}", "-print_final_stats=1",
        f"-artifact_prefix={found}/",
    ]  # fmt: skip
    seeds = CORPUS / name
    atheris.Setup([sys.argv[0], *options, str(kept(name, "corpus")), *([str(seeds)] if seeds.exists() else [])], one)
    atheris.Fuzz()


def kept(name: str, what: str) -> Path:
    """Where something about a target is kept."""
    folder = WORK / what / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
