"""What the parser's complaints mean, in words for somebody who has never heard of YAML.

`explain` looks at the complaint, and then at the line itself, since one complaint has many causes. The words
of the parser are only given, translated, where nothing better is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from coaudit import safe
from coaudit.records import Record
from coaudit.source import yaml_slips, yaml_words
from coaudit.source.decoding import REFUSED, Place
from coaudit.source.yaml_quotes import KEY as _KEY
from coaudit.source.yaml_quotes import quote_hint, sign_hint


class Trouble(NamedTuple):
    """What is wrong, where, and what to write instead."""

    place: Place
    message: str
    hint: str


_COLUMNS = "Lines that belong together begin in the same column; what belongs to a key begins two spaces further right."

_LONE_QUESTION_MARK = re.compile(r"[\[{,] *(\?)(?= *[\]}])")


class _Scene(Record):
    """The place of a complaint and what is around it."""

    lines: tuple[str, ...]
    place: Place  # where the parser stopped
    start: Place  # where the list, the text or the like began that it was reading then
    opened: Place | None  # the innermost bracket that is open

    def text(self, line: int) -> str:
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    @property
    def line(self) -> str:
        return self.text(self.place.line)

    @property
    def before(self) -> str:
        return self.line[: self.place.column - 1]

    @property
    def after(self) -> str:
        return self.line[self.place.column - 1 :]

    def first(self, line: int) -> Place:
        """The first character of a line that is not a space."""
        text = self.text(line)
        return Place(line, len(text) - len(text.lstrip(" ")) + 1)

    def above(self) -> int:
        """The number of the last line above that says anything, or 0."""
        line = self.place.line - 1
        while line and not self.text(line).split("#")[0].strip():
            line -= 1
        return line


def explain(
    problem: str, context: str, lines: tuple[str, ...], place: Place, start: Place, opened: Place | None
) -> Trouble:
    """Return what a complaint of the parser means.

    *problem* and *context* are its words, and *place* is where it stopped. *start* is where the list, the text or the
    like began that it was reading then, and *opened* is the place of the innermost open bracket.
    """
    if merged := yaml_words.unfinished_merge(lines):
        return Trouble(Place(merged, 1), *yaml_words.UNFINISHED)
    scene = _Scene(lines, place, start, opened)
    words = f"{context} / {problem}"
    for pattern, rule in _RULES:
        if pattern.search(words):
            trouble = rule(scene)
            if trouble is not None:
                return trouble
    return Trouble(
        place, f"This cannot be read: {yaml_words.translated(problem)}.", "Look at the quotes, colons and indents here."
    )


def _pasted(scene: _Scene) -> Trouble | None:
    """What is wrong with how the line begins, whatever the parser says."""
    for line in (scene.place.line, scene.start.line):
        text = scene.text(line)
        odd = re.match(rf" *([\t{yaml_words.BLANKS}])", text)
        if odd:
            return _tab(scene, line) if odd[1] == "\t" else Trouble(Place(line, odd.end()), *yaml_words.BLANK_START)
        if yaml_words.starts_with_bullet(text):
            return Trouble(scene.first(line), *yaml_words.bullet(text))
    return None


def _tab(scene: _Scene, line: int) -> Trouble:
    return Trouble(Place(line, scene.text(line).index("\t") + 1), *yaml_slips.tab(scene.lines, line))


def _missing_space(scene: _Scene, line: int) -> Trouble | None:
    text = scene.text(line)
    if words := yaml_words.missing_space(text):
        return Trouble(Place(line, yaml_words.colon(text) + 1), *words)
    return _slip(scene, line)


def _slip(scene: _Scene, line: int) -> Trouble | None:
    """A line with an equals sign for its colon, or a remark after //; a text may well go on with such a sign."""
    found = yaml_slips.slip(scene.text(line))
    below_text = _KEY.match(scene.text(line - 1)) is not None
    return found and Trouble(scene.first(line), *yaml_slips.to_write(found, below_text=below_text))


