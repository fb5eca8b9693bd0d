"""Literal text, and what it says: numbers, days, lengths of time and words, read as a person means them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaudit import scalars, vocabulary
from coaudit.scalars import Day, Unreadable
from coaudit.telling.words import in_words
from coaudit.values import Range
from coaudit.vocabulary import Vocabulary
from tests.core.reading import table

LISTS = {name: words for name, words in vars(vocabulary).items() if isinstance(words, Vocabulary)}


def ends(found: object) -> str:
    """What was read, as `from to`."""
    if isinstance(found, Day):
        return f"{found.first} to {found.last}"
    assert isinstance(found, Range)
    return f"{found.low} to {found.high}"


def agrees(case: dict[str, str], read: Callable[[str], object], tell: Callable[..., str]) -> None:
    """Whether a text is read, or refused, as its case says."""
    if "reads" in case:
        assert tell(read(case["written"])) == case["reads"]
        return
    with pytest.raises(Unreadable) as caught:
        read(case["written"])
    assert (caught.value.message, caught.value.hint) == (case["message"], case["hint"])
    assert str(caught.value) == case["message"]


@pytest.mark.parametrize("case", table("scalars/numbers", "written"))
def test_a_number(case: dict[str, str]) -> None:
    agrees(case, scalars.number, ends)


@pytest.mark.parametrize("case", table("scalars/figures", "written"))
def test_a_figure_of_a_rubric(case: dict[str, str]) -> None:
    found = scalars.figure(case["written"])
    assert case["reads"] == ("no" if found is None else str(found))
    assert isinstance(found, int) == case["reads"].removeprefix("-").isdecimal()


@pytest.mark.parametrize("case", table("scalars/days", "written"))
def test_a_day(case: dict[str, str]) -> None:
    agrees(case, scalars.day, ends)


@pytest.mark.parametrize("case", table("scalars/periods", "written"))
def test_a_length_of_time(case: dict[str, str]) -> None:
    agrees(case, scalars.period, ends)


@pytest.mark.parametrize("case", table("scalars/words", "written"))
def test_a_word_of_a_list(case: dict[str, str]) -> None:
    agrees(case, lambda text: scalars.choice(text, LISTS[case["list"]]), in_words)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_hint(text: str) -> None:
    for read in (scalars.number, scalars.day, scalars.period, lambda text: scalars.choice(text, vocabulary.SAY)):
        with suppress(Unreadable):
            read(text)
            continue
        with pytest.raises(Unreadable) as caught:
            read(text)
        assert caught.value.message
        assert caught.value.hint


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_a_number_is_exact(whole: int, hundredths: int) -> None:
    exact = Fraction(whole * 100 + hundredths, 100)
    assert scalars.number(f"{whole}.{hundredths:02}") == Range(exact, exact)
    assert scalars.number(f"{whole:,}") == Range(Fraction(whole), Fraction(whole))


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_itself_however_it_is_written(day: date) -> None:
    name = scalars.MONTHS[day.month - 1].capitalize()
    for written in (day.isoformat(), f"{day.day} {name} {day.year}", f"{day.day} {name[:3]} {day.year}"):
        assert scalars.day(written) == Day(day, day)
    assert scalars.day(f"{day:%Y-%m}").first <= day <= scalars.day(f"{day:%Y-%m}").last


@pytest.mark.parametrize("name", LISTS)
def test_a_list_reads_its_own_words_as_themselves(name: str) -> None:
    for word in LISTS[name].scale.words:
        for written in (word, word.upper(), word.replace("-", " "), word.replace("-", "_")):
            assert LISTS[name].find(written) == word


@pytest.mark.parametrize("name", LISTS)
def test_every_synonym_is_read_as_a_word_of_its_list(name: str) -> None:
    words = LISTS[name]
    for synonym, word in words.synonyms.items():
        assert word in words.scale.words
        assert words.find(synonym) == word
        assert synonym not in words.scale.words or synonym == word


@pytest.mark.parametrize(
    ("written", "words", "near"),
    [
        ("desing", ("problem", "design"), "design"),
        ("Still Open", ("still-open",), "still-open"),
        ("on_disagrement", ("on-disagreement",), "on-disagreement"),
        ("elephant", ("problem", "design"), None),
        ("design", (), None),
        ("a" * 60 + "b" * 200, ("a" * 60,), "a" * 60),
        ("a" * 30 + "b" * 100, ("b" * 40,), "b" * 40),
        ("a" * 30 + "b" * 100, ("b" * 41,), None),
        ("design", ("x",) * 199 + ("design",), "design"),
        ("design", ("x",) * 200 + ("design",), None),
    ],
)
def test_the_nearest_word(written: str, words: tuple[str, ...], near: str | None) -> None:
    assert scalars.nearest(written, words) == near


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2026-01", "2026-02", True),
        ("2026-01-31", "2026-02", True),
        ("2026-02", "2026-02-28", False),
        ("2026", "2026-12", False),
        ("2026-02-02", "2026-02-01", False),
    ],
)
def test_before_is_before_on_every_reading(one: str, other: str, before: bool) -> None:
    assert scalars.day(one).before(scalars.day(other)) is before


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("piad", "paid"),
        ("vuocher", "voucher"),
        ("employd", "employed"),
        ("unpaid", None),
        ("apid", None),
        ("nothing", None),
    ],
)
def test_only_a_slip_of_the_pen_is_taken_for_a_word(written: str, meant: str | None) -> None:
    assert scalars.slip_of(written, vocabulary.PAYMENT.scale.words) == meant
