"""What `coaudit new --as` does: write the questions for one side, as a file and as a page to print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit.cli import choosing, exits, languages, output
from coaudit.cli.listing import filled
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import Problem, SourceError
from coaudit.phrases import speaking
from coaudit.project.description import describe
from coaudit.safe import quote, visible
from coaudit.sides.answers import read_answers
from coaudit.sides.asking import sheet
from coaudit.sides.blank import blank
from coaudit.sides.paper import paper
from coaudit.source import parse
from coaudit.vocabulary import SIDE

if TYPE_CHECKING:
    from coaudit.project import Project

_ENDINGS = (".yaml", ".yml", ".html", ".htm")


def run(
    file: str | None, group: str, project: str | None, *, full: bool, force: bool, rubric: str, language: str
) -> None:
    """Write both files, and say what to do with them. Ends with a usage error where they cannot be written."""
    spoken = choosing.load_rubric(rubric, language=languages.checked(language))
    described = _described(project) if project else None
    side, name = _side(group, described)
    title = described.title if described else ""
    stem = _stem(file or f"{_plain(group)}.answers.yaml")
    try:
        yaml, page = (
            output.place_for(
                f"{stem}{end}", force=force, inputs=frozenset([str(Path(project).resolve())] if project else ())
            )
            for end in (".yaml", ".html")
        )
    except output.CannotWriteError as error:
        raise typer.BadParameter(f"{visible(str(error))}.", param_hint="FILE") from None
    with speaking(languages.told(language, rubric)):
        asked = sheet(spoken, side, name, title, full=full)
        text, printed = blank(asked), paper(asked)
    read_answers(text.encode(), yaml.name, spoken)  # as sure as it can be that what is written can be read
    output.write_file(yaml, text.encode())
    output.write_file(page, printed.encode())
    output.say(
        filled(
            f"{visible(stem)}.html is to print and tick. {visible(stem)}.yaml is to type the answers in: "
            "one copy for each person."
        )
        + "\n"
        + filled(f"Then: coaudit accounts add {visible(project or 'DESCRIPTION')} ANSWERS...")
    )
    if not project:
        output.say(filled("With --project DESCRIPTION, the page also says which project it is about."))


def _described(name: str) -> Project:
    try:
        return describe(parse(read(Path(name), name), name)).project
    except CannotReadError as error:
        problems: tuple[Problem, ...] = (error.problem,)
    except SourceError as error:
        problems = error.problems
    return choosing.refuse(problems, exits.UNREADABLE, f"{visible(name)} cannot be used, so nothing was written")


def _side(group: str, project: Project | None) -> tuple[str, str]:
    """The side that is meant, and the project's own name for the group, if it has one."""
    found = (project.groups or {}).get(group) if project else None
    if found is not None:
        if found.side is None or not found.side.exact:
            raise typer.BadParameter(
                f"the description does not say on which side the group {quote(group)} is.", param_hint="--as"
            )
        return found.side.words[0], group
    side = SIDE.find(group)
    if side is not None:
        return side, ""
    groups = (
        f" The groups of the project are: {', '.join(quote(each) for each in project.groups)}."
        if (project and project.groups)
        else " To name a group of a project, name its description too: --project FILE."
    )
    raise typer.BadParameter(
        f"there is no side {quote(group)}. The sides are: {', '.join(SIDE.scale.words)}.{groups}", param_hint="--as"
    )


def _stem(file: str) -> str:
    path = Path(file)
    return file[: -len(path.suffix)] if path.suffix.lower() in _ENDINGS else file


def _plain(group: str) -> str:
    """A name for a file out of the name of a group: letters that every system takes, and no way out of the folder."""
    return re.sub(r"[^a-z0-9]+", "-", group.lower()).strip("-")[:40] or "answers"