def _unquoted(scene: _Scene, place: Place) -> Trouble:
    """A text that begins with a sign that YAML keeps for itself."""
    text = scene.text(place.line)
    if text.lstrip().startswith("```"):
        return Trouble(scene.first(place.line), *yaml_words.FENCE)
    if words := yaml_slips.more(text, place.column - 1):
        return Trouble(place, *words)
    if place == scene.first(place.line) and text[place.column - 1 :].startswith("* "):
        return Trouble(place, *yaml_words.bullet(text))
    if text[place.column - 1 :].strip() == "?" and (key := _KEY.match(text)):
        hint = f"What is not known yet is written as unknown: `{safe.cut(key[1].strip())}: unknown`."
        return Trouble(place, yaml_words.sign("?", "")[0], hint)
    hint = sign_hint(text, place.column - 1, in_brackets=scene.opened is not None)
    return Trouble(place, *yaml_words.sign(text[place.column - 1 :][:1], hint))


def _bad_character(scene: _Scene) -> Trouble | None:
    tab = scene.after[:1] == "\t" or re.match(r"\s*\t", scene.line)
    if tab:
        return _tab(scene, scene.place.line)
    return _unquoted(scene, scene.place)


def _second_colon(scene: _Scene) -> Trouble | None:
    """A colon and a space where no key may stand: three mistakes look the same to the parser."""
    if slip := _slip(scene, scene.place.line):
        return slip
    above = scene.above()
    key = _KEY.match(scene.line)
    if key and key.end() <= scene.place.column:
        return Trouble(
            scene.place,
            f"This line has a second colon and space, in the text of {safe.quote(key[1])}.",
            yaml_words.two_lines(scene.line) or yaml_slips.two_keys(scene.before, quote_hint(scene.line)),
        )
    if not above:
        return Trouble(scene.place, "This colon does not stand after a key.", "A key is one short text, as `title:`.")
    missing = _missing_space(scene, above)
    if missing:
        return missing
    first = scene.first(scene.place.line)
    if tight := yaml_words.missing_dash_space(scene.text(above)):
        return Trouble(scene.first(above), *tight)
    if _KEY.match(scene.text(above)):
        return Trouble(
            first,
            f"This line begins further to the right than line {above}, which already has its text.",
            yaml_words.detail_hint(scene.text(above), scene.line),
        )
    return Trouble(
        scene.first(above),
        "This line has no colon, so the next one cannot be read either.",
        "Write `key: value`, with a space after the colon; or put `- ` before it if it is an item of a list.",
    )


def _no_colon(scene: _Scene) -> Trouble | None:
    line = scene.start.line
    missing = _missing_space(scene, line)
    if missing:
        return missing
    if scene.opened:
        tight = re.compile(r"([\w -]+):[,\[\]{}]").match(scene.text(line), scene.start.column - 1)
        if tight:
            message = f"There is no space after the colon of {safe.quote(tight[1])}, so this is not read as a key."
            hint = "Put a space after the colon; if nothing is to be said, leave the key out."
            return Trouble(Place(line, tight.end(1) + 1), message, hint)
        return Trouble(
            scene.start,
            "Between the brackets, a colon and a space are missing after this.",
            "Write `key: value`; put a text that holds commas, colons or brackets in quotes.",
        )
    return Trouble(
        scene.start,
        "This line is neither `key: value` nor an item of a list.",
        yaml_words.neither(scene.text(line)),
    )


def _open_quote(scene: _Scene) -> Trouble | None:
    mark = scene.text(scene.start.line)[scene.start.column - 1 :][:1]
    curly = any(other in scene.text(scene.start.line)[scene.start.column :] for other in yaml_words.CURLY)
    hint = f"Put {mark} at the end of the text" + (
        ", a straight one: a curly quote does not close it." if curly else "."
    )
    if mark == "'":
        hint += " For an apostrophe at the start of a text, put the whole text in double quotes."
    return Trouble(scene.start, f"The quote {mark} that begins here is never closed.", hint)


