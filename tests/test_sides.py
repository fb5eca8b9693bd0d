"""The questions for one side, the answers that come back, and the one account that is made of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from coaudit import audit as core
from coaudit import bundled
from coaudit.errors import SourceError
from coaudit.safe import visible
from coaudit.sides.answers import Answers, read_answers
from coaudit.sides.asking import Sheet, sheet
from coaudit.sides.blank import blank
from coaudit.sides.merging import Joint, account, merged
from coaudit.sides.paper import paper
from coaudit.sides.placing import CannotPlaceError, placed
from coaudit.source import parse
from coaudit.source.yaml_writer import written

RUBRIC = core.load(bundled.read("coproduction"), "coproduction.yaml")
CORE = [each.id for each in RUBRIC.criteria if each.core]
HOSTILE = [
    "</title><script>alert(1)</script>",
    '" onload="x',
    "\x1b[31mred",
    "a\nside: professional\n",
    "\u202egnp",
    "&amp; <b>",
    "- [x]: #",
    "'{{now}}' %s",
]


def asked(**other: Any) -> Sheet:
    return sheet(RUBRIC, **{"side": "carer", "project": "A trial", **other})


def said(levels: dict[str, int], name: str = "a", people: int = 1, wanted: dict[str, str] | None = None) -> Answers:
    return Answers(name, "carer", "", people, levels, wanted or {})


def filled(text: str, **answers: str) -> bytes:
    for key, answer in answers.items():
        text = text.replace(f"\n  {key}:\n    now: unknown", f"\n  {key}:\n    now: {answer}")
    return text.encode()


class Page(HTMLParser):
    """The tags and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_side_is_asked_the_core_questions_of_the_rubric_and_in_full_all_of_them() -> None:
    def ids(found: Sheet) -> list[str]:
        return [question.id for part in found.parts for question in part.questions]

    assert sorted(ids(asked())) == sorted(CORE)
    assert len(ids(asked(full=True))) == len(RUBRIC.criteria) > len(CORE)


def test_the_file_reads_as_it_is_written_and_says_nothing_yet() -> None:
    found = read_answers(blank(asked()).encode(), "a.yaml", RUBRIC)

    assert (found.side, found.project, found.people, found.levels, found.wanted) == ("carer", "A trial", 1, {}, {})


def test_each_question_stands_with_all_its_answers_on_paper_and_in_the_file() -> None:
    page, text = " ".join(Page(paper(asked())).texts), " ".join(blank(asked()).replace("#", " ").split())
    for criterion in RUBRIC.criteria:
        if criterion.core:
            for words in (criterion.asks, *(step.means for step in criterion.levels)):
                assert words in page
                assert " ".join(words.split()) in text


def test_each_dimension_has_a_page_of_its_own_in_large_print() -> None:
    text = paper(asked())

    assert Page(text).tags.count("section") == len(RUBRIC.dimensions)
    assert "section { break-before: page; }" in text
    assert min(int(size) for size in re.findall(r"(\d+)pt[/;]", text.split("</style>")[0]) if int(size) > 3) >= 16


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_does_nothing_on_paper_or_in_the_file(name: str) -> None:
    found = asked(group=name, project=name)
    page = Page(paper(found))

    assert {"script", "b", "img"}.isdisjoint(page.tags)
    assert not {each for each in page.attributes if each.startswith("on")}
    assert page.tags == Page(paper(asked(group="x", project="x"))).tags
    assert not re.search("[\x1b\u202e]", paper(found) + blank(found))
    assert read_answers(blank(found).encode(), "a.yaml", RUBRIC).project == visible(name)


@pytest.mark.parametrize(
    ("written_as", "level"),
    [
        ("2", 2),
        ("0", 0),
        ("people joined in when the plan was being made", 2),
        ("2 People joined in when the plan was being made.", 2),
        ("unknown", None),
        ("I don't know", None),
        ("not sure", None),
        ('"?"', None),
        ("", None),
    ],
)
def test_answers_are_taken_as_people_give_them(written_as: str, level: int | None) -> None:
    assert read_answers(filled(blank(asked()), entry=written_as), "a.yaml", RUBRIC).levels.get("entry") == level


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("coaudit_answers: 1\nside: carer\nanswers: {entry: 7}\n", "'7' is not one of the answers to this question"),
        ("coaudit_answers: 1\nside: carer\nanswers: {entri: 2}\n", "'entri' is no question of this rubric"),
        ("coaudit_answers: 1\nanswers: {entry: 2}\n", "it does not say which side these answers are from"),
        ("coaudit_answers: 1\nside: carer\npeople: 0\n", "this is not a number of people"),
        ("coaudit_answers: 2\nside: carer\n", "'2' is not a format of answers that is known"),
        ("side: carer\n", "'coaudit_answers' is missing"),
        ("coaudit_answers: 1\nside: carer\nrubric: research\n", "these questions are from the rubric 'research'"),
        ("coaudit_answers: 1\nside: carer\nanswers: {entry: {now: 1, want: lots}}\n", "'lots'"),
    ],
)
def test_what_cannot_be_right_is_said_where_it_stands(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_answers(text.encode(), "a.yaml", RUBRIC)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("people", "counts"),
    [(1, {}), (2, {}), (4, {}), (5, {"entry": {1: 1, 3: 4}}), (8, {"entry": {1: 1, 3: 7}})],
)
def test_the_lowest_counts_and_how_many_chose_what_is_told_from_five_people_on(
    people: int, counts: dict[str, dict[int, int]]
) -> None:
    found = merged([said({"entry": 1}), *(said({"entry": 3}) for _ in range(people - 1))])

    assert (found.people, found.lowest, found.counts) == (people, {"entry": 1}, counts)
    assert found.spread("entry") == ((1, 3) if counts else None)


