"""What an audit of one description is spent on, as multiples of `yaml.load` on the same bytes.

    python -m benchmarks.stages

Prints a Markdown table. Everything happens in one process, on one core; each stage is given what the one before made.
The multiple is the median over several rounds, each beside a round of `yaml.load`; the microseconds are of the best.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus import write
from coaudit import audit as core
from coaudit.cli import choosing
from coaudit.facts import measure
from coaudit.judging.judge import judge
from coaudit.project.description import describe
from coaudit.render import FORMATS, Look
from coaudit.report import Report
from coaudit.source import parse
from coaudit.telling.project import told_of

FORMAT_STAGES = ("jsonl", "json", "plain", "text")


def seconds(work: Callable[[Any], object], given: list[Any]) -> float:
    """The time on a core that some work takes over all it is given."""
    start = time.process_time()
    for each in given:
        work(each)
    return time.process_time() - start


def writer(name: str, head: Report) -> Callable[[Any], object]:
    """What writes one project in a format."""
    made, look = FORMATS[name].by_project(), Look()
    assert made is not None
    return lambda audit: made.project(head, audit, look)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200, help="how many descriptions (default: 200)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each stage is timed (default: 7)")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), range(options.files))
        raws = [path.read_bytes() for path in sorted(Path(folder).glob("*.yaml"))]
    rubric = choosing.load_rubric("coproduction")
    head = core.report(rubric, ())
    documents = [parse(raw, "a.yaml") for raw in raws]
    described = [core.fit(describe(document), rubric) for document in documents]
    found = [core.judged(each, rubric) for each in described]
    audits = [told_of(each, rubric) for each in found]
    stages: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "reading, with every place": (lambda raw: parse(raw, "a.yaml"), raws),
        "holding it to its shape": (lambda document: core.fit(describe(document), rubric), documents),
        "measuring the facts": (lambda each: measure(each.project, core.wanted_facts(rubric)), described),
        "judging": (lambda each: judge(rubric, each.evidence), found),
        "telling the verdict alone": (lambda each: told_of(each, rubric, ()), found),
        "telling it all, in sentences with their lines": (lambda each: told_of(each, rubric), found),
    }
    for name in FORMAT_STAGES:
        stages[f"writing it as {name}"] = (writer(name, head), audits)

    gc.freeze()
    print("| stage | x | microseconds a description |\n| --- | ---: | ---: |")
    for label, (work, given) in stages.items():
        ratios, best = [], float("inf")
        for _ in range(options.rounds):
            unit = seconds(lambda raw: yaml.load(raw, Loader=yaml.CSafeLoader), raws)
            took = seconds(work, given)
            ratios.append(took / unit)
            best = min(best, took)
        print(f"| {label} | {statistics.median(ratios):.2f} | {best / options.files * 1e6:.0f} |", flush=True)
    print(f"\n{options.files} descriptions, {options.rounds} rounds.")


if __name__ == "__main__":
    main()
