"""Beginning a description: the file to fill in, and the interview, by a pipe and through a terminal."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from coaudit.project.asking import LISTS, PARTS, core
from coaudit.project.keys import means
from tests.cli.conftest import ROOT, Done, Run
from tests.judged import RUBRIC

NAME = "plan.coaudit.yaml"


def verdict(run: Run, name: str = NAME) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("audit", name, "--format", "json").raw)["audits"][0]
    return found


# ------------------------------------------------------------------------------------------------------- the template


@pytest.mark.parametrize("more", [[], ["--full"]], ids=["short", "full"])
def test_the_file_can_be_audited_as_it_is_written_and_says_nothing(run: Run, tmp_path: Path, more: list[str]) -> None:
    done = run("new", NAME, "--title", "A yes: or # no?", *more)
    assert (done.code, done.err) == (0, "")
    assert run("check", NAME).code == 0
    found = verdict(run)
    assert found["title"] == "A yes: or # no?"
    assert found["coverage"]["settled"] == 0  # type: ignore[index]
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 120
    assert text.startswith("# yaml-language-server: $schema=")


def test_every_word_that_may_be_chosen_stands_beside_its_key(run: Run, tmp_path: Path) -> None:
    run("new", NAME, "--full")
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    for part in PARTS:
        for ask in part.asks:
            question = means(ask.key) if ask.key in LISTS else ask.question
            assert ask.key == "title" or question in " ".join(text.replace("#", " ").split())
            for word in ask.words.scale.words if ask.words else ():
                assert re.search(rf"(?m)^ *# .*\b{word}\b", text), (ask.key, word)


@pytest.mark.parametrize("key", LISTS)
def test_an_example_of_a_list_can_be_used_without_its_marks(run: Run, tmp_path: Path, key: str) -> None:
    means, example = LISTS[key]
    assert means
    value = example[0] if len(example) == 1 else "\n" + "\n".join(f"  {line}" for line in example)
    (tmp_path / "a.yaml").write_text(f"title: x\n{key}: {value}\n", encoding="utf-8")
    assert run("check", "a.yaml").code == 0


def test_nothing_is_overwritten_unless_told_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("mine", encoding="utf-8")
    assert run("new", NAME).code == 2
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "mine"
    assert run("new", NAME, "--force").code == 0
    assert (tmp_path / NAME).read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(("said", "written"), [("plan", NAME), ("plan.yml", "plan.yml"), (NAME, NAME)])
def test_a_name_without_an_ending_gets_ours(run: Run, tmp_path: Path, said: str, written: str) -> None:
    assert written in run("new", said).out
    assert (tmp_path / written).exists()


def test_a_title_that_cannot_be_read_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("new", NAME, "--title", "a\x1b[31mb")
    assert done.code == 2
    assert not (tmp_path / NAME).exists()


# ------------------------------------------------------------------------------------------------------ the interview

ANSWERS = (
    *("The clinic", "co-production", "proposal"),
    *("1", "about 30", "October", "2026", "7"),
    *("equal part", "5", "3", "4", "every three weeks"),
    *("together", "joint", "3", "advises", "4", "5"),
    *("reasons", "some-of-it", "12 seats, people hold 2"),
    *("paid", "up-front", "met", "itemised"),
)


def told(run: Run, *answers: str, name: str = NAME) -> Done:
    return run("new", name, "--interview", stdin="".join(f"{answer}\n" for answer in answers))


def test_the_whole_interview_has_at_most_25_questions_and_ends_in_a_verdict(run: Run, tmp_path: Path) -> None:
    assert len(core()) <= 25
    done = told(run, *ANSWERS)
    assert (done.code, done.err) == (0, "")
    assert "25 of 25." in done.out
    assert "What coaudit would say now:" in done.out
    found = verdict(run)
    assert found["claim"]["rung"] == "coproduce"  # type: ignore[index]
    assert found["grade"]["low"] is not None  # type: ignore[index]
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    for said in (
        "people: about 30",
        "from: October 2026",
        "side: professional",
        "people_seats: 2",
        "every: every three",
    ):
        assert said in text
    assert "same_people: yes" in text


def test_the_questions_come_in_the_order_in_which_people_think(run: Run) -> None:
    out = told(run, "A project", *[""] * 24).out
    parts = (
        "WHAT IT IS",
        "WHO TAKES PART",
        "WHEN, AND WHO DOES THE WORK",
        "THE SAY THAT PEOPLE HAVE",
        "WHAT PEOPLE GET",
    )
    places = [out.index(f"\n{part}\n") for part in parts]
    assert places == sorted(places)


def test_all_dont_know_leaves_all_open(run: Run, tmp_path: Path) -> None:
    done = told(run, "A project", *["don't know", ""] * 12)
    assert "25 of 25." in done.out
    assert verdict(run)["coverage"]["settled"] == 0  # type: ignore[index]
    assert "unknown" not in (tmp_path / NAME).read_text(encoding="utf-8")


def test_what_is_not_yet_decided_is_noted_and_asked_again(run: Run, tmp_path: Path) -> None:
    told(run, "A project", *[""] * 6, "Not yet decided", "tbc", "stop")
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert text.count("note: not yet decided") == 2
    assert "when the idea is formed" in told(run, *[""] * 6, "leads", "stop").out
    assert "idea: leads" in (tmp_path / NAME).read_text(encoding="utf-8")


BODY = """\
      Now:
        bodies:
        - name: The body that decides
          decides: yes
          seats: 12
          people_seats: 3
      Enter alone keeps it.