def _backslash(scene: _Scene) -> Trouble | None:
    column = scene.line.rfind("\\", 0, scene.place.column) + 1 or scene.place.column
    escape = re.compile(yaml_words.ESCAPE).match(scene.line, column - 1)
    if escape and re.match(REFUSED, yaml_words.escaped(escape)):
        words = yaml_words.bad_escape(escape[0], yaml_words.escaped(escape))
        return Trouble(Place(scene.place.line, column), *words)
    return Trouble(
        Place(scene.place.line, column),
        "In double quotes a backslash has a meaning of its own, and this one has none.",
        "Write two backslashes for one, or use single quotes: 'C:\\path'.",
    )


def _sign(scene: _Scene) -> Trouble | None:
    if scene.text(scene.start.line).startswith("%") and scene.start.column == 1:
        return Trouble(scene.start, *yaml_words.DIRECTIVE)
    return _unquoted(scene, scene.start)


def _long_text(scene: _Scene) -> Trouble | None:
    """After `|` or `>` the text begins on the next line; `> 50 people` is taken for such a start."""
    if "\t" in scene.line[: scene.place.column]:
        return _tab(scene, scene.place.line)
    sign = scene.line[scene.start.column - 1]
    if words := yaml_slips.more(scene.line, scene.start.column - 1):
        return Trouble(scene.start, *words)
    hint = sign_hint(scene.line, scene.start.column - 1, in_brackets=scene.opened is not None)
    long = f"For a long text, leave {sign} alone here and begin the text on the next line."
    return Trouble(scene.start, f"After {safe.quote(sign)} the text has to begin on the next line.", f"{hint} {long}")


def _directive(scene: _Scene) -> Trouble | None:
    return Trouble(scene.first(scene.place.line), *yaml_words.DIRECTIVE)


def _bracket(scene: _Scene) -> Trouble | None:
    """Something between brackets that is neither an item nor a comma nor the end."""
    opened = scene.opened or scene.start
    found = re.search(r"[\[{]", scene.text(opened.line)[opened.column - 1 :])  # a sign may stand before it
    sign = found[0] if found else "["
    closing = "]" if sign == "[" else "}"
    here = scene.after[:1]
    if here in ("]", "}") and here != closing:
        return Trouble(scene.place, f"{sign} in line {opened.line} is closed with {here}.", f"Close it with {closing}.")
    text = scene.text(opened.line)
    if lone := _LONE_QUESTION_MARK.search(text, opened.column - 1):  # an older parser in C reads on into the next line
        at = lone.start(1)
        hint = yaml_words.in_brackets(text[:at], "?")
        return Trouble(Place(opened.line, at + 1), "A question mark stands between the brackets here.", hint)
    if not here or (scene.place.line != opened.line and closing not in scene.after):
        return Trouble(
            opened,
            f"The bracket {sign} that begins here is never closed.",
            f"Put {closing} at its end; without brackets, a list has each item on a line of its own, after `- `.",
        )
    if scene.after.startswith("- "):
        hint = "Between brackets, put commas between the items: `[one, two]`."
        return Trouble(scene.place, "A dash cannot begin an item between brackets.", hint)
    if here in (",", "]", "}"):
        return Trouble(
            scene.place,
            f"Between the brackets, something is missing before {here}",
            "Take away the extra comma, or write what belongs there.",
        )
    if here in (":", "?"):
        what = "A second colon" if here == ":" else "A question mark"
        return Trouble(
            scene.place,
            f"{what} stands between the brackets here.",
            yaml_words.in_brackets(scene.before, scene.after),
        )
    return Trouble(
        scene.place,
        f"Between the brackets, a comma is missing before {safe.quote(safe.cut(scene.after, 20))}.",
        "Put a comma between items; put a text that holds quotes or brackets in quotes.",
    )


