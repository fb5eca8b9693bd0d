"""Facts: what is read from a description, in the words a report uses. The cases are files, one for each family."""

from __future__ import annotations

from typing import Any

import pytest

from coaudit.facts import MEASURES, RULES, Unreadable, measure, own_fact
from coaudit.facts.fact import Fact
from coaudit.project.description import describe
from coaudit.source import parse
from coaudit.telling.words import CONFLICT_NAMES, in_words
from coaudit.values import YES_NO, Domain, Numbers, Scale, Words
from tests.core.reading import cases, described, dotted, measured

FACTS = cases("facts")
SILENT = measured({})[0]

KNOWN_FROM_SILENCE = {
    "decisions.reserved_share": "0",  # a decision that is not said to be reserved is not
    "entry.stage": "idea, design, delivery, review or never",  # other stages are there only where they are listed
    "entry.work_stage": "idea, design, delivery, review or never",
}


@pytest.mark.parametrize("case", FACTS)
def test_a_description_says(case: dict[str, Any]) -> None:
    facts, ground = measured(case.get("project"))

    assert {name: in_words(facts[name].value) for name in case["expect"]} == case["expect"]
    assert sorted(f"{rule} {what}".strip() for rule, what in ground.in_force) == sorted(case.get("rules", []))
    lowered = [
        f"{each.rule}: {dotted(each.path)} {each.said} {'reads' if each.sure else 'may read'} as {each.reads}"
        for each in ground.conflicts
    ]
    assert lowered == case.get("lowers", [])
    because = [[dotted(path) for path in each.because] for each in ground.conflicts]
    assert because == case.get("because", because)
    seen = {name: [dotted(path) for path in facts[name].paths] for name in case.get("seen_at", {})}
    assert seen == case.get("seen_at", {})


@pytest.mark.parametrize("case", FACTS)
def test_a_fact_lies_within_what_it_may_be_at_all(case: dict[str, Any]) -> None:
    facts, _ = measured(case.get("project"))

    assert [name for name, fact in facts.items() if not MEASURES[name].domain.anything().holds(fact.value)] == []


@pytest.mark.parametrize("name", MEASURES)
def test_where_nothing_is_stated_a_fact_may_be_anything(name: str) -> None:
    assert in_words(SILENT[name].value) == KNOWN_FROM_SILENCE.get(name, in_words(MEASURES[name].domain.anything()))
    assert not SILENT[name].stated


@pytest.mark.parametrize("name", MEASURES)
def test_every_fact_has_cases(name: str) -> None:
    """A fact settled, and a fact left open although something is said: each has to stand in a file."""
    expected = {case.values[0]["expect"].get(name) for case in FACTS} - {None}
    assert len(expected) >= 2, f"write cases that expect something of {name}"


def test_every_fact_says_what_it_means() -> None:
    assert [name for name, measure in MEASURES.items() if not measure.means.endswith(".")] == []


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("decisions.budget", "The say that people have in this decision: budget."),
        ("stages.design", "The part that people have in this stage: design."),
        ("feedback.public", "Whether the answer is public."),
    ],
)
def test_a_fact_that_is_one_of_many_like_it_answers_the_question_of_its_own_key(name: str, means: str) -> None:
    measure = MEASURES[name]
    assert (measure.name, measure.means, measure.keys) == (name, means, (name,))


def test_every_rule_is_triggered_somewhere_and_has_a_short_name() -> None:
    triggered = {rule.split(" ")[0] for case in FACTS for rule in case.values[0].get("rules", [])}
    assert triggered == set(RULES) == set(CONFLICT_NAMES)


KINDS: dict[str, Domain] = {
    "yes_no": Words(YES_NO),
    "number": Numbers(),
    "words": Words(Scale("spread", ("none", "some", "all"))),
}


@pytest.mark.parametrize(
    ("kind", "written", "reads"),
    [
        ("yes_no", "yes", "yes"),
        ("yes_no", "true", "yes"),
        ("yes_no", "unknown", "not stated"),
        ("number", "about 30", "27 to 33"),
        ("words", "some", "some"),
        ("words", "at least some", "some to all"),
        ("words", {"is": "all", "evidence": "Minutes"}, "all"),
    ],
)
def test_a_fact_of_a_rubrics_own_is_read_as_the_rubric_says(kind: str, written: object, reads: str) -> None:
    fact = own_fact(described({"facts": {"own": written}}).project, "own", KINDS[kind])
    assert in_words(fact.value) == reads
    assert fact.paths == (() if written == "unknown" else (("facts", "own"),))


