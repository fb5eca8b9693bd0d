"""The words for what YAML allows and a description may not hold: each a message and a hint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from yaml.events import MappingStartEvent

from coaudit import safe

Words = tuple[str, str]

BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
"""Characters that look like a space and are not one; the first is what web pages and Word leave behind."""
BULLETS = "•‣◦·●▪■∙–—−"
CURLY = "“”„‟‘’‚‛«»"

# These and others are compiled when they are first wanted: most descriptions need none of them.
ODD_START = rf"(?m)^[ \t]*(?:- +)*[{BLANKS}{BULLETS}{CURLY}]"
"""A line that begins with something pasted; only in such files need every key and text be looked at."""
MISSING_SPACE = r"(\s*(?:- +)*)([^\W\d][\w-]*):(?!//)([^\s:#].*)"
"""A line as `title:My project`, which is one text and no key."""
WIDE_COLON = "\uff1a"
_ODD_COLON = rf"\s*(?:- +)*([^\W\d][\w-]*)(?P<sign>:(?=[{BLANKS}])|{WIDE_COLON})[{BLANKS} ]*([^\s{BLANKS}].*)"
"""A line whose colon, or the space after it, came from pasting and only looks like one."""
_NEARLY_TITLE = r"(?i)title\s*[=;\t–—-]\s*(\S.*)"
ESCAPE = r"(?s)\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^xuU]))"
"""What a backslash begins in double quotes."""
_NAMED = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "f": "\f",
    "e": "\x1b",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}
_BULLET = rf"[\s{BLANKS}]*[{BULLETS}][\s{BLANKS}]"

BLANK_START = (
    "This line begins with a character that looks like a space and is not one.",
    "Delete what stands before the first word and type spaces instead; this comes from pasting.",
)
NOTHING = ("This file says nothing.", "Begin with a line as `title: My project`; that alone will do.")
LIST = (
    "This file is a list, not lines of `key: value`.",
    "Begin with a line as `title: My project`; a list stands under a key, as `changes:`.",
)
TEXT = ("This file is one text, not lines of `key: value`.", "Begin with a line as `title: My project`.")
FENCE = (
    "A line of ``` marks where a file begins or ends on a page, and is no part of it.",
    "Delete this line, and the other one like it.",
)
DIRECTIVE = (
    "A line cannot begin with %.",
    "Delete this line and the line --- after it, or put the text in quotes.",
)
SECOND_DOCUMENT = (
    "The line --- begins a second description.",
    "Keep one project in one file: delete this line, or move what follows it to a file of its own.",
)
NO_KEY = ("Nothing stands before this colon.", "Write the key before it, as `title: My project`.")
NOT_FILLED_IN = (
    "The double braces {{ }} mark a place that is still to be filled in.",
    "Write your own words in place of all of it; what is not known yet is written as unknown.",
)
MERGE = ("The key << copies other lines in, which is not allowed here.", "Write the lines out in full.")
DEEP = "Check the brackets and indents; no description needs to go so deep."
MANY = "Describe one project in one file, and leave out what is not asked for."


def quoted(text: str) -> str:
    """Return *text* as it can be written in quotes, its own taken away, and cut where it is long."""
    text = _bare(text.strip())
    text = safe.cut(text)
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def _bare(text: str) -> str:
    """A text without the quotes round the whole of it; as it is where they are only round a part of it."""
    inner = text[1:-1]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text if re.search(rf"\s{text[0]}", inner) else inner  # a second one opens there: they are round parts
    if text[:1] in CURLY and text[-1:] in CURLY and not {*inner} & ({*CURLY} - {"’"}):
        return inner
    alone = len({*CURLY} & {*text}) == 1 and text[:1] in CURLY  # it was opened, and never closed
    return text[1:] if alone and text.count(text[0]) == 1 else text


def bullet(text: str) -> Words:
    """A text or key that begins with a bullet or a long dash."""
    return (
        f"{safe.quote(text.strip()[:1])} does not begin an item of a list here.",
        f"Begin each item with a hyphen and a space: `- {_first_item(text)}`. If it is a text, put it in quotes.",
    )


def _first_item(text: str) -> str:
    """What a bullet stands before, up to the next one."""
    own = text.strip().lstrip(BULLETS + "*").lstrip(BLANKS + " ")
    return safe.cut(re.split(rf"\n|\s[{BULLETS}][\s{BLANKS}]", own)[0].strip(), 40) or "item"


def starts_with_bullet(text: str) -> bool:
    """Return whether a line, or a text, begins with a bullet or a long dash as an item of a list would."""
    return re.match(_BULLET, text) is not None


def missing_dash_space(line: str) -> Words | None:
    """Return what is wrong with an entry of a list whose dash has no space after it, or None."""
    found = re.match(r" *-([^\W\d_][\w-]*:\s.*)", line)
    return found and ("There is no space after this dash.", f"Put a space after it: `- {safe.cut(found[1].strip())}`.")


def bulleted_key(line: str, lines: Iterable[str]) -> Words | None:
    """Return what is wrong with a key after a bullet in a file that begins with one, where no list can be; or None."""
    first = next((each for each in lines if each.split("#")[0].strip()), "")
    if not (starts_with_bullet(line) and first[:1] in BULLETS):
        return None
    own = line.lstrip(BULLETS + BLANKS + " ").strip()
    return f"{safe.quote(line[:1])} cannot stand before a key.", f"Take it away: `{safe.cut(own)}`."


def pasted_key(key: str) -> Words | None:
    """Return what is wrong with a key that begins with a pasted character, or None."""
    if starts_with_bullet(key):
        return bullet(f"{key}: ...")
    if re.match(f"[{BLANKS}]", key):
        return BLANK_START
    if key[0] in CURLY:
        return (
            f"The key {safe.quote(key)} stands in curly quotes.",
            "Write keys without quotes, or in straight ones.",
        )
    return None


def missing_space(line: str) -> Words | None:
    """Return what is wrong with a line whose colon has no space after it, or None."""
    odd = re.fullmatch(_ODD_COLON, line)
    if odd:
        what = "The colon" if odd["sign"] == WIDE_COLON else "The space after the colon"
        return (
            f"{what} of {safe.quote(odd[1])} looks like one and is not, so this is not read as a key.",
            f"Delete it and type a colon and a space: `{safe.cut(odd[1])}: {safe.cut(odd[3])}`.",
        )
    found = re.fullmatch(MISSING_SPACE, line)
    return found and (
        f"There is no space after the colon of {safe.quote(found[2])}, so this is not read as a key.",
        f"Put a space after the colon: `{safe.cut(found[2])}: {safe.cut(found[3])}`.",
    )


def two_lines(line: str) -> str:
    """What to write in place of a key and one below it on one line, as `decisions: budget: together`; or ""."""
    found = re.fullmatch(r"(decisions|stages|groups): +([^:]+: .*)", line.rstrip())
    return (found and f"Begin a new line after `{found[1]}:`, set in by two spaces: `  {safe.cut(found[2])}`.") or ""


CUT_OFF = r"[ \t]+#(?=[^\s])"
"""A # that ends a text and begins with no blank: it may well be meant, as in `Ward #4`."""
_LONGEST_LINE = 300


