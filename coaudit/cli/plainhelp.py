"""Help as plain text: commands in groups, and no names of Python types."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

AUDITING, DESCRIBING, UNDERSTANDING, RUBRICS, REFERENCE = GROUPS = (
    "Auditing",
    "Describing a project",
    "Understanding",
    "Rubrics and policies",
    "Reference",
)
"""The groups of commands, in the order in which help shows them."""


class Command(TyperCommand):
    """A command whose help names arguments as we do."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was written. What counts once must not stand there twice: the second would take the place of the
        first, and names of files that strangers chose may be read as options.
        """
        written: list[Any] = self.make_parser(ctx).parse_args(args=list(args))[2]
        for each in dict.fromkeys(written):
            single = each.param_type_name == "option" and not (each.multiple or each.is_flag or each.count)
            if single and written.count(each) > 1 and not ctx.resilient_parsing:
                ctx.fail(f"{each.opts[0]} is there twice. Give it once; names of files that begin with - go after --.")
        rest: list[str] = super().parse_args(ctx, args)
        return rest

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What stands behind the name of the command in the line of usage."""
        del ctx
        return ["[OPTIONS]", *(name for name, _ in self._arguments())]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write a section for the arguments, and one for the options."""
        records = (each.get_help_record(ctx) for each in self.get_params(ctx) if each.param_type_name == "option")
        options = [record for record in records if record is not None]
        for title, rows in (("Arguments", self._arguments()), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _arguments(self) -> list[tuple[str, str]]:
        return [
            (str(each.metavar), getattr(each, "help", None) or "")
            for each in self.params
            if each.param_type_name == "argument"
        ]


class Group(TyperGroup):
    """A group of commands whose help lists them in sections."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write a section for each group of commands."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                panel = getattr(command, "rich_help_panel", None)
                title = panel if isinstance(panel, str) else "Commands"
                sections.setdefault(title, []).append((name, command.get_short_help_str(limit=200)))
        for title in (*GROUPS, "Commands"):
            if rows := sections.get(title):
                with formatter.section(title):
                    formatter.write_dl(rows)
