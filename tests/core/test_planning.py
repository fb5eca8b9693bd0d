"""Plans: their steps lead where they are to lead, the true name comes first, and what-ifs judge what they say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from coaudit import bundled
from coaudit.audit import load
from coaudit.planning import NoClaimError, WhatIfError, plan
from coaudit.render.pieces import HEADING, SAY, TASK, UNDER
from coaudit.render.planning import IS_COMPLETE, pieces
from coaudit.report.compare import SAME
from coaudit.report.plan import GRADE, RUNG, Plan

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.coaudit.yaml"))
RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")
RUNGS = {rung.id: rung.title for rung in RUBRIC.rungs}
LETTERS = RUBRIC.grades.letters
MINIMAL = (ROOT / "examples" / "minimal.coaudit.yaml").read_bytes()


@cache
def planned(example: Path, to: str) -> Plan | None:
    """A plan for an example; None where it claims nothing, and a letter is asked for."""
    try:
        return plan(example.read_bytes(), "p.yaml", RUBRIC, to)
    except NoClaimError:
        return None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name.removesuffix(".coaudit.yaml"))
def test_the_last_step_reaches_the_rung(example: Path) -> None:
    for rung, title in RUNGS.items():
        made = planned(example, rung)
        assert made
        reached = [change.after for step in made.steps for change in step.changes if change.what == RUNG]
        assert made.reached or not made.steps or reached[-1] == title
        assert not (made.reached and made.steps)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name.removesuffix(".coaudit.yaml"))
def test_the_last_step_reaches_the_letter_or_a_risk_that_holds_it_is_named(example: Path) -> None:
    for letter in LETTERS[:-1]:
        made = planned(example, letter)
        if made is None:
            assert b"\nclaim:" not in example.read_bytes() or b"claim: none" in example.read_bytes()
            return
        letters = [change.after for step in made.steps for change in step.changes if change.what == GRADE]
        assert made.possible
        assert not made.reached or not made.steps
        if letters and not made.risks:
            assert LETTERS.index(letters[-1]) <= LETTERS.index(letter)


def test_the_effort_of_all_steps_is_the_sum_of_theirs() -> None:
    made = plan(MINIMAL, "p.yaml", RUBRIC, "coproduce")

    assert sum(float(step.units) for step in made.steps) == float(made.units) == 22
    for step in made.steps:
        each = dict(made.efforts)[step.step.effort]
        assert float(step.units) == float(each) * (step.step.to - step.step.now)


def test_what_a_lower_rung_needs_comes_first_and_of_that_the_least_effort() -> None:
    made = plan(MINIMAL, "p.yaml", RUBRIC, "coproduce")

    assert [step.step.criterion for step in made.steps] == ["decision-rights", "agenda", "judging", "doing"]
    assert made.steps[0].changes[0].after == "Co-design"
    assert made.first == ("change what overrules the rest, what happens on disagreement (line 22)",)


@pytest.mark.parametrize(
    ("claim", "rung"),
    [
        ("coproduction", "coproduce"),  # claimed, and not borne out
        ("engage", "co-design"),  # true: the next one
        ("none", "co-design"),
    ],
)
def test_without_a_place_to_get_to_it_is_what_is_claimed_or_the_next_rung(claim: str, rung: str) -> None:
    raw = MINIMAL.replace(b"claim: coproduction", f"claim: {claim}".encode())

    assert plan(raw, "p.yaml", RUBRIC).to == rung


def test_an_over_claim_is_first_told_what_it_could_be_called() -> None:
    made = plan(MINIMAL, "p.yaml", RUBRIC, "B")
    honest = plan(MINIMAL.replace(b"claim: coproduction", b"claim: engage"), "p.yaml", RUBRIC, "B")

    assert made.true_name is not None
    assert made.true_name.text.startswith("Say what it is: call it 'Engage'.")
    assert honest.true_name is None


def test_where_a_level_may_be_there_already_the_nearest_question_comes_first() -> None:
    made = plan(MINIMAL, "p.yaml", RUBRIC, "B")
    asked = {step.step.criterion: [question.key for question in step.questions] for step in made.steps}

    assert asked["access"] == ["access"]
    assert asked["doing"] == []  # it is stated that people do none of the work


def test_a_letter_is_refused_where_nothing_is_claimed_and_given_where_a_claim_is_assumed() -> None:
    raw = b"title: x\n"
    with pytest.raises(NoClaimError):
        plan(raw, "p.yaml", RUBRIC, "B")

    assert plan(raw, "p.yaml", RUBRIC, "B", as_if="consult").steps


def test_a_what_if_shows_what_it_moves_and_plans_from_there() -> None:
    made = plan(MINIMAL, "p.yaml", RUBRIC, "co-design", what_if=["on_disagreement=agreed-route"])

    assert made.moved is not None
    moved = {
        each.kind: (each.before.low, each.after.low) for each in made.moved.projects[0].verdict if each.way != SAME
    }
    assert moved["rung"] == ("engage", "co-design")
    assert made.reached
    assert not plan(MINIMAL, "p.yaml", RUBRIC, "co-design").reached


def test_a_what_if_says_the_same_as_the_file_with_the_value_in_it() -> None:
    made = plan(
        MINIMAL, "p.yaml", RUBRIC, "B", what_if=["decisions.budget=together", "contact.1.times=8", "contact.1.every="]
    )
    written = MINIMAL.replace(b"budget: told", b"budget: together").replace(b"every: 3 weeks", b"times: 8")
    by_hand = plan(written, "p.yaml", RUBRIC, "B")

    assert (made.steps, made.headline, made.risks) == (by_hand.steps, by_hand.headline, by_hand.risks)


def test_what_cannot_be_judged_is_no_mistake_of_the_file() -> None:
    for what_if in ("not_applicable.decision-rights=none of it", "claim=sometimes", "responses.nonsense=x"):
        with pytest.raises(WhatIfError) as caught:
            plan(MINIMAL, "p.yaml", RUBRIC, what_if=[what_if])
        assert caught.value.problems[0].name == "--set"


def test_where_too_little_would_be_stated_for_a_letter_the_questions_are_asked() -> None:
    silent = (ROOT / "examples" / "silent-proposal.coaudit.yaml").read_bytes()
    worst = plan(silent, "p.yaml", RUBRIC, "E")
    settled = plan(MINIMAL.replace(b"claim: coproduction", b"claim: engage"), "p.yaml", RUBRIC, "A")

    assert (worst.reached, worst.steps, bool(worst.answers)) == (False, (), True)
    assert all(question.criteria for question in worst.answers)
    assert settled.answers == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name.removesuffix(".coaudit.yaml"))
def test_a_plan_always_says_what_to_do(example: Path) -> None:
    for to in (*LETTERS, *RUNGS):
        made = planned(example, to)
        first = made and (made.first or made.first_answer)
        assert made is None or made.reached or first or made.steps or made.answers or made.risks


def test_a_set_text_is_not_cut_at_a_sign_that_yaml_takes_for_a_remark() -> None:
    with pytest.raises(WhatIfError) as caught:
        plan(MINIMAL, "p.yaml", RUBRIC, what_if=["title=Ward #4"])

    problem = caught.value.problems[0]
    assert (problem.name, problem.line, problem.column) == ("--set", 1, 7)
    assert problem.message == "what stands after # is not read"


@pytest.mark.parametrize(
    ("argument", "column", "hint"),
    [
        ("decisons.budget=together", 1, "did you mean 'decisions'?"),
        ("decisions.budgte=together", 11, "did you mean 'budget'?"),
        ("decisions.budgte.note=Minutes", 11, "did you mean 'budget'?"),
        ("knd=research", 1, "did you mean 'kind'? write --set kind=research"),
        (
            "skills=yes",
            8,
            "say which it is. --set skills=asked means that people were asked. --set skills=some-used means that some "
            "of it is used. --set skills=matched means that the work was shared out by what people can do. --set "
            "skills=growing means that people also learn what they want to learn.",
        ),
        ("name=Our plan for the ward", 1, "did you mean 'title'? write --set \"title=Our plan for the ward\""),
        ("decisions.budget=TBC", 18, "what is not known yet is written as unknown: --set decisions.budget=unknown"),
        ("groups.experts.people=30+", 23, 'write --set "groups.experts.people=at least 30"'),
        ("contact.1.every=twice a month", 17, 'write --set "contact.1.every=2 weeks"'),
        (
            "payment=£25 an hour",
            9,
            'write --set "payment={is: paid, hourly: 25, currency: GBP}"',
        ),
        ("contact.+.times=twice", 17, "write it in figures: --set contact.+.times=2"),
        (".".join("a" * 600) + "=x", 1, "no value stands so deep; check the full stops"),
    ],
)
def test_what_is_wrong_with_a_what_if_points_into_it_and_says_what_to_type(
    argument: str, column: int, hint: str
) -> None:
    with pytest.raises(WhatIfError) as caught:
        plan(MINIMAL, "p.yaml", RUBRIC, what_if=[argument])

    (problem,) = caught.value.problems
    assert (problem.name, problem.line, problem.column, problem.hint) == ("--set", 1, column, hint)


def so_far(made: Plan) -> dict[str, tuple[str, ...]]:
    """What is told of where each step starts."""
    under = (piece for piece in pieces(made) if piece.kind in (TASK, UNDER))
    found: dict[str, tuple[str, ...]] = {}
    title = ""
    for piece in under:
        title = piece.lead if piece.kind == TASK else title
        if piece.kind == UNDER:
            found[title] = (*found.get(title, ()), f"{piece.lead}: {piece.text}")
    return found


PANEL = b"""title: x
claim: coproduce
groups: {residents: {side: public, people: unknown}}
contact: [{what: Panel, every: 6 weeks, same_people: unknown}]
decisions: {rest: advises, problem: none}
"""


def test_the_low_end_of_what_is_only_partly_stated_is_not_told_as_a_fact() -> None:
    told = so_far(plan(PANEL, "p.yaml", RUBRIC, "coproduce"))

    assert told["Meeting often"][0] == (
        "So far: Not all is stated: from 'People meet staff or are asked, but not the same people twice' to "
        "'The same people meet or are asked at least every six weeks'."
    )
    assert told["Meeting often"][2].startswith("If it is not so: ")
    assert told["Who names the problem"][:2] == (
        "So far: The problem was set without people.",
        "What to do: Say in plain words which problem you set out to solve, and how you came to it. "
        "That is the first of 3 levels.",
    )
    assert told["Doing the work"][0] == "So far: Not stated."


def test_a_plan_for_a_proposal_tells_of_what_is_planned() -> None:
    told = so_far(plan(PANEL + b"status: proposal\n", "p.yaml", RUBRIC, "coproduce"))

    assert told["Who names the problem"][0] == "As planned: The problem was set without people."
    assert not [text for texts in told.values() for text in texts if text.startswith("So far")]


def test_a_plan_says_in_whose_account_something_is_low() -> None:
    raw = MINIMAL + b"accounts: [{from: carer, people: 3, answers: {more-than-one: 1}}]\n"
    told = so_far(plan(raw, "p.yaml", RUBRIC, "coproduce"))

    assert told["More than one person"][0] == ("In the account of carers: One person with lived experience takes part.")


def test_where_no_letter_is_given_none_is_promised_and_what_to_answer_stands_first() -> None:
    raw = b"title: x\nclaim: engage\ndecisions: {rest: asked}\nfeedback: summary\n"
    made = plan(raw, "p.yaml", RUBRIC, "B")
    told = [(piece.kind, piece.text) for piece in pieces(made)]
    given = plan(MINIMAL, "p.yaml", RUBRIC, "B")

    assert made.withheld
    assert (HEADING, "Towards the letter B") in told
    says = "Too little is stated for any letter, so no step can promise one. Answer these first:"
    assert told.index((SAY, says)) < told.index((TASK, f"{made.answers[0].asks} ({made.answers[0].key})"))
    assert made.steps
    assert not [change for step in made.steps for change in step.changes if change.what == GRADE]
    assert not given.withheld
    assert [change for step in given.steps for change in step.changes if change.what == GRADE]


def test_a_plan_to_a_rung_promises_no_letter_where_none_is_given() -> None:
    made = plan(b"title: x\nclaim: coproduce\ndecisions: {rest: asked}\n", "p.yaml", RUBRIC, "co-design")

    assert [change.what for step in made.steps for change in step.changes if change.what == RUNG]
    assert not [change for step in made.steps for change in step.changes if change.what == GRADE]


OVER = b"""title: x
claim: coproduce
status: complete
groups: {people: {side: lived-experience, people: 5}}
contact: [{what: Survey, method: survey, times: 1, same_people: no}]
stages: {design: asked, rest: none}
decisions: {rest: none}
feedback: thanks
"""


def test_what_can_still_be_done_about_a_complete_project_comes_first_and_the_rest_is_for_the_next() -> None:
    made = plan(OVER, "p.yaml", RUBRIC, "coproduce")
    told = so_far(made)
    under_way = plan(OVER.replace(b"complete", b"under-way"), "p.yaml", RUBRIC, "coproduce")

    assert [(step.step.criterion, step.next_time) for step in made.steps][:3] == [
        ("answer-back", False),
        ("judging", False),
        ("rhythm", True),
    ]
    assert "What to do" in told["Answering people"][1]
    assert told["Meeting often"][1].startswith("In the next project: ")
    assert told["Meeting often"][0].startswith("In this project: ")
    assert {piece.text for piece in pieces(made)} >= {IS_COMPLETE}
    assert not under_way.complete
    assert not [step for step in under_way.steps if step.next_time]
    assert sorted(step.step.criterion for step in under_way.steps) == sorted(step.step.criterion for step in made.steps)


def test_a_plan_for_a_complete_project_tells_of_what_can_be_done_beside_its_steps() -> None:
    made = plan(OVER, "p.yaml", RUBRIC, "engage")
    titles = [piece.text for piece in pieces(made) if piece.kind == HEADING]

    assert "answer-back" not in [step.step.criterion for step in made.steps]
    assert "answer-back" in [step.criterion for step in made.still_to_do]
    assert titles.index("What can still be done") < titles.index("The least effort to the rung Engage")


def test_silence_is_first_asked_about_and_not_read_as_a_no() -> None:
    silent = plan(b"title: x\n", "p.yaml", RUBRIC)
    told = list(pieces(silent))
    (asked,) = (piece for piece in told if piece.lead == "Answer first")
    stated = plan(b"title: x\ndecisions: {rest: none}\nstages: {rest: none}\n", "p.yaml", RUBRIC)

    assert silent.first == ()
    assert silent.first_answer is not None
    assert asked.text == f"{silent.first_answer.asks} ({silent.first_answer.key})"
    assert silent.first_answer.key.split(".")[0] in ("stages", "decisions")
    assert "Before any step counts" not in [piece.lead for piece in told]
    assert stated.first_answer is None
    assert [piece.text for piece in pieces(stated) if piece.lead == "What to do"] == [
        "People are told what is planned or was decided."
    ]
