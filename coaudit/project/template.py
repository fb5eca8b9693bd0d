"""A description to fill in: every key with its question, its words to choose from, and `unknown` for an answer.

What would state something even as `unknown`, such as one more stage, stands there as a line to use: with a # right
before it, which is taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from coaudit.project.asking import LISTS, PARTS, PEOPLE, STAFF, Ask
from coaudit.project.details import NAMED_BY_OTHERS, Ids, Pick, details, entries, without_group
from coaudit.project.fields import UNKNOWN
from coaudit.project.keys import means
from coaudit.source.yaml_writer import written
from coaudit.vocabulary import Vocabulary

WIDTH = 96
SCHEMA = "coaudit.schema.json"
"""What the editor's line names: `coaudit schema description` prints it."""

_HEAD = """\
# yaml-language-server: $schema={schema}
#
# A project, described for coaudit. Write your answer over the word 'unknown'. What you do not know stays as it is:
# it counts neither as a yes nor as a no. No names of people are needed.
#
# After a # and a blank stands a hint, which coaudit does not read. Keep the blanks at the start of a line as they are.
# A # right before a word or a dash marks an example: take the # away, and write what is true over it.
# Check it:  coaudit check {name}
# Audit it:  coaudit audit {name}
#
# The first line is for editors that help while you type. They need one more file here, which this command makes:
# coaudit schema description > {schema}
"""

_ABOVE = {
    "groups": "  # a block for each group, under a name of your own: patients, nurses ...",
    f"groups.{PEOPLE}": "  # those whom the project is for",
    f"groups.{STAFF}": "  # those who are paid to run it",
}
_BEFORE = {
    f"groups.{PEOPLE}": "Each group may say this too:",
    "stages.idea": "Each stage may be written long, as here: the part itself stands behind 'is'.",
    "stages": "These stages count where they are listed:",
    "decisions.problem": "Each decision may be written long, as here: the say itself stands behind 'is'.",
    "decisions": "These may be listed too:",
    "on_disagreement": "Most other keys may be written long, as here: the answer itself stands behind 'is'.",
}
"""What is said before the lines to use that stand below a key."""
_BELOW = frozenset((*LISTS, "accounts", "responses", "not_applicable", "facts"))
"""Keys whose answer stands below them: a list, or names of the project's own."""


def template(title: str, name: str, ladder: Mapping[str, str], *, full: bool = False, ids: Ids | None = None) -> str:
    """The text of a description with this title, in a file with this name. In full, it has every key there is.

    `ladder` has the rungs in the rubric's words. All of it but the title is unknown, so that it can be read as it is.
    """
    more = details(ids or Ids()) if full else {}
    lines = [_HEAD.format(schema=SCHEMA, name=name), "coaudit: 1", written({"title": title}).rstrip("\n")]
    for part in PARTS:
        asks = tuple(ask for ask in part.asks if (full or ask.core) and ask.key != "title")
        if asks:
            lines += ["", "", f"# {part.title.upper()}", *_part(asks, ladder, more)]
    return "\n".join(lines) + "\n"


def _part(asks: tuple[Ask, ...], ladder: Mapping[str, str], more: Mapping[str, Any]) -> Iterator[str]:
    """The keys of one part; those inside another key stand below it, indented, once it has been opened."""
    opened: tuple[str, ...] = ()
    listed: Vocabulary | None = None
    for ask, after in zip(asks, (*asks[1:], None), strict=True):
        above = ask.path[:-1]
        yield ""
        for depth, key in enumerate(above):
            if above[: depth + 1] != opened[: depth + 1]:
                yield f"{'  ' * depth}{key}:{_ABOVE.get('.'.join(above[: depth + 1]), '')}"
                listed = None
                if above == ("groups", STAFF) and depth:
                    yield from ("    side: professional", "")
        opened = above
        if ask.key in _BELOW:
            yield from _block(ask, more)
        else:
            yield from _one(ask, "  " * len(above), ladder, more, again=ask.words is listed)
        listed = ask.words
        for depth in range(len(above), 0, -1):
            if after is None or after.path[:depth] != above[:depth]:
                yield from _further(above[:depth], more)


