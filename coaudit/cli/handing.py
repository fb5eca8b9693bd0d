"""Handing over what is no report: a plan, a comparison or a history, as text, as Markdown or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from coaudit.cli import choosing, languages, output
from coaudit.phrases import speaking
from coaudit.records import Record
from coaudit.safe import visible

if TYPE_CHECKING:
    from coaudit.render.pieces import Piece

TEXT, MARKDOWN, JSON = FORMATS = ("text", "markdown", "json")


class Hand(Record):
    """How something was asked for, as written on the command line."""

    format: str
    output: str | None
    force: bool
    color: str
    language: str

    @contextmanager
    def speaking(self, rubric: str) -> Iterator[str]:
        """Everything within is said in the language that was asked for; its code is what is yielded."""
        language = languages.checked(self.language)
        with speaking(languages.told(language, rubric)):
            yield language

    def ready(self, inputs: Iterable[str] = ()) -> Ready:
        """The same with its place found, before anything is judged. Ends with a usage error where it has none.

        *inputs* are the real paths of what is read, which is never overwritten.
        """
        format_ = choosing.one_of("format", self.format, FORMATS, "--format")
        color = output.Color(choosing.one_of("use of colour", self.color, output.Color, "--color"))
        if self.output in (None, "-"):
            return Ready(format_, None, color)
        try:
            return Ready(format_, output.place_for(self.output, force=self.force, inputs=frozenset(inputs)), color)
        except output.CannotWriteError as error:
            raise typer.BadParameter(f"{visible(str(error))}.", param_hint="--output") from None


class Ready(Record):
    """Where something goes, and as what."""

    format: str
    target: Path | None
    color: output.Color

    def over(self, made: Any, pieces: Callable[[bool], Iterable[Piece]]) -> None:
        """Write it. *pieces* are what it says, given whether more than ASCII can be shown."""
        text = self._text(made, pieces)
        if self.target is not None:
            output.write_file(self.target, text.encode())
        elif self.format == TEXT:
            output.write(text)
        else:
            output.write_bytes(text.encode())

    def _text(self, made: Any, pieces: Callable[[bool], Iterable[Piece]]) -> str:
        from coaudit.render import Look
        from coaudit.render.json_report import as_json
        from coaudit.render.pieces import as_markdown, as_text

        if self.format == JSON:
            return as_json(made)
        if self.format == MARKDOWN:
            return as_markdown(pieces(True))
        place = output.FILE if self.target is not None else output.screen(self.color)
        return as_text(pieces(place.unicode), Look(place.width, place.color, place.unicode))
