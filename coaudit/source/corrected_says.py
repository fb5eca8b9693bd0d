"""What to write where somebody said who decides or leads, and not what say or part people have in it.

The words `decides` and `leads` mean that people do. They are only offered where it is surely people who were named.
"""

from __future__ import annotations

import re

from coaudit.scalars import slip_of
from coaudit.vocabulary import PART, PEOPLE_SIDES, SAY, SIDE, STAFF_SIDES, plain

Path = tuple[str | int, ...]

_HAVE = {"decisions": ("none", "asked", "together", "decides"), "stages": ("none", "asked", "equal-part", "leads")}
_LISTS = {"decisions": SAY, "stages": PART}

_SAY = r"(?:final|last|casting) (?:say|word|decision|vote)|control"
_DO = (
    r"decid(?:es?|ed|ing|ers?)|leads?|led|leading|leaders?|chooses?|chose|controls?|controlled|owns?|owned|runs?|ran"
    rf"|signs? (?:it |this )?off|signed off|approves?|approved|{_SAY}"
)
_DONE = r"(?:decided|led|chosen|controlled|owned|run|signed off|approved|agreed|made|taken|set|fixed)"
_BY = re.compile(rf"(?:^|.*\b){_DONE}\b.{{0,20}}?\bby (?P<who>.+)")
_LED = re.compile(
    r"(?P<who>.+?)[ -]+(?:(?:will|would|to|can|may|should|must|then|always|usually|alone|themselves|still|do"
    rf"|has|have|had|holds?|with|retains?|keeps?|the|a|full|is|are|in)[ -]+)*"
    rf"(?:{_DO})(?: (?:it|this|that|alone|themselves))?"
)
_SOMEBODY_DOES = re.compile(rf"\b(?:{_DO}|{_DONE} .*\bby)\b")
_SETTLED = re.compile(
    r"(?:(?:has been|was|is|already|all|now) )*(?:agreed|approved|settled|fixed|set|signed off|final)"
)
_JOINT = re.compile(r"\b(?:together|jointly|joint|both|everyone|everybody|all|co-?(?:led|leads?|decided?))\b")
_WITH = re.compile(r"(?:decid(?:es?|ed) )?(?:together |jointly |jointly decided |shared )?with (?P<who>.+)")
_EVERYBODY = frozenset(("", "we", "us", "of us", "of them", "we decide", "parties", "sides", "in it", "involved"))
_NAMED = re.compile(r"(?:the|our|a|an|my|their|his|her|its|each) (?P<who>\S.*)")
_POSTS = re.compile(
    r"(?:.*[ -])?(?:(?!\w*(?:ever|other|ther|rather|over|after|later|under|per)s?$)\w{2,}(?:er|or|ist|ian|ee|man|woman)"
    r"|practice|trust|member|cabinet|pi|ci|board|council|committee|team|department|office|icb|ceo|nhs|company|charity"
    r"|service|university|staff|management|leadership|exec|executive|chief|head|lead|partner|chair|government|authority"
    r"|school|hospital|surgery|clinic|ward|panel|group|client|agency|organisation|organization|trustee|nurse|we|us|they"
    r"|them|me|myself|ourselves)s?"
)


def says(path: Path, text: str) -> str:
    """What say or part people have, where a text says who has it, or that they have one; empty where it does not."""
    keys = [part for part in path if isinstance(part, str)]
    if path[-1:] == ("is",) and keys[:2] != ["decisions", "other"]:
        keys.pop()
    if keys[:1] not in (["decisions"], ["stages"]) or len(text) > 120:
        return ""
    of_group = len(keys) == 4 and keys[2] == "who"
    of_other = keys[1:] == ["other", "is"]
    if not (of_group or of_other or (len(keys) == 2 and keys[1] != "other")):
        return ""
    return _says(keys[0], keys[-1], " ".join(text.lower().replace("’", "'").split()).rstrip("."), text.strip())


def _says(kind: str, key: str, said: str, written: str) -> str:
    none, some, joint, own = _HAVE[kind]
    theirs = f"say what people have in it: {key}: {none}, or {key}: told where they hear of it, or another word"
    together = f"where people and staff do this together, write {key}: {joint}"
    if said in ("yes", "y", "true", "some", "partly", "involved", "a bit"):
        return f"say how far: {key}: {some} where they give their views, {key}: {joint} where it is shared"
    if kind == "stages" and said in ("partners", "partner", "the partners", "as partners"):
        return f"where people are equal partners in it, write {key}: {joint}; else {theirs}"
    if _SETTLED.fullmatch(said):
        agreed = f"where people and staff agreed it as equals, write {key}: {joint}; else " if "agreed" in said else ""
        return f"{agreed}{theirs}"
    if not _SOMEBODY_DOES.search(said) and _is_a_slip(kind, said):
        return ""
    bare = _JOINT.sub(" ", said)
    who = _who(" ".join(bare.split()))
    if _is_joint(said, who):
        return together
    if _are_people(who) and not _denied(said):
        return f"where it is theirs alone, write {key}: {own}"
    if _SOMEBODY_DOES.search(said):
        return "" if _are_people(said.split(maxsplit=1)[0]) and not _denied(said) else theirs
    somebody = who != said or _POSTS.fullmatch(who) or re.fullmatch(r"[A-Z]{2,6}", written)
    named = somebody and not _has_a_word(kind, bare) and not _are_people(who.rpartition(" ")[2])
    return theirs if named or SIDE.find(who) in STAFF_SIDES else ""


def _who(said: str) -> str:
    """The somebody of a text, without what they do; the whole of it where it tells of nothing that anybody does."""
    found = _BY.fullmatch(said) or _LED.fullmatch(said)
    who = re.split(r",| but | who | after | before ", found["who"])[0] if found else said
    named = _NAMED.fullmatch(who.strip())
    return (named["who"] if named else who).strip()


def _is_joint(said: str, who: str) -> bool:
    """Whether people and staff are said to do something together, and not one side of them by itself."""
    if (found := _WITH.fullmatch(said)) and (_are_people(found["who"]) or _JOINT.search(said)):
        return True
    parts = [part for part in re.split(r" and | with |[&/,+]", f" {who} ") if part.strip()]
    if len(parts) > 1 and any(map(_are_people, parts)) and not all(map(_are_people, parts)):
        return not _denied(said)
    return _JOINT.search(said) is not None and (who in _EVERYBODY or bool(re.fullmatch(_DO, who)))


def _are_people(who: str) -> bool:
    who = re.sub(r"^(?:the|our|all|local|those|these) ", "", who.strip())
    return who in ("people", "people themselves", "the people") or SIDE.find(who) in PEOPLE_SIDES


def _denied(said: str) -> bool:
    return re.search(r"\b(?:not|never|no|nobody|without|hardly|rarely)\b|n't\b", said) is not None


def _is_a_slip(kind: str, said: str) -> bool:
    """Whether a text is a word of the list with a letter or two that are wrong."""
    words = _LISTS[kind]
    return " " not in said and slip_of(said, (*words.scale.words, *words.synonyms)) is not None


def _has_a_word(kind: str, said: str) -> bool:
    """Whether a word of the list stands in a text: `the council informed us` says what people have in it."""
    return any(_LISTS[kind].find(part) for part in plain(said).split("-") if len(part) > 2)
