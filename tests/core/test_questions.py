"""The questions behind the keys: which of them a description leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from coaudit import vocabulary as words
from coaudit.facts import MEASURES
from coaudit.glossary import WORDS
from coaudit.project.keys import means
from coaudit.project.questions import QUESTIONS, open_question
from tests.core.reading import described


def test_every_key_that_a_fact_is_read_from_has_a_question() -> None:
    keys = {key for measure in MEASURES.values() for key in measure.keys}
    assert keys - set(QUESTIONS) == set()
    assert all(question.endswith("?") for question in QUESTIONS.values())


KEYS = {"stages": words.STAGE.scale.words, "decisions": words.DECISION.scale.words}
ASKED_OF_PEOPLE = [*words.STAGE.scale.words[:-1], *words.DECISION.scale.words]


@pytest.mark.parametrize("name", dict.fromkeys(ASKED_OF_PEOPLE))
def test_a_question_about_a_say_or_a_part_names_people_so_that_nobody_answers_with_a_name(name: str) -> None:
    asked = [means(f"{block}.{name}") for block, names in KEYS.items() if name in names]

    assert asked
    for question in asked:
        assert question.startswith(("What say do people have", "What part do people have"))


@pytest.mark.parametrize("list_", ["say", "part"])
def test_what_a_say_or_a_part_means_names_people(list_: str) -> None:
    assert [means for means in WORDS[list_].values() if not means.startswith("People ")] == []


@pytest.mark.parametrize(
    ("fragment", "key", "open_"),
    [
        ({}, "payment", "payment"),
        ({"payment": "none"}, "payment", None),
        ({"payment": "unknown"}, "payment", "payment"),
        ({"payment": {"note": "Ask"}}, "payment", "payment"),
        ({}, "payment.hourly", "payment"),
        ({"payment": "paid"}, "payment.hourly", "payment.hourly"),
        ({"payment": {"hourly": "20"}}, "payment.hourly", None),
        ({}, "decisions.budget", "decisions.budget"),
        ({"decisions": {"budget": "told"}}, "decisions.budget", None),
        ({"decisions": {"rest": "told"}}, "decisions.budget", None),
        ({"decisions": {"budget": "unknown", "rest": "told"}}, "decisions.budget", "decisions.budget"),
        ({"groups": {"a": "carer"}, "decisions": {"budget": {"who": {"a": "told"}}}}, "decisions.budget", None),
        ({"stages": {"rest": "told"}}, "stages.idea", None),
        ({}, "groups.people", "groups"),
        ({"groups": {"a": "carer", "staff": "professional"}}, "groups.people", "groups.people"),
        ({"groups": {"a": {"side": "carer", "people": "2"}}}, "groups.people", None),
        ({"groups": {"a": {"people": "2"}}}, "groups.side", "groups.side"),
        ({"groups": {"staff": "professional"}}, "groups.recruited", None),
        ({"groups": {"others": {"people": "2"}}}, "groups.recruited", "groups.recruited"),
        ({"groups": {"a": {"side": "carer", "from": "2026"}}}, "groups.from", None),
        ({"groups": {"a": "carer"}}, "groups.from", "groups.from"),
        ({}, "contact.times", "contact"),
        ({"contact": [{"every": "month"}]}, "contact.times", "contact.times"),
        ({"contact": [{"times": "2"}]}, "contact.times", None),
        ({"contact": [{"dates": ["2026"]}]}, "contact.times", None),
        ({"contact": [{"dates": ["2026"]}]}, "contact.every", "contact.every"),
        ({"contact": [{"dates": ["2026", "2027"]}]}, "contact.every", None),
        ({"contact": [{"times": "1", "same_people": "no"}]}, "contact.every", None),
        ({"contact": [{"every": "week"}]}, "contact.every", None),
        ({"contact": [{"every": "week"}]}, "contact.method", "contact.method"),
        ({"bodies": [{"decides": "yes"}]}, "bodies.decides", None),
        ({"bodies": "none"}, "bodies.seats", None),
    ],
)
def test_a_question_is_open_or_answered(fragment: dict[str, Any], key: str, open_: str | None) -> None:
    assert open_question(described(fragment).project, key) == open_
