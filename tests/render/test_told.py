"""What every format for people must say alike, whatever its form: text, plain, Markdown and HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest

from coaudit.records import replace
from coaudit.render import FORMATS, Look
from coaudit.render.html import drawing
from coaudit.report import Advice, Audit
from tests.render.reports import DECIDING, HONEST, ONE, OVER, RUBRIC

FOR_PEOPLE = ("text", "plain", "markdown", "html")
IDS = [rung.id for rung in RUBRIC.rungs]


def told(audit: Audit, form: str) -> str:
    """The report on one project as running words, without the signs and tags of a format."""
    raw = FORMATS[form].render(replace(ONE, audits=(audit,)), Look(width=100, details=True))
    if form == "html":
        raw = re.sub(r"<style>.*?</style>|<[^>]+>", " ", raw, flags=re.DOTALL)
    return re.sub(r"\s+([.:;,)])", r"\1", " ".join(unescape(raw).replace("*", "").replace("\\", "").split()))


@pytest.mark.parametrize("form", ["text", "plain", "html"])
def test_it_is_said_in_whose_account_a_level_is_what_it_is(form: str) -> None:
    account = "In the account of carers"
    settled = replace(DECIDING, by_account=account)
    open_ = replace(settled, low=1, means_low="People are told")
    says = "In the account of carers: People give advice, and others decide."

    assert says in told(replace(OVER, criteria=(settled,)), form)
    text = told(replace(OVER, criteria=(open_,)), form)
    assert "At least: People are told." in text
    assert says in text
    assert account not in told(replace(OVER, criteria=(DECIDING,)), form)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_risks_of_a_proposal_are_not_told_as_if_they_were_there(form: str) -> None:
    risky = replace(OVER.tokenism, counting=("One voice alone",))

    assert "There, as planned: One voice alone" in told(replace(OVER, tokenism=risky), form)
    assert "There now: One voice alone" in told(replace(HONEST, tokenism=risky), form)


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_risks_that_could_not_be_judged_stand_beside_the_band_and_the_letter(form: str) -> None:
    risky = replace(HONEST.tokenism, judged=8, of=12, may_rise_to="high")
    open_ = replace(HONEST, tokenism=risky, grade=replace(HONEST.grade, may_fall_to="D"))
    one = replace(open_, tokenism=replace(risky, judged=11))
    calm = replace(HONEST, tokenism=replace(risky, may_rise_to=None))

    assert "8 of 12 risks could be judged. The other 4 may raise it to high." in told(open_, form)
    assert "4 risks of tokenism could not be judged: they may lower the letter to D." in told(open_, form)
    assert "The other one may raise it to high." in told(one, form)
    assert "1 risk of tokenism could not be judged: it may lower the letter to D." in told(one, form)
    assert "8 of 12 risks could be judged." in told(calm, form)
    assert "may raise it" not in told(calm, form)
    assert "may lower" not in told(calm, form)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize(
    ("band", "counting", "judged", "says"),
    [
        ("low", (), 12, "Risk of tokenism: low"),
        ("low", (), 11, "Risk of tokenism: low, with 1 risk not judged"),
        ("low", (), 8, "Risk of tokenism: low, with 4 risks not judged"),
        ("low", ("Asked too late",), 12, "Risk of tokenism: low, with 1 risk there"),
        ("low", ("Asked too late", "Just once"), 8, "Risk of tokenism: low, with 2 risks there and 4 not judged"),
        ("raised", ("Asked too late",), 12, "Risk of tokenism: raised"),
        ("not judged", (), 0, "Risk of tokenism: not judged"),
    ],
)
def test_a_low_band_says_what_is_there_all_the_same(
    form: str, band: str, counting: tuple[str, ...], judged: int, says: str
) -> None:
    risky = replace(HONEST.tokenism, band_low=band, band_high=band, counting=counting, judged=judged, of=12)
    text = told(replace(HONEST, tokenism=risky), form)

    assert re.search(rf"{re.escape(says)}\.? Tokenism is|{re.escape(says)}\. {judged} of 12", text)


def test_a_table_of_several_says_how_many_risks_are_not_judged() -> None:
    risky = replace(HONEST, tokenism=replace(HONEST.tokenism, judged=8, of=12))
    for form in FOR_PEOPLE:
        raw = FORMATS[form].render(replace(ONE, audits=(risky, OVER)), Look(width=160))
        assert "low (4 open)" in raw.replace("\\", "")
        assert "Open are risks of tokenism that could not be judged." in " ".join(raw.split()).replace("\\", "")


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_the_caps_are_told_in_a_sentence_for_each_reason(form: str) -> None:
    text = told(replace(OVER, grade=replace(OVER.grade, caps_say=("It is held by one thing.",))), form)

    assert text.count("It is held by one thing.") == 1
    assert OVER.grade.caps[0].says not in text


@pytest.mark.parametrize("form", ["text", "plain", "html"])
def test_the_lowest_rung_is_no_finding_where_more_is_not_ruled_out(form: str) -> None:
    rungs = {end: told(replace(HONEST, rung=replace(HONEST.rung, low="consult", high=end)), form) for end in IDS}

    says = {
        "consult": "Consult",
        "engage": "At most Engage",
        "co-design": "At most Co-design",
        "coproduce": "Not known",
    }
    for end, text in rungs.items():
        if form == "text":
            assert f"Consult claimed, {'evidenced' if end == 'consult' else 'not known'}" in text
        else:
            assert re.search(rf"Evidenced: {says[end]}\b", text)
        assert "at least this" not in text


def test_nothing_of_a_ladder_is_drawn_as_certain_where_nothing_is() -> None:
    ladder = drawing.ladder(RUBRIC, replace(HONEST, rung=replace(HONEST.rung, low="consult", high="engage")))
    sure = drawing.ladder(RUBRIC, replace(HONEST, rung=replace(HONEST.rung, low="engage", high="co-design")))

    assert [rung.state for rung in ladder.rungs] == ["none", "none", "possible", "possible"]
    assert [rung.state for rung in sure.rungs] == ["none", "possible", "certain", "certain"]


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_what_can_still_be_done_does_not_hide_what_is_for_a_next_project(form: str) -> None:
    after = Advice("still-to-do", "", "This project is complete. What can still be done:", OVER.advice[1].steps)
    text = told(replace(OVER, advice=(OVER.advice[0], after, *OVER.advice[1:])), form)

    assert text.index(after.text) < text.index("To become what is claimed (Co-design):")