def test_a_fact_of_a_rubrics_own_may_be_left_out() -> None:
    assert own_fact(described({}).project, "own", KINDS["number"]) == Fact("own", Numbers().anything(), ())


@pytest.mark.parametrize(
    ("kind", "written", "message", "hint"),
    [
        ("words", "most", "'most' is not one of the words for spread", "the words are: none, some, all (or unknown)"),
        ("number", "many", "'many' is not a number", "write digits, such as 6, or: about 30, at least 12,"),
        ("yes_no", ["yes"], "'own' holds more than one value", "write one value on the same line"),
        ("yes_no", {"is": "yes", "colour": "red"}, "'own' holds more than one value", "write one value on the"),
    ],
)
def test_a_fact_of_a_rubrics_own_that_cannot_be_read_is_refused(
    kind: str, written: object, message: str, hint: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        own_fact(described({"facts": {"own": written}}).project, "own", KINDS[kind])
    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)
    assert caught.value.hint[-1].isalpha() or caught.value.hint.endswith(")")


@pytest.mark.parametrize(
    ("disagreement", "because"),
    [(None, ()), ("told", (("reasons-only", "on_disagreement.is"), ("few-seats", "bodies.1.people_seats")))],
)
def test_what_caps_every_say_is_named_only_where_the_rule_is_certainly_in_force(
    disagreement: str | None, because: tuple[tuple[str, str], ...]
) -> None:
    said = {"on_disagreement": disagreement} if disagreement else {}
    _, ground = measured({"bodies": [{"decides": "yes", "people_seats": "1"}], **said})

    assert tuple((rule, dotted(path)) for rule, path in ground.because) == because


def test_the_groups_that_joined_late_stand_in_the_order_of_the_file() -> None:
    names = ["violet", "amber", "jade", "coral", "ivory", "teal", "ochre"]
    groups = {name: {"side": "public", "from": "2026-05"} for name in names}
    _, ground = measure(described({"groups": groups, "stages": {"design": {"is": "asked", "date": "2026-01"}}}).project)

    assert [path[1] for path in ground.parts["design"].paths if path[0] == "groups"] == names


def test_the_groups_that_joined_late_are_named_as_the_reason_in_the_order_of_the_alphabet() -> None:
    names = ["violet", "amber", "jade", "coral", "ivory", "teal", "ochre"]
    groups = {name: {"side": "public", "from": "2026-05"} for name in names}
    _, ground = measured({"groups": groups, "stages": {"design": {"is": "asked", "date": "2026-01"}}})

    (conflict,) = ground.conflicts
    assert [dotted(path) for path in conflict.because] == [
        "stages.design.date",
        *(f"groups.{name}.from" for name in sorted(names)),
    ]


def test_the_stages_that_were_over_before_anybody_joined() -> None:
    groups = {"experts": {"side": "lived-experience", "from": "2026-05"}}
    _, ground = measured({"groups": groups, "stages": {"design": {"is": "asked", "date": "2026-01"}}})
    assert ground.over_before == {"idea", "design"}


@pytest.mark.parametrize(
    ("entry", "name", "days"),
    [
        ("every 3 weeks", None, 21),
        ("Weekly", None, 7),
        ("twice a month", None, 14),
        ("Every Monday at the depot", "Every Monday at the depot", 7),
        ("Design group", "Design group", None),
        ("Each team in turn", "Each team in turn", None),
        ("Monday club", "Monday club", None),
    ],
)
def test_an_entry_of_contact_that_is_a_length_of_time_does_not_become_a_name(
    entry: str, name: str | None, days: int | None
) -> None:
    found = describe(parse(f"title: A\ncontact:\n  - {entry}\n".encode(), "p.yaml")).project.contact
    assert found

    (line,) = found
    assert (line.what, line.every and line.every.low) == (name, days)


def test_no_fact_is_measured_that_is_not_wanted() -> None:
    facts, _ = measure(described({"payment": "paid"}).project, ("payment", "a-fact-of-the-rubrics-own"))

    assert {name: in_words(fact.value) for name, fact in facts.items()} == {"payment": "paid"}
