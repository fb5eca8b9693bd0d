"""What `coaudit explain` says: all that goes by one id, each under its own heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from coaudit import keys
from coaudit.cli import choosing, exits, schemas
from coaudit.cli.listing import domain_text, filled
from coaudit.cli.output import say
from coaudit.conditions import Condition
from coaudit.facts import MEASURES, RULES
from coaudit.fields import BESIDE
from coaudit.glossary import TERMS, WORDS
from coaudit.safe import quote

if TYPE_CHECKING:
    from coaudit.rubric import Criterion, Dimension, Risk, Rubric, Rung, Step
    from coaudit.vocabulary import Vocabulary

SURE = {"read": "", "second-hand": " (as others report it)", "recalled": " (from memory, not read again)"}


def run(id_: str, rubric_name: str) -> None:
    """Explain whatever goes by an id. Ends with a usage error, and what is near, where nothing does."""
    wanted = id_.strip().lower()
    code = wanted.removeprefix("exit").lstrip("- ")
    if code.isdigit() and int(code) in exits.TABLE:
        say(_exit_code(exits.TABLE[int(code)]))
        return
    rubric = choosing.load_rubric(rubric_name)
    known = explanations(rubric)
    if wanted not in known:
        _unknown(id_, known)
    say("\n\n".join(explain() for explain in known[wanted]))


def explanations(rubric: Rubric) -> Mapping[str, list[Callable[[], str]]]:
    """Everything that can be explained, by id in small letters: most of it goes by one id, some ids by several."""
    found: dict[str, list[Callable[[], str]]] = {}
    description = schemas.described()
    for id_, explain in (*_of_rubric(rubric), *_of_format(rubric, description)):
        found.setdefault(id_.lower(), []).append(explain)
    return found


def _of_rubric(rubric: Rubric) -> Iterator[tuple[str, Callable[[], str]]]:
    for criterion in rubric.criteria:
        yield criterion.id, partial(_criterion, criterion, rubric)
    for risk in rubric.risks:
        yield risk.id, partial(_risk, risk, rubric)
    for rung in rubric.rungs:
        yield rung.id, partial(_rung, rung, rubric)
    for dimension in rubric.dimensions:
        yield dimension.id, partial(_dimension, dimension, rubric)
    for letter, means in rubric.grades.means.items():
        yield letter, partial(_block, f"{letter}: a grade", f"{means}.")


def _of_format(rubric: Rubric, schema: dict[str, Any]) -> Iterator[tuple[str, Callable[[], str]]]:
    for fact in MEASURES:
        yield fact, partial(_fact, fact, rubric)
    for key in schemas.keys(schema):
        yield key, partial(_key, key, schema)
    for key in sorted(BESIDE):
        yield key, partial(_block, f"{key}: a key that may stand beside most answers", keys.means(key))
    for term, means in TERMS.items():
        yield term, partial(_block, f"{term}: a word of this report", means)
    for list_, words in WORDS.items():
        for word, means in words.items():
            yield word, partial(_block, f"{word}: a word for '{list_}' in a description", means)
    for rule in RULES:
        yield rule, partial(_block, f"{rule}: a rule where two stated facts disagree", RULES[rule])


def _unknown(id_: str, known: Mapping[str, object]) -> NoReturn:
    from difflib import get_close_matches

    wanted = id_.strip().lower()
    codes = [f"exit-{code}" for code in exits.TABLE]
    near = get_close_matches(wanted, [*known, *codes], n=3, cutoff=0.6)
    near = near or sorted(name for name in known if wanted in name.replace(".", "-").split("-"))[:5]
    meant = f" Did you mean {', '.join(near)}?" if near else ""
    raise typer.BadParameter(
        f"nothing goes by {quote(id_)}.{meant} coaudit rubric show --summary and coaudit facts list the ids.",
        param_hint="ID",
    )


def _block(heading: str, *paragraphs: str) -> str:
    return "\n\n".join([filled(heading), *(each if "\n" in each else filled(each) for each in paragraphs if each)])


def _exit_code(row: exits.ExitCode) -> str:
    return _block(f"{row.code}: an exit code", row.means, row.then)


def _criterion(it: Criterion, rubric: Rubric) -> str:
    dimension = next(each.title for each in rubric.dimensions if each.id == it.dimension)
    levels = "\n".join(
        "\n".join([_level(f"Level {number}", step.means, step.when), *_beside(step)])
        for number, step in enumerate(it.levels)
    )
    needed = [f"{rung.id} needs {rung.needs[it.id]}" for rung in rubric.rungs if it.id in rung.needs]
    needed += [f"{rung.id} expects {rung.expects[it.id]}" for rung in rubric.rungs if it.id in rung.expects]
    return _block(
        f"{it.id}: {it.title}. A criterion of {dimension}, weight {it.weight}",
        it.asks,
        it.why,
        f"Levels:\n{levels}",
        f"Levels that rungs ask for: {', '.join(needed)}." if needed else "",
        f"Next step ({it.effort}): {it.next_step}",
        *_grounds(it, rubric),
    )


def _risk(it: Risk, rubric: Rubric) -> str:
    levels = "\n".join(_level(f"Severity {each.severity}", each.means, each.when) for each in it.levels)
    starred = "A starred sign of tokenism" if it.starred else "A sign of tokenism"
    applies = f"It concerns projects where {it.applies.in_words()}." if it.applies.alternatives else ""
    return _block(
        f"{it.id}: {it.title}. {starred}",
        it.asks,
        it.why,
        applies,
        f"It is judged from the time that a project is {it.due}." if it.due else "",
        f"Severities:\n{levels}",
        f"Next step ({it.effort}): {it.next_step}",
        *_grounds(it, rubric),
    )


def _rung(it: Rung, rubric: Rubric) -> str:
    order = [rung.id for rung in rubric.rungs]
    needs = [f"{name} at {level}" for name, level in it.needs.items()]
    if it.when.alternatives:
        needs.append(it.when.in_words())
    below = f", and all that {order[order.index(it.id) - 1]} needs" if order.index(it.id) else ""
    expects = ", ".join(f"{name} {level}" for name, level in it.expects.items())
    return _block(
        f"{it.id}: {it.title}. Rung {order.index(it.id) + 1} of {len(order)}, from the lowest",
        f"{it.means}.",
        f"It needs {', '.join(needs)}{below}." if needs else "It needs nothing.",
        f"A project that claims it should reach, criterion by criterion: {expects}." if expects else "",
        f"Real case: {it.real_case.text} ({_source(it.real_case.source, rubric)})" if it.real_case else "",
        _sources(it.sources, rubric),
    )


def _dimension(it: Dimension, rubric: Rubric) -> str:
    criteria = ", ".join(each.id for each in rubric.criteria if each.dimension == it.id)
    return _block(f"{it.id}: {it.title}. A dimension, weight {it.weight}", it.asks, f"Its criteria: {criteria}.")


def _grounds(it: Criterion | Risk, rubric: Rubric) -> Iterator[str]:
    """The real case, the sources, and where the thresholds come from."""
    yield f"Real case: {it.real_case.text} ({_source(it.real_case.source, rubric)})"
    kind = "our own (house)" if it.thresholds == "house" else "from the sources"
    yield f"Thresholds: {kind}. {it.thresholds_note}"
    yield _sources(it.sources, rubric)


def _sources(ids: tuple[str, ...], rubric: Rubric) -> str:
    return "Sources:\n" + "\n".join("  -" + filled(_source(id_, rubric), 4)[3:] for id_ in ids) if ids else ""


def _source(id_: str, rubric: Rubric) -> str:
    source = rubric.sources.get(id_)
    if source is None:
        return id_
    where = f", doi {source.doi}" if source.doi else f", {source.url}" if source.url else ""
    return f"{source.cite}{where}{SURE[source.sure]}"


def _level(name: str, means: str, when: Condition) -> str:
    asks = f"\n{filled(f'if {when.in_words()}', 6)}" if when.alternatives else ""
    return f"{filled(f'{name}: {means}', 2)}{asks}"


def _beside(step: Step) -> Iterator[str]:
    """What a level says beside its sentence: what it means where one fact alone reaches it, and what leads there."""
    for fact, means in step.means_by.items():
        yield filled(f"Where {fact} alone reaches it: {means}", 6)
    if step.next_step:
        yield filled(f"To get there: {step.next_step}", 6)


def _fact(name: str, rubric: Rubric) -> str:
    measure = MEASURES[name]
    users = [each.id for each in rubric.criteria if name in each.facts]
    users += [each.id for each in rubric.risks if name in each.facts]
    users += [rung.id for rung in rubric.rungs if name in rung.when.facts()]
    return _block(
        f"{name}: a fact",
        measure.means,
        f"It may be: {domain_text(measure.domain)}.",
        f"Asked about by: {', '.join(users)}." if users else "This rubric does not ask about it.",
        f"Keys that settle it: {', '.join(measure.keys)}." if measure.keys else "",
    )


def _key(key: str, schema: dict[str, Any]) -> str:
    found = schemas.place(schema, key) or {}
    words = schemas.words(found)
    vocabulary = schemas.vocabulary_of(words)
    details = [each.rpartition(".")[2] for each in schemas.keys(schema) if each.rpartition(".")[0] == key]
    order = ", from weakest to strongest or first to last" if vocabulary and vocabulary.scale.ordered else ""
    also = _also(vocabulary) if vocabulary else ""
    return _block(
        f"{key}: a key of a description",
        keys.means(key),
        schemas.how(found),
        f"Words{order}: {', '.join(words)}; or unknown." if words else "",
        f"Also understood:\n{also}" if also else "",
        f"Keys below it: {', '.join(details)}." if details else "",
    )


def _also(vocabulary: Vocabulary) -> str:
    """The other words that are understood, each row ending in the word that they stand for."""
    by_word: dict[str, list[str]] = {}
    for other, word in vocabulary.synonyms.items():
        if other not in vocabulary.scale.words:
            by_word.setdefault(word, []).append(other)
    return "\n".join(filled(f"{', '.join(others)}: read as {word}", 2) for word, others in by_word.items())
