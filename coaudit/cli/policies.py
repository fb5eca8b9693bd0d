"""Which policy is in force: the one that was named, or the one that lies at the top of the repository, or none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from coaudit import bundled
from coaudit.cli import choosing, exits
from coaudit.cli.discover import in_place, nearest_file
from coaudit.cli.languages import file_of
from coaudit.cli.policy_checks import no_baseline, no_rubric, patterns, unlike
from coaudit.cli.reading import CannotReadError, read
from coaudit.cli.shared import ENGLISH
from coaudit.cli.tops import top_of
from coaudit.errors import Problem, RubricError, SourceError
from coaudit.policy import Layer, Policy, Rule
from coaudit.records import Record, replace
from coaudit.safe import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathspec import GitIgnoreSpec

    from coaudit.rubric import Rubric
    from coaudit.source import Document

FILE = "coaudit-policy.yaml"
NAMED = "--policy"


class InForce(Record):
    """The policy that is in force, where its paths count from, the rubric, and where each of them came from."""

    policy: Policy
    document: Document | None
    folder: Path
    """Where the policy lies, and so its rubric and its baseline."""
    root: Path
    """Where its paths count from."""
    rubric: str
    """What to judge by: a name or a path."""
    origin: tuple[str, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """Those of the notes that tell of requirements which the audited files would change."""
    held: Document | None = None
    """What the baseline stands in."""
    path: Path | None = None
    """The policy's own file; one that comes with coaudit has none."""

    @property
    def files(self) -> frozenset[str]:
        """The real paths of all that is judged by: the policy, its baseline and the rubric, where they are files."""
        found = [self.path] if self.path else []
        if self.policy.baseline_file:
            found.append(self.folder / self.policy.baseline_file)
        if self.rubric not in bundled.names():
            found.append(Path(self.rubric))
        return frozenset(os.path.normcase(os.path.realpath(each)) for each in found)

    @property
    def asks(self) -> bool:
        """Whether anything is required of anyone."""
        return bool(self.policy.layers) or self.policy.baseline is not None

    def seen_from_root(self, path: Path | None) -> str:
        """Where a description lies, as the policy's patterns see it; standard input is nowhere.

        A link is seen under its own name: where it leads to says nothing of what is required here.
        """
        if path is None:
            return "-"
        place = in_place(path)
        try:
            return Path(os.path.relpath(place, self.root.resolve())).as_posix()
        except ValueError:  # another drive of Windows
            return Path(place).as_posix()


class Patterns:
    """Patterns as in .gitignore. Each set of them is made ready once."""

    def __init__(self) -> None:
        self._ready: dict[tuple[str, ...], GitIgnoreSpec] = {}

    def __call__(self, patterns: tuple[str, ...], path: str) -> bool:
        from pathspec import GitIgnoreSpec

        if patterns not in self._ready:
            self._ready[patterns] = GitIgnoreSpec.from_lines(patterns)
        return self._ready[patterns].match_file(path)


def in_force(
    named: str | None,
    *,
    none: bool,
    rubric: str | None,
    here: Path | None = None,
    holds: bool = False,
    language: str = ENGLISH,
) -> InForce:
    """The policy in force, before it is held against its rubric. Flags win over it, and it over defaults.

    A policy that is *named* is the only one: what lies in the audited tree is passed over, and that is said. Where
    projects are to be held to it (*holds*), the baseline that it names has to be there. Ends with exit code 5 where a
    policy or its baseline cannot be used: nothing is judged by half a policy.
    """
    here = here or Path.cwd()
    top = top_of(here)
    try:
        if named is not None:
            found = _named(named, top)
        else:
            path = None if none else _found(here, top)
            found = _from_file(path, _short(path, here), path.parent, "found") if path else _nothing(top)
    except CannotReadError as error:
        refuse((error.problem,))
    except (SourceError, RubricError) as error:
        refuse(error.problems)
    if holds and found.document is not None and found.policy.baseline_file and not found.policy.baseline:
        refuse((no_baseline(found.document, found.policy.baseline_file),))
    found = _with_rubric(found, rubric)
    if named is None:
        return found
    passed = (*_passed_over(found, here, top), *_words_passed_over(found, here, top, language))
    warnings = tuple(note for note, same in passed if not same)
    return replace(found, notes=tuple(note for note, _ in passed), warnings=warnings)


def checked(found: InForce, rubric: Rubric, letter: str | None) -> InForce:
    """The same with what the flags require, once the rubric has all that the policy names. Ends with 5 if not."""
    if found.document is not None:
        from coaudit.policy_load import misplaced

        problems = misplaced(found.policy, found.document, rubric)
        if problems:
            refuse(problems)
    if found.policy.baseline and found.held is not None:
        problems = unlike(found.held, found.policy.baseline.rubric, rubric)
        if problems:
            refuse(problems)
    if letter is None:
        return found
    flag = Layer((Rule("grade", "", letter, "--fail-under"),))
    return replace(
        found,
        policy=replace(found.policy, layers=(*found.policy.layers, flag)),
        origin=(*found.origin, f"A grade of {letter} or better is required by --fail-under."),
    )


def _nothing(top: Path) -> InForce:
    return InForce(Policy("", "", "", ()), None, top, top, "", ("There is no policy.",))


