"""What must hold for every description: silence widens and never misleads, and nothing depends on an order.

COAUDIT_PROPERTY_CASES lowers the number of cases that each property is tried with, for a quick look.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, event, given, reject, settings
from hypothesis import strategies as st

from coaudit.audit import audit, load, report
from coaudit.bundled import read
from coaudit.errors import SourceError
from coaudit.render.json_report import render
from coaudit.rubric import Rubric
from coaudit.values import exactly
from tests.betterment import betterments
from tests.descriptions import Data, descriptions
from tests.judged import RUBRIC, Judged, dumped, judged, outside, worse_than
from tests.silence import silences

REPOSITORY = Path(__file__).parent.parent
AGAIN = load(read("coproduction"), "coproduction.yaml")
CASES = int(os.environ.get("COAUDIT_PROPERTY_CASES", "1000"))

# A whole description is large to draw, and a rule in force is a reason to pass a case over.
LARGE = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
enough = settings(max_examples=CASES, suppress_health_check=LARGE)


def hushed(data: Data, choose: Any, most: int) -> Data:
    """A description that says less: some silences, one after the other."""
    less = data
    for _ in range(choose.draw(st.integers(1, most), label="how many silences")):
        ways = list(silences(less))
        if ways:
            less = choose.draw(st.sampled_from(ways), label="silence").of(less)
    assume(less != data)
    return less


def assert_within(full: Judged, silent: Judged) -> None:
    """Every fact and every result of a fuller description lies within those of a more silent one."""
    met_twice = full.facts["contact.same_people_times"].value != exactly(0)
    about = [name for name in full.facts if met_twice or name != "contact.interval_days"]
    assert [name for name in about if not silent.facts[name].value.holds(full.facts[name].value)] == []
    assert outside(full.verdict, silent.verdict) == []


@enough
@given(descriptions(), st.data())
def test_what_fills_a_silence_lies_within_it_and_more_evidence_never_widens(data: Data, choose: Any) -> None:
    """What is said may itself leave much open: then this is about evidence, and else about a completion."""
    silent, full = judged(dumped(hushed(data, choose, 6))), judged(dumped(data))
    assume(full.in_force <= silent.in_force)
    event("a conflict rule is in force" if full.in_force else "no conflict rule is in force")
    assert_within(full, silent)


@enough
@given(descriptions(), st.data())
def test_a_better_fact_never_lowers_a_result(data: Data, choose: Any) -> None:
    ways = list(betterments(data))
    assume(ways)
    way = choose.draw(st.sampled_from(ways), label="better")
    try:
        before, after = judged(dumped(data)), judged(dumped(way.of(data)))
    except SourceError:
        reject()  # more stay than there are people, say
    assume(after.in_force <= before.in_force)
    event(f"better: {way.path[0]}")
    assert worse_than(before.verdict, after.verdict) == []


def turned(data: Any, chance: Any) -> Any:
    """The same data with its keys in another order."""
    if isinstance(data, dict):
        keys = list(data)
        chance.shuffle(keys)
        return {key: turned(data[key], chance) for key in keys}
    return [turned(item, chance) for item in data] if isinstance(data, list) else data


def found(given: Judged) -> dict[str, Any]:
    """Every result, in an order of our own."""
    verdict = given.verdict
    return {
        "facts": {name: fact.value for name, fact in given.facts.items()},
        "readings": dict(verdict.readings),
        "scores": (dict(verdict.dimensions), verdict.score),
        "rung": (verdict.rung, verdict.claim),
        "risks": {risk.risk: risk for risk in verdict.risks},
        "band": (verdict.bands, verdict.risk_figure),
        "grade": (verdict.grade, sorted(verdict.fragile)),
    }


@enough
@given(descriptions(), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(data: Data, chance: Any) -> None:
    assert found(judged(dumped(turned(data, chance)))) == found(judged(dumped(data)))


@enough
@given(descriptions(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_and_risks_in_the_rubric_does_not_matter(data: Data, chance: Any) -> None:
    criteria, risks = list(RUBRIC.criteria), list(RUBRIC.risks)
    chance.shuffle(criteria)
    chance.shuffle(risks)
    other = RUBRIC.model_copy(update={"criteria": tuple(criteria), "risks": tuple(risks)})
    assert found(judged(dumped(data), other)) == found(judged(dumped(data)))


@enough
@given(descriptions())
def test_the_same_input_gives_the_same_bytes(data: Data) -> None:
    assert told(data, RUBRIC) == told(data, AGAIN)


def told(data: Data, rubric: Rubric) -> str:
    return render(report(rubric, [audit(dumped(data).encode(), "test.yaml", rubric)]))


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    """Python orders a set differently in each process, so a report must never be written in a set's order."""
    program = """
        import pathlib
        from coaudit.audit import audit, load, report
        from coaudit.bundled import read
        from coaudit.render.json_report import render
        rubric = load(read("coproduction"), "coproduction.yaml")
        files = sorted(pathlib.Path("examples").glob("*.coaudit.yaml"))
        print(ascii(render(report(rubric, [audit(file.read_bytes(), file.name, rubric) for file in files]))))
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    seeds = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("0", "1", "20261122")]
    runs = [subprocess.run(command, cwd=REPOSITORY, env=seed, capture_output=True, check=True) for seed in seeds]
    assert len(runs[0].stdout) > 100_000
    assert {run.stdout for run in runs} == {runs[0].stdout}
