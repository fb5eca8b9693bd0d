"""The interview meets what people really type, and files that others save while it goes on."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from coaudit.cli import answering, output
from coaudit.project.asking import core
from coaudit.scalars import Unreadable
from tests.cli.conftest import ROOT, Done, Run, run_in
from tests.cli.test_new import NAME, told, verdict
from tests.judged import RUBRIC

ASKS = {ask.key: ask for _, ask in core()}
UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals and no modes of this kind")


def while_it_goes_on(folder: Path, *steps: str | bytes | None) -> tuple[int, str]:
    """Types answers; bytes are saved to the file by somebody else meanwhile, and None deletes it."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "100"}
    child = pexpect.spawn(sys.executable, ["-m", "coaudit", "new", NAME, "-i"], cwd=folder, env=env, timeout=30)
    seen = io.BytesIO()
    child.logfile_read = seen
    child.expect_exact("> ")
    for step in steps:
        if isinstance(step, bytes):
            (folder / NAME).write_bytes(step)
        elif step is None:
            (folder / NAME).unlink()
        else:
            child.send(f"{step}\r")
            child.expect(["> ", pexpect.EOF])
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus is not None
    return child.exitstatus, seen.getvalue().decode()


# -------------------------------------------------------------------------------------- what somebody saved meanwhile


@UNIX
def test_what_somebody_saved_meanwhile_stays_and_the_answer_is_put_into_it(tmp_path: Path) -> None:
    saved = b"# new\ncoaudit: 1\ntitle: Another name\npurpose: Shorter waits\n"
    code, _ = while_it_goes_on(tmp_path, "A project", saved, "consult", "stop")
    assert code == 0
    assert (tmp_path / NAME).read_bytes() == saved + b"claim: consult\n"


@UNIX
def test_an_answer_that_somebody_gave_meanwhile_is_shown_before_it_is_overwritten(tmp_path: Path) -> None:
    saved = b"title: A\nclaim: engage\n"
    _, screen = while_it_goes_on(tmp_path, "A project", saved, "consult", "", "proposal", "stop")
    assert "Somebody has answered this in the file: engage." in screen
    assert (tmp_path / NAME).read_bytes() == saved + b"status: proposal\n"
    while_it_goes_on(tmp_path, "", b"title: A\nstatus: complete\nlevel: project\n", "stop")
    assert (tmp_path / NAME).read_bytes() == b"title: A\nstatus: complete\nlevel: project\n"


@UNIX
def test_where_the_file_cannot_be_read_any_more_it_is_left_and_that_is_said(tmp_path: Path) -> None:
    code, screen = while_it_goes_on(tmp_path, "A project", b"title: a: b\n", "consult")
    assert code == 4
    assert "your last answer was not written" in " ".join(screen.split())
    assert (tmp_path / NAME).read_bytes() == b"title: a: b\n"


@UNIX
def test_where_the_file_is_gone_it_is_written_again_whole(tmp_path: Path) -> None:
    while_it_goes_on(tmp_path, "A project", None, "consult", "stop")
    assert (tmp_path / NAME).read_text(encoding="utf-8").endswith("title: A project\nclaim: consult\n")


# ------------------------------------------------------------------------------------------------- all kinds of files


@pytest.mark.parametrize(
    "raw",
    [
        "title: Café\n".encode("utf-16"),
        b"title:\tx\n",
        b"\xef\xbb\xbftitle: x\r\n",
        b"{title: x, stages: {idea: told # c\n}}\n",
    ],
    ids=["UTF-16", "a tab after a colon", "a byte order mark and CRLF", "a comment in brackets"],
)
def test_whatever_check_accepts_can_be_gone_on_with(run: Run, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / NAME).write_bytes(raw)
    assert run("check", NAME).code == 0
    assert told(run, "consult", "stop").code == 0
    assert verdict(run)["claim"]["rung"] == "consult"  # type: ignore[index]
    assert raw.count(b"#") == (tmp_path / NAME).read_bytes().count(b"#")


def test_where_an_answer_has_no_sure_place_the_line_is_told_and_the_file_left(run: Run, tmp_path: Path) -> None:
    text = "title: x\nclaim: >  # as the bid has it\n  unknown\n"
    done = asked(run, tmp_path, text, "consult", "stop")
    assert done.code == 0
    assert "See line 2 there." in done.out
    assert "Write it there yourself: consult" in done.out
    assert (tmp_path / NAME).read_text(encoding="utf-8") == text


@UNIX
def test_who_may_read_the_file_stays_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("title: x\n", encoding="utf-8")
    (tmp_path / NAME).chmod(0o640)
    told(run, "consult", "stop")
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o640


