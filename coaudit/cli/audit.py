"""`coaudit audit` and `coaudit check`."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit.cli import offering, options


def audit(
    paths: options.Paths,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="How to write the report: text, json ... coaudit formats lists all.",
            autocompletion=offering.formats,
        ),
    ] = "text",
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report to a file.")
    ] = None,
    write: Annotated[
        list[str] | None,
        typer.Option(
            "--write",
            "-w",
            metavar="FORMAT=FILE",
            help="Write the report to a file as well. May be given several times.",
        ),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="Open the file that --output names, once it is written.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Let --output and --write overwrite files.")] = False,
    rubric: Annotated[
        str | None,
        typer.Option(
            "--rubric",
            "-r",
            metavar="NAME",
            help="A rubric that comes with coaudit, or a rubric file.",
            autocompletion=offering.rubrics,
        ),
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            metavar="NAME",
            help="What to require: honest, coproduced, or the path of a policy file.",
            autocompletion=offering.policies,
        ),
    ] = None,
    no_policy: Annotated[
        bool, typer.Option("--no-policy", help="Require nothing, whatever policy the files lie under.")
    ] = False,
    fail_under: Annotated[
        str | None,
        typer.Option("--fail-under", metavar="LETTER", help="Exit with 1 unless each grade is this letter or better."),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="RUNG",
            help="Audit as if this were claimed: consult, engage, coproduce ...",
            autocompletion=offering.rungs,
        ),
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Show every criterion, risk and open question.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="One 'label: value' on each line, without bars, boxes and colour.")
    ] = False,
    color: Annotated[
        str,
        typer.Option(
            "--color", metavar="WHEN", help="Use colour auto, always or never. Auto heeds NO_COLOR and FORCE_COLOR."
        ),
    ] = "auto",
    source: Annotated[
        bool, typer.Option("--source", help="Put the descriptions' own lines into a JSON report.")
    ] = False,
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="CODE",
            help="A language that coaudit and the rubric were translated into. None comes with it.",
        ),
    ] = "en",
    history: Annotated[
        bool, typer.Option("--history", help="Show how each project fared over its revisions in git, too.")
    ] = False,
    list_files: Annotated[
        bool, typer.Option("--list-files", help="Only say which files would be audited, a line each.")
    ] = False,
    jobs: options.Jobs = None,
) -> None:
    """Say how far each project is consultation and how far coproduction, and why.

    PATH is a file, a folder, a pattern such as 'projects/*.yaml', or - for standard input. In folders, only YAML
    files that say 'coaudit:' at the start of a line, or are named *.coaudit.yaml, are taken, and nothing that
    .gitignore or .coauditignore leaves out. Hidden folders and linked folders are passed over. Under --policy, for
    what strangers send, all of these are looked into, but no link that leads out of the repository.

    Without --policy, the policy is the coaudit-policy.yaml above the files, nearest to the top of their repository.
    """
    from coaudit.cli.auditing import Wanted, run

    run(
        Wanted(
            paths=tuple(paths),
            format=format_,
            output=output,
            write=tuple(write or ()),
            open=open_,
            force=force,
            rubric=rubric,
            policy=policy,
            no_policy=no_policy,
            fail_under=fail_under,
            as_if=as_,
            details=details,
            plain=plain,
            color=color,
            source=source,
            language=lang,
            list_files=list_files,
            jobs=jobs,
            history=history,
        )
    )


def check(paths: options.Paths, rubric: options.RubricName = None, jobs: options.Jobs = None) -> None:
    """Only check that descriptions can be read, with a hint for whatever is wrong.

    Nothing is graded. PATH is what it is for the command audit.
    """
    from coaudit.cli.auditing import run_check

    run_check(tuple(paths), rubric, jobs)
