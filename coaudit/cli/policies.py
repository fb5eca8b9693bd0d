"""Which policy is in force: the one that was named, or the one that lies above what is audited, or none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from coaudit import bundled
from coaudit.cli import choosing, exits
from coaudit.cli.discover import absolute, in_place, nearest_file
from coaudit.cli.languages import file_of
from coaudit.cli.noting import Note, about, short
from coaudit.cli.policy_checks import no_baseline, no_rubric, patterns, unlike
from coaudit.cli.policy_places import Lying, lying
from coaudit.cli.reading import CannotReadError, read
from coaudit.cli.shared import ENGLISH
from coaudit.cli.tops import Tops, top_of
from coaudit.errors import Problem, RubricError, SourceError
from coaudit.phrases import say
from coaudit.policy import Layer, Policy, Rule
from coaudit.records import Record, replace
from coaudit.safe import quote, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathspec import GitIgnoreSpec

    from coaudit.rubric import Rubric
    from coaudit.source import Document

NAMED = "--policy"


class InForce(Record):
    """The policy that is in force, where its paths count from, the rubric, and where each of them came from."""

    policy: Policy
    document: Document | None
    folder: Path
    """Where the policy lies, and so its rubric and its baseline."""
    root: Path | None
    """Where its paths count from; None where each description's own repository says that."""
    rubric: str
    """What to judge by: a name or a path."""
    origin: tuple[str, ...]
    notes: tuple[Note, ...] = ()
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

    def seen_from_root(self, path: Path | None, tops: Tops) -> str:
        """Where a description lies, as the policy's patterns see it; standard input is nowhere.

        A link is seen under its own name: where it leads to says nothing of what is required here. Under a policy from
        elsewhere that goes for every link on its way, for strangers may have put it there.
        """
        if path is None:
            return "-"
        place = absolute(path) if self.root is None else in_place(path)
        try:
            return Path(os.path.relpath(place, self.root_of(path, tops))).as_posix()
        except ValueError:  # another drive of Windows
            return Path(place).as_posix()

    def root_of(self, path: Path, tops: Tops) -> str:
        """Where the policy's paths count from for a description."""
        if self.root is not None:
            return str(self.root)
        return tops.of(os.path.dirname(absolute(path))) or str(top_of(Path.cwd()))  # noqa: PTH120


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
    places: Iterable[Path | None] = (),
    holds: bool = False,
    language: str = ENGLISH,
) -> InForce:
    """The policy in force for some descriptions, before it is held against its rubric. Flags win over it, and it over
    defaults.

    A policy that is *named* is the only one: what lies in the audited tree is passed over, and that is said. Where
    projects are to be held to it (*holds*), the baseline that it names has to be there. Ends with exit code 5 where a
    policy or its baseline cannot be used: nothing is judged by half a policy.
    """
    if named is not None and none:
        raise typer.BadParameter("it goes against --policy. Leave one of the two out.", param_hint="--no-policy")
    there = lying(places)
    try:
        found = _named(named) if named is not None else _lies_at(None if none else _only(there), there)
    except CannotReadError as error:
        refuse((error.problem,))
    except (SourceError, RubricError) as error:
        refuse(error.problems)
    if holds and found.document is not None and found.policy.baseline_file and not found.policy.baseline:
        refuse((no_baseline(found.document, found.policy.baseline_file),))
    found = _with_rubric(found, rubric)
    if named is not None:
        passed = (*_passed_over(found, there), *_words_passed_over(found, there, language))
        warnings = tuple(note.text for note, same in passed if not same)
        return replace(found, notes=tuple(note for note, _ in passed), warnings=warnings)
    return found if found.document is None else replace(found, notes=tuple(_further_down(there)))


def rubric_for(flag: str | None, places: Iterable[Path | None] = ()) -> str:
    """What to read or to judge descriptions by where nothing is required of them: the rubric of the flag, else of the
    policy they lie under, else the one that coaudit judges by when nobody says.
    """
    if flag is not None:
        return flag
    there = lying(places)
    try:
        named = {_with_rubric(_lies_at(each, there), None).rubric: each for each in there.holding}
    except CannotReadError as error:
        refuse((error.problem,))
    except (SourceError, RubricError) as error:
        refuse(error.problems)
    if len(named) > 1:
        raise typer.BadParameter(
            f"the policies that these descriptions lie under name different rubrics: {', '.join(named)}. "
            "Take them one folder at a time, or name the rubric.",
            param_hint="--rubric",
        )
    return next(iter(named))


def _lies_at(path: Path | None, there: Lying) -> InForce:
    return _from_file(path, short(path), path.parent, "found") if path else _nothing(there)


