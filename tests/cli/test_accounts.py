"""`coaudit new --as` and `coaudit accounts add`: how the people's side, and the other, comes into a description."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coaudit.cli.agreement import alpha, sentences
from coaudit.source import parse
from tests.cli.conftest import OVERCLAIMED, run_in

PROJECT = OVERCLAIMED.replace("Only a name", "A trial") + "groups: {Mums & Dads: carer, ward: professional}\n"


def answers(folder: Path, name: str, side: str = "carer", project: str = "A trial", **levels: int) -> str:
    said = "".join(f"  {key.replace('_', '-')}: {level}\n" for key, level in levels.items())
    text = f"coaudit_answers: 1\nside: {side}\nproject: {project}\nrubric: coproduction\nanswers:\n{said}"
    (folder / name).write_text(text, encoding="utf-8")
    return name


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.yaml"
    path.write_text(PROJECT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (4, "Only the lowest answer to each question is kept."),
        (5, "How far people agree with each other: 0."),
        (8, "How far people agree with each other: 0."),
    ],
)
def test_peoples_answers_become_one_account(project: Path, people: int, expected: str) -> None:
    names = [answers(project.parent, f"{n}.yaml", entry=0 if n == 0 else 3, payment=2) for n in range(people)]
    done = run_in(project.parent, "accounts", "add", "p.yaml", *names)

    text = project.read_text(encoding="utf-8")
    assert (done.code, done.err) == (0, "")
    assert text.startswith(PROJECT)
    assert f"people: {people}" in text
    assert "answers: {entry: 0, payment: 2}" in text
    assert (f"entry: {{0: 1, 3: {people - 1}}}" in text) == (people >= 5)
    assert ("\n    counts:" in text) == (people >= 5)
    assert ("Talk about this" in done.out) == (people >= 5)
    assert expected in " ".join(done.out.split())
    assert run_in(project.parent, "check", "p.yaml").code == 0


def test_empty_sheets_do_not_make_one_persons_answers_into_those_of_many(project: Path) -> None:
    names = [answers(project.parent, "0.yaml", entry=1), *(answers(project.parent, f"{n}.yaml") for n in range(1, 6))]
    refused = run_in(project.parent, "accounts", "add", "p.yaml", *names)

    assert refused.code == 2
    assert "5 of the 6 files say nothing" in refused.err
    assert "only one person answered" in refused.err


def test_the_report_shows_how_many_chose_what_and_what_they_want(project: Path) -> None:
    names = [answers(project.parent, f"{n}.yaml", entry=0 if n == 0 else 3) for n in range(5)]
    for name in names:
        file = project.parent / name
        file.write_text(
            file.read_text(encoding="utf-8").replace("entry: ", "entry:\n    want: more\n    now: "), "utf-8"
        )
    assert run_in(project.parent, "accounts", "add", "p.yaml", *names).code == 0
    report = " ".join(run_in(project.parent, "audit", "--details", "p.yaml").out.split())

    assert "Each for themselves chose level 0 by 1 person and level 3 by 4 people." in report
    assert "They want more of it." in report


def test_one_persons_answers_are_taken_only_where_that_person_agrees(project: Path) -> None:
    name = answers(project.parent, "one.yaml", entry=1)
    refused = run_in(project.parent, "accounts", "add", "p.yaml", name)

    assert refused.code == 2
    assert "only one person answered" in refused.err
    assert project.read_text(encoding="utf-8") == PROJECT
    assert run_in(project.parent, "accounts", "add", "p.yaml", name, "--known").code == 0
    assert "people: 1" in project.read_text(encoding="utf-8")


def test_the_report_shows_where_the_sides_differ_and_what_to_talk_about(project: Path) -> None:
    for side, level in (("carer", 0), ("professional", 4)):
        names = [answers(project.parent, f"{side}{n}.yaml", side, entry=level) for n in range(2)]
        assert run_in(project.parent, "accounts", "add", "p.yaml", *names).code == 0
    done = run_in(project.parent, "audit", "--plain", "p.yaml")

    assert "4 levels apart, something to talk about" in done.out
    assert re.search(r"carer.*level 0 of 4", done.out, re.IGNORECASE)
    assert re.search(r"professional.*level 4 of 4", done.out, re.IGNORECASE)
    shown = " ".join(run_in(project.parent, "audit", "p.yaml").out.split())
    assert "Talk about this The sides see it very differently: Joining early (4 levels apart)." in shown


REFUSED = {
    "answers of two sides": (["a.yaml", "staff.yaml"], "Add each side by itself"),
    "the same file twice": (["a.yaml", "./a.yaml"], "each person counts once"),
    "nothing answered": (["empty.yaml", "empty2.yaml"], "no question is answered"),
    "a page that was ticked": (["a.yaml", "carer.answers.html"], "Type what they ticked into the file"),
    "a rubric that is not ours": (["other.yaml"], "does not come with coaudit"),
}


@pytest.mark.parametrize(("names", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_one_account_is_refused_and_nothing_changes(
    project: Path, names: list[str], message: str
) -> None:
    answers(project.parent, "a.yaml", entry=1)
    answers(project.parent, "staff.yaml", "professional", entry=1)
    for name in ("empty.yaml", "empty2.yaml"):
        answers(project.parent, name)
    other = project.parent / answers(project.parent, "other.yaml", entry=1)
    other.write_text(other.read_text(encoding="utf-8").replace("coproduction", "../../secret.yaml"), encoding="utf-8")
    done = run_in(project.parent, "accounts", "add", "p.yaml", *names)

    assert done.code == 2
    assert message in " ".join(done.err.split())
    assert project.read_text(encoding="utf-8") == PROJECT


def test_a_wrong_answer_is_told_with_its_line_and_nothing_changes(project: Path) -> None:
    done = run_in(project.parent, "accounts", "add", "p.yaml", answers(project.parent, "a.yaml", entry=9))

    assert done.code == 4
    assert "a.yaml:6:10: '9' is not one of the answers to this question" in done.err
    assert project.read_text(encoding="utf-8") == PROJECT


WRONGLY = {
    "a number in words": ("answers: {entry: {now: one}}", "write it in figures: now: 1"),
    "a figure that is raised": ("answers: {entry: {now: ² people}}", "write a number from 0 to 4"),
    "two answers": ("answers: {entry: 2 or 3}", "write one number. Between two answers, take the lower"),
    "people in words": ("people: five\nanswers: {entry: 1}", "write it in figures: people: 5"),
}


@pytest.mark.parametrize(("lines", "hint"), WRONGLY.values(), ids=WRONGLY)
def test_an_answer_that_is_nearly_one_is_met_with_what_to_write(project: Path, lines: str, hint: str) -> None:
    (project.parent / "a.yaml").write_text(f"coaudit_answers: 1\nside: carer\n{lines}\n", encoding="utf-8")
    done = run_in(project.parent, "accounts", "add", "p.yaml", "a.yaml")

    assert done.code == 4
    assert hint in " ".join(done.err.split())


def test_a_description_in_place_of_answers_is_told_in_one_word(project: Path) -> None:
    done = run_in(project.parent, "accounts", "add", answers(project.parent, "a.yaml", entry=1), "p.yaml")

    said = " ".join(done.err.split())
    assert done.code == 4
    assert "this file is a description of a project, not somebody's answers" in said
    assert "coaudit accounts add FILE ANSWERS" in said
    assert "is not a key that may stand here" not in said


def test_an_account_goes_into_the_full_file_to_fill_in(tmp_path: Path) -> None:
    run_in(tmp_path, "new", "p.yaml", "--full", "--title", "A trial")
    names = [answers(tmp_path, f"{n}.yaml", entry=n) for n in (1, 2)]

    assert run_in(tmp_path, "accounts", "add", "p.yaml", *names).code == 0
    assert run_in(tmp_path, "check", "p.yaml").code == 0
    assert "\naccounts:\n  - from: carer\n" in (tmp_path / "p.yaml").read_text(encoding="utf-8")


def test_a_second_account_of_a_side_is_added_or_put_in_its_place_only_when_asked(project: Path) -> None:
    pair = [answers(project.parent, f"{n}.yaml", entry=n) for n in (1, 2)]
    add = ("accounts", "add", "p.yaml", *pair)
    assert run_in(project.parent, *add).code == 0
    before = project.read_text(encoding="utf-8")
    refused = run_in(project.parent, *add)

    assert refused.code == 2
    assert "there is an account from carer already, in line" in " ".join(refused.err.split())
    assert project.read_text(encoding="utf-8") == before
    assert run_in(project.parent, *add, "--replace").code == 0
    assert project.read_text(encoding="utf-8") == before
    assert run_in(project.parent, *add, "--also").code == 0
    assert project.read_text(encoding="utf-8").count("from: carer") == 2


def test_a_dry_run_prints_the_account_and_changes_nothing(project: Path) -> None:
    pair = [answers(project.parent, f"{n}.yaml", entry=n) for n in (1, 2)]
    done = run_in(project.parent, "accounts", "add", "p.yaml", *pair, "--dry-run")

    assert done.out.startswith("accounts:\n  - from: carer\n    people: 2\n")
    assert project.read_text(encoding="utf-8") == PROJECT


def test_a_file_that_nothing_can_be_added_to_stays_and_the_lines_to_paste_are_shown(project: Path) -> None:
    project.write_text("{title: A trial}\n", encoding="utf-8")
    pair = [answers(project.parent, f"{n}.yaml", entry=n) for n in (1, 2)]
    done = run_in(project.parent, "accounts", "add", "p.yaml", *pair)

    assert done.code == 2
    assert "  - from: carer\n" in done.err
    assert project.read_text(encoding="utf-8") == "{title: A trial}\n"


def test_answers_about_something_else_are_noticed(project: Path) -> None:
    pair = [answers(project.parent, f"{n}.yaml", project="Another", entry=n) for n in (1, 2)]
    done = run_in(project.parent, "accounts", "add", "p.yaml", *pair)

    assert done.code == 0
    assert 'they are about "Another"' in " ".join(done.err.split())


def test_the_questions_for_a_group_are_written_as_a_file_and_as_a_page(project: Path) -> None:
    done = run_in(project.parent, "new", "--as", "Mums & Dads", "--project", "p.yaml")

    data = parse((project.parent / "mums-dads.answers.yaml").read_bytes(), "a").data
    assert done.code == 0
    assert isinstance(data, dict)
    assert (data["side"], data["group"], data["project"]) == ("carer", "Mums & Dads", "A trial")
    assert "Mums &amp; Dads" in (project.parent / "mums-dads.answers.html").read_text(encoding="utf-8")


def test_a_side_is_found_by_other_words_and_needs_no_project(tmp_path: Path) -> None:
    assert run_in(tmp_path, "new", "sheet", "--as", "Service users").code == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["sheet.html", "sheet.yaml"]
    assert "side: lived-experience" in (tmp_path / "sheet.yaml").read_text(encoding="utf-8")


def test_a_sheet_says_whom_it_is_for_and_how_to_name_the_project_where_none_is_named(project: Path) -> None:
    without = run_in(project.parent, "new", "a", "--as", "carer")
    named = run_in(project.parent, "new", "b", "--as", "carer", "--project", "p.yaml")

    assert "This is for: Those who care for someone without pay." in (project.parent / "a.html").read_text("utf-8")
    assert "With --project DESCRIPTION, the page also says which project it is about." in " ".join(without.out.split())
    assert "--project" not in named.out


def test_questions_never_overwrite_a_file_unless_told_to(project: Path) -> None:
    page = project.parent / "sheet.html"
    page.write_text("mine", encoding="utf-8")

    refused = run_in(project.parent, "new", "sheet", "--as", "carer")
    assert (refused.code, page.read_text(encoding="utf-8")) == (2, "mine")
    assert not (project.parent / "sheet.yaml").exists()
    assert run_in(project.parent, "new", "p.yaml", "--as", "carer", "--project", "p.yaml", "--force").code == 2
    assert project.read_text(encoding="utf-8") == PROJECT
    assert run_in(project.parent, "new", "sheet", "--as", "carer", "--force").code == 0


@pytest.mark.parametrize("group", ["\x1b[31mred", "::error::x", "../../etc/passwd", "\u202egnp", "<b>"])
def test_a_hostile_group_is_refused_in_harmless_words(tmp_path: Path, group: str) -> None:
    done = run_in(tmp_path, "new", "--as", group)

    assert done.code == 2
    assert "The sides are:" in done.err
    assert not re.search("[\x1b\u202e]|^::", done.err, re.MULTILINE)
    assert list(tmp_path.iterdir()) == []


def test_a_group_that_is_named_like_a_path_leads_to_no_other_folder(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "p.yaml").write_text('title: T\ngroups: {"../../up <b>": carer}\n', encoding="utf-8")

    assert run_in(inside, "new", "--as", "../../up <b>", "--project", "p.yaml").code == 0
    assert sorted(each.name for each in inside.iterdir()) == ["p.yaml", "up-b.answers.html", "up-b.answers.yaml"]
    assert [each.name for each in tmp_path.iterdir()] == ["inside"]


def test_the_agreement_is_the_published_example_of_the_statistic() -> None:
    # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: 0.815 for ordered values, here 0 to 4.
    units = ("111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3")
    counts = [{int(value) - 1: unit.count(value) for value in sorted(set(unit))} for unit in units]

    assert round(alpha(counts), 3) == 0.815


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], ""),
        ([{2: 5}, {2: 6}], "All gave the same answer to every question"),
        ([{0: 5}, {4: 5}], "with each other: 1.00 (Krippendorff's alpha)"),
    ],
)
def test_agreement_is_told_in_a_sentence(counts: list[dict[int, int]], expected: str) -> None:
    assert expected in sentences(counts)