def test_a_question_that_few_of_many_answered_is_not_counted() -> None:
    found = merged([said({"entry": 1, "rhythm": 2}) for _ in range(4)] + [said({"rhythm": 4})])

    assert found.counts == {"rhythm": {2: 4, 4: 1}}
    assert found.lowest == {"entry": 1, "rhythm": 2}


def test_people_who_answered_together_are_added_up_but_not_counted_one_by_one() -> None:
    found = merged([said({"entry": 1}, people=6), *(said({"entry": 3}) for _ in range(5))])

    assert (found.people, found.counts) == (11, {})


@pytest.mark.parametrize(
    ("wishes", "wanted"),
    [(["more"], "more"), (["more", "less"], None), (["more", "more", "this"], "more"), ([], None)],
)
def test_a_side_wants_what_more_than_half_of_those_who_say_want(wishes: list[str], wanted: str | None) -> None:
    found = merged([said({"entry": 1}), *(said({}, wanted={"entry": word}) for word in wishes)])

    assert found.wanted.get("entry") == wanted


JOINT = Joint("carer", 5, {"entry": 1}, {"entry": "more"}, {"entry": {1: 2, 3: 3}})
NEW = account(JOINT, "coproduction", "2026-11-23")
HEAD = "# ours\ntitle: T   # a remark\n"

PLACES = {
    "no accounts yet": HEAD + "claim: consult\n",
    "no line end at the end": HEAD + "claim: consult",
    "an empty key in the middle": HEAD + "accounts:\nclaim: consult\n",
    "a list in the middle": HEAD
    + "accounts:\n  - from: public\n    answers: {entry: 2}  # said\n# next\nclaim: consult\n",
    "a list that is not set in": HEAD + "accounts:\n- from: public\n  people: 3\n",
    "Windows line ends": (HEAD + "claim: consult\n").replace("\n", "\r\n"),
    "keys that are all set in": "  title: T\n  claim: consult\n",
    "a long text at the end": HEAD + "summary: |\n  one\n  two\n",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_an_account_is_added_and_every_line_there_was_stays(text: str) -> None:
    raw = text.encode()
    document = parse(raw, "p.yaml")
    made = placed(raw, document, NEW)

    data: Any = document.data
    assert parse(made, "p.yaml").data == {**data, "accounts": [*(data.get("accounts") or []), NEW]}
    rest = iter(made.decode().splitlines())
    assert all(line in rest for line in text.splitlines())
    assert ("\r\n" in text) == ("\r\n" in made.decode())
    assert core.check(made, "p.yaml", RUBRIC).project.accounts


def test_the_accounts_that_it_replaces_are_taken_out_and_no_others() -> None:
    text = HEAD + "accounts:\n  - from: carer\n    people: 3\n  - from: public\n  - from: carer\nclaim: consult\n"
    made = placed(text.encode(), parse(text.encode(), "p.yaml"), NEW, frozenset((0, 2)))

    assert parse(made, "p.yaml").data == {
        "title": "T", "claim": "consult", "accounts": [{"from": "public"}, NEW],
    }  # fmt: skip
    assert made.decode().startswith(HEAD)


@pytest.mark.parametrize(
    "text", ["{title: T}\n", "title: T\naccounts: [{from: public}]\n", "title: T\naccounts: none\n", "title: T\n...\n"]
)
def test_a_file_that_no_line_can_be_added_to_is_refused(text: str) -> None:
    with pytest.raises(CannotPlaceError):
        placed(text.encode(), parse(text.encode(), "p.yaml"), NEW)


def test_an_account_holds_nothing_but_what_all_said_together() -> None:
    assert parse(written(NEW).encode(), "a").data == {
        "from": "carer", "people": "5", "date": "2026-11-23", "rubric": "coproduction", "answers": {"entry": "1"},
        "wanted": {"entry": "more"}, "counts": {"entry": {"1": "2", "3": "3"}},
    }  # fmt: skip