def _named(name: str, top: Path) -> InForce:
    from coaudit.policy_load import load_policy

    if name in bundled.policy_names():
        policy, document = load_policy(bundled.read_policy(name), f"{name}.yaml")
        folder = Path(bundled.__file__).parent
        return InForce(policy, document, folder, top, "", (f"The policy is '{name}', which comes with coaudit.",))
    path = Path(name)
    if not path.exists():
        if path.suffix or path.name != name:
            raise typer.BadParameter(f"there is no file {quote(name)}. {nearest_file(path)}", param_hint=NAMED)
        choosing.unknown("policy", name, bundled.policy_names(), NAMED)
    return _from_file(path, path.as_posix(), top, f"named by {NAMED}")


def _from_file(path: Path, name: str, root: Path, how: str) -> InForce:
    from coaudit.policy_load import load_baseline, load_policy

    policy, document = load_policy(read(path, name), name)
    wrong = patterns(document)
    if wrong:
        raise SourceError(wrong)
    held = None
    folder = path.resolve().parent
    origin = [f"The policy is {name}, {how} (hash {policy.sha256[:12]})."]
    if policy.baseline_file:
        beside = _beside(folder, policy.baseline_file, document, ("baseline",))
        if beside.exists():
            baseline, held = load_baseline(read(beside, policy.baseline_file), policy.baseline_file)
            policy = replace(policy, baseline=baseline)
            origin.append(f"The baseline is {policy.baseline_file}, beside it (hash {baseline.sha256[:12]}).")
        else:
            origin.append(f"The baseline {policy.baseline_file} is not there yet: coaudit baseline write makes it.")
    return InForce(policy, document, folder, root.resolve(), "", tuple(origin), held=held, path=path)


def _with_rubric(found: InForce, flag: str | None) -> InForce:
    """The rubric: of the flag, else of the policy, else the one that coaudit judges by when nobody says."""
    if flag is not None:
        why = f"The rubric is {flag}, named by --rubric."
        return replace(found, rubric=flag, origin=(*found.origin, why))
    name = found.policy.rubric
    if not name:
        return replace(found, rubric=bundled.DEFAULT)
    if name not in bundled.names() and found.document is not None:
        try:
            beside = _beside(found.folder, name, found.document, ("rubric",))
        except SourceError as error:
            refuse(error.problems)
        if not beside.exists():
            refuse((no_rubric(found.document, name),))
        name = beside.as_posix()
    return replace(found, rubric=name, origin=(*found.origin, f"The rubric is {name}, named by the policy."))


def _beside(folder: Path, name: str, document: Document, place: tuple[str, ...]) -> Path:
    """A file that a policy names. It lies in the policy's folder, and no `..` and no link leads out of it."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        message, hint = f"{quote(name)} leaves the folder of this policy", "put it beside the policy"
        raise SourceError((document.problem(place, message, hint),))
    return path


def _passed_over(found: InForce, here: Path, top: Path) -> Iterator[tuple[str, bool]]:
    """What lies in the audited tree, was not asked, and whether it is the same as what is in force."""
    own = _found(here, top)
    if own is not None and own.parent != found.folder:
        same = _hash(own) == found.policy.sha256
        what = f"The audited files have a policy of their own, {_short(own, here)}. It was passed over."
        yield f"{what} {_SAME if same else _DIFFERS}", same
    for name, hashed in ((found.policy.baseline_file, _hash_of_baseline(found)), (found.policy.rubric, None)):
        theirs = top / name if name else None
        if theirs is None or found.folder == top or not theirs.is_file():
            continue
        same = _hash(theirs) == (hashed or _hash(found.folder / name))
        what = f"The audited files have {name} of their own. It was passed over."
        yield f"{what} {_SAME if same else _DIFFERS}", same


def _words_passed_over(found: InForce, here: Path, top: Path, language: str) -> Iterator[tuple[str, bool]]:
    """The same of the sentences of a language: whoever writes them could have *not met* read as *met*."""
    taken = None if found.rubric in bundled.names() else Path(found.rubric).resolve().parent
    for folder in dict.fromkeys((here.resolve(), top.resolve())):
        theirs = folder / file_of(language)
        if folder != taken and theirs.is_file():
            what = f"The audited files have {_short(theirs, here)} of their own, with sentences for reports."
            yield f"{what} It was passed over. Look at it.", False


def _hash_of_baseline(found: InForce) -> str | None:
    return found.policy.baseline.sha256 if found.policy.baseline else None


_SAME = "It is the same as the one in force."
_DIFFERS = "It differs from the one in force: this change may edit its own requirements. Look at it."


def _hash(path: Path) -> str | None:
    from hashlib import sha256

    try:
        return sha256(read(path, path.as_posix())).hexdigest()
    except CannotReadError:
        return None


def _found(here: Path, top: Path) -> Path | None:
    """The nearest policy, from a folder up to the top of its repository."""
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        if folder == top:
            break
    return None


def _short(path: Path, here: Path) -> str:
    return Path(os.path.relpath(path, here)).as_posix()


def refuse(problems: tuple[Problem, ...]) -> NoReturn:
    """Tell what is wrong with a policy or a baseline, and end with exit code 5."""
    choosing.refuse(problems, exits.RUBRIC, "the policy cannot be used, so nothing was judged")
