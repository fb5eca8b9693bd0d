"""What --set does to a description: where values go, and that wrong ones are met with the words of the reader."""

from __future__ import annotations

from typing import Any

import pytest

from coaudit.errors import SourceError
from coaudit.project.description import describe
from coaudit.source import parse
from coaudit.whatif import changed

TEXT = """\
title: A project
groups:
  experts:
    side: lived-experience
    people: 6
  staff: professional
decisions:
  methods: asked
  budget:
    is: told
    reserved: {by: law, told: before}
  rest: asked
stages: none
contact:
  - what: Design group
    every: 3 weeks
  - A walk
payment: paid
support: [peer]
affected: [Night staff]
changes:
  - what: Hours
bodies:
  - name: Board
"""

SET = [
    # what is set, the key to look at, and what then stands there
    ("claim=consult", "claim", "consult"),
    ("claim = consult", "claim", "consult"),
    ("decisions.delivery=together", "decisions", {"delivery": "together"}),
    (
        "decisions.budget=together",
        "decisions",
        {"budget": {"is": "together", "reserved": {"by": "law", "told": "before"}}},
    ),
    ("decisions.budget={is: asked}", "decisions", {"budget": {"is": "asked"}}),
    ("decisions.budget=none", "decisions", {"budget": "none"}),
    ("decisions.design=together", "decisions", {"methods": "together"}),
    ("stages.design=asked", "stages", {"rest": "none", "design": "asked"}),
    ("payment.hourly=30", "payment", {"is": "paid", "hourly": "30"}),
    ("payment=", "payment", None),
    ("payment=unknown", "payment", "unknown"),
    ("groups.experts=carer", "groups", {"experts": {"side": "carer", "people": "6"}}),
    ("groups.staff.people=about 30", "groups", {"staff": {"side": "professional", "people": "about 30"}}),
    ("groups.family carers=carer", "groups", {"family carers": "carer"}),
    ("contact.1.every=month", "contact", [{"what": "Design group", "every": "month"}, "A walk"]),
    ("contact[1].every=month", "contact", [{"what": "Design group", "every": "month"}, "A walk"]),
    ("contact.2.times=3", "contact", [{"what": "Design group", "every": "3 weeks"}, {"what": "A walk", "times": "3"}]),
    ("contact.+=A survey", "contact", [{"what": "Design group", "every": "3 weeks"}, "A walk", "A survey"]),
    ("contact.1=", "contact", ["A walk"]),
    ("contact.1=A survey", "contact", [{"what": "A survey", "every": "3 weeks"}, "A walk"]),
    ("contact.1=weekly", "contact", [{"what": "Design group", "every": "weekly"}, "A walk"]),
    (
        "contact.2=every month",
        "contact",
        [{"what": "Design group", "every": "3 weeks"}, {"what": "A walk", "every": "every month"}],
    ),
    ("contact.+=weekly", "contact", [{"what": "Design group", "every": "3 weeks"}, "A walk", "weekly"]),
    ("affected.1=yes", "affected", [{"who": "Night staff", "here": "yes"}]),
    ("affected.1=Cleaners", "affected", ["Cleaners"]),
    ("changes.1=substance", "changes", [{"what": "Hours", "size": "substance"}]),
    ("groups.experts=8", "groups", {"experts": {"side": "lived-experience", "people": "8"}}),
    ("groups.staff=8", "groups", {"staff": {"side": "professional", "people": "8"}}),
    ("changes.+.size=detail", "changes", [{"what": "Hours"}, {"size": "detail"}]),
    ("support.+=training", "support", ["peer", "training"]),
    ("support=[training, peer]", "support", ["training", "peer"]),
    ("purpose=a = b", "purpose", "a = b"),
]


@pytest.mark.parametrize(("argument", "key", "wanted"), SET, ids=[row[0] for row in SET])
def test_a_value_goes_where_its_key_leads(argument: str, key: str, wanted: Any) -> None:
    document = parse(TEXT.encode(), "p.yaml")
    before = repr(document.data)
    found: Any = changed(document, [argument])
    describe(found)  # it can be judged

    there = found.data.get(key)
    if isinstance(wanted, dict) and key in ("decisions", "groups"):
        there = {name: there[name] for name in wanted}
    assert there == wanted
    assert repr(document.data) == before, "the file's own data stay as they are"


