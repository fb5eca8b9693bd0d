"""A description to fill in: every key with its question, its words to choose from, and `unknown` for an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from coaudit.asking import LISTS, PARTS, PEOPLE, STAFF, Ask
from coaudit.questions import QUESTIONS
from coaudit.vocabulary import Vocabulary
from coaudit.yaml_writer import written

WIDTH = 96
SCHEMA = "coaudit.schema.json"
"""What the editor's line names: `coaudit schema description` prints it."""
UNKNOWN = "unknown"

_HEAD = """\
# yaml-language-server: $schema={schema}
#
# A project, described for coaudit. Write your answer over the word 'unknown'. What you do not know stays as it is:
# it counts neither as a yes nor as a no. No names of people are needed.
#
# After a # stands a hint, which coaudit does not read. Keep the blanks at the start of a line as they are.
# Check it:  coaudit check {name}
# Audit it:  coaudit audit {name}
#
# The first line is for editors that help while you type. They need one more file here, which this command makes:
# coaudit schema description > {schema}
"""


def template(title: str, name: str, ladder: Mapping[str, str], *, full: bool = False) -> str:
    """The text of a description with this title, in a file with this name. In full, it has every key there is to ask.

    `ladder` has the rungs in the rubric's words. All of it but the title is unknown, so that it can be read as it is.
    """
    lines = [_HEAD.format(schema=SCHEMA, name=name), "coaudit: 1", written({"title": title}).rstrip("\n")]
    for part in PARTS:
        asks = tuple(ask for ask in part.asks if (full or ask.core) and ask.key != "title")
        lines += ["", "", f"# {part.title.upper()}", *_part(asks, ladder)]
    if full:
        lines += [line for key in ("affected", "support", "changes") for line in ("", *_list(key))]
    return "\n".join(lines) + "\n"


def _part(asks: tuple[Ask, ...], ladder: Mapping[str, str]) -> Iterator[str]:
    """The keys of one part; those inside another key stand below it, indented, once it has been opened."""
    opened: tuple[str, ...] = ()
    listed: Vocabulary | None = None
    for ask in asks:
        above = ask.path[:-1]
        yield ""
        for depth, key in enumerate(above):
            if above[: depth + 1] != opened[: depth + 1]:
                yield f"{'  ' * depth}{key}:{_GROUPS.get('.'.join(above[: depth + 1]), '')}"
                listed = None
                if above == ("groups", STAFF) and depth:
                    yield "    side: professional"
        opened = above
        if ask.key in LISTS:
            yield from _list(ask.key)
        else:
            yield from _one(ask, "  " * len(above), ladder, again=ask.words is listed)
        listed = ask.words


_GROUPS = {
    "groups": "  # a block for each group, under a name of your own: patients, nurses ...",
    f"groups.{PEOPLE}": "  # those whom the project is for",
    f"groups.{STAFF}": "  # those who are paid to run it",
}


def _one(ask: Ask, indent: str, ladder: Mapping[str, str], *, again: bool) -> Iterator[str]:
    """A key with its question above it, and the words to choose from, unless they stand above already."""
    yield from _comment(ask.question, indent)
    choices = [] if again else list(ask.choices(ladder))
    if choices and not any(means for _, means in choices):
        yield from _comment(f"  One of: {', '.join(word for word, _ in choices)}", indent)
    else:
        for word, means in choices:
            yield from _comment(f"  {word}{': ' + means if means else ''}", indent)
    if ask.example:
        yield from _comment(f"  Such as: {ask.example}", indent)
    yield f"{indent}{ask.path[-1]}: {UNKNOWN}"


def _list(key: str) -> Iterator[str]:
    means, example = LISTS[key]
    yield from _comment(QUESTIONS[key], "")
    yield from _comment(means, "")
    if len(example) == 1:
        yield from _comment(f"  Such as: {example[0]}", "")
    else:
        yield from _comment(f"To answer, take 'unknown' away and write below {key}:, as here but without the #:", "")
        yield from (f"#   {line}" for line in example)
    yield f"{key}: {UNKNOWN}"


def _comment(text: str, indent: str) -> Iterator[str]:
    lead = text[: len(text) - len(text.lstrip())]
    for number, line in enumerate(wrap(text.strip(), WIDTH - len(indent) - len(lead))):
        yield f"{indent}# {lead}{'  ' if number else ''}{line}"
