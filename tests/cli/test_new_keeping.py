"""What a person wrote stays: answers are put into every kind of file, and no other character of it changes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from coaudit.cli import answering
from coaudit.cli.keeping import CannotPutError, Kept
from coaudit.project.asking import Ask, core
from coaudit.project.template import template
from coaudit.source import parse

HAND_MADE = """\
# Ours, from the meeting
title: 'The café'  # not final
# claimed in the bid
claim:   consult   # ask again
status:\tproposal

groups:   # who
  # these first
  people:   # the tenants
    # side
    side: public   # hm
  # and those
  staff: {side: professional, people: 4}  # count again
stages:
  idea:
    # long
    is: told   # is it?
    note: as the minutes have it  # page 3
    evidence: minutes
  # then
  design: {is: unknown, note: not yet decided}  # when?
# who decides
decisions: {
  money: told,  # as ever
  problem: asked  # we think
}
bodies: unknown  # is there one?
# the end
"""
FILES = {
    "the template": template("A project", "a.yaml", {}),
    "the full template": template("A project", "a.yaml", {}, full=True),
    "a file made by hand": HAND_MADE,
}
LISTS: dict[str, Any] = {"bodies": [{"name": "Board", "seats": "9"}], "contact": [{"what": "Tea", "every": "week"}]}


def answers(ask: Ask) -> tuple[Any, Any]:
    words = ask.words.scale.words if ask.words else ()
    if ask.key in LISTS:
        return LISTS[ask.key], []
    return (words[1], words[-1]) if words else ("October 2026", "2027") if ask.path[-1] == "from" else ("4", "about 9")


def comments(text: str) -> list[tuple[str, str]]:
    """Each comment with the key on its line or else the next key below it."""
    found = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if "#" in line:
            keys = (
                re.match(r"[\s{-]*([\w]+):", below) for below in lines[number:] if not below.lstrip().startswith("#")
            )
            found.append((line[line.index("#") :], next((key[1] for key in keys if key), "")))
    return found


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("ask", [ask for _, ask in core()], ids=lambda ask: ask.key)
def test_every_comment_stays_above_its_key_whatever_is_answered_and_how_often(file: str, ask: Ask) -> None:
    text = FILES[file]
    kept = Kept(text.encode(), "a.yaml")
    first, last = answers(ask)
    before = comments(text)
    for value in (first, answering.undecided(ask), last, answering.undecided(ask), first):
        kept = kept.put(ask.path, value)
        assert comments(kept.raw.decode()) == before
    found = kept.get(ask.path)
    assert (found["is"] if isinstance(found, dict) else found) == first


def test_beside_a_persons_note_only_the_answer_changes() -> None:
    ask = next(ask for _, ask in core() if ask.key == "stages.idea")
    kept = Kept(HAND_MADE.encode(), "a.yaml").put(ask.path, answering.undecided(ask)).put(ask.path, "leads")
    assert kept.raw.decode() == HAND_MADE.replace("is: told ", "is: leads ")


def test_that_something_was_undecided_goes_when_it_is_answered() -> None:
    kept = Kept(HAND_MADE.encode(), "a.yaml").put(("stages", "design"), "asked")
    assert "  design: asked  # when?\n" in kept.raw.decode()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("payment: {is: unknown, note: not yet decided, hourly: 9}\n", "payment: {is: paid, hourly: 9}\n"),
        ("payment:\n  is: unknown\n  note: not yet decided\n  hourly: 9\n", "payment:\n  is: paid\n  hourly: 9\n"),
        (
            "payment:\n  is: unknown\n  note: not yet decided  # so far\n  hourly: 9\n",
            "payment:\n  is: paid\n  note: not yet decided  # so far\n  hourly: 9\n",
        ),
    ],
)
def test_what_stands_beside_that_something_was_undecided_stays(text: str, wanted: str) -> None:
    assert Kept(text.encode(), "a.yaml").put(("payment",), "paid").raw.decode() == wanted


def test_an_answer_is_written_under_the_persons_own_word() -> None:
    kept = Kept(HAND_MADE.encode(), "a.yaml")
    assert kept.get(("decisions", "budget")) == "told"
    assert kept.put(("decisions", "budget"), "asked").raw.decode() == HAND_MADE.replace("money: told", "money: asked")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_form_of_the_file_stays(mark: bytes, encoding: str, end: str) -> None:
    def form(text: str) -> bytes:
        return mark + text.replace("\n", end).encode(encoding)

    text = "title: Café  # ours\ngroups: unknown\n# last\n"
    kept = Kept(form(text), "a.yaml").put(("groups", "people", "side"), "public").put(("claim",), "consult")
    wanted = "title: Café  # ours\ngroups:\n  people:\n    side: public\nclaim: consult\n# last\n"
    assert kept.raw == form(wanted)


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("title: x", "claim", "title: x\nclaim: A\n"),
        ("{title: x}", "claim", "{title: x, claim: A}"),
        ("title: x\nclaim:\n", "claim", "title: x\nclaim: A\n"),
        ("title: x\nclaim:  # when?\n", "claim", "title: x\nclaim: A  # when?\n"),
        ("title: x\nclaim:\n  # below\n  consult\nlevel: y\n", "claim", "title: x\nclaim: A\n  # below\nlevel: y\n"),
        ("title: x\nstages:\n", "stages.idea", "title: x\nstages:\n  idea: A\n"),
        ("title: x\nstages: {}\n", "stages.idea", "title: x\nstages: {idea: A}\n"),
        ("title: x\nstages: {rest: unknown,}\n", "stages.idea", "title: x\nstages: {rest: unknown, idea: A,}\n"),
        (
            "title: x\ngroups: {people: public}\n",
            "groups.people.from",
            "title: x\ngroups: {people: {side: public, from: A}}\n",
        ),
        (
            "title: x\ngroups:\n  a: carer # c\n",
            "groups.a.from",
            "title: x\ngroups:\n  a: # c\n    side: carer\n    from: A\n",
        ),
        (
            "stages:\n  idea: b\n  # deep\n\ntitle: x\n",
            "stages.review",
            "stages:\n  idea: b\n  review: A\n  # deep\n\ntitle: x\n",
        ),
        ("title: |\n  x\n  y\n\n# z\n", "claim", "title: |\n  x\n  y\nclaim: A\n\n# z\n"),
    ],
)
def test_an_answer_is_put_where_a_person_would_write_it(text: str, path: str, wanted: str) -> None:
    assert Kept(text.encode(), "a.yaml").put(tuple(path.split(".")), "A").raw.decode() == wanted


@pytest.mark.parametrize("said", ["a: b", "{a}", "- x", "'", '"', "#x", "a #b", "a, b]", "::x", "~", "%a", "a:", "&a"])
def test_whatever_is_said_reads_back_as_it_was_said(said: str) -> None:
    for text in ("title: x\n", "{title: x}"):
        kept = Kept(text.encode(), "a.yaml").put(("title",), said).put(("contact",), [{"what": said}])
        assert parse(kept.raw, "").data == {"title": said, "contact": [{"what": said}]}


def test_what_would_take_a_comment_with_it_is_not_put() -> None:
    text = "title: x\nbodies:\n  # the old one\n  - name: Board  # closes in May\n    seats: 3\n"
    with pytest.raises(CannotPutError) as raised:
        Kept(text.encode(), "a.yaml").put(("bodies",), [])
    assert raised.value.line == 2


def test_a_list_that_was_answered_is_answered_otherwise() -> None:
    kept = Kept(b"title: x\nbodies: unknown # c\n", "a.yaml").put(("bodies",), LISTS["bodies"])
    assert kept.raw == b"title: x\nbodies: # c\n  - name: Board\n    seats: 9\n"
    assert kept.put(("bodies",), LISTS["contact"]).raw == b"title: x\nbodies: # c\n  - what: Tea\n    every: week\n"
    assert kept.put(("bodies",), []).raw == b"title: x\nbodies: [] # c\n"
