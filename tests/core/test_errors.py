"""Descriptions as people write them wrong: each error at its place, in plain words, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from coaudit import bundled
from coaudit.audit import check, load
from coaudit.errors import MAX_PROBLEMS, Problem, SourceError
from coaudit.project import Project
from coaudit.project.description import is_list, is_table, is_text, keys_at
from coaudit.source.yaml_slips import TOP
from tests.core.reading import cases, read
from tests.core.small_rubric import small_rubric

RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")


@pytest.mark.parametrize("case", cases("errors"))
def test_a_wrong_description_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(SourceError) as caught:
        check(case["file"].encode(), "project.yaml", RUBRIC)

    told = [
        {"at": f"{problem.line}:{problem.column}", "message": problem.message, "hint": problem.hint}
        for problem in caught.value.problems
    ]
    assert told == case["problems"]
    assert all(problem.hint for problem in caught.value.problems)


CORRECTED = [
    case
    for case in cases("errors")
    if {"paste", "line", "means"} & case.values[0].keys() and "set_in" not in case.values[0]
]
TOLD = re.compile(
    r"`(?P<quoted>[^`]*)`|(?:^|[?:;,] )write (?P<written>[\w-]+: .*)|: (?P<last>- .*|[\w-]+: .*|# .*)", re.MULTILINE
)
"""The line in a hint: in quotes of its own, after the word write, or after a colon at the end."""


@pytest.mark.parametrize("case", CORRECTED)
def test_a_file_is_in_order_once_the_corrected_line_of_the_hint_stands_in_place_of_the_wrong_one(
    case: dict[str, Any],
) -> None:
    """The line is taken from the hint, and the rest of the file stays; the same again where more lines are wrong.

    A case has `paste` where its hint names a choice of lines, or more than a line: which of it is written.
    """
    text, told = case["file"], case.get("paste")
    first, *_ = case["problems"]
    assert told is None or re.search(
        rf"(?<![\w-]){re.escape(told)}(?=$|[;,.`]| (?:if|where|for|means) )", first["hint"]
    )
    for _ in range(MOST_LINES):
        if not (problems := _problems(text)):
            break
        text = _with(text, problems[0], told or _told(problems[0].hint))
        told = None
        if "line" in case and problems[0].line == int(first["at"].partition(":")[0]):
            assert text.split("\n")[problems[0].line - 1] == case["line"]

    found = check(text.encode(), "project.yaml", RUBRIC)
    if "means" in case:
        assert found.project == check(case["means"].encode(), "project.yaml", RUBRIC).project


@pytest.mark.parametrize("case", [case for case in cases("errors") if "set_in" in case.values[0]])
def test_a_file_is_in_order_once_its_lines_are_set_in_as_the_hint_has_them(case: dict[str, Any]) -> None:
    lines = case["file"].split("\n")
    for problem in reversed(_problems(case["file"])):
        told = re.findall(r"`([^`]*)`", problem.hint)
        assert len(told) == int(case["set_in"])
        lines[problem.line - 1 : problem.line - 1 + len(told)] = told
    assert _project("\n".join(lines)) == _project(case["means"])


def _project(text: str) -> Project:
    return check(text.encode(), "project.yaml", RUBRIC).project


MOST_LINES = 5
"""How many lines of a case may be wrong, one after the other."""


def _problems(text: str) -> tuple[Problem, ...]:
    try:
        check(text.encode(), "project.yaml", RUBRIC)
    except SourceError as error:
        return error.problems
    return ()


def _told(hint: str) -> str:
    found = TOLD.search(hint)
    assert found, hint
    return next(each for each in found.groups() if each is not None)


def _with(text: str, problem: Problem, told: str) -> str:
    """A file with a line in place of the wrong one, as somebody would paste it who reads no more than the hint."""
    lines = text.split("\n")
    line = lines[problem.line - 1]
    begin, end = problem.column - 1, len(line)
    if line[:begin].strip(" -"):  # a value, and its key before it
        wrong = re.match(r"'(.+)' (?:is|can)", problem.message)
        length = line[begin:].find(wrong[1]) + len(wrong[1]) if wrong and wrong[1] in line[begin:] else 0
        end = begin + length if length else len(line.rstrip("}]"))
        end += line[end : end + 1] == line[begin] == '"'
        begin = line.rindex(told.partition(":")[0], 0, begin)
    elif told.startswith("- ") or "\t" in line[: len(line) - len(line.lstrip())]:  # all but the spaces before it
        begin = len(line) - len(line.lstrip(" "))
    lines[problem.line - 1] = line[:begin] + told + line[end:]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ((), "coaudit"),
        (("decisions",), "problem"),
        (("decisions", "budget"), "date"),
        (("decisions", "other", 0), "date"),
        (("decisions", "budget", "reserved"), "by"),
        (("groups", "experts"), "side"),
        (("groups", "people"), "side"),
        (("groups", "experts", "left"), "people"),
        (("contact", 0), "what"),
        (("accounts", 0, "answers"), None),
        (("accounts", 0, "answers", "entry"), None),
        (("decisions", "budget", "who"), None),
        (("title",), None),
        (("no-such-key",), None),
    ],
)
def test_the_keys_that_may_stand_at_a_place(path: tuple[str | int, ...], first: str | None) -> None:
    assert next(iter(keys_at(path)), None) == first


def test_a_key_of_the_project_stands_at_the_left_and_nowhere_else() -> None:
    seen: set[str] = set()
    places: list[tuple[str | int, ...]] = [(key, *more) for key in TOP for more in ((), (0,), ("x",))]
    while places:
        place = places.pop()
        inside = keys_at(place)
        seen.update(inside)
        if len(place) < 5:
            places += [(*place, key, *more) for key in inside for more in ((), (0,), ("x",))]
    assert {*keys_at(())} == TOP
    assert "people" in seen
    assert not TOP & seen


@pytest.mark.parametrize(
    ("written", "at", "message"),
    [
        ("claim: co-design", "2:8", "this rubric has no rung 'co-design'"),
        ("facts: {spread: wide}", "2:17", "'wide' is not one of the words for spread"),
        ("facts: {spread: [all]}", "2:17", "'spread' holds more than one value"),
    ],
)
def test_what_another_rubric_cannot_judge_is_refused(written: str, at: str, message: str) -> None:
    rubric = small_rubric(
        {
            "criteria": {"say": {"levels": []}},
            "rungs": {"not-involved": {}, "consult": {}},
            "facts": {"spread": ["none", "some", "all"]},
        }
    )
    with pytest.raises(SourceError) as caught:
        check(f"title: A project\n{written}\n".encode(), "project.yaml", rubric)
    assert [(f"{found.line}:{found.column}", found.message) for found in caught.value.problems] == [(at, message)]


@pytest.mark.parametrize("key", ["answers: {entyr: 2}", "wanted: {entyr: more}", "counts: {entyr: {2: 5}}"])
def test_whatever_an_account_holds_is_about_criteria_of_the_rubric(key: str) -> None:
    text = f"title: A project\naccounts:\n  - from: carer\n    people: 5\n    {key}\n"
    with pytest.raises(SourceError) as caught:
        check(text.encode(), "project.yaml", RUBRIC)
    assert [(found.line, found.message, found.hint) for found in caught.value.problems] == [
        (5, "the rubric has no criterion 'entyr'", "did you mean 'entry'?")
    ]


def test_an_account_by_another_rubric_is_left_alone() -> None:
    text = "title: A project\naccounts: [{from: carer, rubric: ours, answers: {teamwork: 2}}]\n"
    assert check(text.encode(), "project.yaml", RUBRIC).project.title == "A project"


def test_a_group_may_be_called_people() -> None:
    check(b"title: A\ngroups:\n  people: {side: carer, people: 3}\n", "project.yaml", RUBRIC)


MANY = {
    "keys": ("", "nonsense{}: 1\n"),
    "what does not fit together": ("groups:\n", "  g{}: {{side: carer, people: 4, staying: 6}}\n"),
    "what is cut off": ("groups:\n", "  g{}:\n    side: carer\n    note: Bed #4\n"),
    "entries with equals signs": ("contact:\n", "  - what = meeting {}\n"),
}


@pytest.mark.parametrize("kind", MANY)
@pytest.mark.parametrize("number", [49, 50, 51, 80])
def test_no_more_problems_are_told_than_anybody_reads(kind: str, number: int) -> None:
    before, line = MANY[kind]
    lines = "".join(line.format(each) for each in range(number))

    with pytest.raises(SourceError) as caught:
        check(f"title: A\n{before}{lines}".encode(), "project.yaml", RUBRIC)

    *told, last = [problem.message for problem in caught.value.problems]
    more = "Only the first 50 problems are shown; there are more."
    assert len(told) + 1 == min(number, MAX_PROBLEMS + 1)
    assert (last == more) == (number > MAX_PROBLEMS)
    assert more not in told


def test_the_problems_that_are_told_are_the_first_of_the_file() -> None:
    lines = "".join(f"nonsense{each}: 1\n" for each in range(60))
    with pytest.raises(SourceError) as caught:
        check(f"title: A\n{lines}status: green\nlevel: blue\nkind: red\n".encode(), "project.yaml", RUBRIC)
    assert [problem.line for problem in caught.value.problems] == [*range(2, 52), 51]


def places(path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a description that a key leads to."""
    for key in keys_at(path):
        yield (*path, key)
        for inside in ((*path, key), (*path, key, 0), (*path, key, "text")):
            yield from places(inside)


