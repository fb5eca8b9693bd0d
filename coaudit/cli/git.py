"""Asking git for old versions of descriptions: the one other program that coaudit ever runs, and only to read.

No shell is involved, and every argument that a person gave stands where git takes no option. The repository may be a
stranger's, whose settings could name programs of its own: those by which reading could run one are switched off.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from coaudit.cli.discover import ENDINGS, OWN_ENDINGS, SAYS_COAUDIT
from coaudit.cli.reading import CannotReadError
from coaudit.decoding import MAX_BYTES, TOO_LARGE
from coaudit.errors import Problem
from coaudit.records import Record

SECONDS = 30
"""How long git may take for one answer."""
MOST_FILES = 1000
"""How many files of a folder are read."""

_SAFE = (
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    *(word for name, value in (
        ("core.fsmonitor", "false"),
        ("core.hooksPath", os.devnull),
        ("core.quotePath", "false"),
        ("diff.relative", "false"),
        ("log.showSignature", "false"),
        ("log.mailmap", "false"),
        ("protocol.allow", "never"),
    ) for word in ("-c", f"{name}={value}")),
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_ID = re.compile(r"[0-9a-f]{40,64}")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ORDINARY = ("100644", "100755")


class Old(Record):
    """One version of a file: its name from the root of the repository, and the id of its bytes."""

    path: str
    blob: str
    size: int


class Revision(Record):
    """One commit that changed a file: its id, the day of it, and what the file was called then."""

    id: str
    day: str
    path: str


def is_named(name: str) -> bool:
    """Whether a name is REV:path rather than that of a file. A drive of Windows is none."""
    return ":" in name and "\0" not in name and not _DRIVE.match(name) and not Path(name).exists()


def files(name: str) -> tuple[str, list[Old]]:
    """The path that REV:path names, from the root, and what is there: that file, or the YAML files in that folder.

    The path is taken from the root of the repository; with `./` or `../` before it, from the folder one is in.
    Raises CannotReadError.
    """
    revision, _, path = name.partition(":")
    commit = _commit(revision, name)
    path = _from_root(path, name)
    found = list(_listed(commit, path, name))
    exact = [each for each in found if each.path == path]
    if exact:
        return path, exact
    found = [each for each in found if each.path.lower().endswith(ENDINGS)]
    if not found:
        hint = f"The path is taken from the root of the repository. From the folder you are in: {revision}:./{path}"
        raise _refused(name, "There is no such file or folder in this revision.", hint)
    if len(found) > MOST_FILES:
        raise _refused(name, f"There are more than {MOST_FILES} files here.", "Name a folder with fewer.")
    return path, found


def _from_root(path: str, name: str) -> str:
    """A path as git writes it, from the root: with slashes, and without steps up. Raises CannotReadError."""
    path = path.replace("\\", "/")
    here = _inside(name) if path.split("/")[0] in (".", "..") else ""
    path = posixpath.normpath(here + path.lstrip("/"))
    if path.split("/")[0] == "..":
        hint = "Name a file or folder inside it, from its root: main:projects/project.yaml"
        raise _refused(name, "This path leads out of the repository.", hint)
    return "" if path == "." else path


def read(old: Old, name: str, folder: Path | None = None) -> bytes:
    """The bytes of a version of a file. Raises CannotReadError."""
    if old.size > MAX_BYTES:
        raise _refused(name, *TOO_LARGE)
    return _git(name, "cat-file", "blob", old.blob, folder=folder)


def is_description(old: Old, raw: bytes) -> bool:
    """Whether a YAML file of a folder is meant for coaudit, by the rule that holds for folders on disk."""
    return old.path.lower().endswith(OWN_ENDINGS) or bool(SAYS_COAUDIT.search(raw[:4096].decode(errors="replace")))


def revisions(file: Path, name: str, most: int) -> list[Revision]:
    """The last revisions that changed a file, the newest first, under whatever name it had. Raises CannotReadError."""
    asked = ("log", "--follow", "--no-ext-diff", "--no-textconv", "-z", "--name-only", "--format=%x01%H%x00%cI%x00")
    raw = _git(name, *asked, f"--max-count={most}", "--", file.name, folder=file.parent)
    found = []
    path = ""
    for entry in raw.decode(errors="surrogateescape").split("\x01")[1:]:
        commit, day, *names = (part.strip("\n") for part in entry.split("\0"))
        path = next((each for each in names if each), path)
        if _ID.fullmatch(commit):
            found.append(Revision(commit, day[:10], path))
    return found


def version(revision: Revision, name: str, folder: Path) -> Old | None:
    """The file as it was in a revision; None where that revision took it away. Raises CannotReadError."""
    return next(iter(_listed(revision.id, revision.path, name, folder)), None)


def is_shallow(name: str, folder: Path | None = None) -> bool:
    """Whether this copy of a repository holds only its newest revisions. Raises CannotReadError."""
    return _git(name, "rev-parse", "--is-shallow-repository", folder=folder).strip() == b"true"


def _listed(commit: str, path: str, name: str, folder: Path | None = None) -> Iterator[Old]:
    """Every ordinary file at or below a path of a commit."""
    where = ("--", path) if path else ()
    raw = _git(name, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, *where, folder=folder)
    for entry in raw.decode(errors="surrogateescape").split("\0"):
        about, tab, found = entry.partition("\t")
        parts = about.split()
        if tab and len(parts) == 4 and parts[0] in _ORDINARY:  # no links, and nothing of other repositories
            yield Old(found, parts[2], int(parts[3]))


def _commit(revision: str, name: str) -> str:
    """The id of the commit that a person means. Raises CannotReadError."""
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        hint = "Write a branch, a tag or a commit before the colon, such as main:project.yaml or HEAD~1:project.yaml"
        raise _refused(name, "There is no revision before the colon.", hint)
    raw = _git(name, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = raw.decode("ascii", errors="replace").strip()
    if not _ID.fullmatch(found):
        raise _unknown(name)
    return found


def _inside(name: str) -> str:
    """Where in the repository one is: empty at its root, else a path that ends with a slash."""
    return _git(name, "rev-parse", "--show-prefix").decode(errors="surrogateescape").strip("\n")


def _unknown(name: str) -> CannotReadError:
    hint = "git log --oneline lists the revisions there are. For a file on disk, check its name."
    if is_shallow(name):
        hint = (
            "This copy of the repository is shallow: it holds only the newest revisions. "
            f"git fetch --unshallow fetches the others (in CI: fetch-depth: 0). {hint}"
        )
    return _refused(name, "git does not know this revision.", hint)


def _refused(name: str, message: str, hint: str) -> CannotReadError:
    return CannotReadError(Problem(name, 1, 1, message, hint))


def _program(name: str) -> str:
    """Where git is. One in the folder that we are in is none: it may have come with a stranger's files."""
    found = shutil.which("git")
    if found is None or Path(found).resolve().parent == Path.cwd():
        raise _refused(name, "git is not installed here, or cannot be found.", "Compare files or JSON reports instead.")
    return found


def _git(name: str, *arguments: str, folder: Path | None = None) -> bytes:
    """What git answers. Raises CannotReadError where it cannot."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the arguments are ours, or stand where git takes no option
            (_program(name), *_SAFE, *arguments),
            cwd=folder or None,
            env=os.environ | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, ValueError):
        raise _refused(name, "git cannot be asked about this.", "Check the name.") from None
    except subprocess.TimeoutExpired:
        raise _refused(name, f"git took longer than {SECONDS} seconds.", "Compare files instead.") from None
    if done.returncode == 0:
        return done.stdout
    if b"not a git repository" in done.stderr:
        raise _refused(name, "This folder is not in a git repository.", "Go to the repository, or compare two files.")
    if b"dubious ownership" in done.stderr:
        raise _refused(name, "This repository belongs to somebody else, and git does not read it.", "Ask its owner.")
    if "--verify" in arguments:
        raise _unknown(name)
    raise _refused(name, "git cannot read this.", "git log shows what there is.")
