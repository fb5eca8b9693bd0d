"""A small rubric out of a few words: the tests of judging say only what they are about, and this adds the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coaudit.facts import MEASURES
from coaudit.rubric import Rubric
from coaudit.rubric.load import faults
from coaudit.values import Words

TEXTS = {
    "title": "A title",
    "asks": "A question?",
    "why": "A reason",
    "sources": ["a-source"],
    "thresholds": "house",
    "thresholds_note": "Our own",
    "next_step": "A next step",
    "effort": "small",
    "real_case": {"text": "A case", "source": "a-source"},
}
SHORTENED = ("levels", "next_steps", "means_by")
BANDS = {"A": "85", "B": "70", "C": "55", "D": "35", "E": "0"}
GRADES = {
    "bands": BANDS,
    "over_claim": {"1": "C", "2": "D", "3": "E"},
    "risk": {"raised": "B", "high": "D"},
    "coverage": "60",
    "means": {letter: f"This is {letter}" for letter in BANDS},
}
RISK_BANDS = {
    "high": [{"starred_at": "4"}, {"count": "3", "at": "3"}],
    "raised": [{"count": "1", "at": "3"}, {"count": "4", "at": "2"}],
}


def small_rubric(short: Mapping[str, Any]) -> Rubric:
    """A rubric from a short one: criteria with the conditions of levels 1 to 4, risks with those of their severities,
    and rungs. A criterion that has fewer conditions has levels that cannot be reached.
    """
    dimensions = short.get("dimensions", {"time": "1"})
    data = {
        "rubric": "small",
        "title": "A small rubric",
        "version": "1.0.0",
        "reviewed_by_people_with_lived_experience": "no",
        "about": "A small rubric",
        "reference": short.get("reference", {}),
        "efforts": short.get("efforts", {"small": "1", "medium": "2", "large": "4"}),
        "dimensions": [
            {"id": name, "title": name.title(), "weight": weight, "asks": "Well?"}
            for name, weight in dimensions.items()
        ],
        "criteria": [_criterion(name, each, next(iter(dimensions))) for name, each in short["criteria"].items()],
        "risks": [_risk(name, each) for name, each in short.get("risks", {}).items()],
        "risk_bands": short.get("risk_bands", RISK_BANDS),
        "grades": GRADES | short.get("grades", {}),
        "rungs": [_rung(name, each or {}) for name, each in short.get("rungs", {"not-involved": {}}).items()],
        "wording": short.get("wording", []),
        "elsewhere": short.get("elsewhere", {}),
        "by_stage": short.get("by_stage", {}),
        "sources": {"a-source": {"cite": "Somebody (2020)", "sure": "read"}},
        "facts": short.get("facts", {}),
    }
    rubric = Rubric.model_validate(data, context=data["reference"])
    assert list(faults(rubric)) == []
    return rubric


def _criterion(name: str, short: Mapping[str, Any], dimension: str) -> dict[str, Any]:
    conditions = [*short["levels"]]
    conditions += [_never(conditions)] * (4 - len(conditions))
    levels = [{"means": f"{name} at level {level}"} for level in range(5)]
    for level, condition in enumerate(conditions, 1):
        levels[level]["when"] = condition
    for level, step in short.get("next_steps", {}).items():
        levels[int(level)]["next_step"] = step
    for level, means in short.get("means_by", {}).items():
        levels[int(level)]["means_by"] = means
    own = {"id": name, "dimension": dimension, "weight": "1", "title": name.title()}
    return {**TEXTS, **own, **{key: value for key, value in short.items() if key not in SHORTENED}, "levels": levels}


def _never(conditions: list[Any]) -> dict[str, dict[str, str]]:
    """A condition that never holds, about a fact that the criterion asks about anyway."""
    fact = next(iter(conditions[0])) if conditions else "voice"
    domain = MEASURES[fact].domain
    return {fact: {"below": domain.scale.words[0] if isinstance(domain, Words) else "0"}}


def _risk(name: str, short: Mapping[str, Any]) -> dict[str, Any]:
    levels = [
        {"severity": severity, "means": f"{name} at {severity}", "when": when}
        for severity, when in short["levels"].items()
    ]
    return {**TEXTS, "id": name, "title": name.title(), **short, "levels": levels}


def _rung(name: str, short: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "title": name.replace("-", " ").title(), "means": f"This is {name}", **short}