@UNIX
def test_a_file_that_is_marked_read_only_is_not_written_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("title: x\n", encoding="utf-8")
    (tmp_path / NAME).chmod(0o444)
    done = told(run, "consult", "stop")
    assert done.code == 2
    assert "read-only" in done.err
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "title: x\n"


# ------------------------------------------------------------------------------------------------- what counts as open


def asked(run: Run, folder: Path, text: str, *answers: str) -> Done:
    (folder / NAME).write_text(text, encoding="utf-8")
    return told(run, *answers)


def test_a_key_under_another_word_is_answered(run: Run, tmp_path: Path) -> None:
    done = asked(run, tmp_path, "title: x\ndecisions: {money: together}\n", *[""] * 30)
    assert "What say do people have over the money?" not in done.out.rpartition("Your answers are in")[0]


def test_two_words_for_one_thing_are_both_named_as_they_are_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("title: x\ndecisions: {money: told, budget: told}\n", encoding="utf-8")
    assert "'budget' says the same thing as 'money'" in run("check", NAME).err


def test_groups_that_are_unknown_are_asked_about(run: Run, tmp_path: Path) -> None:
    done = asked(run, tmp_path, "title: x\ngroups: unknown\n", "", "", "carer", "stop")
    assert "Who are the people that take part?" in done.out
    assert "groups:\n  people:\n    side: carer\n" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_a_group_is_asked_about_under_its_own_name(run: Run, tmp_path: Path) -> None:
    done = asked(run, tmp_path, "title: x\ngroups:\n  tenants: {side: public}\n", "", "", "thirty people", "stop")
    assert "this is about: tenants" in done.out
    assert "tenants: {side: public, people: 30}" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_a_group_that_is_written_short_keeps_its_side(run: Run, tmp_path: Path) -> None:
    done = asked(run, tmp_path, "title: x\ngroups: {people: public}\n", "", "", "about 30", "stop")
    assert "Who are the people that take part?" not in done.out
    assert "groups: {people: {side: public, people: about 30}}" in (tmp_path / NAME).read_text(encoding="utf-8")


# ---------------------------------------------------------------------------------------------------- what people type


@pytest.mark.parametrize(
    ("said", "seats", "theirs"),
    [
        ("12 seats, people hold 2", "12", "2"),
        ("12 seats, people hold none", "12", "0"),
        ("2 of 12", "12", "2"),
        ("2/12", "12", "2"),
        ("2 out of 12", "12", "2"),
        ("three people on a board of nine", "9", "3"),
        ("3 people on a board of 9", "9", "3"),
        ("people hold 2 of the 12 seats", "12", "2"),
        ("twelve seats, no people", "12", "0"),
        ("12 seats", "12", None),
    ],
)
def test_seats_are_understood_as_they_are_said(said: str, seats: str, theirs: str | None) -> None:
    (body,) = answering.value(ASKS["bodies"], said)
    assert (body["seats"], body.get("people_seats")) == (seats, theirs)


@pytest.mark.parametrize("said", ["no", "no board", "There is no board.", "none"])
def test_where_there_is_no_board_there_is_none(said: str) -> None:
    assert answering.value(ASKS["bodies"], said) == []