WRONG: list[Any] = ["text", None, [], [None], ["text"], [["text"]], [{"text": None}], {}, {"is": []}]


@pytest.mark.parametrize("wrong", [*WRONG, *({"text": each} for each in WRONG)], ids=str)
def test_nothing_is_wrong_with_a_value_that_there_are_no_words_for(wrong: Any) -> None:
    """Of what pydantic may find, the last two are told in the same words."""
    found = set()
    for path in places():
        data = wrong
        for part in reversed(path):
            data = [data] if isinstance(part, int) else {part: data}
        try:
            Project.model_validate(data)
        except ValidationError as error:
            found |= {each["type"] for each in error.errors()}
    assert found
    assert found <= {"coaudit", "extra_forbidden", "missing", "string_type", "model_type", "dict_type"}


SHAPES = {
    ("contact",): "list",
    ("changes",): "list",
    ("contact", 0, "dates"): "list",
    ("groups",): "table",
    ("decisions", "budget", "who"): "table",
    ("facts",): "table",
    ("title",): "text",
    ("groups", "experts", "note"): "text",
    ("contact", 0, "what"): "text",
    ("payment", "instead"): "text",
    ("decisions", "methods", "note"): "text",
    ("groups", "experts", "side"): "",
    ("groups", "experts", "people"): "",
    ("payment",): "",
    ("decisions",): "",
    ("nonsense",): "",
    ("groups", "experts", "nonsense"): "",
}


