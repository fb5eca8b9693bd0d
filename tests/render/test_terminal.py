"""The screen report: what it must say, where, and what it must leave out."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from coaudit.records import replace
from coaudit.render import FORMATS, Look
from coaudit.report import Report
from tests.render.reports import NOTHING, ONE, OVER, SEVERAL, place

IN_ORDER = (
    "Claimed: co-design.",
    "Grade, as planned: D to C",
    "The ladder, as planned",
    "How far along",
    "Risk of tokenism, as planned: raised to high",
    "What holds it down",
    "Where two stated facts disagree",
    "Risks of tokenism that are there",
    "What would move it",
    "What is not stated",
    "Where the sides differ",
    "Who was there when it was decided",
    "Words to look at again",
    "How sure this is",
    "What this cannot say",
)
ONLY_IN_DETAILS = ("Where the sides differ", "Who was there", "All questions about", "How sure this is")


def shown(report: Report = ONE, *, width: int = 100, details: bool = False) -> str:
    return FORMATS["text"].render(report, Look(width=width, details=details))


def test_reads_from_the_verdict_to_the_limits() -> None:
    text = shown(details=True)
    places = [text.index(each) for each in IN_ORDER]
    assert places == sorted(places)


def test_the_default_view_is_short_and_says_how_to_see_all() -> None:
    text = shown()
    assert not [each for each in ONLY_IN_DETAILS if each in text]
    assert "--details" in text
    assert "--details" not in shown(details=True)


def test_the_rungs_claimed_and_evidenced_are_marked_in_words() -> None:
    text = shown()
    assert re.search(r"Co-design\s+claimed", text)
    assert re.search(r"Engage\s+evidenced", text)


def test_a_range_of_rungs_is_marked_from_its_lowest_to_its_highest() -> None:
    text = shown(replace(ONE, audits=(replace(OVER, rung=replace(OVER.rung, low="engage", high="coproduce")),)))
    assert re.search(r"Engage\s+at least this", text)
    assert re.search(r"Co-design\s+claimed, possible", text)
    assert re.search(r"Coproduce\s+possible", text)
    assert "evidenced  " not in text


def test_a_rung_that_the_ladder_does_not_have_is_still_named() -> None:
    text = shown(replace(ONE, audits=(replace(OVER, rung=replace(OVER.rung, low="other", high="other")),)))
    assert "The ladder" in text


def test_a_finding_quotes_its_lines() -> None:
    assert "line 10 | on_disagreement: reasons" in shown()


def test_many_lines_are_quoted_in_part_and_named_whole() -> None:
    many = replace(OVER.findings[0], lines=tuple(place(line, "") for line in range(1, 10)))
    report = replace(ONE, audits=(replace(OVER, findings=(many,)),))
    assert "and lines 5 to 9" in shown(report)
    assert "line 9 |   rest" not in shown(report)
    assert "line 9 | rest: asked" in shown(report, details=True)


def test_a_very_long_line_is_quoted_about_the_place() -> None:
    long = (*OVER.source[:9], f"on_disagreement: {'x' * 5000} NEEDLE {'y' * 5000}")
    at = replace(place(10, "on_disagreement"), column=5000)
    report = replace(ONE, audits=(replace(OVER, source=long, findings=(replace(OVER.findings[0], lines=(at,)),)),))
    text = shown(report, details=True)
    assert "NEEDLE" in text
    assert len(text) < 10_000


def test_risk_says_which_way_it_runs_and_how_much_was_judged() -> None:
    text = " ".join(shown().split())
    assert "more is worse" in text
    assert "1 of 2 risks could be judged" in text


def test_several_projects_are_in_order_of_name_and_not_ranked() -> None:
    text = shown(SEVERAL, width=120)
    assert "not ranked" in text
    table = text[text.index("Project   ") :]
    titles = ["A quieter ward", "An idea for a café", "Three options for the walk-in centre"]
    assert [table.index(title) for title in titles] == sorted(table.index(title) for title in titles)


def test_what_is_required_says_met_not_met_or_not_shown() -> None:
    text = shown(SEVERAL)
    for word in ("Met: plans/options.yaml", "Not met: plans/quieter-ward.yaml", "Not shown: plans/silent.yaml"):
        assert word in text


def test_what_could_not_be_read_is_named_with_its_line_and_a_hint() -> None:
    text = shown(SEVERAL)
    assert "plans/broken.yaml, line 3, column 8" in text
    assert "rest: sometimes" in text
    assert "Hint: write: asked." in text


def test_nothing_audited_says_so() -> None:
    assert shown(NOTHING) == "Nothing was audited.\n"


@pytest.mark.parametrize("name", ["text", "plain", "json"])
def test_limits_rubric_and_review_state_stand_in_every_report(name: str) -> None:
    text = FORMATS[name].render(ONE)
    assert ONE.limits[0] in " ".join(text.split())
    assert ONE.rubric.version in text
    assert ONE.rubric.sha256[:12] in text


def test_says_no_abbreviation_that_needs_explaining() -> None:
    for name in ("text", "plain"):
        assert not re.search(
            r"\bN/A\b|\bn/a\b|\be\.g\.|\bi\.e\.|\bPPI\b|\bTBC\b", FORMATS[name].render(SEVERAL, Look(details=True))
        )


def test_a_format_is_imported_only_where_it_is_asked_for() -> None:
    code = (
        "import sys, coaudit.render as r; "
        "assert {n for n in sys.modules if 'render.' in n} == {f'coaudit.render.{n}' for n in ('by_project', 'look')}; "
        "[f.load() for f in r.FORMATS.values()]; "
        "assert not {'rich', 'pydantic', 'typer', 'yaml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
