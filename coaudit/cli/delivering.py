"""Where a report goes: to standard output or to a file, and to as many other files as were asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit.cli import choosing, exits, output
from coaudit.records import Record, replace
from coaudit.render import FORMATS, Look
from coaudit.safe import quote, visible

if TYPE_CHECKING:
    from coaudit.report import Audit, Report, RubricInfo

OUTPUT, WRITE = "--output", "--write"


class Copy(Record):
    """One copy of the report: in which format, and to which file; None is standard output."""

    format: str
    target: Path | None
    option: str = OUTPUT

    @property
    def is_text(self) -> bool:
        """Whether it is plain text for people, not data or a page."""
        return FORMATS[self.format].suffix == ".txt"


class Outlet(Record):
    """All copies that were asked for, and what standard output is to look like."""

    copies: tuple[Copy, ...]
    color: output.Color
    details: bool
    source: bool

    def deliver(self, report: Report, ending: exits.Ending) -> tuple[Path, ...]:
        """Write every copy, files first; return the files that were written.

        One that cannot be written stops no other, and adds to how the run ends.
        """
        written = []
        for copy in sorted(self.copies, key=lambda copy: copy.target is None):
            if copy.target is None:
                self._print(copy, report)
                continue
            look = Look(output.FILE.width, output.FILE.color, output.FILE.unicode, self.details, self.source)
            try:
                output.write_file(copy.target, _text(copy, report, look).encode())
                written.append(copy.target)
            except output.CannotWriteError as error:
                output.tell(f"Error: {visible(str(error))}.")
                ending.add(exits.USAGE, "a report could not be written")
        return tuple(written)

    def _print(self, copy: Copy, report: Report) -> None:
        if not copy.is_text:
            output.write_bytes(_text(copy, report, Look(details=self.details, source=self.source)).encode())
        elif report.audits:
            if output.is_shared_screen():  # they stand there already, on standard error
                report = replace(report, errors=(), requirements=())
            place = output.screen(self.color)
            output.write(_text(copy, report, Look(place.width, place.color, place.unicode, self.details, self.source)))


class Stream:
    """JSON lines on standard output, each written when its project is done: however many there are, none is kept."""

    def __init__(self, rubric: RubricInfo) -> None:
        from coaudit.render.jsonl import project

        self._rubric = rubric
        self._project = project
        self._audits = 0

    def add(self, audit: Audit) -> None:
        """Write the line of a project."""
        self._audits += 1
        output.write_bytes(self._project(self._rubric, audit).encode())

    def end(self, report: Report) -> None:
        """Write all that stands after the projects."""
        from coaudit.render.jsonl import rest

        output.write_bytes(rest(report, self._audits).encode())


def streams(copies: tuple[Copy, ...]) -> bool:
    """Whether nothing is asked for but what can be written project by project."""
    return [(copy.format, copy.target) for copy in copies] == [("jsonl", None)]


def _text(copy: Copy, report: Report, look: Look) -> str:
    text = FORMATS[copy.format].render(report, look)
    return text if text.endswith("\n") else text + "\n"


def main_format(name: str, *, plain: bool) -> str:
    """The format that --format and --plain ask for. Ends with a usage error where there is none, or two."""
    chosen = choosing.one_of("format", name, FORMATS, "--format")
    if plain and chosen not in ("text", "plain"):
        raise typer.BadParameter(f"--plain is a format of its own; it cannot be {chosen} too.", param_hint="--plain")
    return "plain" if plain else chosen


def copies(
    format_: str,
    file: str | None,
    writes: Sequence[str],
    *,
    force: bool,
    inputs: frozenset[str],
    rules: frozenset[str] = frozenset(),
) -> tuple[Copy, ...]:
    """All copies, with their places found, before anything is audited. Ends with a usage error where one has none.

    *inputs* are the real paths of the descriptions, and *rules* those of what they are judged by: neither is ever
    overwritten.
    """
    asked = list(_asked(format_, file, writes))
    seen: set[str] = set()
    found = []
    for copy, name in asked:
        if name is None:
            found.append(copy)
            continue
        real = os.path.normcase(os.path.realpath(name))
        if real in seen:
            raise typer.BadParameter(f"{quote(name)} is named twice. Give each copy its own file.", param_hint=WRITE)
        seen.add(real)
        try:
            found.append(replace(copy, target=output.place_for(name, force=force, inputs=inputs, rules=rules)))
        except output.CannotWriteError as error:
            raise typer.BadParameter(f"{visible(str(error))}.", param_hint=copy.option) from None
    return tuple(found)


def _asked(format_: str, file: str | None, writes: Sequence[str]) -> Iterator[tuple[Copy, str | None]]:
    yield Copy(format_, None), None if file in (None, "-") else file
    for each in writes:
        name, equals, target = each.partition("=")
        if not equals or not target.strip():
            raise typer.BadParameter(
                f"{quote(each)} is not FORMAT=FILE. Write for instance sarif=coaudit.sarif.", param_hint=WRITE
            )
        if target == "-":
            raise typer.BadParameter(f"Standard output has one format: --format {name}.", param_hint=WRITE)
        yield Copy(choosing.one_of("format", name, FORMATS, WRITE), None, WRITE), target


def to_open(copies: Sequence[Copy]) -> Path:
    """The file that --output names. Ends with a usage error where there is none to open."""
    found = next((copy.target for copy in copies if copy.option == OUTPUT), None)
    if found is None:
        raise typer.BadParameter(
            "there is no file to open. Write one with --output, for instance --format html --output report.html.",
            param_hint="--open",
        )
    return found


def open_in_browser(path: Path) -> None:
    """Show a file to the user; where nothing here can, say where it is."""
    import webbrowser

    if not webbrowser.open(path.as_uri()):
        output.tell(f"Nothing here could open it. The report is in {visible(str(path))}.")