def cut_off(key: str | None, text: str | None, rest: str, *, own_words: bool = True) -> Words:
    """A text of which a # took the end away, or all of it; *key* is None for an entry of a list.

    Where it is not to be in somebody's *own words*, but a word of a list or a number, quotes would not help.
    """
    begin = "- " if key is None else f"{key}: "
    remark = rest.lstrip("#").strip()
    both = " ".join(f"{text or ''} {rest}".split()) if own_words else remark
    whole = f'"{both}"' if '"' not in both and "\\" not in both else "'" + both.replace("'", "''") + "'"
    shown = f": {safe.visible(begin + (whole if own_words else both))}" if len(both) <= _LONGEST_LINE else ""
    note = f" If it is only a remark, put a blank after the #: # {safe.visible(safe.cut(remark, 30))}" if remark else ""
    return (
        "what stands after # is not read" + ("" if text else ", so nothing is written here"),
        f"{'put the whole text in quotes' if own_words else 'take the # away'}{shown}.{note}",
    )


def sign(character: str, hint: str) -> Words:
    """A text that begins with a sign that YAML keeps for itself, with what to write instead."""
    return f"A text cannot begin with {safe.quote(character)} unless it is in quotes.", hint


def colon(line: str) -> int:
    """Where the first colon of a line stands, or what looks like one."""
    return next((index for index, sign in enumerate(line) if sign in (":", WIDE_COLON)), 0)


