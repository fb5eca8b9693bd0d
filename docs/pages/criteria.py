"""A rubric as Markdown: one page for each criterion and each risk, an index of them, and the ladder.

Everything is read from the rubric, so a page cannot say other than what is judged. Pure functions: the meanings of
facts are handed in, and whoever calls writes the files (docs/build.py does).
"""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coaudit.rubric import CLAIM_GAP, CLAIM_RUNG, LEVEL_OF, Criterion, Item, Risk, Rubric, Rung, conditions
from coaudit.rubric.fields import TOP_LEVEL
from docs.pages.parts import anchor, bullets, figure, join, table, words, wrap, yaml

MADE = "<!-- Made from the rubric by docs/build.py. Change the rubric, not this page. -->"
SURE = {
    "read": "Read",
    "second-hand": "Second-hand",
    "recalled": "From memory",
}
SURENESS = (
    "*Read*: we saw the text, often only its opening or summary. *Second-hand*: we saw what others say of it. "
    "*From memory*: still to be checked."
)
OPERATORS = {**conditions.OPERATORS, "is": "is"}


@dataclass(frozen=True, slots=True)
class FactInWords:
    """What a fact means, and what it may be."""

    means: str
    values: str


Facts = Mapping[str, FactInWords]


def pages(rubric: Rubric, facts: Facts) -> dict[str, str]:
    """Every page by its path: `criteria/entry.md`, `criteria/README.md`, `rungs.md`."""
    found = {f"criteria/{criterion.id}.md": criterion_page(rubric, criterion, facts) for criterion in rubric.criteria}
    found |= {f"criteria/{risk.id}.md": risk_page(rubric, risk, facts) for risk in rubric.risks}
    return found | {"criteria/README.md": index(rubric), "rungs.md": ladder(rubric)}


def criterion_page(rubric: Rubric, criterion: Criterion, facts: Facts) -> str:
    """The page of one criterion."""
    dimension = next(each for each in rubric.dimensions if each.id == criterion.dimension)
    core = "It is one of the questions that the short interview asks." if criterion.core else ""
    return join(
        f"# {words(criterion.title)}",
        MADE,
        f"Criterion `{criterion.id}` · {words(dimension.title)} · weight {figure(criterion.weight)}",
        "## What it asks",
        wrap(words(criterion.asks), core),
        *_why(criterion),
        "## How it is measured",
        wrap("The level is the highest one whose condition holds. These facts decide it:"),
        _facts(criterion.facts, facts),
        *_where_it_counts(rubric, criterion),
        "## Levels",
        *_levels(criterion),
        *_move_up(rubric, criterion),
        *_case_and_sources(rubric, criterion),
        "## Limits",
        bullets(_criterion_limits(rubric, criterion)),
    )


def risk_page(rubric: Rubric, risk: Risk, facts: Facts) -> str:
    """The page of one risk."""
    star = " · starred: at severity 4 it makes the whole risk high" if risk.starred else ""
    where = risk.applies.alternatives
    applies = _alternatives("It concerns a project where", where) if where else "It concerns every project."
    due = wrap(f"It is judged once a project is {words(risk.due.replace('-', ' '))}, not before.") if risk.due else ""
    return join(
        f"# {words(risk.title)}",
        MADE,
        f"Tokenism risk `{risk.id}`{star}",
        "## What it asks",
        wrap(words(risk.asks)),
        *_why(risk),
        "## How it is measured",
        applies,
        due,
        wrap("The severity is the highest one whose condition holds. These facts decide it:"),
        _facts((*risk.facts, *risk.applies.facts()), facts),
        "## Levels",
        "### Severity 0: no sign of it\n\nThis is what is left when none of the conditions below holds.",
        *_severities(risk),
        *_move_up(rubric, risk),
        *_case_and_sources(rubric, risk),
        "## Limits",
        bullets(_risk_limits(rubric)),
    )


def _why(item: Item) -> tuple[str, str]:
    return "## Why it matters", wrap(words(item.why))


def _facts(names: Iterable[str], facts: Facts) -> str:
    """The facts that something asks about, each with its meaning and what it may be."""
    return table(
        ("fact", "what it means", "it may be"),
        [(f"`{name}`", *_in_words(name, facts)) for name in dict.fromkeys(names)],
    )


def _in_words(name: str, facts: Facts) -> tuple[str, str]:
    if name in facts:
        return words(facts[name].means), words(facts[name].values)
    if name == CLAIM_RUNG:
        return "The rung that is claimed. Where nothing is claimed, the rung that is evidenced.", "a rung"
    if name == CLAIM_GAP:
        return "How many rungs the claim is above the evidence, never below 0.", "a number of rungs"
    if name.startswith(LEVEL_OF):
        return f"The level of {name.removeprefix(LEVEL_OF)}.", f"0 to {TOP_LEVEL}"
    return "A fact of this rubric's own, read from `facts:`.", "what the rubric says"


