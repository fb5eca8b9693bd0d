"""Writes what can be derived of the documentation: whole pages, and marked blocks inside pages written by hand.

    python docs/build.py            writes what has changed
    python docs/build.py --check    writes nothing, and exits with 1 where a file is not what it should be

A block stands between `<!-- made: NAME -->` and `<!-- /made -->`. In a `console` fence, the lines after `$ coaudit ...`
are what that command prints, 80 columns wide. A `yaml wrong` or `yaml file` fence above it is a file that the command
finds as project.yaml, beside the examples.
"""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # so that it runs as a script, too

from coaudit import bundled  # noqa: E402
from coaudit.audit import load  # noqa: E402
from coaudit.facts import MEASURES  # noqa: E402
from coaudit.rubric import Rubric  # noqa: E402
from docs import architecture, commands, keys, method, others, outputs, phrases, worked  # noqa: E402
from docs.pages import criteria as criteria_pages  # noqa: E402
from docs.pages import words as words_page  # noqa: E402
from docs.pages.criteria import FactInWords, Facts  # noqa: E402

DOCS = ROOT / "docs"
RUBRIC = "coproduction"
TODAY = "1795392000"
"""23 November 2026: pages must not change because a year has passed."""
BY_HAND = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/method.md",
    "docs/writing-a-description.md",
    "docs/writing-a-rubric.md",
    "docs/architecture.md",
    "docs/dependencies.md",
    "docs/sensitivity.md",
    "docs/formats.md",
    "docs/policies.md",
    "docs/cookbook.md",
    "docs/ci.md",
    "docs/tutorial.md",
    "docs/both-sides.md",
)
"""The pages written by hand, in which blocks are made."""

_BLOCK = re.compile(r"(<!-- made: ([\w -./]+?) -->\n).*?(<!-- /made -->)", re.DOTALL)
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
RUN = "$ coaudit "
WRITE = "yaml write "
COPY = re.compile(r"cp ([\w.-]+) ([\w.-]+)\n")
YAML = ".yaml"


def rubric() -> Rubric:
    """The rubric that the documentation is about."""
    return load(bundled.read(RUBRIC), f"{RUBRIC}.yaml")


def facts() -> Facts:
    """Every fact, in words."""
    return {name: FactInWords(each.means, method.values(each.domain)) for name, each in MEASURES.items()}


def whole_pages(judged_by: Rubric) -> Mapping[str, str]:
    """Every page that is made as a whole, by its path from the root."""
    found = {f"docs/{path}": text for path, text in criteria_pages.pages(judged_by, facts()).items()}
    found["coaudit/languages/coaudit.pot"] = phrases.template()
    found["docs/words.md"] = words_page.page(judged_by)
    found |= {f"docs/{path}": text for path, text in others.pages(judged_by, facts()).items()}
    return found | {"docs/facts.md": method.facts_page(), "docs/cli.md": commands.page()}


def blocks(judged_by: Rubric) -> Mapping[str, str]:
    """Every block by its name."""
    return {
        **method.blocks(judged_by),
        **worked.blocks(judged_by),
        **keys.blocks(),
        **outputs.blocks(),
        **architecture.blocks(),
    }


def expected() -> dict[str, str]:
    """Every file that has something made in it, by its path from the root, as it should be."""
    judged_by = rubric()
    found = dict(whole_pages(judged_by))
    made = blocks(judged_by)
    for path in BY_HAND:
        text = (ROOT / path).read_text(encoding="utf-8")
        found[path] = refreshed(text, made)
    return found


def refreshed(text: str, made: Mapping[str, str]) -> str:
    """A page with its blocks made anew, and with what its commands print."""
    return _with_output(_BLOCK.sub(lambda block: f"{block[1]}{_made(block[2], made)}\n{block[3]}", text))


def _made(name: str, made: Mapping[str, str]) -> str:
    """A block's text: a file of the repository in a fence, or what its name stands for."""
    if name.startswith("file "):
        path = name.removeprefix("file ")
        info = (
            "yaml"
            if path.endswith(f".coaudit{YAML}")
            else "yaml of another kind"
            if path.endswith((YAML, ".yml"))
            else "groovy"
        )
        return f"```{info}\n{(ROOT / path).read_text(encoding='utf-8').rstrip()}\n```"
    return made[name].rstrip()


def fences(text: str) -> Iterator[tuple[str, str]]:
    """Every fenced block of a page: what stands beside the opening fence, and what stands inside."""
    for fence in _FENCE.finditer(text):
        yield fence["info"], fence["body"]


def _with_output(text: str) -> str:
    """A page in which every command is followed by what it prints.

    A `yaml wrong` or `yaml file` fence is at hand as project.yaml for the command below it, beside the examples. A page
    that has a `yaml write NAME` fence has one folder of its own, in which its fences are done one after the other.
    """
    with tempfile.TemporaryDirectory() as own:
        above = ""

        def fresh(fence: re.Match[str]) -> str:
            nonlocal above
            info, body = fence["info"], fence["body"]
            file, above = above, body if info in ("yaml wrong", "yaml file") else ""
            if info.startswith(WRITE):
                (Path(own) / info.removeprefix(WRITE)).write_text(body, encoding="utf-8")
            if info == "sh" and (copied := COPY.fullmatch(body)):
                shutil.copy(Path(own) / copied[1], Path(own) / copied[2])
            if info != "console" or not body.startswith(RUN):
                return fence[0]
            command = body.splitlines()[0]
            return f"```console\n{command}\n{_printed(command, file, Path(own) if f'```{WRITE}' in text else None)}```"

        return _FENCE.sub(fresh, text)


def _printed(command: str, file: str, own: Path | None) -> str:
    if own is not None:
        return output(command, own)
    if not file:
        return output(command, ROOT)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "project.yaml").write_text(file, encoding="utf-8")
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        return output(command, Path(folder))


def output(command: str, where: Path) -> str:
    """What a command (`$ coaudit ...`) prints in a folder, both streams, without colour and 80 columns wide."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COAUDIT", "GITHUB", "FORCE"))}
    clean |= {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    clean |= {"SOURCE_DATE_EPOCH": TODAY}
    done = subprocess.run(  # noqa: S603 - commands that the pages of this repository write out
        (sys.executable, "-m", "coaudit", *shlex.split(command.removeprefix(RUN))),
        cwd=where,
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


def stale() -> Iterator[tuple[Path, str]]:
    """Every file that is not as it should be, with what should be in it; an empty text: it should not be there."""
    wanted = expected()
    for path, text in wanted.items():
        file = ROOT / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            yield file, text
    for file in (DOCS / "criteria").glob("*.md"):
        if file.relative_to(ROOT).as_posix() not in wanted:
            yield file, ""


def main() -> int:
    """Write, or with --check only say, what is not as it should be."""
    found = list(stale())
    for file, text in found:
        sys.stderr.write(f"{file.relative_to(ROOT).as_posix()}\n")
        if "--check" in sys.argv:
            continue
        if text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        else:
            file.unlink()
    if found and "--check" in sys.argv:
        sys.stderr.write("These are not what docs/build.py makes. Run: python docs/build.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