def one_text(line: str) -> Words:
    """A file that is no more than one text, by its first line."""
    found = re.fullmatch(_NEARLY_TITLE, line.strip())
    return (TEXT[0], f"Put a colon and a space after the key: `title: {safe.cut(found[1])}`.") if found else TEXT


def neither(line: str) -> str:
    """What to write in place of a line that is no key with a value, and no item of a list."""
    if line.isupper():
        return (
            f"If it is a heading, put a # and a space before it: `# {safe.cut(line.strip())}`. Else write `key: value`."
        )
    key, *rest = line.split()[:6] or ("",)
    short = 1 <= len(rest) <= 4 and key.isascii() and key.replace("_", "a").isalpha()  # a longer one may well be prose
    colon_ = f": `{key}: {safe.cut(' '.join(rest))}`" if short else ""
    return (
        "If it goes on with the text above, begin it further to the right than that key; if it is an item of a list, "
        f"put `- ` before it; if it is a key, put a colon and a space after it{colon_}."
    )


def in_brackets(before: str, after: str) -> str:
    """What to write in place of an item between brackets that has a sign in it which may not stand there."""
    begin = max(before.rfind(sign) for sign in "[{,") + 1
    item = (before[begin:] + re.split(r"[,\]}]", after, maxsplit=1)[0]).strip()
    key, _, value = (part.strip() for part in item.partition(":"))
    if not value:
        key, value = "", item
    lead = f"{key}: " if key else ""
    if not value.strip("? "):
        return f"What is not known yet is written as unknown: `{lead}unknown`."
    quotes = f"Put the text that holds it in quotes: `{lead}{quoted(value)}`."
    if key and (two := re.fullmatch(r"(\S+) ([\w-]+): ?(.+)", value)):
        quotes = f"{quotes[0].lower()}{quotes[1:]}"
        return f"If a comma is missing, write `{lead}{two[1]}, {two[2]}: {safe.cut(two[3])}`; else {quotes}"
    return quotes


def no_key(line: str, at: int) -> tuple[int, str, str]:
    """A key that is empty, and where. A question mark that stands alone between brackets is read as one."""
    mark = len(line[: at + 1].rstrip(" ]}")) - 1
    if line[mark : mark + 1] == "?" and line[:mark].rstrip()[-1:] in ("[", ","):
        return mark, "A question mark stands between the brackets here.", in_brackets(line[:mark], "?")
    return at, *NO_KEY


def strange_key(event: Any, before: str) -> Words:
    """A key that is a list or a set of keys; *before* is what stands before it on its line."""
    if isinstance(event, MappingStartEvent) and before.endswith("{"):
        return NOT_FILLED_IN
    what, sign = ("A set of keys", "{") if isinstance(event, MappingStartEvent) else ("A list", "[")
    return (
        f"{what} stands where a key must stand.",
        f"Write one short text as the key; a text that begins with {sign} needs quotes.",
    )


