"""Policies: what is required of which projects, what may be accepted for a time, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from coaudit.audit import audit
from coaudit.errors import SourceError
from coaudit.policy import Baseline, Policy, Recorded
from coaudit.policy.baseline import recorded
from coaudit.policy.judge import loose, requirements
from coaudit.policy.load import load_baseline, load_policy, misplaced
from coaudit.report import Requirement
from coaudit.rubric import Rubric
from tests.core.reading import whole
from tests.core.small_rubric import small_rubric

FILE: dict[str, Any] = whole("policy")
RUBRIC = small_rubric(FILE["rubric"])
TODAY = date(2026, 11, 23)
NAMES = {True: "met", False: "not-met", None: "not-shown"}


def matches(patterns: tuple[str, ...], path: str) -> bool:
    return any(path.startswith(pattern.removesuffix("**")) for pattern in patterns)


def project(case: dict[str, Any]) -> bytes:
    """The one description, with and without some of its lines."""
    lines = {line.split(":")[0]: line for line in FILE["project"].splitlines()}
    also = {line.split(":")[0]: line for line in case.get("also", "").splitlines()}
    return "\n".join((lines | also)[key] for key in {**lines, **also} if key not in case.get("less", ())).encode()


def judged(
    policy: Policy, description: bytes, path: str = "a.yaml", today: date = TODAY, rubric: Rubric = RUBRIC
) -> list[Requirement]:
    found = audit(description, path, rubric)

    def without(left_out: frozenset[str]) -> Any:
        return audit(description, path, rubric, left_out=left_out)

    return list(requirements(policy, rubric, found, path, today, matches, without))


def policy(text: str) -> Policy:
    made, document = load_policy(f"coaudit-policy: 1\n{text}".encode(), "coaudit-policy.yaml")
    assert misplaced(made, document, RUBRIC) == ()
    return made


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["about"])
def test_a_requirement_is_judged_on_the_range_that_is_open(case: dict[str, Any]) -> None:
    found = judged(policy(f"require: {{{case['require']}}}\n"), project(case))

    (expected,) = (name for name in NAMES.values() if name in case)
    assert [NAMES[each.met] for each in found] == [expected]
    assert case[expected] in found[0].detail


LAYERS = """
require: {rung: consult, levels: {meet: 1, pay: 1}}
by_status:
  proposal: {rung: none, levels: {pay: none}}
  under-way: {levels: {meet: 2}}