def _where_it_counts(rubric: Rubric, criterion: Criterion) -> Iterator[str]:
    """Which rungs need it, and which expect it."""
    needs = [f"{_rung(rung)} (level {rung.needs[criterion.id]})" for rung in rubric.rungs if criterion.id in rung.needs]
    wants = [
        f"{words(rung.title)} (level {rung.expects[criterion.id]})"
        for rung in rubric.rungs
        if rung.expects.get(criterion.id)
    ]
    if needs:
        yield wrap(f"Needed for the rung: {', '.join(needs)}.")
    if wants:
        yield wrap(f"Expected of a project that claims: {', '.join(wants)}.")


def _rung(rung: Rung) -> str:
    return f"[{words(rung.title)}](../rungs.md#{anchor(rung.title)})"


def _levels(criterion: Criterion) -> Iterator[str]:
    for level, step in enumerate(criterion.levels):
        yield f"### Level {level}: {words(step.means)}"
        if step.when.alternatives:
            yield _alternatives("Reached when", step.when.alternatives)
        else:
            yield "This is what is left when no higher level is reached."
        for fact, means in step.means_by.items():
            yield wrap(f"Where `{fact}` alone reaches it, it means: {words(means)}.")
        yield from _example(step.example)
        if step.next_step:
            yield wrap(f"To get there from the level below: {words(step.next_step)}")


def _severities(risk: Risk) -> Iterator[str]:
    for level in risk.levels:
        yield f"### Severity {level.severity}: {words(level.means)}"
        yield _alternatives("Reached when", level.when.alternatives)
        yield from _example(level.example)


def _example(fragment: Any) -> Iterator[str]:
    if fragment is not None:
        yield f"An example:\n\n```yaml\n{yaml(fragment)}\n```"


def _alternatives(start: str, alternatives: Iterable[Iterable[Any]]) -> str:
    """A condition in words: one sentence, or a list of which any one is enough."""
    said = [" and ".join(_test(test) for test in alternative) for alternative in alternatives]
    if len(said) == 1:
        return wrap(f"{start} {said[0]}.")
    return f"{start} any one of these holds:\n\n" + bullets(f"{each}." for each in said)


def _test(test: Any) -> str:
    """One test in words, with the figure behind a name of `reference`."""
    operands = [words(word) for word in test.words]
    if len(test.numbers) == len(test.words):
        operands = [
            word if word[:1].isdigit() else f"{word} ({figure(number)})"
            for word, number in zip(operands, test.numbers, strict=True)
        ]
    return f"`{test.fact}` {OPERATORS[test.operator]} {', '.join(operands)}"


def _move_up(rubric: Rubric, item: Item) -> Iterator[str]:
    start = "How to move up" if isinstance(item, Criterion) else "How to bring it down"
    yield f"## {start}"
    efforts = ", ".join(f"{name} {figure(size)}" for name, size in rubric.efforts.items())
    yield wrap(f"{words(item.next_step)} The effort is {words(item.effort)} (the rubric counts {words(efforts)}).")


def _case_and_sources(rubric: Rubric, item: Item) -> Iterator[str]:
    yield "## A real case"
    yield wrap(words(item.real_case.text), f"Source: {_cited(rubric, item.real_case.source)}")
    yield "## Sources"
    yield bullets(_cited(rubric, name) for name in item.sources)
    yield wrap(SURENESS)
    yield "## Thresholds"
    whose = (
        "**House**: no study sets these lines; they are our own choice, and a team may choose others."
        if item.thresholds == "house"
        else "**Sourced**: a source above sets the line, or the figures behind it."
    )
    yield wrap(whose, words(item.thresholds_note))


def _cited(rubric: Rubric, name: str) -> str:
    """A source as it is cited, with its link, and how sure we are of what it says."""
    source = rubric.sources[name]
    link = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
    where = f" <{link}>" if link else ""
    stop = "" if source.cite.endswith((".", "?")) else "."
    return f"{words(source.cite)}{stop}{where} *{SURE[source.sure]}.*"


def _criterion_limits(rubric: Rubric, criterion: Criterion) -> Iterator[str]:
    needed = [words(rung.title) for rung in rubric.rungs if criterion.id in rung.needs]
    yield "It reads what the description says, and not how it felt to those who were there."
    yield "What is not stated leaves a range: the low end is certain, and the high end is not ruled out."
    yield "An account by a people's side may lower the level. It never raises it."
    if needed:
        yield f"It cannot be declared not applicable, for a rung needs it: {', '.join(needed)}."
    else:
        yield "It may be declared not applicable, with a reason. The report counts such reasons beside the grade."
    yield from _unreviewed(rubric)