def _only(there: Lying) -> Path | None:
    """The policy that all descriptions lie under. Ends with a usage error where they lie under several."""
    if len(there.holding) < 2:
        return there.holding[0]
    under = (
        f"{quote(example)} under {quote(short(policy)) if policy else 'none'}"
        for policy, example in zip(there.holding[:3], there.examples, strict=False)
    )
    raise typer.BadParameter(
        f"these descriptions lie under different policies: {', '.join(under)}. Audit them one folder at a time, put "
        "one policy at the top of the repository, or name the one that is to hold for all, such as --policy honest. "
        "--no-policy requires nothing.",
        param_hint="PATH",
    )


def _further_down(there: Lying) -> Iterator[Note]:
    """What is said of policies that lie below the one in force and take nothing from it."""
    for path in there.passed:
        name = visible(short(path))
        text = say("{policy} was passed over: in a repository, the policy nearest to the top holds.", policy=name)
        yield about(text, path)


def checked(found: InForce, rubric: Rubric, letter: str | None) -> InForce:
    """The same with what the flags require, once the rubric has all that the policy names. Ends with 5 if not."""
    if found.document is not None:
        from coaudit.policy.load import misplaced

        problems = misplaced(found.policy, found.document, rubric)
        if problems:
            refuse(problems)
    if found.policy.baseline and found.held is not None:
        problems = unlike(found.held, found.policy.baseline.rubric, rubric)
        if problems:
            refuse(problems)
    if letter is None:
        return found
    flag = Layer((Rule("grade", "", letter, "--fail-under", must_be_shown=True),))
    return replace(
        found,
        policy=replace(found.policy, layers=(*found.policy.layers, flag)),
        origin=(*found.origin, f"A grade of {letter} or better is required by --fail-under."),
    )


def _nothing(there: Lying) -> InForce:
    top = there.tops[0] if len(there.tops) == 1 else top_of(Path.cwd())
    return InForce(Policy("", "", "", ()), None, top, top, "", ("There is no policy.",))


def _named(name: str) -> InForce:
    from coaudit.policy.load import load_policy

    if name in bundled.policy_names():
        policy, document = load_policy(bundled.read_policy(name), f"{name}.yaml")
        folder = Path(bundled.__file__).parent
        return InForce(policy, document, folder, None, "", (f"The policy is '{name}', which comes with coaudit.",))
    path = Path(name)
    if not path.exists():
        if path.suffix or path.name != name:
            raise typer.BadParameter(f"there is no file {quote(name)}. {nearest_file(path)}", param_hint=NAMED)
        choosing.unknown("policy", name, bundled.policy_names(), NAMED)
    return _from_file(path, path.as_posix(), None, f"named by {NAMED}")


def _from_file(path: Path, name: str, root: Path | None, how: str) -> InForce:
    from coaudit.policy.load import load_baseline, load_policy

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
    real = root.resolve() if root else None
    return InForce(policy, document, folder, real, "", tuple(origin), held=held, path=path)


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


def _passed_over(found: InForce, there: Lying) -> Iterator[tuple[Note, bool]]:
    """What lies in the audited tree, was not asked, and whether it is the same as what is in force."""
    for own in (*filter(None, there.holding), *there.passed):
        if own.parent != found.folder:
            same = _hash(own) == found.policy.sha256
            what = f"The audited files have a policy of their own, {short(own)}. It was passed over."
            yield about(f"{what} {_SAME if same else _DIFFERS}", own), same
    for name, hashed in ((found.policy.baseline_file, _hash_of_baseline(found)), (found.policy.rubric, None)):
        for top in there.tops if name else ():
            theirs = top / name
            if found.folder == top or not theirs.is_file():
                continue
            same = _hash(theirs) == (hashed or _hash(found.folder / name))
            what = f"The audited files have {name} of their own. It was passed over."
            yield about(f"{what} {_SAME if same else _DIFFERS}", theirs), same


def _words_passed_over(found: InForce, there: Lying, language: str) -> Iterator[tuple[Note, bool]]:
    """The same of the sentences of a language: whoever writes them could have *not met* read as *met*."""
    taken = None if found.rubric in bundled.names() else Path(found.rubric).resolve().parent
    for folder in dict.fromkeys(each.resolve() for each in (Path.cwd(), *there.tops)):
        theirs = folder / file_of(language)
        if folder != taken and theirs.is_file():
            what = f"The audited files have {short(theirs)} of their own, with sentences for reports."
            yield about(f"{what} It was passed over. Look at it.", theirs), False


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


def refuse(problems: tuple[Problem, ...]) -> NoReturn:
    """Tell what is wrong with a policy or a baseline, and end with exit code 5."""
    choosing.refuse(problems, exits.RUBRIC, "the policy cannot be used, so nothing was judged")
