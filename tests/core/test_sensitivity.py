"""How firm a rubric's letters are over some projects. The rubric is the small one of the cases of merging."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coaudit.audit import load
from coaudit.errors import SourceError
from coaudit.rubric_tools.sensitivity import Cliff, Weight, case, sensitivity
from tests.core.reading import CASES

RUBRIC = load((CASES / "merge" / "base.yaml").read_bytes(), "base.yaml")
# Notice counts for 1 of 5 and having a say for 4 of 5 of what `consult` promises; 80 is an A.
ON_THE_EDGE = "decisions: {rest: asked}\nnotice_days: 0\npayment: {is: paid, hourly: 20}\nfeedback: itemised\n"
FIRM = "decisions: {rest: asked}\nnotice_days: 7\npayment: {is: paid, hourly: 14}\nfeedback: itemised\n"


def found(*texts: str, claim: str = "claim: consult\n") -> tuple[tuple[Weight, ...], tuple[Cliff, ...], int]:
    cases = [
        case(f"title: Project {number}\n{claim}{text}".encode(), f"{number}.yaml", RUBRIC)
        for number, text in enumerate(texts, 1)
    ]
    result = sensitivity(RUBRIC, cases)
    assert result.projects == len(texts)
    return result.weights, result.cliffs, result.letters


def test_a_letter_that_hangs_on_a_weight_is_counted() -> None:
    weights, _, letters = found(ON_THE_EDGE, FIRM)

    assert letters == 2
    assert weights == (
        Weight("notice", Fraction(1), 2, 1),
        Weight("say", Fraction(2), 2, 1),
        Weight("payment", Fraction(3), 0, 0),
    )


def test_a_weight_that_changes_no_letter_never_matters() -> None:
    result = sensitivity(RUBRIC, [case(f"title: x\nclaim: consult\n{FIRM}".encode(), "x.yaml", RUBRIC)])

    assert result.never_matter() == ("notice", "say")
    assert result.never_asked() == ("payment",)


def test_a_project_without_a_letter_counts_for_no_weight() -> None:
    weights, _, letters = found(ON_THE_EDGE, claim="")

    assert letters == 0
    assert {each.counts for each in weights} == {0}


NEAR = {
    "on the line": ("notice_days: 10\n", "notice_days at least 10", 10),
    "just below it": ("notice_days: 9\n", "notice_days at least 10", 9),
    "just above it": ("notice_days: 11\n", "notice_days at least 10", 11),
    "beside a figure of reference": ("payment: {is: paid, hourly: 18.50}\n", "payment.hourly at least hourly", 18.5),
}


@pytest.mark.parametrize(("text", "threshold", "figure"), NEAR.values(), ids=NEAR)
def test_a_project_within_a_tenth_of_a_threshold_is_on_a_cliff(text: str, threshold: str, figure: float) -> None:
    _, cliffs, _ = found(text)

    assert [(each.threshold, each.near) for each in cliffs] == [(threshold, (("1.yaml", Fraction(figure)),))]


@pytest.mark.parametrize("text", ["notice_days: 7\n", "notice_days: 9 to 11\n", "notice_days: 12\n", "claim: none\n"])
def test_a_project_further_off_or_not_sure_of_its_figure_is_not(text: str) -> None:
    assert found(text, claim="" if "claim" in text else "claim: consult\n")[1] == ()


def test_pay_in_another_money_lies_on_no_cliff_of_a_rate() -> None:
    assert found("payment: {is: paid, hourly: 18.50, currency: GBP}\n")[1] != ()
    assert found("payment: {is: paid, hourly: 18.50, currency: EUR}\n")[1] == ()


def test_a_cliff_names_where_it_stands_and_every_project_beside_it() -> None:
    _, cliffs, _ = found("notice_days: 5\n", "notice_days: 7\n", "notice_days: 5\n")

    assert cliffs == (
        Cliff(("notice, level 3",), "notice_days at least 5", (("1.yaml", Fraction(5)), ("3.yaml", Fraction(5)))),
    )


def test_one_threshold_in_several_places_is_one_cliff() -> None:
    text = (CASES / "merge" / "base.yaml").read_text(encoding="utf-8")
    twice = load(text.replace("{level.payment: {at_most: 0}}", "{notice_days: {at_least: 5}}").encode(), "base.yaml")
    cliffs = sensitivity(twice, [case(b"title: x\nnotice_days: 5\n", "x.yaml", twice)]).cliffs

    assert [each.about for each in cliffs] == [("notice, level 3", "free-labour, severity 2")]


WHERE = {
    "a severity": ("{level.payment: {at_most: 0}}", "{notice_days: {below: 8}}", "free-labour, severity 2"),
    "where a risk applies": (
        "    levels: [{severity: 2",
        "    applies: {notice_days: {below: 8}}\n    levels: [{severity: 2",
        "free-labour, where it applies",
    ),
    "a rung": ("needs: {say: 2}", "needs: {say: 2}, when: {notice_days: {below: 8}}", "rung consult"),
}


@pytest.mark.parametrize(("old", "new", "whose"), WHERE.values(), ids=WHERE)
def test_a_threshold_is_seen_wherever_a_rubric_has_a_condition(old: str, new: str, whose: str) -> None:
    text = (CASES / "merge" / "base.yaml").read_text(encoding="utf-8")
    rubric = load(text.replace(old, new).encode(), "base.yaml")

    assert sensitivity(rubric, [case(b"title: x\nnotice_days: 8\n", "x.yaml", rubric)]).cliffs == (
        Cliff((whose,), "notice_days below 8", (("x.yaml", Fraction(8)),)),
    )


def test_no_projects_hang_on_nothing() -> None:
    assert found()[1:] == ((), 0)


def test_a_description_that_is_wrong_is_refused() -> None:
    with pytest.raises(SourceError):
        case(b"title: x\nclaim: sometimes\n", "x.yaml", RUBRIC)
