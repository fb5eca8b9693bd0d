"""What `coaudit explain` says: all that goes by one id, each under its own heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from coaudit.cli import choosing, exits, naming, schemas
from coaudit.cli.listing import domain_text, filled
from coaudit.cli.output import say
from coaudit.cli.policies import rubric_for
from coaudit.facts import MEASURES, RULES
from coaudit.glossary import TERMS, WORDS
from coaudit.project import keys
from coaudit.project.fields import BESIDE
from coaudit.rubric.conditions import Condition
from coaudit.safe import quote

if TYPE_CHECKING:
    from coaudit.rubric import Criterion, Dimension, Risk, Rubric, Rung, Step
    from coaudit.vocabulary import Vocabulary

Known = Mapping[str, list[Callable[[], str]]]
"""Everything that can be explained, by its id in small letters."""

SURE = {"read": "", "second-hand": " (as others report it)", "recalled": " (from memory, not read again)"}


def run(id_: str, rubric_name: str | None) -> None:
    """Explain whatever goes by an id. Ends with a usage error, and what is near, where nothing does."""
    wanted = id_.strip().lower()
    codes = {str(row.code): row for row in exits.TABLE.values()}
    code = codes.get(wanted.removeprefix("exit").lstrip("- "))
    if code is not None:
        say(_exit_code(code))
        return
    rubric = choosing.load_rubric(rubric_for(rubric_name))
    known = explanations(rubric)
    say(_told(id_, wanted, known, rubric))


def _told(id_: str, wanted: str, known: Known, rubric: Rubric) -> str:
    """All that goes by an id; by a name that is none, the one thing that it stands for, or a list of several."""
    own = [explain() for explain in known.get(wanted, ())]
    others = [other for other in naming.ids_by_name(wanted, known, rubric) if other != wanted]
    if not own and len(others) == 1:
        own, others = [explain() for explain in known[others[0]]], []
    if not own and not others:
        found = naming.ids_by_words(wanted, known, rubric)
        if not found:
            _unknown(id_, known, rubric)
        return _listed(f"Nothing goes by {quote(id_)} alone. These ask about it:", found, known)
    if not own:
        return _listed(f"{quote(id_)} is several things:", others, known)
    if len(own) > 1:
        own.insert(0, _rows(f"{quote(id_)} is several things:", (_heading(each) for each in own)))
    if 0 < len(others) <= naming.MOST:
        own.append(_listed("These go by that name too:", others, known))
    return "\n\n".join(own)


def _listed(lead: str, ids: Iterable[str], known: Known) -> str:
    rows = (_heading(explain()) for id_ in ids for explain in known[id_])
    return (
        _rows(lead, rows) + "\n\n" + filled("coaudit explain ID says more about each. The ids stand before the colons.")
    )


def _rows(lead: str, rows: Iterable[str]) -> str:
    return "\n".join([filled(lead), *("  -" + filled(row, 4)[3:] for row in rows)])


def _heading(text: str) -> str:
    """The first paragraph of an explanation, on one line."""
    return " ".join(text.partition("\n\n")[0].split())


def explanations(rubric: Rubric) -> Known:
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
    for name, listed in lists(schema):
        yield name, partial(_list, listed, schema)
    for list_, words in WORDS.items():
        for word, means in words.items():
            yield word, partial(_block, f"{word}: a word for '{list_}' in a description", means)
    for rule in RULES:
        yield rule, partial(_block, f"{rule}: a rule where two stated facts disagree", RULES[rule])


def lists(schema: dict[str, Any]) -> Iterator[tuple[str, Vocabulary]]:
    """The closed lists that have a name of their own: others are explained with the key of that name."""
    from coaudit import vocabulary

    named = {vocabulary.plain(key) for key in schemas.keys(schema)}
    for each in vars(vocabulary).values():
        if isinstance(each, vocabulary.Vocabulary) and vocabulary.plain(each.scale.name) not in named:
            yield each.scale.name, each


def _unknown(id_: str, known: Mapping[str, object], rubric: Rubric) -> NoReturn:
    from difflib import get_close_matches

    wanted = id_.strip().lower()
    codes = [f"exit-{code}" for code in exits.TABLE]
    near = get_close_matches(wanted, [*known, *codes, *naming.titles(rubric)], n=3, cutoff=0.6)
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


def _list(listed: Vocabulary, schema: dict[str, Any]) -> str:
    """The words of a closed list, what each means, and where they may be written."""
    name, means = listed.scale.name, WORDS.get(listed.scale.name, {})
    used = [
        key for key in schemas.keys(schema) if schemas.words(schemas.place(schema, key) or {}) == [*listed.scale.words]
    ]
    order = "From weakest to strongest or first to last:" if listed.scale.ordered else "In no order:"
    words = (f"{word}: {means[word]}" if word in means else word for word in listed.scale.words)
    also = _also(listed)
    return _block(
        f"{name}: a list of words for a description",
        _rows(order, words),
        f"Also understood:\n{also}" if also else "",
        f"Keys that take them: {', '.join(used)}." if used else "",
    )


def _also(vocabulary: Vocabulary) -> str:
    """The other words that are understood, each row ending in the word that they stand for."""
    by_word: dict[str, list[str]] = {}
    for other, word in vocabulary.synonyms.items():
        if other not in vocabulary.scale.words:
            by_word.setdefault(word, []).append(other)
    return "\n".join(filled(f"{', '.join(others)}: read as {word}", 2) for word, others in by_word.items())
