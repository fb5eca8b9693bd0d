"""The template for translators: every sentence of coaudit's own that a report may hold, from the code itself."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import polib
from jinja2 import Environment, nodes

from coaudit import vocabulary
from coaudit.facts import RULES
from coaudit.project.questions import QUESTIONS
from coaudit.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parent.parent
OF_RUBRICS = ("low", "raised", "high", "not judged", "small", "medium", "large")
"""Words that rubrics bring as ids, and a report prints: bands of risk, and efforts."""
MOMENTS = ("stage", "group", "contact", "decision")

Entry = tuple[str, str]
"""A sentence, and its form for many where it is about a number; else empty."""


def template() -> str:
    """All sentences as a .pot file, which any tool for translators opens."""
    file = polib.POFile(wrapwidth=100)
    file.metadata = {
        "Project-Id-Version": "coaudit",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    found: dict[Entry, list[str]] = {}
    for entry, where in (*_in_code(), *_in_tables()):
        places = found.setdefault(entry, [])
        if where not in places:
            places.append(where)
    for (one, many), places in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        text = {"msgid_plural": many, "msgstr_plural": {0: "", 1: ""}} if many else {}
        file.append(polib.POEntry(msgid=one, occurrences=[(place, "") for place in places], **text))
    return f"{file}".rstrip() + "\n"


def _in_code() -> Iterator[tuple[Entry, str]]:
    for path in sorted((ROOT / "coaudit").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        says = "from coaudit.phrases import" in source or path.name == "phrases.py"
        for entry in sentences(source) if says else ():
            yield entry, path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "coaudit").rglob("templates/*.html")):
        for entry in spoken_in_template(path.read_text(encoding="utf-8")):
            yield entry, path.relative_to(ROOT).as_posix()


def spoken_in_template(source: str) -> Iterator[Entry]:
    """The sentences that a template of a page says or counts."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        texts = [each.value for each in call.args if isinstance(each, nodes.Const) and isinstance(each.value, str)]
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name == "say" and texts:
            yield texts[0], ""
        elif name == "count":
            yield texts[0], texts[1]


def sentences(source: str) -> Iterator[Entry]:
    """The sentences that a module says, counts, or marks as a phrase to be said later."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if node.func.id in ("say", "phrase") and texts:
                yield texts[0], ""
            elif node.func.id == "count":
                yield texts[0], texts[1]


def _in_tables() -> Iterator[tuple[Entry, str]]:
    for question in QUESTIONS.values():
        yield (question, ""), "coaudit/project/questions.py"
    for rule in RULES.values():
        yield (rule, ""), "coaudit/facts/ground.py"
    for each in vars(vocabulary).values():
        for word in each.scale.words if isinstance(each, Vocabulary) else ():
            yield (word.replace("-", " "), ""), "coaudit/vocabulary.py"
    for word in OF_RUBRICS:
        yield (word, ""), "rubrics"
    for word in MOMENTS:
        yield (word, ""), "coaudit/telling/timeline.py"