by_path:
  - paths: [pilots/**]
    require: {levels: {meet: 3}}
  - paths: [pilots/small/**]
    require: {rung: none, levels: {meet: none}}
"""

WHO = {
    "all projects": ("a.yaml", "complete", ["level meet 1", "level pay 1", "rung  consult"]),
    "a status asks for more": ("a.yaml", "under-way", ["level meet 2", "level pay 1", "rung  consult"]),
    "a status asks for less": ("a.yaml", "proposal", ["level meet 1"]),
    "a path asks for more": ("pilots/a.yaml", "under-way", ["level meet 3", "level pay 1", "rung  consult"]),
    "of two paths the last counts": ("pilots/small/a.yaml", "complete", ["level pay 1"]),
    "no status is no special status": ("a.yaml", "", ["level meet 1", "level pay 1", "rung  consult"]),
}  # fmt: skip


@pytest.mark.parametrize(("path", "status", "expected"), WHO.values(), ids=WHO)
def test_of_what_is_said_more_than_once_the_last_counts(path: str, status: str, expected: list[str]) -> None:
    rules = policy(LAYERS).rules(path, status, matches)
    assert sorted(f"{rule.id} {rule.about} {rule.value}" for rule in rules) == expected


def test_every_rule_says_where_it_stands() -> None:
    rules = policy(LAYERS).rules("pilots/a.yaml", "under-way", matches)
    assert {f"{rule.id} {rule.about}": rule.where for rule in rules} == {
        "rung ": "coaudit-policy.yaml, line 3",
        "level meet": "coaudit-policy.yaml, line 9",
        "level pay": "coaudit-policy.yaml, line 3",
    }


WAIVED = """
require: {levels: {credit: 2}, grade: A, scores: {pay: 50}}
waivers:
  - {criterion: credit, paths: [pilots/**], reason: Names follow in spring, owner: the board, until: 2026-12-31}
"""
SHORT = {"also": "claim: consult\npayment: employed"}


@pytest.mark.parametrize(
    ("path", "today", "waived"),
    [
        ("pilots/a.yaml", date(2026, 11, 23), True),
        ("pilots/a.yaml", date(2026, 12, 31), True),
        ("pilots/a.yaml", date(2027, 1, 1), False),
        ("other/a.yaml", date(2026, 11, 23), False),
    ],
    ids=["it counts", "on its last day it counts", "a day later it does not", "it is for other paths"],
)
def test_a_waiver_accepts_a_shortfall_until_its_day_and_changes_no_result(path: str, today: date, waived: bool) -> None:
    found = judged(policy(WAIVED), project(SHORT), path, today)

    assert {each.id: each.met for each in found} == {"level": False, "grade": False, "score": False}
    assert {each.id: each.waiver is not None for each in found} == dict.fromkeys(("level", "grade", "score"), waived)


def test_a_waiver_does_not_accept_what_falls_short_without_its_criterion_too() -> None:
    found = judged(policy(WAIVED), project({"also": "claim: engage"}), "pilots/a.yaml")
    assert {each.id: each.waiver is not None for each in found} == {"level": True, "grade": False, "score": False}


@pytest.mark.parametrize(
    ("until", "soon"),
    [("2026-11-23", True), ("2026-12-23", True), ("2026-12-24", False)],
    ids=["today", "in thirty days", "in thirty-one"],
)
def test_a_waiver_that_runs_out_within_thirty_days_says_so(until: str, soon: bool) -> None:
    found = judged(policy(WAIVED.replace("2026-12-31", until)), project(SHORT), "pilots/a.yaml")
    assert [each.waiver.ends_soon for each in found if each.waiver] == [soon] * 3


def ratchet(power: int, pay: int) -> Policy:
    made = policy("require: {scores: {power: 90}}\n")
    held = Baseline("coaudit-baseline.yaml", "", "small 1.0.0", {"a.yaml": Recorded({"power": power, "pay": pay})})
    return Policy(made.name, made.sha256, "", made.layers, baseline=held)


RATCHET = {
    "as recorded": (55, 15, {"power": True, "pay": True}, []),
    "better than recorded": (50, 10, {"power": True, "pay": True}, ["Power", "Pay"]),
    "worse than recorded": (60, 50, {"power": False, "pay": False}, []),
    "it may be as recorded": (55, 40, {"power": True, "pay": None}, []),
}


@pytest.mark.parametrize(("power", "pay", "met", "better"), RATCHET.values(), ids=RATCHET)
def test_a_project_may_not_fall_below_its_baseline(
    power: int, pay: int, met: dict[str, bool | None], better: list[str]
) -> None:
    held = ratchet(power, pay)
    found = judged(held, project({}))

    assert {each.about: each.met for each in found if each.id == "baseline"} == met
    assert [(each.about, each.met) for each in found if each.id == "score"] == [("power", False)]  # it stays in force
    assert held.baseline is not None
    assert list(loose(held.baseline, audit(project({}), "a.yaml", RUBRIC), "a.yaml")) == better


NONE_PAID = {"also": "not_applicable: {pay: it is a school, credit: it is a school}"}


def test_a_dimension_in_which_nothing_applies_any_more_is_not_shown_to_be_as_recorded() -> None:
    found = judged(ratchet(55, 15), project(NONE_PAID))
    assert [(each.about, each.met, each.detail) for each in found if each.met is None] == [
        ("pay", None, "Pay may not fall below the 15 that coaudit-baseline.yaml records; nothing in it applies")
    ]


@pytest.mark.parametrize(
    ("lower", "scores", "said"),
    [
        (False, {"power": 55, "pay": 15}, "a.yaml: pay stays at 15: nothing in it applies now."),
        (True, {"power": 55}, "a.yaml: pay is taken out: nothing in it applies now."),
    ],
)
def test_such_a_dimension_leaves_the_baseline_only_where_it_may_be_lowered(
    lower: bool, scores: dict[str, int], said: str
) -> None:
    found = recorded(ratchet(55, 15).baseline, [("a.yaml", audit(project(NONE_PAID), "a.yaml", RUBRIC))], lower=lower)
    assert (found.projects["a.yaml"].scores, found.said) == (scores, (said,))


def test_a_project_that_the_baseline_does_not_hold_is_held_to_the_policy() -> None:
    assert [(each.id, each.met) for each in judged(ratchet(0, 0), project({}), "new.yaml")] == [("score", False)]


WRONG = {
    "another format": ("coaudit-policy: 2\n", "1:17", "'2' is not a format of a policy that is known"),
    "no format": ("require: {}\n", "1:1", "'coaudit-policy' is missing"),
    "a key that is not there": ("coaudit-policy: 1\nrequires: {}\n", "2:1", "'requires' is not a key"),
    "a claim that is something else": (
        "coaudit-policy: 1\nrequire: {claim: honest}\n",
        "2:18",
        "only one thing can be",
    ),
    "a score above a hundred": ("coaudit-policy: 1\nrequire: {scores: {power: 101}}\n", "2:27", "from 0 to 100"),
    "a score in words": ("coaudit-policy: 1\nrequire: {scores: {power: half}}\n", "2:27", "from 0 to 100"),
    "a level above four": ("coaudit-policy: 1\nrequire: {levels: {pay: 5}}\n", "2:25", "from 0 to 4"),
    "a level above four behind zeros": (
        "coaudit-policy: 1\nrequire: {levels: {pay: '0000000009'}}\n",
        "2:25",
        "from 0 to 4",
    ),
    "a score without end": (
        f"coaudit-policy: 1\nrequire: {{scores: {{power: {'9' * 5000}}}}}\n",
        "2:27",
        "from 0 to 100",
    ),
    "a score in figures that are raised": (
        "coaudit-policy: 1\nrequire: {scores: {power: ²}}\n",
        "2:27",
        "from 0 to 100",
    ),
    "a status that is not there": (
        "coaudit-policy: 1\nby_status: {stopped: {}}\n",
        "2:13",
        "'stopped' is not a status",
    ),
    "not shown is something else": ("coaudit-policy: 1\nnot_shown: warns\n", "2:12", "not written as it should be"),
    "a waiver without an owner": (
        "coaudit-policy: 1\nwaivers:\n  - {criterion: pay, paths: [a], reason: R, until: 2027-01-01}\n",
        "3:5",
        "'owner' is missing",
    ),
    "a waiver until a day that is not there": (
        "coaudit-policy: 1\nwaivers:\n  - {criterion: pay, paths: [a], reason: R, owner: O, until: 2027-02-30}\n",
        "3:62",
        "there is no day 2027-02-30",
    ),
    "a waiver without end": (
        "coaudit-policy: 1\nwaivers:\n  - {criterion: pay, paths: [a], reason: R, owner: O, until: never}\n",
        "3:62",
        "not written as it should be",
    ),
}


@pytest.mark.parametrize(("text", "place", "message"), WRONG.values(), ids=WRONG)
def test_a_policy_is_refused_where_it_is_wrong(text: str, place: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        load_policy(text.encode(), "p.yaml")
    problem = caught.value.problems[0]
    assert f"{problem.line}:{problem.column}" == place
    assert message in problem.message
    assert problem.hint


MISPLACED = {
    "a letter": ("require: {grade: F}", "the rubric has no grade 'F'", "there are: A, B, C, D, E"),
    "a rung": ("require: {rung: engaged}", "the rubric has no rung 'engaged'", "did you mean 'engage'?"),
    "a band": ("require: {risk: hig}", "the rubric has no risk 'hig'", "did you mean 'high'?"),
    "a dimension": ("by_status: {complete: {scores: {pwoer: 1}}}", "no dimension 'pwoer'", "did you mean 'power'?"),
    "a criterion": ("by_path: [{paths: [a], require: {levels: {pays: 1}}}]", "no criterion 'pays'", "'pay'?"),
    "a waiver of what a rung needs": (
        "waivers: [{criterion: say, %s}]",
        "cannot be waived: a rung needs it",
        "by_path",
    ),
    "a waiver of what a risk reads": (
        "waivers: [{criterion: pay, %s}]",
        "cannot be waived: the risk 'unpaid' reads it",
        "by_path",
    ),
    "a waiver of what is not there": ("waivers: [{criterion: play, %s}]", "no criterion 'play'", "'pay'?"),
}


@pytest.mark.parametrize(("text", "message", "hint"), MISPLACED.values(), ids=MISPLACED)
def test_a_policy_is_refused_for_what_its_rubric_does_not_have(text: str, message: str, hint: str) -> None:
    waiver = "paths: [a], reason: R, owner: O, until: 2027-01-01"
    made, document = load_policy(f"coaudit-policy: 1\n{text.replace('%s', waiver)}\n".encode(), "p.yaml")
    (problem,) = misplaced(made, document, RUBRIC)
    assert problem.line == 2
    assert message in problem.message
    assert hint in problem.hint


def test_where_no_risk_could_be_judged_none_is_shown_to_be_low() -> None:
    bare = small_rubric({**FILE["rubric"], "risks": {}})
    (found,) = judged(policy("require: {risk: high}\n"), project({}), rubric=bare)
    assert (found.met, found.detail.split("; ")[1]) == (None, "no risk could be judged")


def test_the_bands_run_from_the_best_to_the_worst() -> None:
    assert RUBRIC.bands == ("low", "raised", "high")


def test_a_baseline_is_read_with_its_reasons() -> None:
    text = {
        "coaudit-baseline": 1,
        "rubric": "coproduction 1.0.0",
        "projects": {"a.yaml": {"scores": {"power": 3}, "reason": "a late start"}},
    }
    made, _ = load_baseline(yaml.safe_dump(text).encode(), "b.yaml")
    assert made.projects == {"a.yaml": Recorded({"power": 3}, "a late start")}
    assert made.rubric == "coproduction 1.0.0"


@pytest.mark.parametrize(("less", "also"), [(["claim"], ""), ([], "claim: none")], ids=["left out", "none"])
def test_a_claim_that_is_left_out_is_as_none_and_claims_nothing(less: list[str], also: str) -> None:
    required = policy("require: {claim: not-above-evidence, grade: E}\n")
    found = judged(required, project({"less": less, "also": also}))
    assert {each.id: each.met for each in found} == {"claim": True, "grade": None}


def test_a_status_that_is_left_out_escapes_what_is_required_by_status() -> None:
    required = policy("by_status: {under-way: {rung: engage}}\n")
    assert [each.met for each in judged(required, project({}))] == [False]
    assert judged(required, project({"less": ["status"]})) == []
