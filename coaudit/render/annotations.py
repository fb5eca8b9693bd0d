"""Lines that GitHub's and Azure's runners turn into notes beside the lines of a file.

A runner obeys every line that looks like a command, whoever wrote it. So each line here is begun by us, and what
others wrote in it is escaped as the runner's own documentation says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coaudit.phrases import say
from coaudit.render.look import USUAL, Look
from coaudit.render.marks import ERROR, NOTE, WARNING, Mark, marks
from coaudit.report import Report
from coaudit.safe import cut, line_start, visible

SHOWN = 10
"""A runner shows no more of one kind in a step; the last of them then says how many there are."""
LONGEST = 1000

Line = Callable[[str, Mark, str], str]
"""How a runner wants one note written: its kind, what is marked, and what is said beside."""

_GITHUB = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
_AZURE = {ERROR: "error", WARNING: "warning", NOTE: "warning"}


def github(report: Report, _: Look = USUAL) -> str:
    """The report as workflow commands of GitHub Actions."""
    return "".join(f"{line}\n" for line in _bounded(report, _GITHUB, _github))


def azure(report: Report, _: Look = USUAL) -> str:
    """The report as logging commands of Azure Pipelines, which knows errors and warnings only."""
    return "".join(f"{line}\n" for line in _bounded(report, _AZURE, _azure))


def _bounded(report: Report, kinds: dict[str, str], line: Line) -> Iterator[str]:
    found = marks(report)
    for kind in dict.fromkeys(kinds.values()):
        some = [mark for mark in found if kinds[mark.level] == kind]
        over = len(some) > SHOWN
        for mark in some[: SHOWN - 1] if over else some:
            yield line(kind, mark, "")
        if over:
            last = some[SHOWN - 1]
            yield line(kind, last, say(" {number} more of this kind are in the report.", number=len(some) - SHOWN))


def _github(kind: str, mark: Mark, more: str) -> str:
    place = mark.place
    fields = {"file": mark.path.removeprefix("./"), "line": str(place.line)}
    if place.end_line > place.line:
        fields["endLine"] = str(place.end_line)
    elif place.end_column > place.column:
        fields |= {"col": str(place.column), "endColumn": str(place.end_column)}
    fields["title"] = mark.title
    said = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{kind} {said}::{_data(_message(mark) + more)}"


def _azure(kind: str, mark: Mark, more: str) -> str:
    path = _azure_property(mark.path.removeprefix("./"))
    where = f"sourcepath={path};linenumber={mark.place.line};columnnumber={mark.place.column}"
    code = _azure_property(mark.rule)
    message = _azure_data(f"{mark.title}: {_message(mark)}{more}")
    return f"##vso[task.logissue type={kind};{where};code={code}]{message}"


def _message(mark: Mark) -> str:
    return cut(mark.message, LONGEST)


def _data(text: str) -> str:
    return line_start(visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")))


def _property(text: str) -> str:
    return _data(cut(text, LONGEST)).replace(":", "%3A").replace(",", "%2C")


def _azure_data(text: str) -> str:
    return line_start(visible(text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")))


def _azure_property(text: str) -> str:
    return _azure_data(text).replace(";", "%3B").replace("]", "%5D")
