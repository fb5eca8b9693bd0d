"""The glossary: every word of the closed lists that it explains is one, none is left out, and all can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import textstat

from coaudit import bundled, vocabulary
from coaudit.audit import load
from coaudit.glossary import TERMS, WORDS
from coaudit.vocabulary import Vocabulary
from tests.cli.conftest import run_in
from tests.test_rubrics import HARDEST_READING_AGE, YEARS_BEFORE_SCHOOL

LISTS = {each.scale.name: each.scale.words for each in vars(vocabulary).values() if isinstance(each, Vocabulary)}
RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")


@pytest.mark.parametrize("name", WORDS)
def test_a_list_is_explained_word_by_word_in_its_own_order(name: str) -> None:
    assert tuple(WORDS[name]) == LISTS[name]


def test_every_meaning_is_a_sentence_that_can_be_read_at_thirteen() -> None:
    meanings = [*TERMS.values(), *(means for words in WORDS.values() for means in words.values())]
    assert [each for each in meanings if not (each.endswith(".") and each[0].isupper())] == []
    hard = [
        each for each in meanings if textstat.flesch_kincaid_grade(each) + YEARS_BEFORE_SCHOOL > HARDEST_READING_AGE
    ]
    assert hard == []


def test_the_terms_stand_in_the_order_of_the_alphabet() -> None:
    assert list(TERMS) == sorted(TERMS)


def test_what_the_report_calls_things_is_explained() -> None:
    said = {*TERMS, *(rung.title.lower() for rung in RUBRIC.rungs)}
    assert {"claim", "rung", "grade", "tokenism", "lived experience", "reciprocity", "not stated", "settled"} <= said


@pytest.mark.parametrize("word", ["tokenism", "lived experience", "together", "coverage", "side", "Reciprocity"])
def test_a_word_can_be_explained_on_the_command_line(tmp_path: Path, word: str) -> None:
    done = run_in(tmp_path, "explain", word)
    means = TERMS.get(word.lower()) or WORDS["say"].get(word) or ""
    assert done.code == 0
    assert " ".join(means.split()) in " ".join(done.out.split())
    assert means
