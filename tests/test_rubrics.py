"""The bundled rubrics: every level is what its example reads, every level can be reached, and the words are plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat

from coaudit import bundled
from coaudit.audit import audit, load
from coaudit.rubric import Criterion, Rubric
from coaudit.rubric_tools.check import check, judged_fragment
from docs.pages.criteria import criterion_page

RUBRICS = {name: load(*bundled.base(name), bundled.base) for name in bundled.names()}

HARDEST_READING_AGE = 13
MEDIAN_READING_AGE = 11
YEARS_BEFORE_SCHOOL = 5
"""A reading grade is a school year in the United States, which begins at about five."""


def _levels() -> Iterator[object]:
    for name, rubric in RUBRICS.items():
        for criterion in rubric.criteria:
            for level, step in enumerate(criterion.levels):
                case = (rubric, criterion.id, level, step.example)
                yield pytest.param(*case, id=f"{name}: {criterion.id} reads level {level} where {step.means}")


def _severities() -> Iterator[object]:
    for name, rubric in RUBRICS.items():
        for risk in rubric.risks:
            for step in risk.levels:
                case = (rubric, risk.id, step.severity, step.example)
                yield pytest.param(*case, id=f"{name}: {risk.id} reads severity {step.severity} where {step.means}")


def _rungs() -> Iterator[object]:
    for name, rubric in RUBRICS.items():
        for place, rung in enumerate(rubric.rungs):
            yield pytest.param(rubric, place, rung.example, id=f"{name}: rung {rung.id} is evidenced by its example")


@pytest.mark.parametrize(("rubric", "criterion", "level", "example"), list(_levels()))
def test_every_level_has_an_example_that_reads_exactly_that(
    rubric: Rubric, criterion: str, level: int, example: object
) -> None:
    reading = judged_fragment(rubric, example).readings[criterion].level

    assert (reading.low, reading.high) == (level, level)


@pytest.mark.parametrize(("rubric", "risk", "severity", "example"), list(_severities()))
def test_every_severity_has_an_example_that_reads_exactly_that(
    rubric: Rubric, risk: str, severity: int, example: object
) -> None:
    reading = next(each for each in judged_fragment(rubric, example).risks if each.risk == risk)

    assert reading.judged
    assert (reading.severity.low, reading.severity.high) == (severity, severity)


@pytest.mark.parametrize(("rubric", "place", "example"), list(_rungs()))
def test_every_rung_has_an_example_that_evidences_exactly_that(rubric: Rubric, place: int, example: object) -> None:
    rung = judged_fragment(rubric, example).rung

    assert (rung.low, rung.high) == (place, place)


@pytest.mark.parametrize("name", RUBRICS)
def test_a_bundled_rubric_passes_its_own_check(name: str) -> None:
    assert check(RUBRICS[name]) == ()


def test_the_default_rubric_is_complete() -> None:
    rubric = RUBRICS["coproduction"]

    assert len(rubric.criteria) == 25
    assert len(rubric.risks) == 12
    assert rubric.ladder.words == (
        "not-involved",
        "inform",
        "consult",
        "engage",
        "co-design",
        "coproduce",
        "user-led",
    )
    assert {rubric.rubric for rubric in RUBRICS.values()} == set(RUBRICS)


def test_every_criterion_and_risk_answers_to_a_line_of_the_first_source() -> None:
    rubric = RUBRICS["coproduction"]
    asked = {name for line in rubric.foundation for name in line.asks}

    assert asked == {item.id for item in (*rubric.criteria, *rubric.risks)}


# A rubric that does not say what it means is found out: each case changes one thing in the default rubric.
PLANTED = {
    "an example that reads another level": (
        "example: {stages: {delivery: takes-part}}",
        "example: {stages: {delivery: asked}}",
        "doing, level 3",
        "reads 2, not 3",
    ),
    "a level that a higher one always covers": (
        "when: {notice_days: {at_least: 5}}",
        "when: {notice_days: {at_least: 10}}",
        "notice, level 2",
        "no facts can make it read this",
    ),
    "an example left out": (
        "        example: {access: met}\n",
        "",
        "access, level 3",
        "there is no example",
    ),
    "an example that is no description": (
        "example: {access: met}",
        "example: {access: granted}",
        "access, level 3",
        "cannot be read: 'granted'",
    ),
    "a next step that is the criterion's over again": (
        "next_step: Go to people now and then. Ask what they see of the work, and what they would change.",
        "next_step: Offer people paid roles in the work, and not just in the talks about it.",
        "doing, level 2",
        "that of the criterion over again",
    ),
    "a next step that is the level's own sentence": (
        "next_step: Ask for a second seat, so that no one sits there alone.",
        "next_step: See to it that people have two seats or more.",
        "seats, level 2",
        "its own sentence over again",
    ),
    "a rung that expects less than it needs": (
        "      entry: 2\n      rhythm: 3\n      decision-rights: 2\n",
        "      entry: 2\n      rhythm: 1\n      decision-rights: 2\n",
        "rung engage",
        "expects level 1 of rhythm, and needs 2",
    ),
}


@pytest.mark.parametrize(("written", "instead", "about", "message"), list(PLANTED.values()), ids=PLANTED)
def test_a_rubric_that_does_not_say_what_it_means_is_found_out(
    written: str, instead: str, about: str, message: str
) -> None:
    text = bundled.read("coproduction").decode()
    assert text.count(written) == 1, "the planted change no longer fits the rubric"

    found = check(load(text.replace(written, instead).encode(), "changed"))

    assert any(finding.about == about and message in finding.message for finding in found), found


def test_an_example_is_measured_as_any_project_is() -> None:
    rubric = RUBRICS["coproduction"]
    pay = {"is": "paid", "hourly": "500"}
    abroad, here = (judged_fragment(rubric, {"payment": pay | {"currency": money}}) for money in ("EUR", "GBP"))
    answers = {"from": "lived-experience", "answers": {"payment": "1"}}
    ours, theirs = (
        judged_fragment(rubric, {"accounts": [answers | {"rubric": name}]}) for name in ("coproduction", "another")
    )

    assert abroad.readings["payment"].level != here.readings["payment"].level, "two currencies are never compared"
    assert [len(each.readings["payment"].sides) for each in (ours, theirs)] == [1, 0], "what another rubric asked"


def _sentences(rubric: Rubric) -> Iterator[str]:
    """Every text of a rubric that is printed as a sentence."""
    yield rubric.about
    yield from (dimension.asks for dimension in rubric.dimensions)
    for item in (*rubric.criteria, *rubric.risks):
        yield from (item.asks, item.why, item.next_step, item.thresholds_note, item.real_case.text)
    for criterion in rubric.criteria:
        yield from (step.means for step in criterion.levels)
        yield from (step.next_step for step in criterion.levels if step.next_step)
        yield from (means for step in criterion.levels for means in step.means_by.values())
    for risk in rubric.risks:
        yield from (severity.means for severity in risk.levels)
    yield from (rung.means for rung in rubric.rungs)
    yield from (rung.real_case.text for rung in rubric.rungs if rung.real_case)
    yield from (other.says for other in rubric.elsewhere.values())
    # The name of a principle, which stands before the colon, is not ours to make plainer.
    yield from (line.says.rpartition(": ")[2] for line in rubric.foundation)
    yield from rubric.grades.means.values()
    for cue in rubric.wording:
        yield from (cue.why, cue.ask)


@pytest.mark.parametrize("name", RUBRICS)
def test_the_words_can_be_read_at_twelve(name: str) -> None:
    texts = list(_sentences(RUBRICS[name]))
    ages = sorted((textstat.flesch_kincaid_grade(text) + YEARS_BEFORE_SCHOOL, text) for text in texts)

    assert ages[len(ages) // 2][0] <= MEDIAN_READING_AGE
    hardest = [text for age, text in ages if age > HARDEST_READING_AGE]
    assert not hardest, hardest


def _ways() -> Iterator[object]:
    for name, rubric in RUBRICS.items():
        for criterion in rubric.criteria:
            yield pytest.param(criterion, id=f"{name}: {criterion.id}")


@pytest.mark.parametrize("criterion", list(_ways()))
def test_each_way_up_is_said_once_and_is_not_the_level_over_again(criterion: Criterion) -> None:
    own = [step.next_step for step in criterion.levels if step.next_step]

    assert criterion.next_step not in own
    assert len(own) == len(set(own))
    for step in criterion.levels[1:]:
        said = criterion.way_to(criterion.levels.index(step)).lower()
        assert step.means.lower() not in said


def test_what_to_do_fits_the_level_that_it_leads_to() -> None:
    rubric = RUBRICS["coproduction"]
    ways = {
        ("decision-rights", 2): "Ask people into the room",
        ("disagreement", 4): "which decisions wait for people's yes",
        ("answer-back", 2): "on one page",
        ("payment", 3): "guide rate",
        ("expenses", 4): "Book and pay for travel ahead.",  # the criterion's own, for it fits
    }

    assert [way for way, part in ways.items() if part not in rubric.criterion(way[0]).way_to(way[1])] == []


def test_the_page_of_a_criterion_says_what_leads_to_a_level_below_that_level() -> None:
    rubric = RUBRICS["coproduction"]
    page = " ".join(criterion_page(rubric, rubric.criterion("disagreement"), {}).split())
    levels = re.split(r"### Level \d: ", page)

    ways = ["To get there from the level below:" in level for level in levels]
    assert ways == [False, False, True, True, False, True]
    assert "To get there from the level below: Each time you go on against what people said, write" in levels[3]


ONCE = b"""
title: A
claim: engage
decisions: {rest: asked}
contact: [{what: Online survey, method: survey, times: 1, same_people: no}]
"""


def test_of_a_survey_that_was_done_once_nobody_is_told_that_people_met_staff() -> None:
    told = audit(ONCE, "a.yaml", RUBRICS["coproduction"])
    rhythm = next(each for each in told.criteria if each.id == "rhythm")
    risks = {each.id: each.means for each in told.risks}

    assert (rhythm.low, rhythm.means_low) == (1, "People meet staff or are asked, but not the same people twice")
    assert risks["one-off"] == "No one meets or is asked more than once"
    assert risks["only-data"] == "Surveys, interviews or focus groups are all there is"


BLAMES = re.compile(
    r"\b(fail\w*|blame\w*|fault\w*|guilt\w*|sham(e|ed|eful|eless)|poorly|badly|la(zy|zily)|careless\w*|neglect\w*|"
    r"dishonest\w*|liars?|lie[sd]|lying|cheat\w*|pretend\w*|fake\w*|stupid\w*|excuses?|lip service|window.dressing|"
    r"should have (been|done|known|asked)|ought to have|could not be bothered|do(es)? not care|did not care|"
    r"never cared|only want(s|ed)? to)\b",
    re.IGNORECASE,
)
"""Words that make a reproach of a finding. What is missing can be said without them."""


@pytest.mark.parametrize("name", RUBRICS)
def test_no_sentence_blames_anybody(name: str) -> None:
    assert [text for text in _sentences(RUBRICS[name]) if BLAMES.search(text)] == []


PAGE = Path(__file__).resolve().parent.parent / "docs" / "writing-a-rubric.md"


def test_the_page_about_rubrics_shows_one_that_can_be_used() -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = [body for body in re.findall(r"```yaml rubric\n(.*?)```", text, re.DOTALL) if "extends:" in body]

    assert len(shown) == 1
    assert check(load(shown[0].encode(), "page", bundled.base)) == ()


def test_the_page_about_rubrics_explains_every_key() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [key for key in (*Rubric.model_fields, "extends", "drop", "weights") if f"`{key}`" not in text] == [
        "language"
    ]


def test_the_page_about_rubrics_is_no_harder_to_read_than_the_others() -> None:
    text = re.sub(r"```.*?```|^[|#].*$|`", "", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)

    assert textstat.flesch_kincaid_grade(text) + YEARS_BEFORE_SCHOOL <= HARDEST_READING_AGE