@pytest.mark.parametrize(
    "said", ["12, 2 and 5", "1,200 seats", "10-12 seats", "9 seats, people hold 12", "5 people", "2", "lots"]
)
def test_seats_that_may_mean_several_things_are_asked_again(said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        answering.value(ASKS["bodies"], said)
    assert "12 seats, people hold 2" in raised.value.hint


@pytest.mark.parametrize(
    ("key", "said", "wanted"),
    [
        ("claim", "3.", "consult"),
        ("claim", "3)", "consult"),
        ("claim", "03", "consult"),
        ("claim", "²", "²"),
        ("claim", "9" * 5000, "9" * 5000),
        ("groups.people.people", "30 people", "30"),
        ("groups.people.people", "thirty", "30"),
        ("groups.people.people", "about thirty people", "about 30"),
        ("groups.people.people", "10 to 12", "10 to 12"),
        ("groups.staff.people", "5 staff", "5"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_numbers_are_understood_as_they_are_said(key: str, said: str, wanted: Any) -> None:
    assert answering.value(ASKS[key], said) == wanted


def test_at_the_question_for_the_year_the_commands_work(run: Run, tmp_path: Path) -> None:
    first = ("A", "", "", "carer", "4", "October")
    assert "Of which year?" in told(run, *first, "stop").out
    assert "from:" not in (tmp_path / NAME).read_text(encoding="utf-8")
    out = told(run, "", "", "May", "?", "back", "May", "2027", "stop").out
    assert out.count("When did the people join?") >= 2
    assert "from: May 2027" in (tmp_path / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "hint", "written"),
    [
        (("", "", "carer", "6 or 7", "?", "y"), "Write 6 to 7.", "    people: 6 to 7\n"),
        (("", "", "carer", "more than 10", "yes"), "Write at least 11.", "    people: at least 11\n"),
        (("", "", "carer", "more than 10", "12"), "Write at least 11.", "    people: 12\n"),
        (("", "", "", "", "10/2026", "Y"), "Write the year, then the month: 2026-10.", "    from: 2026-10\n"),
        ((*[""] * 10, "twice a year", "y"), "Write 6 months.", "    every: 6 months\n"),
    ],
)
def test_what_an_answer_can_only_mean_is_written_after_a_yes(
    run: Run, tmp_path: Path, typed: tuple[str, ...], hint: str, written: str
) -> None:
    done = asked(run, tmp_path, "title: x\n", *typed, "stop")
    assert f"  {hint}\n  Type y, and that is written. Or answer again.\n" in done.out
    assert written in (tmp_path / NAME).read_text(encoding="utf-8")


def test_where_an_answer_may_mean_several_things_a_yes_chooses_none_of_them(run: Run, tmp_path: Path) -> None:
    done = asked(run, tmp_path, "title: x\n", *[""] * 10, "2 to 3 weeks", "y", "stop")
    assert "Write one of the two: 2 weeks, or 3 weeks." in " ".join(done.out.split())
    assert "Type y" not in done.out
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "title: x\n"


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        (10, "Monday fortnightly"),
        (10, "Mondays once a month"),
        (10, "on Mondays in May only"),
        (10, "Sundays never"),
        (10, "about 6 times a year"),
        (4, "Oct 12"),
        (4, "sept 31"),
    ],
)
def test_no_yes_writes_what_an_answer_did_not_say(run: Run, tmp_path: Path, questions: int, answer: str) -> None:
    done = asked(run, tmp_path, "title: x\n", *[""] * questions, answer, "y", "stop")
    assert f"> {answer}\n" in done.out
    assert "Type y" not in done.out
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "title: x\n"


def test_hints_have_no_signs_of_the_file(run: Run) -> None:
    for answer in ("a few", "£12", "half"):
        out = told(run, "A", "", "", "", answer, "stop", name=f"{answer}.yaml").out
        assert "people:" not in out
        assert "line" not in out.partition(f"> {answer}\n")[2].partition("> ")[0]
    out = told(run, "A", *[""] * 20, "£12 an hour", "stop", name="c.yaml").out
    assert "Type a number of the list" in out
    said = told(run, "A", *[""] * 4, "once funded", "pending", "stop", name="d.yaml").out
    assert said.count("Where it is not known yet, press Enter alone.") == 2
    assert "{" not in out


def test_why_is_true_also_once_it_is_answered(run: Run) -> None:
    first = told(run, "A", "", "", "", "?", "5", "back", "?", "stop").out
    said = [part.partition("> ")[0].strip() for part in first.split("> ?\n")[1:]]
    assert len(said) == 2
    assert said[0] == said[1]
    out = told(run, "A", *["", "?"] * 24, name="b.yaml").out.partition("WHO TAKES PART")[2]
    assert "does not change the result" not in out


def test_why_the_money_matters_is_said_of_the_money(run: Run) -> None:
    out = told(run, "A", *[""] * 13, "?", "stop").out.rpartition("> ?\n")[2]
    (money,) = (each for each in RUBRIC.criteria if each.id == "money")
    assert " ".join(out.partition("> ")[0].split()) == " ".join(money.why.split())


def test_why_the_status_and_the_review_matter_is_said_of_themselves(run: Run) -> None:
    out = told(run, "A", "", "?", *[""] * 8, "?", *[""] * 7, "?", "stop").out
    status, review, evaluation = (" ".join(part.partition("> ")[0].split()) for part in out.split("> ?\n")[1:])
    assert status.startswith("A proposal is judged by its plans")
    (judging,) = (" ".join(each.why.split()) for each in RUBRIC.criteria if each.id == "judging")
    assert review == evaluation == judging


@pytest.mark.parametrize(
    ("said", "times"), [("once", "1"), ("twice", "2"), ("four times", "4"), ("about six times", "about 6"), ("5", "5")]
)
def test_how_many_times_people_met_may_be_said_in_words(said: str, times: str) -> None:
    assert answering.value(ASKS["contact"], said) == [{"what": "Meetings", "times": times, "same_people": "yes"}]


@pytest.mark.parametrize("said", ["never", "they do not", "They don't meet", "not at all"])
def test_that_nobody_meets_is_an_answer(said: str) -> None:
    assert answering.value(ASKS["contact"], said) == []


def test_a_wrong_word_is_told_of_the_words_above_and_not_of_a_key(run: Run) -> None:
    out = told(run, "A", *[""] * 12, "tog", "stop").out
    assert "'tog' is not one of the words above." in out
    assert "the words for" not in out


@pytest.mark.parametrize("said", ["the partners decide", "decided", "our director decides"])
def test_who_decides_is_no_answer_to_what_say_people_have(run: Run, tmp_path: Path, said: str) -> None:
    out = told(run, "A", *[""] * 12, said, "y", "stop").out
    assert "Say what people have in it: none, or told where they hear of it, or another word." in " ".join(out.split())
    assert "problem:" not in (tmp_path / NAME).read_text(encoding="utf-8")


def test_a_time_that_is_past_gets_an_example_in_the_past(run: Run) -> None:
    out = " ".join(told(run, "A", *[""] * 4, "last autumn", "stop").out.split())
    assert "such as 2024, or 2024-04" in out


@pytest.mark.parametrize("said", ["don't know yet", "not sure yet"])
def test_what_is_not_known_yet_leaves_the_question_open(run: Run, tmp_path: Path, said: str) -> None:
    told(run, "A", *[""] * 12, said, "stop")
    assert "decisions" not in (tmp_path / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("said", ["TBD", "tba", "to be confirmed", "not yet decided"])
def test_what_is_still_to_be_decided_is_written_as_open(run: Run, tmp_path: Path, said: str) -> None:
    told(run, "A", *[""] * 13, said, "stop")
    assert "budget: {is: unknown, note: not yet decided}" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_a_question_that_goes_on_in_the_picture_goes_on_beside_its_dash(tmp_path: Path) -> None:
    done = run_in(tmp_path, "new", NAME, "-i", stdin="A\nconsult\npicture\nstop\n", env={"COLUMNS": "40"})
    lines = done.out.split("\n")
    assert "    - What say do people have over the" in lines
    assert lines[lines.index("    - What say do people have over the") + 1] == "      money?"


def test_arrow_keys_are_no_part_of_an_answer(run: Run) -> None:
    told(run, "A\x1b[D project\x1bOA\x1b[3~", "stop")
    assert verdict(run)["title"] == "A project"


@pytest.mark.parametrize("lines", [1, 3000])
def test_a_letter_that_cannot_be_read_is_told_however_often(tmp_path: Path, lines: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coaudit", "new", NAME, "-i"],
        cwd=tmp_path,
        input=b"caf\xe9\n" * lines + b"The clinic\nconsult\nstop\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.count(b"could not be read") == lines
    assert b"title: The clinic\nclaim: consult" in (tmp_path / NAME).read_bytes()


# ------------------------------------------------------------------------------------------------------ what is printed


@pytest.mark.parametrize(
    ("name", "pasted"),
    [("a.yaml", "a.yaml"), ("our plan.yaml", '"our plan.yaml"'), ("-a.yaml", "./-a.yaml"), ("a$b.yaml", "'a$b.yaml'")],
)
def test_a_printed_command_can_be_pasted(tmp_path: Path, name: str, pasted: str) -> None:
    assert output.pasted(name) == pasted
    done = run_in(tmp_path, "new", "--", name)
    assert f"coaudit audit {pasted}" in done.out
    assert f"coaudit audit {pasted}" in (tmp_path / name).read_text(encoding="utf-8")
    if shutil.which("sh"):
        listed = subprocess.run(["sh", "-c", f"ls {pasted}"], cwd=tmp_path, capture_output=True, check=False)
        assert listed.returncode == 0


def test_a_new_file_says_how_its_schema_is_made(run: Run, tmp_path: Path) -> None:
    run("new", NAME)
    assert "coaudit schema description > coaudit.schema.json" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_who_asks_for_help_is_told_again_what_can_be_typed(run: Run) -> None:
    out = told(run, "A project", "help", "stop").out

    assert out.count("what coaudit would say now") == 2
    assert "'help' is not one of the words" not in out


def test_who_passes_a_question_over_does_not_know(run: Run, tmp_path: Path) -> None:
    told(run, "A project", "skip", "pass", "n/a", "stop")

    assert (tmp_path / NAME).read_text(encoding="utf-8").endswith("title: A project\n")


def test_a_word_of_the_list_is_found_in_a_sentence(run: Run) -> None:
    out = told(run, "A project", "we call it co-production", *[""] * 6, "they were consulted", "stop").out

    assert "Did you mean 'coproduce'?" in out
    assert "Did you mean 'asked'?" in out
