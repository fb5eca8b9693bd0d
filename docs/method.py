"""The parts of docs/method.md that the rubric and the facts already say, and the page of facts."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Mapping

from coaudit.facts import MEASURES, RULES
from coaudit.rubric import BandRule, Rubric
from coaudit.rubric.conditions import OPERATORS
from coaudit.values import Domain, Numbers, Sets, Words
from docs.pages.criteria import SURE
from docs.pages.parts import anchor, figure, table, words

HINTS = {
    "is": "exactly this word or number",
    "any_of": "one of the words or numbers in the list",
    "at_least": "this or more; for words, this one or a stronger one",
    "at_most": "this or less; for words, this one or a weaker one",
    "below": "less than this; for words, a weaker one",
    "includes": "a set that holds all of these",
    "includes_any": "a set that holds one of these",
}
assert HINTS.keys() == OPERATORS.keys()


def blocks(rubric: Rubric) -> Mapping[str, str]:
    """Every block of the method's page that is not the worked example."""
    return {
        "conflict rules": "\n".join(f"- `{name}`: {words(says)}" for name, says in RULES.items()),
        "operators": table(("comparison", "holds for"), [(f"`{name}`", hint) for name, hint in HINTS.items()]),
        "dimensions": table(
            ("dimension", "asks", "weight"),
            [(words(each.title), words(each.asks), figure(each.weight)) for each in rubric.dimensions],
        ),
        "letters": table(
            ("letter", "from a share of", "means"),
            [
                (letter, f"{figure(rubric.grades.bands[letter])} %", words(rubric.grades.means[letter]))
                for letter in rubric.grades.letters
            ],
        ),
        "caps": _caps(rubric),
        "bands": "\n".join(
            f"- **{name}** where {', or where '.join(_rule(rule) for rule in rules)};"
            for name, rules in rubric.risk_bands.items()
        )
        + "\n- **low** otherwise.",
        "rungs": "\n".join(f"- **{words(rung.title)}**: {_lower(words(rung.means))}." for rung in rubric.rungs),
        "foundation": _foundation(rubric),
        "coverage": f"Where less than {figure(rubric.grades.coverage)} % of it is settled, and the two ends of the "
        "letter differ, no letter is given.",
    }


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _caps(rubric: Rubric) -> str:
    grades = rubric.grades
    rows = [
        (f"the claim is {gap} rung{'s' if gap != '1' else ''} above the evidence{_or_more(gap, rubric)}", letter)
        for gap, letter in grades.over_claim.items()
    ]
    rows += [(f"the band of tokenism risk is {name}", letter) for name, letter in grades.risk.items()]
    return table(("where", "no better than"), rows)


def _or_more(gap: str, rubric: Rubric) -> str:
    return ", or more" if gap == max(rubric.grades.over_claim, key=int) else ""


def _rule(rule: BandRule) -> str:
    if rule.starred_at is not None:
        return f"a starred risk is at {rule.starred_at}"
    count = "one risk is" if rule.count == 1 else f"{rule.count} risks are"
    return f"{count} at {rule.at} or more"


def _foundation(rubric: Rubric) -> str:
    names = {item.id: item.title for item in (*rubric.criteria, *rubric.risks)}
    rows = []
    for line in rubric.foundation:
        asked = ", ".join(f"[{words(names[name])}](criteria/{name}.md)" for name in line.asks)
        rows.append((words(line.says), asked))
    sources = dict.fromkeys(line.source for line in rubric.foundation)
    cited = "; ".join(
        f"{words(rubric.sources[name].cite)} ({SURE[rubric.sources[name].sure].lower()})" for name in sources
    )
    return f"{table(('the paper says', 'so the rubric asks'), rows)}\n\nThe paper: {cited}."


def facts_page() -> str:
    """Every fact: what it means, what it may be, and the keys of a description that it is read from."""
    rooms = {
        "Who decides": "coaudit.facts.power",
        "Time": "coaudit.facts.time",
        "Who is there": "coaudit.facts.people",
        "What people are given, and what comes back": "coaudit.facts.given",
    }
    parts = [
        "# Facts",
        "<!-- Made from coaudit/facts by docs/build.py. Change the facts, not this page. -->",
        "A fact is one value that is read from a description, stated or worked out. It is always the set of all that\n"
        "it may still be: where nothing is stated, that is everything in its last column. No fact knows a threshold;\n"
        "the rubric brings those. [How the result is worked out](method.md) explains the less simple ones.",
        "\n".join(f"- [{title}](#{anchor(title)})" for title in rooms),
    ]
    for title, module in rooms.items():
        rows = [
            (f"`{name}`", words(each.means), ", ".join(f"`{key}`" for key in each.keys), values(each.domain))
            for name, each in MEASURES.items()
            if each in _of(module)
        ]
        parts += [f"## {title}", table(("fact", "means", "answers the questions behind", "may be"), rows)]
    return "\n\n".join(parts) + "\n"


def _of(module: str) -> tuple[object, ...]:
    from importlib import import_module

    found: tuple[object, ...] = import_module(module).MEASURES
    return found


def values(domain: Domain) -> str:
    """What a fact may be, in words."""
    match domain:
        case Words(scale):
            return ", ".join(scale.words)
        case Sets(scale):
            return f"any of: {', '.join(scale.words)}"
        case Numbers(unit=unit):
            return unit if unit.startswith("a share") else f"a number of {unit}" if unit else "a number"
