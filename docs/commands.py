"""docs/cli.md: every command with its arguments and options, the formats and the exit codes, from the code itself."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Any

import typer

from coaudit.cli.app import whole
from coaudit.cli.exits import TABLE
from coaudit.render import FORMATS
from docs.pages.parts import table, words

WIDTH = 110
FOR_THE_SHELL = ("--install-completion", "--show-completion")
"""Typer brings these two; their words are not ours, and differ from version to version."""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command by its full name, `coaudit rubric check`, in the order of the help."""
    yield from _under("coaudit", typer.main.get_command(whole()))


def _under(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for key, inner in getattr(command, "commands", {}).items():
        yield from _under(f"{name} {key}", inner)


def page() -> str:
    """The page of the command line."""
    parts = [
        "# The commands",
        "<!-- Made from coaudit/cli by docs/build.py. Change the commands, not this page. -->",
        "Each command tells this itself: `coaudit audit --help`.\n"
        "Where the word `coaudit` is not found, write `python -m coaudit` (on Windows `py -m coaudit`) in its place.",
        "\n".join(f"- [{name}](#{name.replace(' ', '-')})" for name, _ in commands()) + "\n- [Formats](#formats)\n"
        "- [Exit codes](#exit-codes)\n- [The environment](#the-environment)",
    ]
    for name, command in commands():
        parts += list(_command(name, command))
    parts += [*_formats(), *_exits(), *_environment()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## {name}"
    for paragraph in (command.help or "").split("\n\n"):
        yield fill(words(paragraph.replace("\f", "")), WIDTH)
    parameters = [each for each in command.params if not set(each.opts) & {*FOR_THE_SHELL}]
    usage = " ".join(_in_usage(each) for each in parameters if each.param_type_name == "argument")
    inner = " COMMAND" if getattr(command, "commands", None) else ""
    yield f"```text\n{name} [OPTIONS]{inner}{' ' + usage if usage else ''}\n```"
    rows = [(_named(each), _says(each)) for each in parameters if not getattr(each, "hidden", False)]
    rows.append(("`-h`, `--help`", "Show this message and exit."))
    yield table(("argument or option", "does"), rows)
    if getattr(command, "commands", None):
        yield table(
            ("command", "does"),
            [
                (f"[{key}](#{name.replace(' ', '-')}-{key})", words(each.get_short_help_str(200)))
                for key, each in command.commands.items()
            ],
        )


def _in_usage(parameter: Any) -> str:
    named = (parameter.metavar or parameter.name.upper()).strip("[]")
    return named if parameter.required else f"[{named}]"


def _named(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{_in_usage(parameter)}`"
    value = "" if parameter.is_flag else f" {parameter.metavar or 'TEXT'}"
    shown = sorted(parameter.opts, key=len)
    return ", ".join(f"`{each}`" for each in shown[:-1]) + (", " if shown[:-1] else "") + f"`{shown[-1]}{value}`"


def _says(parameter: Any) -> str:
    said = words(parameter.help or "")
    shown = parameter.default if isinstance(parameter.default, str) and parameter.default else None
    return f"{said} Otherwise: `{shown}`." if shown else said


def _formats() -> Iterator[str]:
    yield "## Formats"
    rows = [(f"`{name}`", words(each.summary), f"`{each.suffix}`") for name, each in FORMATS.items()]
    yield table(("name", "what it is for", "files end with"), rows)


def _exits() -> Iterator[str]:
    yield "## Exit codes"
    yield "The highest that applies wins. The last line on standard error says which it is, and why; 0 has none."
    yield table(
        ("code", "means", "what then"), [(str(row.code), words(row.means), words(row.then)) for row in TABLE.values()]
    )


def _environment() -> Iterator[str]:
    yield "## The environment"
    yield table(
        ("variable", "does"),
        [
            ("`NO_COLOR`", "No colour, whatever it is set to."),
            ("`FORCE_COLOR`", "Colour, even where the output goes into a file or another program."),
            (
                "`SOURCE_DATE_EPOCH`",
                "The day to go by (seconds since 1970), so that a run next year says the same. It matters for rates "
                "that grow old.",
            ),
            ("`COLUMNS`", "How wide the text may be, where that is not the width of the window."),
            ("`COAUDIT_TRACEBACK`", "Set to 1, a failure of coaudit itself prints Python's own account of it too."),
        ],
    )
