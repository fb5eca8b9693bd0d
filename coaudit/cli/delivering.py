"""Where a report goes: to standard output or to a file, and to as many other files as were asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit.cli import choosing, exits, output
from coaudit.cli.tops import from_the_top
from coaudit.records import Record, replace
from coaudit.render import FORMATS, Look
from coaudit.safe import quote, visible

if TYPE_CHECKING:
    from coaudit.report import Report

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


class Teller:
    """One copy on its way: it grows project by project where its format can, and else is written when all is done."""

    def __init__(self, copy: Copy, look: Look) -> None:
        self.copy = copy
        self.look = look
        self._format = FORMATS[copy.format]
        self._by_project = self._format.by_project()
        self._told = 0
        self._lost = ""
        self._part = output.Part(copy.target) if copy.target else None

    @property
    def grows(self) -> bool:
        """Whether it is written project by project."""
        return self._by_project is not None

    @property
    def parts(self) -> frozenset[str]:
        """The parts of a project that it shows."""
        return self._format.parts(self.look)

    @property
    def keeps(self) -> frozenset[str] | None:
        """The parts that it needs beside the verdict when all projects have been read; None where it needs neither."""
        if self._by_project:
            return frozenset() if self._by_project.verdicts else None
        return self.parts

    def add(self, head: Report, piece: str) -> None:
        """Write the piece of the next project."""
        if self._by_project:
            before = self._by_project.between if self._told else self._by_project.begin(head, self.look)
            self._told += 1
            self._write(before + piece)

    def end(self, report: Report) -> str:
        """Write what is left of it; say why, where it could not all be written."""
        if self._part is None and self.copy.is_text:
            if not (self._told or report.audits):  # what is wrong stands on standard error
                return ""
            if output.is_shared_screen():  # there, it stands on the same screen
                report = replace(report, errors=(), requirements=())
        if self._format.from_the_top:
            report = report.renamed(from_the_top())
        if self._by_project and self._told:
            rest = self._by_project.end(report, self._told, self.look)
        else:
            rest = self._format.render(report, self.look)
        self._write(rest if rest.endswith("\n") else rest + "\n")
        if self._part and not self._lost:
            try:
                self._part.finish()
            except output.CannotWriteError as error:
                self._lost = str(error)
        return self._lost

    def drop(self) -> None:
        """Leave no half of a file behind."""
        if self._part:
            self._part.drop()

    def _write(self, text: str) -> None:
        if self._lost:
            return
        try:
            if self._part:
                self._part.write(text.encode())
            elif self.copy.is_text:
                output.write(text)
            else:
                output.write_bytes(text.encode())
        except output.CannotWriteError as error:
            self._lost = str(error)


class Outlet:
    """All copies that were asked for, files first."""

    def __init__(self, copies: tuple[Copy, ...], color: output.Color, *, details: bool, source: bool) -> None:
        self.tellers = tuple(
            Teller(copy, _look(copy, color, details=details, source=source))
            for copy in sorted(copies, key=lambda copy: copy.target is None)
        )

    @property
    def is_seen_growing(self) -> bool:
        """Whether somebody sees the report come, project by project. A bar beside it would only be in its way."""
        return output.is_shared_screen() and any(teller.grows and not teller.copy.target for teller in self.tellers)

    @property
    def keeps(self) -> frozenset[str] | None:
        """The parts that the copies need beside the verdict when all projects have been read; None for neither."""
        kept = [teller.keeps for teller in self.tellers if teller.keeps is not None]
        return frozenset().union(*kept) if kept else None

    def deliver(self, report: Report, ending: exits.Ending) -> tuple[Path, ...]:
        """Write what is left of every copy; return the files that were written.

        One that cannot be written stops no other, and adds to how the run ends.
        """
        written = []
        for teller in self.tellers:
            lost = teller.end(report)
            if lost:
                output.tell(f"Error: {visible(lost)}.")
                ending.add(exits.USAGE, "a report could not be written")
            elif teller.copy.target:
                written.append(teller.copy.target)
        return tuple(written)

    def drop(self) -> None:
        """Leave no half of a file behind."""
        for teller in self.tellers:
            teller.drop()


def _look(copy: Copy, color: output.Color, *, details: bool, source: bool) -> Look:
    place = output.FILE if copy.target or not copy.is_text else output.screen(color)
    return Look(place.width, place.color, place.unicode, details, source)


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