"""


def test_an_answer_of_several_parts_is_told_as_the_lines_that_stand_in_the_file(run: Run) -> None:
    assert BODY in told(run, "A project", *[""] * 19, "12 seats, people hold 3", "back", "", "stop").out


def test_an_answer_that_is_none_at_all_is_told_as_none(run: Run) -> None:
    assert "Now: none. Enter alone keeps it." in told(run, "A project", *[""] * 19, "no", "back", "", "stop").out


def test_somebody_can_go_back_and_answer_otherwise_or_leave_it(run: Run, tmp_path: Path) -> None:
    done = told(run, "A project", "engage", "back", "consult", "proposal", "back", "", "stop")
    assert "This is the first question." not in done.out
    assert "Now: proposal. Enter alone keeps it." in done.out
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert "claim: consult" in text
    assert "status: proposal" in text
    assert "This is the first question." in told(run, "back", "stop", name="b.yaml").out


def test_why_a_question_matters_is_said_in_the_rubrics_words(run: Run) -> None:
    out = told(run, "A project", "?", *[""] * 11, "?", "stop").out
    assert "No claim is better than another." in " ".join(out.split())
    asked = " ".join(out.partition("13 of 25.")[2].split())
    about_it = [" ".join(each.why.split()) for each in RUBRIC.criteria if "decisions.problem" in each.facts]
    assert any(why in asked for why in about_it)


def test_the_picture_is_shown_when_asked(run: Run) -> None:
    assert "There is nothing to see yet." in told(run, "picture", "stop").out
    out = told(run, "A project", "consult", "picture", "stop", name="b.yaml").out
    assert "Claimed: consult." in out
    assert "These answers would settle most:" in out


def test_the_picture_names_the_questions_that_are_still_asked_first(run: Run) -> None:
    asked = {" ".join(ask.question.split()) for _, ask in core()}
    for count in range(2, 24, 3):
        out = told(run, *ANSWERS[:count], "picture", "stop", name=f"{count}.yaml").out
        shown = " ".join(out.partition("> picture")[2].partition("> stop")[0].split())
        settles = shown.partition("These answers would settle most:")[2].partition("Not asked here")[0]
        assert settles, count
        rest = settles
        for question in sorted(asked, key=len, reverse=True):
            rest = rest.replace(f"- {question}", "")
        assert rest.strip() == "", count


def test_what_the_interview_never_asks_is_named_with_the_key_to_write(run: Run, tmp_path: Path) -> None:
    out = told(run, *ANSWERS).out
    assert "These answers would settle most:" not in out
    assert "Not asked here, but of use. Write it into the file yourself:" in out
    assert "To go on later:" not in out
    key = re.findall(r"(?m)coaudit explain (\S+)$", out)[-1]
    assert run("explain", key).code == 0
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    (tmp_path / NAME).write_text(f"{text}information: same-papers\nstaff_learning: briefing\n", encoding="utf-8")
    again = told(run).out
    assert "Every question is answered." in again
    assert "- information:" not in again


@pytest.mark.parametrize(
    ("before", "wrong", "said"),
    [
        ([], "", "A project needs a name."),
        (["A"], "coproductoin", "Did you mean"),
        (["A", "", "", ""], "lots", "'lots' is not a number"),
        (["A", "", "", "", ""], "5/10/2026", "5/10/2026"),
        (["A", *[""] * 19], "a few", "12 seats, people hold 2. or: no"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_again_kindly(
    run: Run, before: list[str], wrong: str, said: str
) -> None:
    done = told(run, *before, wrong, "stop")
    assert said.lower() in done.out.lower()
    assert done.code == 0


def test_what_a_person_wrote_in_the_file_stays(run: Run, tmp_path: Path) -> None:
    own = "# Ours\ntitle: 'The café'   # not final\nclaim:   consult\n\nfacts:\n    # odd indents\n    x: 010\n"
    (tmp_path / NAME).write_text(own, encoding="utf-8")
    done = told(run, "proposal", "stop")
    assert "is there already" in done.out
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    for kept in ("# Ours", "'The café'   # not final", "# odd indents", "x: 010"):
        assert kept in text
    assert "status: proposal" in text


def test_groups_of_other_names_are_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("title: x\ngroups: {tenants: {side: public, people: 4}}\n", encoding="utf-8")
    done = told(run, *[""] * 30)
    assert "Who are the people that take part?" not in done.out
    assert "groups: {tenants: {side: public, people: 4}}" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("title: a: b\n", encoding="utf-8")
    done = told(run, "x")
    assert done.code == 4
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "title: a: b\n"


def test_each_answer_is_written_at_once_so_that_nothing_is_lost(run: Run, tmp_path: Path) -> None:
    done = told(run, "A project", "consult")  # and then the line goes dead
    assert done.code == 0
    assert "To go on later:" in done.out
    assert (tmp_path / NAME).read_text(encoding="utf-8").endswith("title: A project\nclaim: consult\n")
    assert "1 of 23. Is it a proposal" in told(run, "stop").out


def test_where_nothing_was_answered_nothing_is_written(run: Run, tmp_path: Path) -> None:
    assert "nothing was written" in told(run, "stop").out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "hostile", ["::error::x", "a\x1b[31mred", "[x](y) <b>", "{a: b}", "- x", "'", '"', "#x", "a: b"]
)
def test_an_answer_is_text_whatever_is_in_it(run: Run, tmp_path: Path, hostile: str) -> None:
    done = told(run, hostile, "stop")
    assert "\x1b" not in done.out
    assert not re.search(r"(?m)^\s*::", done.out)
    if (tmp_path / NAME).exists():
        assert verdict(run)["title"] == hostile


def test_options_that_an_interview_has_no_use_for_are_refused(run: Run) -> None:
    assert run("new", NAME, "--interview", "--full").code == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_the_interview_through_a_terminal_is_stopped_and_resumed(tmp_path: Path) -> None:
    def through(*steps: tuple[str, str]) -> str:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "60"}
        command = ["-m", "coaudit", "new", NAME, "--interview"]
        child = pexpect.spawn(sys.executable, command, cwd=tmp_path, env=env, encoding="utf-8", timeout=30)
        seen = io.StringIO()
        child.logfile_read = seen
        for awaited, typed in steps:
            child.expect_exact(awaited)
            child.expect_exact("> ")
            child.send(typed)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        return seen.getvalue()

    screen = through(("1 of 25", "A project\r"), ("2 of 25", "2\r"), ("3 of 25", "\x03"))
    assert "To go on later:" in screen
    assert (tmp_path / NAME).read_text(encoding="utf-8").endswith("claim: inform\n")
    screen = through(("1 of 23", "proposal\r"), ("2 of 23", "stop\r"))
    assert (tmp_path / NAME).read_text(encoding="utf-8").endswith("status: proposal\n")
    assert "\x1b" not in screen
    assert max(map(len, screen.splitlines())) <= 60