def _risk_limits(rubric: Rubric) -> Iterator[str]:
    yield "It is a sign to look at, and no proof of what anybody meant."
    yield "Where nothing that it asks about is stated it is not judged: it is listed, and it leaves the band."
    yield "It never moves a score. A band that is raised or high caps the grade."
    yield from _unreviewed(rubric)


def _unreviewed(rubric: Rubric) -> Iterator[str]:
    if not rubric.reviewed_by_people_with_lived_experience:
        yield f"People with lived experience have not reviewed this rubric ({rubric.rubric} {rubric.version}) yet."


def index(rubric: Rubric) -> str:
    """The list of all criteria, by dimension, and all risks."""
    parts = [
        "# Criteria and risks",
        MADE,
        wrap(words(rubric.about)),
        wrap(
            f"These are the questions of the rubric {rubric.rubric}, version {rubric.version}. Each criterion has "
            f"the levels 0 to {TOP_LEVEL}. *Core* ones are asked in the short interview. "
            "[How the result is worked out](../method.md) says what becomes of them.",
        ),
    ]
    for dimension in rubric.dimensions:
        mine = [criterion for criterion in rubric.criteria if criterion.dimension == dimension.id]
        parts += [
            f"## {words(dimension.title)}",
            f"{words(dimension.asks)} Weight in the whole: {figure(dimension.weight)}.",
            table(
                ("criterion", "asks", "weight", "core"),
                [(_link(each), words(each.asks), figure(each.weight), "core" if each.core else "") for each in mine],
            ),
        ]
    parts += [
        "## Risks of tokenism",
        wrap("Signs that taking part is for show. They are judged apart and are part of no score."),
        table(
            ("risk", "asks", "starred"),
            [(_link(risk), words(risk.asks), "starred" if risk.starred else "") for risk in rubric.risks],
        ),
    ]
    return join(*parts)


def _link(item: Item) -> str:
    return f"[{words(item.title)}]({item.id}.md) `{item.id}`"


def ladder(rubric: Rubric) -> str:
    """The page of the rungs: what each means, needs and expects."""
    lead = (
        "A rung is a step on the way from no part at all to people in the lead. A project is on the highest rung "
        "whose needs it meets, with the needs of all rungs below. The rung never depends on what the project claims. "
        "What a rung *expects* is what a project that claims it should reach; the grade says how much is there. "
        "Higher is not better: an honest lower rung is worth more than a higher name."
    )
    parts = ["# The rungs", MADE, wrap(lead), wrap(SURENESS)]
    parts.append(table(("rung", "id", "means"), [(_own(r), f"`{r.id}`", words(r.means)) for r in rubric.rungs]))
    for rung in rubric.rungs:
        parts += [f"## {words(rung.title)}", f"{words(rung.means)}.", *_needs(rubric, rung)]
        parts += [*_example(rung.example), *_expects(rubric, rung), *_rung_case(rubric, rung)]
    return join(*parts)


def _own(rung: Rung) -> str:
    return f"[{words(rung.title)}](#{anchor(rung.title)})"


def _needs(rubric: Rubric, rung: Rung) -> Iterator[str]:
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    rows = []
    for name, level in rung.needs.items():
        means = words(criteria[name].levels[level].means)
        rows.append(
            f"[{words(criteria[name].title)}](criteria/{name}.md) at level {level}: {means.lower()[:1]}{means[1:]}."
        )
    if rung.when.alternatives:
        rows.append(_alternatives("The fact", rung.when.alternatives))
    yield "It needs, with all that the rungs below it need:" if rows else "It needs nothing."
    if rows:
        yield bullets(rows)


def _expects(rubric: Rubric, rung: Rung) -> Iterator[str]:
    if not rung.expects:
        return
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    yield "What a project that claims it should reach:"
    yield table(
        ("criterion", "level", "means"),
        [
            (
                f"[{words(criteria[name].title)}](criteria/{name}.md)",
                str(level),
                words(criteria[name].levels[level].means),
            )
            for name, level in rung.expects.items()
        ],
    )


def _rung_case(rubric: Rubric, rung: Rung) -> Iterator[str]:
    if rung.real_case:
        yield wrap(f"A real case: {words(rung.real_case.text)}", f"Source: {_cited(rubric, rung.real_case.source)}")
    if rung.sources:
        yield "Sources:\n\n" + bullets(_cited(rubric, name) for name in rung.sources)
