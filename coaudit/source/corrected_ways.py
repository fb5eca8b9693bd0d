"""What to write where everyday words stand in place of a word of a list: they are told, with what each word means."""

from __future__ import annotations

import re

from coaudit.glossary import WORDS
from coaudit.scalars import Unreadable, count
from coaudit.source.corrected_numbers import in_figures, number, only_way
from coaudit.source.yaml_quotes import as_text
from coaudit.vocabulary import ON_DISAGREEMENT, PEOPLE_SIDES, SIDE

_VOTE = re.compile(r"(?i)\b(?:votes?|voting|voted|majority|ballots?|show of hands)\b")
_VETO = re.compile(r"(?i)\b(?:vetos?|vetoes|agreement|agree|consensus)\b")
_DOES_NOT_FIT = re.compile(r"(?i)n/?a|n\.a\.|not[ _]applicable|(?:does not|doesn['’]t) apply")
_NEVER_LEFT_OUT = ("groups", "affected", "contact", "changes", "accounts", "level", "kind", "status", "starts", "ends")
_SPEAKS_FOR = re.compile(r"(?i)(?P<who>.+?)(?:s?['’]s?)? (?:reps?|representatives?|spokespersons?|spokespeople)")
_SIDES = (
    (re.compile(r"(?i)(?:\w+ )?(?:councillors?|cllrs?)"), ("decision-maker", "representative")),
    (re.compile(r"(?i)disabled (?:people|persons?|adults?|residents?)"), ("lived-experience", "public")),
    (re.compile(r"(?i)(?:\w+ )?volunteers?"), ("lived-experience", "public", "professional")),
    (re.compile(r"(?i)(?:\w+ )?(?:students?|pupils?)"), ("lived-experience", "public")),
)
"""Who may be on one of several sides, and which these are."""
_FOR = re.compile(r"(?P<before>.* is not one of the words for )(?P<scale>[a-z -]+)")
_OTHERS = re.compile(r"\d|(?i:\b(?:and|plus) (?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b)")
_NO_NAME_ALONE = frozenset(("from", "by", "told", "is"))
_MOST_WORDS_OF_A_COUNT = 5
_LONGEST = 100


def in_words(message: str, hint: str, keys: list[str]) -> tuple[str, str]:
    """What is wrong with a word, told of the key that it stands at, and what each word for it means."""
    found = _FOR.fullmatch(message)
    if not found or keys[:1] in ([], ["facts"]):
        return message, hint
    means = WORDS.get(found["scale"], {})
    if means and (listed := re.fullmatch(r"the words are: (.+) \(or unknown\)", hint)):
        each = (f"{word} ({_small(means[word])})" if word in means else word for word in listed[1].split(", "))
        hint = f"the words are: {', '.join(each)}, or unknown"
    return f"{found['before']}{_named(keys)}", hint


def _small(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:].rstrip('.')}"


def _named(keys: list[str]) -> str:
    """A key as somebody calls it who writes a description: a stage or a decision by its place, others alone."""
    if keys[0] in ("stages", "decisions"):
        return ".".join(keys[-2:] if keys[2:3] == ["reserved"] and len(keys) > 3 else keys[:2])
    if keys[0] == "groups":
        return keys[2] if len(keys) > 2 else "side"
    return ".".join(keys[-2:]) if keys[-1] in _NO_NAME_ALONE else keys[-1]


def does_not_fit(keys: list[str], text: str) -> str:
    """What to write where somebody says that a question does not fit the project."""
    if not _DOES_NOT_FIT.fullmatch(text) or keys[0] in _NEVER_LEFT_OUT:
        return ""
    return (
        f"where it is not known yet, write {keys[-1]}: unknown; what cannot fit the project at all is named by its "
        "criterion, with the reason, below not_applicable:"
    )


def settled(keys: list[str], text: str) -> str:
    """What to write where people and the organisation disagree, and a vote or somebody's veto settles it."""
    if keys != ["on_disagreement"]:
        return ""
    key, (_, told, reasons, route, needed) = keys[0], ON_DISAGREEMENT.scale.words
    otherwise = f"else say what people hear of it: {key}: {told}, or {key}: {reasons}"
    if _VOTE.search(text):
        return f"if it was agreed before that a vote settles it, write {key}: {route}; {otherwise}"
    if _VETO.search(text):
        return f"where nothing goes ahead until all agree, write {key}: {needed}; {otherwise}"
    return ""


def side(keys: list[str], text: str) -> str:
    """What to write for people who may be on one of several sides."""
    key = keys[-1]
    if keys[0] != "groups" or not (key == "side" or len(keys) == 2):
        return ""
    sides = next((sides for people, sides in _SIDES if people.fullmatch(text)), ())
    if not sides and (found := _SPEAKS_FOR.fullmatch(text)) and (own := SIDE.find(found["who"])) in PEOPLE_SIDES:
        sides = ("representative", str(own))
    said = (f"{key}: {word} means {_small(WORDS['side'][word])}" for word in sides)
    return f"say which it is. {'. '.join(said)}" if sides else ""


def group(name: str, text: str) -> str:
    """A group of which a text says how many they are, in the words of a description; empty where it does not."""
    people, own, rest = "", "", []
    for part in re.split(r"[,;(]", text.rstrip(")")) if len(text) <= _LONGEST else []:
        said = " ".join(part.split())
        if not people:
            people, said = _count(said)
        known = SIDE.find(said)
        own = own or known or ""
        if said and not known:
            rest.append(said)
    if not people or any(map(_OTHERS.search, rest)):
        return ""
    own = own or SIDE.find(name) or ("lived-experience" if name == "experts" else "unknown")
    note = f", note: {as_text(', '.join(rest))}" if rest else ""
    return f"{name}: {{side: {own}, people: {people}{note}}}"


def _count(text: str) -> tuple[str, str]:
    """The number that a text begins with, as a description has it, and what comes after; two empty texts if none."""
    words = text.split()
    if words[:1] in (["a"], ["an"]) and " ".join(words[1:2]) not in ("dozen", "hundred"):
        return "", text
    for end in range(min(len(words), _MOST_WORDS_OF_A_COUNT), 0, -1):
        head = " ".join(words[:end])
        for figure in (head, in_figures(head), only_way(number("people", head), "people")):
            if re.search(r"\d", figure) and _is_count(figure):
                rest = re.sub(r"(?i)^(?:people|persons?|members|of (?:us|them))\b\s*", "", " ".join(words[end:]))
                noun = words[end - 1] if figure == in_figures(head) != head and SIDE.find(words[end - 1]) else ""
                return figure, " ".join(filter(None, (noun, rest)))
    return "", text


def _is_count(text: str) -> bool:
    try:
        count(text)
    except Unreadable:
        return False
    return True
