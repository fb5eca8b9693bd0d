"""Reading what one person, or some people together, wrote into a file of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ValidationError

from coaudit.errors import Problem, SourceError, first_of
from coaudit.project.fields import LEVELS, Block, Count, Lengthen, Reads, Text, refuse, word
from coaudit.records import Record
from coaudit.rubric import Criterion, Rubric, Shape
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.rubric.misfits import misfit
from coaudit.scalars import nearest
from coaudit.sides.blank import FORMAT
from coaudit.source import Document, parse
from coaudit.values import Choice
from coaudit.vocabulary import SIDE, WANTED, plain

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

HOW = "coaudit new --as"
NOT_KNOWN = ("unknown", "?", "i-do-not-know", "i-don't-know", "don't-know", "do-not-know", "not-sure", "no-idea")
"""What people write where they cannot say."""


def _format(value: Any) -> str:
    if value != FORMAT:
        raise refuse(f"'{value}' is not a format of answers that is known", f"write {FORMAT}")
    return str(value)


class Answer(Shape):
    """How it is now, as a level or in its words, and what would be wanted."""

    now: Text = None
    want: Annotated[Choice | None, word(WANTED)] = None


class AnswersFile(Shape):
    """A file of answers."""

    coaudit_answers: Annotated[str, Reads(_format, {"const": FORMAT})]
    side: Annotated[Choice | None, word(SIDE)] = None
    group: Text = None
    project: Text = None
    rubric: Text = None
    people: Count = None
    answers: Annotated[dict[str, Annotated[Answer, Lengthen("now")]] | None, Block] = None


class Answers(Record):
    """What one file says, read by the rubric that asked."""

    name: str
    side: str
    project: str
    people: int
    levels: dict[str, int]
    wanted: dict[str, str]


def rubric_of(raw: bytes, name: str) -> str:
    """The rubric that a file of answers names; empty where it names none. Raises SourceError."""
    return _model(parse(raw, name)).rubric or ""


def read_answers(raw: bytes, name: str, rubric: Rubric) -> Answers:
    """The answers in a file's bytes. Raises SourceError with all that is wrong."""
    document = parse(raw, name)
    file = _model(document)
    problems = list(_wrong(document, file, rubric))
    levels, wanted = {}, {}
    asked = {criterion.id: criterion for criterion in rubric.criteria}
    for key, answer in (file.answers or {}).items():
        if key not in asked:
            near = nearest(key, tuple(asked))
            hint = f"did you mean '{near}'?" if near else "leave the names of the questions as they are"
            problems.append(
                document.problem(("answers", key), f"'{key}' is no question of this rubric", hint, key=True)
            )
            continue
        try:
            level = _level(answer.now, asked[key])
        except ValueError:
            message = f"'{answer.now}' is not one of the answers to this question"
            hint = _answer_hint(answer.now or "")
            problems.append(document.problem(_place(document, key), message, hint))
            continue
        if level is not None:
            levels[key] = level
        if answer.want is not None and answer.want.exact:
            wanted[key] = answer.want.words[0]
    if problems:
        raise SourceError(first_of(problems))
    assert file.side is not None
    people = int(file.people.low) if file.people else 1
    return Answers(name, file.side.words[0], file.project or "", people, levels, wanted)


def _model(document: Document) -> AnswersFile:
    _refuse_other_files(document)
    try:
        return AnswersFile.model_validate(document.data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    raise SourceError(first_of([_in_figures(misfit(document, detail, HOW), document, detail) for detail in found]))


def _refuse_other_files(document: Document) -> None:
    """Raises SourceError for what somebody may well name in place of answers: one word about all of it."""
    data: Any = document.data
    if not isinstance(data, dict) or "coaudit_answers" in data:
        return
    if "title" in data or "coaudit" in data:
        key = "coaudit" if "coaudit" in data else "title"
        hint = "name the description first, then the answers: coaudit accounts add FILE ANSWERS..."
        message = "this file is a description of a project, not somebody's answers"
        raise SourceError((document.problem((key,), message, hint, key=True),))


def _in_figures(problem: Problem, document: Document, detail: ErrorDetails) -> Problem:
    """The same; where a number of people is written in words, with the line to write."""
    if tuple(detail["loc"]) != ("people",):
        return problem
    from coaudit.project.corrections import corrected

    data: Any = document.data
    return document.problem(("people",), problem.message, corrected(("people",), data["people"]) or problem.hint)


def _answer_hint(said: str) -> str:
    """What to write in place of an answer that is none."""
    from coaudit.source.corrected_numbers import in_figures

    figure = in_figures(said)
    if figure != said and figure in LEVELS:
        return f"write it in figures: now: {figure}"
    if len(set(re.findall(r"\b[0-4]\b", said))) > 1:
        return "write one number. Between two answers, take the lower, and say the rest aloud when you meet"
    return f"write a number from 0 to {TOP_LEVEL}, or unknown"


def _wrong(document: Document, file: AnswersFile, rubric: Rubric) -> Iterator[Problem]:
    if file.side is None or not file.side.exact:
        yield document.problem(("side",), "it does not say which side these answers are from", "add side: carer")
    if file.people is not None and not (file.people.exact and file.people.low >= 1):
        yield document.problem(("people",), "this is not a number of people", "write how many answered here: people: 1")
    if file.rubric not in (None, rubric.rubric):
        message = f"these questions are from the rubric '{file.rubric}', not from '{rubric.rubric}'"
        yield document.problem(("rubric",), message, "name the rubric that asked them: --rubric NAME")


def _place(document: Document, key: str) -> tuple[str, ...]:
    path = ("answers", key)
    return (*path, "now") if isinstance(document.data["answers"][key], dict) else path  # type: ignore[index,call-overload]


def _level(text: str | None, question: Criterion) -> int | None:
    """The level that is meant by a number, by the words of a level, or by both. Raises ValueError."""
    said = plain(text or "").rstrip(".")
    if not said or said in NOT_KNOWN:
        return None
    means = [plain(step.means).rstrip(".") for step in question.levels]
    for level, words in enumerate(means):
        if said in (words, str(level), f"{level}-{words}"):
            return level
    raise ValueError(text)
