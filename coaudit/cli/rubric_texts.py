"""What `coaudit rubric` does: list, show and check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from coaudit import bundled
from coaudit.cli import choosing, exits, languages, output, shared
from coaudit.cli.listing import filled
from coaudit.cli.problems import of, problem_text
from coaudit.cli.reading import CannotReadError
from coaudit.errors import RubricError, SourceError

if TYPE_CHECKING:
    from coaudit.rubric import Rubric

REVIEWED = "reviewed by people with lived experience"
NOT_REVIEWED = f"not yet {REVIEWED}"


def review_state(rubric: Rubric) -> str:
    """Whether people with lived experience have looked at a rubric, in words."""
    return REVIEWED if rubric.reviewed_by_people_with_lived_experience else NOT_REVIEWED


def list_text() -> str:
    """The rubrics that come with coaudit: name, title, version and review state."""
    parts = []
    for name in bundled.names():
        rubric = choosing.load_rubric(name)
        parts.append(f"{name}\n{filled(f'{rubric.title} Version {rubric.version}, {review_state(rubric)}.', 4)}")
    return "\n".join(parts)


def show(name: str, *, summary: bool, resolved: bool) -> None:
    """Print a rubric: the bytes of its file as they are, a summary in words, or with what it extends merged in."""
    if summary:
        output.say(summary_text(choosing.load_rubric(name, "NAME")))
        return
    if resolved:
        output.say(_resolved(name).rstrip("\n"))
        return
    if name not in bundled.names():
        choosing.load_rubric(name, "NAME")  # nothing but a rubric is shown
    try:
        raw, _ = choosing.rubric_bytes(name, "NAME")
    except CannotReadError as error:
        choosing.refuse((error.problem,), exits.RUBRIC, "the rubric cannot be read")
    if output.is_terminal(output.stdout()):
        # A file from elsewhere may hold what acts on a terminal.
        output.say(raw.decode(errors="replace").rstrip("\n"))
    else:
        output.write_bytes(raw)


def _resolved(name: str) -> str:
    """A rubric and all that it extends as one YAML file."""
    from coaudit import audit
    from coaudit.cli.extending import base
    from coaudit.source.yaml_writer import written

    rubric = choosing.load_rubric(name, "NAME")
    data = audit.resolved(*choosing.rubric_bytes(name, "NAME"), base)
    stands_on = rubric.lineage.extends
    head = (
        f"# {rubric.rubric} {rubric.version}, with {', '.join(reversed(stands_on))} merged in.\n" if stands_on else ""
    )
    return head + written(data)


def summary_text(rubric: Rubric) -> str:
    """A rubric on one or two screens: its ladder, and what it asks, by dimension."""
    parts = [
        f"{rubric.title} ({rubric.rubric} {rubric.version})",
        filled(f"{review_state(rubric)[0].upper()}{review_state(rubric)[1:]}."),
        filled(rubric.about),
        "The ladder, from the lowest rung:\n" + _pairs((rung.id, rung.means) for rung in rubric.rungs),
    ]
    for dimension in rubric.dimensions:
        asked = ((each.id, each.asks) for each in rubric.criteria if each.dimension == dimension.id)
        parts.append(filled(f"{dimension.title}, weight {dimension.weight}: {dimension.asks}") + "\n" + _pairs(asked))
    if rubric.risks:
        asked = ((risk.id, risk.asks + (" (starred)" if risk.starred else "")) for risk in rubric.risks)
        parts.append("Signs of tokenism:\n" + _pairs(asked))
    means = rubric.grades.means
    parts.append("Grades:\n" + _pairs((each, means.get(each, "")) for each in rubric.grades.letters))
    parts.append("coaudit explain ID says more about each.")
    return "\n\n".join(parts)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    rows = list(pairs)
    longest = max(len(name) for name, _ in rows)
    if longest + 30 > output.width():
        return "\n".join(f"  {name}\n{filled(text, 6)}" for name, text in rows)
    lines = []
    for name, text in rows:
        block = filled(text, longest + 4)
        lines.append(f"  {name.ljust(longest)}  {block.lstrip()}")
    return "\n".join(lines)


def translate(name: str, language: str) -> None:
    """Print a file of a rubric's texts to translate into a language."""
    from coaudit.rubric.language import skeleton
    from coaudit.source import parse
    from coaudit.source.yaml_writer import written

    if languages.checked(language) == shared.ENGLISH:
        raise typer.BadParameter("the texts are in English already; name another language.", param_hint="--lang")
    choosing.load_rubric(name, "NAME")  # nothing but a rubric is translated
    data = parse(*choosing.rubric_bytes(name, "NAME")).data
    assert isinstance(data, dict)
    output.say(written(skeleton(data, language)).rstrip("\n"))


def check(names: tuple[str, ...], against: str | None, language: str) -> None:
    """Check rubrics, all that come with coaudit where none is named; say what is wrong, and end with a code.

    In a language, a text that is not translated is wrong, too. Each is also held against the descriptions in a folder,
    where one is named.
    """
    from coaudit.rubric_tools.check import check as findings_of

    asked = names or bundled.names()
    failed = 0
    ending = exits.Ending()
    for name in asked:
        try:
            rubric = _load(name, language)
        except (SourceError, RubricError) as error:
            failed += 1
            for problem in error.problems:
                output.tell(problem_text(problem) + "\n")
            continue
        found = findings_of(rubric)
        for finding in found:
            output.tell(f"{name}: {finding.about}: {finding.message}")
            if finding.hint:
                output.tell(filled(f"Hint: {finding.hint}", 2))
        missing = rubric.lineage.untranslated
        for text in missing:
            output.tell(f"{name}: {text} has no text in the language {language}")
        failed += bool(found or missing)
        if not found and not missing:
            output.say(f"ok: {name} says what it means")
        if against is not None:
            from coaudit.cli.rubric_testing import run

            gone = run(name, rubric, against)
            for reason in gone.reasons if gone.code > ending.code else ():
                ending.add(gone.code, reason)
    if failed:
        ending.add(exits.RUBRIC, f"{of(failed, len(asked), 'rubric')} must be put right")
    choosing.finish(ending)


def _load(name: str, language: str) -> Rubric:
    """A rubric in a language. Raises SourceError or RubricError, also where its file cannot be read."""
    from coaudit.audit import load
    from coaudit.cli.extending import base

    try:
        spoken = languages.spoken(languages.checked(language))
        return load(*choosing.rubric_bytes(name, "NAME"), base, spoken=spoken)
    except CannotReadError as error:
        raise SourceError((error.problem,)) from None