def bare(key: str, before: Mapping[str, object]) -> Words:
    """A key with no colon in braces; *before* is what stands there before it."""
    missing = missing_space(key)
    if missing:
        return missing
    hint = "For a list, use square brackets: `[one, two]`. For a text that begins with {, put it in quotes."
    if any(value is not None for value in before.values()):
        hint = 'If it belongs to the text before the comma, put all of it in quotes: `{why: "this, and that"}`.'
    return (
        f"{safe.quote(key)} stands in braces without a colon, so it is read as a key that says nothing.",
        hint,
    )


def twice(key: str, line: int) -> Words:
    """A key that was there before."""
    if re.match(r"-[^\W\d_]", key):
        return "There is no space after this dash.", f"Put a space after each: `- {safe.cut(key[1:])}: ...`."
    return (
        f"The key {safe.quote(key)} stands here a second time; the first is in line {line}.",
        "Keep one of them. If they belong to two items of a list, begin each item with `- `.",
    )


def too_long(most: int) -> Words:
    """A text longer than *most* characters."""
    return f"This text has more than {most:,} characters.", "Shorten it, and say where the whole can be read."


def swallowed(sign: str, line: int) -> Words:
    """A line that begins as an item of a list and belongs to the text above."""
    return (
        f"This line begins with {safe.quote(sign)}, but it is read as part of the text of line {line}.",
        "For a list, begin its items with `- `, all in one column, under a key with nothing after its colon. "
        "If it is one text, put the whole of it in quotes.",
    )


def escaped(match: re.Match[str]) -> str:
    """Return the character that a match of ESCAPE stands for, or "" where there is none."""
    digits = match[1] or match[2] or match[3]
    if not digits:
        return _NAMED.get(match[4], "")
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else ""


def bad_escape(written: str, character: str) -> Words:
    """An escape for what may not be written as it is either."""
    return (
        f"{written} stands for a character that cannot be shown (U+{ord(character):04X}).",
        "Take it away; if a backslash is meant, use single quotes instead of double ones.",
    )


UNFINISHED = (
    "This line is a mark of two versions that were not yet made one.",
    "Between the lines of <<<<<<<, ======= and >>>>>>> stand two versions: keep one, and take the three lines away.",
)
"""What is said of the marks that git leaves in a file."""


def unfinished_merge(lines: tuple[str, ...]) -> int | None:
    """The number of the first line with a mark of an unfinished merge; None where there is none."""
    return next((number for number, line in enumerate(lines, 1) if line.startswith(("<<<<<<< ", ">>>>>>> "))), None)


_ALONE = ("title", "organisation", "purpose", "summary", "status", "claim", "level", "kind", "starts", "ends")
"""Keys of which little more is said than their value: what is set in below them mostly belongs at the very left."""
_SAID_OF_ANY = ("is", "date", "from", "to", "who", "evidence", "note")


def detail_hint(above: str, line: str) -> str:
    """What to do with a line that is set in below a key that has its value already, by the line of that key."""
    key, _, value = (part.strip() for part in above.partition(":"))
    if above.startswith(_ALONE) and key in _ALONE and line.partition(":")[0].strip() not in _SAID_OF_ANY:
        return f"Begin it at the very left, as the line above: `{safe.visible(safe.cut(line.strip()))}`."
    told = safe.visible(safe.cut(key, 30))
    return (
        f"If it says more about {safe.quote(key, 30)}, write `{told}:` alone, and below it, in the column of this "
        f"line, `is: {safe.visible(safe.cut(value, 40))}`. Else begin it in the column of the key above."
    )


_PARSERS_OWN = (
    (r"block mapping|flow mapping|mapping", "set of `key: value` lines"),
    (r"block collection|block sequence|flow sequence|sequence", "list"),
    (r"(?:plain |quoted |block )?scalars?", "text"),
    (r"(?:flow |block )?nodes?(?: content)?", "value"),
    (r"tokens?", "word"),
    (r"<[^>]*>", "something else"),
    (r"documents?", "file"),
)


def translated(words: str) -> str:
    """The parser's own words with its terms replaced."""
    for pattern, plain in _PARSERS_OWN:
        words = re.sub(pattern, plain, words)
    return safe.visible(words)