def _content(scene: _Scene) -> Trouble | None:
    return _bracket(scene) if scene.opened else _unquoted(scene, scene.place)


def _dash_after_key(scene: _Scene) -> Trouble | None:
    if scene.before.rstrip().endswith(('"', "'")):
        return _no_key(scene)
    return Trouble(
        scene.place,
        "A list cannot begin on the same line as its key.",
        "Begin it on the next line, two spaces in: each item after `- `. If it is a text, put it in quotes.",
    )


def _no_key(scene: _Scene) -> Trouble | None:
    """Among `key: value` lines stands something else."""
    before = scene.before.rstrip()
    rest = scene.after.rstrip()
    if before.endswith(('"', "'")):
        apostrophe = " Inside single quotes, write an apostrophe twice." if before[-1] == "'" else ""
        return Trouble(
            scene.place,
            f"After the closing quote, {safe.quote(safe.cut(rest, 20))} is left over.",
            quote_hint(scene.line) + apostrophe,
        )
    if before.endswith(("]", "}")):
        return Trouble(
            scene.place,
            f"After the closing bracket, {safe.quote(safe.cut(rest, 20))} is left over.",
            "Is the bracket part of a text? " + quote_hint(scene.line),
        )
    if rest.startswith(":"):
        return Trouble(
            scene.place, "Nothing stands before this colon.", "Write the key before it: `title: My project`."
        )
    if rest.startswith(("]", "}")):
        return Trouble(
            scene.place, f"{rest[0]} closes a bracket that was never opened.", "Delete it, or open it before."
        )
    if rest == "-" or rest.startswith("- "):
        return Trouble(
            scene.place,
            "This item does not line up with a list above it.",
            "Put all dashes of a list in one column, under a key with nothing after its colon.",
        )
    above = scene.above()
    if scene.first(above).column == scene.place.column and (slip := _slip(scene, above)):
        return slip
    return Trouble(
        scene.place,
        f"This line begins in column {scene.place.column}, and no line that it could belong to begins there.",
        _COLUMNS,
    )


def _no_dash(scene: _Scene) -> Trouble | None:
    if scene.place.column == scene.start.column:
        hint = "If it is a new item, put `- ` before it; if it belongs to the item above, move it right."
        return Trouble(scene.place, f"This line stands in a list (from line {scene.start.line}) without a dash.", hint)
    return _no_key(scene)


def _after_end(scene: _Scene) -> Trouble | None:
    above = scene.text(scene.above())
    if above.startswith("..."):
        return Trouble(
            scene.place, "The line ... ends the file, and more follows it.", "Delete the line with the dots."
        )
    if scene.after[:1] in ("]", "}") or scene.before.strip():
        return _no_key(scene)
    return Trouble(scene.place, "This line begins further to the left than the first line of the file.", _COLUMNS)


_RULES: tuple[tuple[re.Pattern[str], Callable[[_Scene], Trouble | None]], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"start any token|violates indentation", _bad_character),
        (r"values are not allowed|expected ':'|expected key|expected '-'|block end|document start", _pasted),
        (r"values are not allowed", _second_colon),
        (r"expected ':'", _no_colon),
        (r"quoted.*(?:end of stream|document (?:indicator|separator))", _open_quote),
        (r"quoted|escape", _backslash),
        (r"(?:scanning|parsing) an? (?:alias|anchor|tag)", _sign),
        (r"block scalar", _long_text),
        (r"directive|incompatible", _directive),
        (r"expected '?<document start", _after_end),
        (r"',' or '[\]}]'", _bracket),
        (r"node content", _content),
        (r"entries are not allowed", _dash_after_key),
        (r"keys are not allowed", lambda scene: _unquoted(scene, scene.place)),
        (r"expected '-'|block (?:collection|sequence)", _no_dash),
        (r"expected key|block mapping", _no_key),
    )
)
