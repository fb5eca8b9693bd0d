"""Asking git for old versions of descriptions, and only to read.

It is the one other program that coaudit runs by itself; `--open` asks the system for a browser (`delivering`).

No shell is involved, and every argument that a person gave stands where git takes no option. The repository may be a
stranger's, whose settings could name programs of its own: those by which reading could run one are switched off.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import IO, TypeAlias, cast

from coaudit.cli.discover import ENDINGS, OWN_ENDINGS, SAYS_COAUDIT
from coaudit.cli.reading import CannotReadError
from coaudit.errors import Problem
from coaudit.phrases import phrase
from coaudit.records import Record, replace
from coaudit.source.decoding import MAX_BYTES, TOO_LARGE

SECONDS = 30
"""How long git may take for one answer."""
MOST_FILES = 1000
"""How many files of a folder are read."""
TOGETHER = 32
"""How many old versions are asked for in one go, and held at once. Each is 1 MiB at most."""
MOST_ANSWERED = 2 * TOGETHER * MAX_BYTES
"""How many bytes git may answer at once. A damaged object can hold very many more than it says of itself."""

_NOTHING = "/dev/null"
"""An empty file as git calls it, on Windows too."""
_SAFE = (
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    *(word for name, value in (
        ("core.fsmonitor", "false"),
        ("core.hooksPath", _NOTHING),
        ("core.quotePath", "false"),
        ("diff.orderFile", _NOTHING),
        ("diff.relative", "false"),
        ("log.showRoot", "true"),
        ("log.showSignature", "false"),
        ("log.mailmap", "false"),
        ("protocol.allow", "never"),
    ) for word in ("-c", f"{name}={value}")),
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_GRAFT_FILE": _NOTHING,  # in which a repository may give its revisions another past
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_ID = re.compile(r"[0-9a-f]{40,64}")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ORDINARY = ("100644", "100755")
_AWAY, _LINK = "000000", "120000"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T)")
_LOG = ("log", "--no-ext-diff", "--no-textconv", "-z", "--raw", "--no-abbrev", "--format=%H%x00%cI")
_IS_SHALLOW = ("rev-parse", "--is-shallow-repository")
TAKEN_AWAY = phrase("The file was taken away in this revision.")
A_LINK = phrase("In this revision, the file is only a link to another.")
NO_FILE = phrase("In this revision, there is something else in place of the file.")
COMMIT_FIRST = "Commit it first: git add FILE, then git commit."
NOTHING_YET = "Nothing has been committed here yet.", COMMIT_FIRST
UNREADABLE = "git cannot read this.", "git log shows what there is."

_Answer: TypeAlias = tuple[int, bytes] | Problem
"""What git says of an id: the size and the bytes, or why there are none."""


class Old(Record):
    """One version of a file: what problems call it, its name from the root of the repository, the id of its bytes."""

    name: str
    path: str
    blob: str
    size: int | None = None
    """None where it is still to be asked."""


class Revision(Record):
    """One commit that changed a file: its id, the day of it, and what there was of the file then."""

    id: str
    day: str
    """Empty where the commit says none that can be read."""
    path: str
    mode: str
    """What kind of thing git has there."""
    blob: str
    """The id of it; empty where the file was taken away."""

    @property
    def old(self) -> Old | None:
        """What can be read; None where there is no ordinary file."""
        return Old(self.path, self.path, self.blob) if self.mode in _ORDINARY else None

    @property
    def why_not(self) -> str:
        """Why there is no ordinary file."""
        return {_AWAY: TAKEN_AWAY, _LINK: A_LINK}.get(self.mode, NO_FILE)


class _FailedError(CannotReadError):
    """git ended with an error, for which one damaged object among many is enough."""


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


def read(found: Sequence[Old], folder: Path | None = None) -> Iterator[bytes | Problem]:
    """The bytes of each version of a file, or why it cannot be read. What is too large is never asked for."""
    left = iter(found)
    while some := list(islice(left, TOGETHER)):
        there: dict[str, _Answer] = {old.blob: (old.size, b"") for old in some if old.size is not None}
        there |= _objects([old for old in some if old.blob not in there], folder, "--batch-check")
        there |= _objects([old for old in some if _fits(there[old.blob])], folder, "--batch")
        for old in some:
            answer = there[old.blob]
            if isinstance(answer, Problem):
                yield replace(answer, name=old.name)
            else:
                yield answer[1] if _fits(answer) else _refused(old.name, *TOO_LARGE).problem


def _fits(answer: _Answer) -> bool:
    return not isinstance(answer, Problem) and answer[0] <= MAX_BYTES


def _objects(found: Sequence[Old], folder: Path | None, how: str) -> dict[str, _Answer]:
    """What git has under each id: its size and, if asked so, its bytes; or why there is nothing.

    Where git fails over one of them, or its answers are not those that were asked for, what is not certain is asked for
    one by one, so that the others can be had. Raises CannotReadError where git cannot be asked at all, or is too slow.
    """
    if not found:
        return {}
    names = {old.blob: old.name for old in found}
    asked = "".join(f"{blob}\n" for blob in names).encode()
    whole = how == "--batch"
    try:
        answers = BytesIO(_git(found[0].name, "cat-file", how, folder=folder, asked=asked))
    except _FailedError as error:
        if len(names) == 1:
            return {found[0].blob: error.problem}
        got: dict[str, _Answer | None] = dict.fromkeys(names)
    else:
        got = {blob: _object(answers, blob, name, whole=whole) for blob, name in names.items()}
        if None not in got.values() and not answers.read(1):
            return {blob: answer for blob, answer in got.items() if answer is not None}
    sure: dict[str, _Answer] = {}
    for blob, answer in got.items():
        if whole and isinstance(answer, tuple):  # its id was worked out from it
            sure[blob] = answer
        elif len(names) == 1:
            sure[blob] = _refused(names[blob], *UNREADABLE).problem
        else:
            sure |= _objects([Old(names[blob], "", blob)], folder, how)
    return sure


def _object(answers: BytesIO, blob: str, name: str, *, whole: bool) -> _Answer | None:
    """The next answer: a line with id, kind and size, behind which the bytes may stand; or one that says no.

    None where it is no answer to this question: git prints what a damaged object holds, be it more or less than the
    object says of itself, and text in it can look like an answer.
    """
    about = answers.readline().split()
    if about in ([blob.encode(), b"missing"], [blob.encode(), b"ambiguous"]):
        return _refused(name, *UNREADABLE).problem
    if len(about) != 3 or about[0] != blob.encode() or not about[2].isdigit():
        return None
    size = int(about[2])
    text = answers.read(size) if whole else b""
    if whole and (answers.read(1) != b"\n" or blob_id(text, blob) != blob):
        return None
    return (size, text) if about[1] == b"blob" else _refused(name, *UNREADABLE).problem


def blob_id(raw: bytes, like: str) -> str:
    """The id that git gives to these bytes, worked out as for another id."""
    of = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return of(b"blob %d\0%b" % (len(raw), raw), usedforsecurity=False).hexdigest()


def is_description(old: Old, raw: bytes) -> bool:
    """Whether a YAML file of a folder is meant for coaudit, by the rule that holds for folders on disk."""
    return old.path.lower().endswith(OWN_ENDINGS) or bool(SAYS_COAUDIT.search(raw[:4096].decode(errors="replace")))


def revisions(file: Path, name: str, most: int) -> list[Revision]:
    """The last revisions that changed a file, the newest first, under whatever name it had. Raises CannotReadError.

    A merge is one of them where its text is that of none of the revisions it joins.
    """
    number = most
    while True:
        # For each merge git says its id, and counts it, whether it changed the file or not.
        raw = _git(name, *_LOG, "--follow", "-c", f"--max-count={number}", "--", file.name, folder=file.parent)
        found, seen = _told(raw)
        if len(found) >= most or seen < number:
            return found[:most]
        number *= 8


def joined(file: Path, name: str, blob: str) -> Revision | None:
    """The merge that took this text of the file, or none, from one of those it joins. Raises CannotReadError."""
    raw = _git(name, *_LOG, "--full-history", "-m", "--max-count=1", "--", file.name, folder=file.parent)
    found, _ = _told(raw)
    return found[0] if found and found[0].blob == blob else None


def _told(raw: bytes) -> tuple[list[Revision], int]:
    """The revisions that a log tells of, down to that in which the file began, and how many commits it named."""
    # A name may hold anything but a zero, which ends each part: only what the part before it says tells a name from
    # the next commit.
    parts = iter(raw.decode(errors="surrogateescape").split("\0"))
    found: list[Revision] = []
    commit = day = ""
    seen = 0
    for part in parts:
        about = part.lstrip("\n")
        if about.startswith(":"):
            words = about.lstrip(":").split()
            parents = len(about) - len(about.lstrip(":"))  # a colon, a mode and an id for each, before those of now
            mode, blob, how = words[parents], words[2 * parents + 1], words[-1]
            path = [next(parts) for _ in range(2 if parents == 1 and how[0] in "RC" else 1)][-1]
            found.append(Revision(commit, day, path, mode, "" if mode == _AWAY else blob))
            if parents == 1 and how[0] == "C":  # what git tells from here on is the past of another file
                return found, 0
        elif _ID.fullmatch(about):
            commit, date = about, _DAY.match(next(parts))
            day = date.group() if date else ""
            seen += 1
    return found, seen


def state(file: Path, name: str) -> tuple[bool, str]:
    """Whether this copy of a repository holds only its newest revisions; the id of what the newest has of a file.

    The id is empty where it has no such file. Raises CannotReadError.
    """
    try:
        shallow, blob = _git(name, *_IS_SHALLOW, f"HEAD:./{file.name}", folder=file.parent).decode("ascii").split()
    except _FailedError:
        return is_shallow(name, file.parent), ""
    return shallow == "true", blob


def is_shallow(name: str, folder: Path | None = None) -> bool:
    """Whether this copy of a repository holds only its newest revisions. Raises CannotReadError."""
    return _git(name, *_IS_SHALLOW, folder=folder).strip() == b"true"


def _listed(commit: str, path: str, name: str) -> Iterator[Old]:
    """Every ordinary file at or below a path of a commit."""
    where = ("--", path) if path else ()
    revision = name.partition(":")[0]
    raw = _git(name, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, *where)
    for entry in raw.decode(errors="surrogateescape").split("\0"):
        about, tab, found = entry.partition("\t")
        parts = about.split()
        if tab and len(parts) == 4 and parts[0] in _ORDINARY:  # no links, and nothing of other repositories
            yield Old(f"{revision}:{found}", found, parts[2], int(parts[3]) if parts[3].isdigit() else None)


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
    if not _git(name, "rev-list", "--max-count=1", "--all"):
        return _refused(name, *NOTHING_YET)
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


def _git(name: str, *arguments: str, folder: Path | None = None, asked: bytes = b"") -> bytes:
    """What git answers, *asked* by its standard input. Raises CannotReadError where it cannot."""
    try:
        code, answer, said = _run((_program(name), *_SAFE, *arguments), folder, asked)
    except (OSError, ValueError, RuntimeError):  # the last where there is no thread to watch it
        raise _refused(name, "git cannot be asked about this.", "Check the name.") from None
    except subprocess.TimeoutExpired:
        raise _refused(name, f"git took longer than {SECONDS} seconds.", "Compare files instead.") from None
    if code == 0:
        return answer
    if b"not a git repository" in said:
        raise _refused(name, "This folder is not in a git repository.", "Go to the repository, or compare two files.")
    if b"dubious ownership" in said:
        raise _refused(name, "This repository belongs to somebody else, and git does not read it.", "Ask its owner.")
    if b"does not have any commits yet" in said:
        raise _refused(name, *NOTHING_YET)
    if "--verify" in arguments:
        raise _unknown(name)
    raise _FailedError(Problem(name, 1, 1, *UNREADABLE))


def _run(command: Sequence[str], folder: Path | None, asked: bytes) -> tuple[int, bytes, bytes]:
    """How a program ended, and what it said. It is ended where it says too much, or is too slow: TimeoutExpired."""
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 - no shell; the arguments are ours, or stand where git takes no option
        command, cwd=folder, env=os.environ | _ENVIRONMENT, stdin=pipe, stdout=pipe, stderr=pipe
    ) as running:
        late = Timer(SECONDS, running.kill)
        try:
            late.start()
            with suppress(OSError), cast("IO[bytes]", running.stdin) as questions:  # it may have ended already
                questions.write(asked)  # at most some lines, which a pipe holds
            answer = cast("IO[bytes]", running.stdout).read(MOST_ANSWERED + 1)
            if len(answer) > MOST_ANSWERED:
                return 1, b"", b""
            said, code = cast("IO[bytes]", running.stderr).read(), running.wait()
            if not late.is_alive():
                raise subprocess.TimeoutExpired(command, SECONDS)
            return code, answer, said
        finally:
            running.kill()
            late.cancel()