@pytest.mark.parametrize(("path", "shape"), SHAPES.items(), ids=str)
def test_the_shape_of_what_is_wanted_at_a_place(path: tuple[str | int, ...], shape: str) -> None:
    found = {"list": is_list(path), "table": is_table(path), "text": is_text(path)}
    assert [name for name, holds in found.items() if holds] == ([shape] if shape else [])


def test_a_place_of_a_description_is_that_of_the_value_unless_its_key_is_asked_for() -> None:
    description = read("decisions:\n  methods: told\n")
    assert description.locate(("decisions", "design")).column == 12
    assert description.locate(("decisions", "design"), key=True).column == 3


def test_no_message_uses_a_word_that_only_programmers_know() -> None:
    told = [problem for case in cases("errors") for problem in case.values[0]["problems"]]
    assert len(told) > 100
    for problem in told:
        said = f"{problem['message']} {problem['hint']}".lower()
        for word in ("mapping", "scalar", "token", "node", "sequence", "parse", "schema", "string", "integer"):
            assert word not in said.split(), said


@pytest.mark.parametrize(
    "line",
    [
        "title: Ward # not final",
        "title: Ward   # 4",
        'title: "Ward #4"',
        "title: 'Ward' #as agreed",
        "title: Ward#4",
        "title: Ward\nclaim: coproduce #as agreed",
        "title: Ward\n#claim: coproduce",
        "title: Ward\ngroups: #who is there\n  experts: carer",
        "title: Ward\nsummary: |\n  Bed #4\n  #and more\npurpose: Rest",
    ],
)
def test_a_remark_and_a_sign_that_is_read_are_accepted(line: str) -> None:
    assert check(f"{line}\n".encode(), "project.yaml", RUBRIC).project.title.startswith("Ward")


@pytest.mark.parametrize("piece", ["x", "x ", " ", "12", ", ", "in ", "?", "key: ", "<", "insert the "])
@pytest.mark.parametrize("where", ["{}", "claim: {}", "groups: {{a: {{left: {}}}}}", "starts: {}", "affected: {}"])
def test_a_long_text_is_told_of_in_few_words(where: str, piece: str) -> None:
    """What to write instead is looked for in what is short; a text of ten thousand letters must not be searched."""
    text = f"title: A\n{where.format(piece * 2000)}\nwrong: yes\n"
    with pytest.raises(SourceError) as caught:
        check(text.encode(), "project.yaml", RUBRIC)
    assert all(len(problem.hint) < 600 for problem in caught.value.problems)