REFUSED = [
    # what is set, the column told, and what is said
    ("decisions.budget=togther", 18, "did you mean 'together'?"),
    ("decisions.budgt=together", 11, "did you mean 'budget'?"),
    ("budget=together", 1, "write --set decisions.budget=together"),
    ("hourly=27.50", 1, "write --set payment.hourly=27.50"),
    ("same_people=yes", 1, "write --set contact.1.same_people=yes"),
    ("decisions", 1, "an equals sign is missing here"),
    ("decisions..budget=asked", 1, "'' is not a key"),
    ("a&b=asked", 1, "'a&b' is not a key"),
    ("__class__=x", 1, "'__class__' is not a key"),
    ("contact.3.every=month", 1, "'contact' has only 2 entries"),
    ("contact.every=month", 1, "name an entry by its number, as in contact.1"),
    ("contact.0.every=month", 1, "'0' is not the number of an entry"),
    ("contact.1.every=often", 17, "'often' is not a length of time"),
    ("groups.experts.people=30%", 23, "'30%' is not a number"),
    ("groups.experts.staying=9", 24, "more people stay than there are people"),
    ("starts=2026-02-30", 8, "there is no 30 February"),
    ("title=", 7, "'title' is missing"),
    ("purpose=*all", 9, 'A text cannot begin with "*"'),
    ("purpose=!!python/object/apply:os.system [x]", 9, 'cannot begin with "!"'),
    ("purpose=a: b", 9, "second colon"),
    ("purpose=x\nclaim: consult", 1, "this is more than one value"),
    ("purpose=\x1b[31m", 9, "cannot be printed"),
    ("purpose=" + "[" * 50, 9, ""),
    ("bodies=Board, 3 seats", 8, 'in brackets: --set "bodies=[{name: Board, seats: 3}]"'),
    ("bodies=Board", 8, 'in brackets: --set "bodies=[{name: Board}]"'),
    ("bodies.1=12", 10, 'say what this is: --set "bodies.1={seats: 12}"'),
    ("bodies.+=Board, 3 seats", 10, '--set "bodies.+={name: Board, seats: 3}"'),
    ("contact=weekly", 9, '--set "contact=[{every: weekly}]"'),
    ("contact=Design group, weekly", 9, '--set "contact=[{what: Design group, every: weekly}]"'),
    ("affected=Night staff", 10, '--set "affected=[{who: Night staff}]"'),
    ("accounts=x", 10, "set one key of an entry at a time: --set accounts.+.from=..."),
    ("decisions.other=Opening hours", 17, "--set decisions.other.+.what=..."),
    ("changes=Hours", 9, '--set "changes=[{what: Hours}]"'),
    ("contact.1.dates=2026-10-05", 17, '--set "contact.1.dates=[2026-10-05]"'),
    ("decisions={rest: sometimes}", 11, "'sometimes' is not one of the words"),
]


@pytest.mark.parametrize(("argument", "column", "said"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_a_wrong_value_is_told_of_the_argument_in_the_words_of_the_reader(
    argument: str, column: int, said: str
) -> None:
    with pytest.raises(SourceError) as caught:
        describe(changed(parse(TEXT.encode(), "p.yaml"), [argument]))

    first = caught.value.problems[0]
    assert (first.name, first.line, first.column, first.quoted) == ("--set", 1, column, argument)
    assert said in f"{first.message} {first.hint}"
    assert "\x1b" not in f"{first}{first.hint}{first.excerpt()}"


def test_several_values_are_set_in_turn_and_all_that_is_wrong_is_told_at_once() -> None:
    document = parse(TEXT.encode(), "p.yaml")
    found: Any = changed(document, ["contact=none", "contact.+=A walk", "contact.1.times=2"])

    assert found.data["contact"] == [{"what": "A walk", "times": "2"}]
    with pytest.raises(SourceError) as caught:
        changed(document, ["x", "y"])
    assert len(caught.value.problems) == 2


def test_what_a_value_makes_wrong_elsewhere_is_told_of_the_file() -> None:
    text = "title: x\ngroups: {a: carer}\ncontact: [{what: y, who: a}]\n"
    with pytest.raises(SourceError) as caught:
        describe(changed(parse(text.encode(), "p.yaml"), ["groups={b: carer}"]))

    assert (caught.value.problems[0].name, caught.value.problems[0].line) == ("p.yaml", 3)


@pytest.mark.parametrize("argument", ["contact=none", "contact.1="])
def test_a_text_that_a_sign_cuts_off_is_no_trouble_where_another_value_is_set_in_its_place(argument: str) -> None:
    document = parse(b"title: A\ncontact:\n  - what: Ward #4\n", "p.yaml")
    assert describe(changed(document, [argument])).project.contact == []


@pytest.mark.parametrize(
    ("before", "typed"), [("", "--set contact.+.every=month"), ("contact: [A walk]\n", "--set contact.1.every=month")]
)
def test_a_key_of_an_entry_is_told_with_the_entry_that_can_be_typed(before: str, typed: str) -> None:
    with pytest.raises(SourceError) as caught:
        describe(changed(parse(f"title: A\n{before}".encode(), "p.yaml"), ["every=month"]))
    assert caught.value.problems[0].hint == f"write {typed}"
