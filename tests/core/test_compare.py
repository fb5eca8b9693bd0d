"""What moved between two reports, which lines did it, and which reports are not to be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaudit import bundled
from coaudit.audit import audit, load, report
from coaudit.records import replace
from coaudit.render import Look
from coaudit.render.comparing import one
from coaudit.render.json_report import read, render
from coaudit.report import Report
from coaudit.report.compare import (
    CLEARER,
    DOWN,
    OPENER,
    OTHER,
    SAME,
    UP,
    CannotCompareError,
    Span,
    compare,
    rubrics_differ,
    way,
)

ROOT = Path(__file__).resolve().parent.parent.parent
RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")
MINIMAL = (ROOT / "examples" / "minimal.coaudit.yaml").read_text(encoding="utf-8")


def of(*projects: tuple[str, str]) -> Report:
    """A report on some projects, by their paths."""
    return report(RUBRIC, [audit(text.encode(), path, RUBRIC) for path, text in projects])


def titled(title: str) -> str:
    return f"title: {title}\nclaim: consult\n"


OLD = of(("a.yaml", MINIMAL))
NEW = of(("a.yaml", MINIMAL.replace("budget: told", "budget: together").replace("reasons", "agreed-route")))


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ((1, 1), (1, 1), SAME),
        ((1, 2), (2, 2), UP),
        ((1, 2), (2, 3), UP),
        ((1, 2), (1, 1), DOWN),
        ((2, 3), (1, 3), DOWN),
        ((0, 4), (1, 3), CLEARER),
        ((1, 3), (0, 4), OPENER),
        ((None, None), (1, 2), OTHER),
        (("D", "B"), ("C", "B"), UP),
        (("B", "A"), ("E", "D"), DOWN),
        (("gold", "gold"), ("tin", "tin"), OTHER),
    ],
)
def test_which_way_something_moved(
    before: tuple[int | str | None, int | str | None], after: tuple[int | str | None, int | str | None], turn: str
) -> None:
    assert way(Span(*before), Span(*after), list("EDCBA")) == turn


def test_what_moved_is_told_with_the_facts_and_lines_that_did_it() -> None:
    (project,) = compare(OLD, NEW).projects
    verdict = {each.kind: (each.before, each.after, each.way) for each in project.verdict}
    money = next(each for each in project.items if each.id == "money")
    (fact,) = [each for each in money.facts if each.name == "decisions.budget"]

    assert verdict["rung"] == (Span("engage", "engage"), Span("co-design", "co-design"), UP)
    assert verdict["risk-figure"][2] == DOWN
    assert (money.before, money.after) == (Span(1, 1), Span(3, 3))
    assert (fact.before, fact.after) == ("told", "together")
    assert [(line.number, line.text.strip()) for line in fact.lines_before] == [(20, "budget: told")]
    assert [(line.number, line.text.strip()) for line in fact.lines_after] == [(20, "budget: together")]


def test_what_stayed_is_not_told_and_new_words_alone_move_nothing() -> None:
    other = MINIMAL.replace("title: Redesigning", "# a comment\ntitle: Planning")
    (project,) = compare(OLD, of(("a.yaml", other))).projects

    assert (project.is_moved, project.items) == (False, ())
    assert {each.way for each in project.verdict} == {SAME}
    assert {each.id for each in compare(OLD, NEW).projects[0].items}.isdisjoint({"payment", "rhythm"})


def test_a_line_that_only_went_further_down_did_nothing() -> None:
    other = "# one more line\n" + MINIMAL.replace("budget: told", "budget: together")
    (project,) = compare(OLD, of(("a.yaml", other))).projects
    lines = {line.text.strip() for each in project.items for fact in each.facts for line in fact.lines_after}

    assert "budget: together" in lines
    assert "problem: together" not in lines


def test_a_risk_that_was_not_judged_before_has_no_severity_there() -> None:
    silent, stated = titled("x"), titled("x") + "feedback: none\nstatus: complete\n"
    (project,) = compare(of(("a.yaml", silent)), of(("a.yaml", stated))).projects
    (risk,) = [each for each in project.items if each.id == "no-answer"]

    assert (risk.kind, risk.before, risk.way) == ("risk", Span(None, None), OTHER)
    assert risk.after.low is not None


PAIRS = [
    # old projects, new projects, the pairs by their paths, and those left over on either side
    ([("a", "A")], [("b", "B")], [], ["a"], ["b"]),
    ([("a", "A"), ("b", "B")], [("b", "A"), ("a", "B")], [("b", "b"), ("a", "a")], [], []),
    ([("a", "A"), ("b", "B")], [("c", "A"), ("b", "B")], [("a", "c"), ("b", "b")], [], []),
    ([("x/a", "A"), ("x/b", "B")], [("y/a", "C"), ("y/d", "D")], [("x/a", "y/a")], ["x/b"], ["y/d"]),
    ([("a", "S"), ("b", "S")], [("c", "S"), ("d", "S")], [], ["a", "b"], ["c", "d"]),
    ([("a", "A")], [("a", "A"), ("b", "B")], [("a", "a")], [], ["b"]),
    ([], [("a", "A")], [], [], ["a"]),
]


@pytest.mark.parametrize(("old", "new", "pairs", "only_old", "only_new"), PAIRS)
def test_projects_are_matched_by_path_then_by_title_then_by_file_name(
    old: list[tuple[str, str]],
    new: list[tuple[str, str]],
    pairs: list[tuple[str, str]],
    only_old: list[str],
    only_new: list[str],
) -> None:
    found = compare(*(of(*((path, titled(title)) for path, title in side)) for side in (old, new)))

    assert [(each.path_before, each.path_after) for each in found.projects] == pairs
    assert [each.path for each in found.only_before] == only_old
    assert [each.path for each in found.only_after] == only_new


def test_two_files_that_were_named_belong_together_whatever_they_are_called() -> None:
    (found,) = compare(of(("a", titled("A"))), of(("b", titled("B"))), of_files=True).projects

    assert (found.path_before, found.path_after) == ("a", "b")


@pytest.mark.parametrize(
    ("changes", "differs", "comparable"),
    [
        ({}, "", True),
        ({"sha256": "0" * 64}, "other-hash", True),
        ({"version": "1.9.0"}, "other-version", True),
        ({"version": "2.0.0"}, "other-major-version", False),
        ({"id": "mine"}, "other-rubric", False),
        ({"id": "mine", "version": "2.0.0"}, "other-rubric", False),
    ],
)
def test_reports_by_other_rubrics_are_noted_or_refused(changes: dict[str, str], differs: str, comparable: bool) -> None:
    old = replace(OLD, rubric=replace(OLD.rubric, **changes))

    assert rubrics_differ(old.rubric, NEW.rubric) == differs
    if comparable:
        assert compare(old, NEW).differs == differs
    else:
        with pytest.raises(CannotCompareError, match=differs):
            compare(old, NEW)


@pytest.mark.parametrize("source", [True, False])
def test_a_json_report_reads_back_as_the_report_it_was(source: bool) -> None:
    back = read(render(NEW, Look(source=source)).encode())
    back = replace(back, rubric=replace(back.rubric, asked=NEW.rubric.asked))  # a report leaves it to the rubric

    assert back == (NEW if source else replace(NEW, audits=(replace(NEW.audits[0], source=()),)))
    assert compare(OLD, back).projects[0].is_moved


def test_without_their_lines_reports_still_give_the_numbers() -> None:
    old, new = (read(render(each).encode()) for each in (OLD, NEW))
    money = next(each for each in compare(old, new).projects[0].items if each.id == "money")

    assert [(line.number, line.text) for line in money.facts[0].lines_before] == [(20, "")]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "This is not JSON"),
        (b"{", "This is not JSON"),
        (b"[" * 5000, "This is not JSON"),
        (b"\xff\xfe", "This is not JSON"),
        (b"[]", "not a report of coaudit (coaudit-report/1)"),
        (b'{"format": "coaudit-report/2"}', "not a report of coaudit (coaudit-report/1)"),
        (b'{"format": "coaudit-report/1"}', "damaged: tool is"),
        (b'{"format": "coaudit-report/1", "audits": [1]}', "damaged"),
        (b'{"format": "coaudit-report/1", "audits": {"source": 1}}', "damaged"),
        (render(OLD).replace('"low": 41', '"low": "\\u001b[31m"').encode(), "damaged: audits[0].score.low is"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read(raw)

    assert said in str(caught.value)


def test_what_a_later_version_adds_to_a_report_is_passed_over() -> None:
    text = (
        render(OLD).replace('"format":', '"new_key": [1], "format":', 1).replace('"claim": {', '"claim": {"more": 1,')
    )

    assert read(text.encode()).audits[0].claim == OLD.audits[0].claim


def test_a_claim_that_is_not_stated_is_not_that_nothing_is_claimed() -> None:
    nothing, open_, consult = (
        of(("a.yaml", f"title: A\n{claim}")) for claim in ("claim: none\n", "", "claim: consult\n")
    )
    said = []
    for before, after in ((nothing, open_), (open_, consult), (open_, open_)):
        found = compare(before, after)
        (row,) = (each for each in found.projects[0].verdict if each.kind == "claim")
        said += [(row.way, piece.text) for piece in one(found.rubric_after, found.projects[0]) if piece.lead == "Claim"]

    assert said == [
        (OTHER, "nothing, so there is no letter → not stated, so there is no letter"),
        (OTHER, "not stated, so there is no letter → Consult, not enough is stated to tell"),
        (SAME, "not stated, so there is no letter (as before)"),
    ]


def test_the_low_end_of_a_level_that_is_open_is_told_as_that() -> None:
    groups = "groups: {people: {side: carer, people: at least 2}}\n"
    (project,) = compare(of(("a.yaml", titled("A"))), of(("a.yaml", titled("A") + groups))).projects
    (moved,) = (each for each in project.items if each.id == "more-than-one")

    assert moved.means_after == "at least: Two people with lived experience take part"
