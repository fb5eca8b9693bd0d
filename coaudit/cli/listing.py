"""The lists that `coaudit facts` and `coaudit formats` print."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from coaudit.cli.output import width
from coaudit.values import Domain, Numbers, Sets, Words


def filled(text: str, indent: int = 0, hang: int = 0) -> str:
    """Text in lines that fit the window, all set in by as many blanks; `hang` is more for all but the first."""
    blanks = " " * indent
    return "\n".join(
        wrap(
            text,
            max(width(), indent + hang + 20),
            initial_indent=blanks,
            subsequent_indent=blanks + " " * hang,
            break_on_hyphens=False,
            break_long_words=False,
        )
    )


def entries(pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Entries with a name each, and under it its sentences, set in."""
    return "\n".join("\n".join([name, *(filled(each, 4) for each in sentences if each)]) for name, sentences in pairs)


def domain_text(domain: Domain) -> str:
    """What a fact may be, in words."""
    if isinstance(domain, Numbers):
        return domain.unit if domain.unit.startswith("a share") else f"a number of {domain.unit}".removesuffix(" of ")
    listed = ", ".join(domain.scale.words)
    if isinstance(domain, Sets):
        return f"any of: {listed}"
    assert isinstance(domain, Words)
    return f"{listed} (in this order)" if domain.scale.ordered and len(domain.scale.words) > 2 else f"one of: {listed}"


def facts_text() -> str:
    """Every fact with its domain and meaning, and the conflict rules."""
    from coaudit.facts import MEASURES, RULES

    measured = entries((fact.name, (domain_text(fact.domain), fact.means)) for fact in MEASURES.values())
    rules = entries((name, (means,)) for name, means in RULES.items())
    return (
        filled("Facts: what a rubric may ask about. Each is measured from what a description states.")
        + f"\n\n{measured}\n\n"
        + filled("Rules: where two stated facts disagree, the lower counts, and a report shows both places.")
        + f"\n\n{rules}"
    )


def formats_text() -> str:
    """The formats, with what each is for."""
    from coaudit.render import FORMATS

    longest = max(map(len, FORMATS))
    return "\n".join(f"{name.ljust(longest)}  {format_.summary}" for name, format_ in FORMATS.items())