def _further(above: tuple[str, ...], more: Mapping[str, Any]) -> Iterator[str]:
    """What more may stand below a key, once all that is asked there has been asked."""
    key, indent = ".".join(above), "  " * len(above)
    if key in more:
        yield ""
        yield from _comment(_BEFORE[key], indent)
        yield ""
        yield from _to_use(without_group(key), more[key], indent)


def _one(ask: Ask, indent: str, ladder: Mapping[str, str], more: Mapping[str, Any], *, again: bool) -> Iterator[str]:
    """A key with its question above it, and the words to choose from, unless they stand above already."""
    yield from _comment(ask.question, indent)
    choices = [] if again else list(ask.choices(ladder))
    if ask.words and choices and not any(meaning for _, meaning in choices):
        yield from _comment(_some_of(ask.words, "One"), indent)
    else:
        for word, meaning in choices:
            yield from _comment(f"  {word}{': ' + meaning if meaning else ''}", indent)
    if ask.example:
        yield from _comment(f"  Such as: {ask.example}", indent)
    if ask.key not in more:
        yield f"{indent}{ask.path[-1]}: {UNKNOWN}"
        return
    if ask.key in _BEFORE:
        yield from _comment(_BEFORE[ask.key], indent)
    yield from (f"{indent}{ask.path[-1]}:", f"{indent}  is: {UNKNOWN}")
    yield from _to_use(ask.key, more[ask.key], f"{indent}  ")


def _block(ask: Ask, more: Mapping[str, Any]) -> Iterator[str]:
    """A key below which stands a list, or names of the project's own: nothing yet, and an example to use."""
    key = ask.key
    meaning, example = LISTS.get(key, ("", ()))
    yield from _comment(means(key), "")
    yield from _comment(meaning, "")
    if ask.words:
        yield from _comment(_some_of(ask.words, "Some"), "")
    if len(example) == 1:
        yield from _comment(f"  Such as: {example[0]}", "")
        yield f"{key}: {UNKNOWN}"
        return
    yield f"{key}:"
    if not more:
        yield from (f"{'  ' if line.startswith('-') else '    '}#{line.lstrip()}" for line in example)
    elif isinstance(more[key], dict):
        yield from _to_use(key, more[key], "  ")
    else:
        for entry in entries(key, more):
            yield from _to_use(key, entry, "    ", "  #- ")


def _to_use(key: str, part: Mapping[str, Any], indent: str, lead: str = "") -> Iterator[str]:
    """Lines that say what they say once their # is taken away; above each stands what it is for."""
    for name, value in part.items():
        inner = f"{key}.{name}"
        begin, lead = lead or f"{indent}#", ""
        above = begin[: begin.index("#")]
        if key.rpartition(".")[2] not in NAMED_BY_OTHERS:
            yield from _comment(means(inner), above)
        if isinstance(value, Pick):
            yield from _comment(_some_of(value.listed, "Some" if "[" in value.word else "One"), above)
        begun = f"{begin}{name}:"
        if isinstance(value, (str, Pick)):
            yield f"{begun} {value if isinstance(value, str) else value.word}"
            continue
        yield begun
        for entry in value if isinstance(value, list) else ():
            yield from _to_use(inner, entry, f"{indent}    ", f"{indent}  #- ")
        if isinstance(value, dict):
            yield from _to_use(inner, value, f"{indent}  ")


def _some_of(listed: Vocabulary, some: str) -> str:
    return f"  {some} of: {', '.join(listed.scale.words)}"


def _comment(text: str, indent: str) -> Iterator[str]:
    lead = text[: len(text) - len(text.lstrip())]
    for number, line in enumerate(wrap(text.strip(), WIDTH - len(indent) - len(lead))):
        yield f"{indent}# {lead}{'  ' if number else ''}{line}"
