"""Holding projects against the policy in force, and what a run has to say of it at its end."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coaudit import audit as core
from coaudit.cli import exits
from coaudit.cli.discover import STDIN
from coaudit.cli.noting import Note, about
from coaudit.cli.policies import Patterns
from coaudit.cli.tops import Tops
from coaudit.phrases import say
from coaudit.report import PARTS, PolicyInfo
from coaudit.safe import visible

if TYPE_CHECKING:
    from datetime import date

    from coaudit.cli.discover import Input
    from coaudit.cli.policies import InForce
    from coaudit.report import Audit, Requirement
    from coaudit.rubric import Rubric


class Held:
    """Projects held against a policy, one after the other."""

    def __init__(
        self,
        policy: InForce,
        rubric: Rubric,
        today: date,
        inputs: Sequence[Input],
        names: Iterable[str],
        as_if: str | None,
    ) -> None:
        self._in_force = policy
        self._rubric = rubric
        self._today = today
        self._inputs = inputs
        self._names = tuple(names)
        self._as_if = as_if
        self._matches = Patterns()
        self._tops = Tops()
        self._loose: list[str] = []
        self.found: list[Requirement] = []

    @property
    def parts(self) -> frozenset[str]:
        """The parts of a project that have to be told for it to be judged."""
        return frozenset(PARTS) if self._in_force.asks else frozenset()

    def judge(self, raw: bytes, audit: Audit, place: Path | None) -> tuple[tuple[Requirement, ...], str]:
        """What is required of one project, judged; and its path, where it is better than its baseline records."""
        if not self._in_force.asks:
            return (), ""

        from coaudit.policy.judge import loose, requirements

        def without(left_out: frozenset[str]) -> Audit:
            return core.audit(raw, audit.path, self._rubric, as_if=self._as_if, left_out=left_out)

        policy = self._in_force.policy
        path = self._seen(place)
        found = requirements(policy, self._rubric, audit, path, self._today, self._matches, without)
        return tuple(found), path if policy.baseline and loose(policy.baseline, audit, path) else ""

    def add(self, found: Iterable[Requirement], better: str) -> None:
        """Note what was judged of a project."""
        self.found += found
        if better:
            self._loose.append(better)

    def end(self, ending: exits.Ending) -> None:
        """Add to how the run ends what is not met, and what is not shown where the policy has that fail."""
        counted = [each for each in self.found if each.waiver is None]
        not_met = sum(each.met is False for each in counted)
        fails = self._in_force.policy.not_shown_fails
        not_shown = sum(each.met is None and (fails or each.must_be_shown) for each in counted)
        for number, what in ((not_met, say("not met")), (not_shown, say("not shown"))):
            if number:
                some = (
                    say("the requirement is")
                    if len(self.found) == 1
                    else say("{number} of {all} requirements are", number=number, all=len(self.found))
                )
                ending.add(exits.UNMET, f"{some} {what}")

    def lines(self) -> Iterator[str]:
        """What was found, a line each: all of it for one project, else all but what is met."""
        few = len(self._inputs) == 1
        for each in self.found:
            if few or not each.met:
                yield f"{_word(each)}: {visible(each.path)}: {each.detail}{_accepted(each)}"
        met = sum(each.met is True for each in self.found)
        if met and not few:
            yield say("Met: {met} of {all} requirements.", met=met, all=len(self.found))

    def notes(self) -> tuple[Note, ...]:
        """What should be known of the policy: waivers near or past their end, what is for no project, and a baseline
        that could be raised, or holds what is no longer there.
        """
        policy = self._in_force.policy
        notes = list(self._in_force.notes)
        notes += self._ends_soon()
        notes += self._ended()
        if self._loose:
            text = say(
                "{number} in the baseline are better than recorded, such as {path}. Record that with "
                "coaudit baseline write, so that it is kept.",
                number=len(self._loose),
                path=visible(self._loose[0]),
            )
            notes.append(self._of_baseline(text))
        if policy.baseline or policy.waivers or any(layer.paths for layer in policy.layers):
            folders = tuple(self._folders())
            seen = {self._seen(each.path) for each in self._inputs}
            notes += [*self._idle(folders, seen), *self._gone(folders, seen), *self._unplaced(folders, seen)]
        return tuple(notes)

    def _of_policy(self, text: str, where: str = "") -> Note:
        return about(text, self._in_force.path, where)

    def _of_baseline(self, text: str) -> Note:
        return about(text, self._in_force.folder / self._in_force.policy.baseline_file)

    def _seen(self, path: Path | None) -> str:
        return self._in_force.seen_from_root(path, self._tops)

    def _folders(self) -> Iterator[str]:
        """The folders that were audited as a whole, as the policy sees them: where all of its own is, as `.`."""
        for name in self._names:
            if name != STDIN and Path(name).is_dir():
                seen = self._seen(Path(name) / "x").rpartition("/")[0] or "."
                yield "." if set(seen.split("/")) == {".."} else seen

    def _idle(self, folders: tuple[str, ...], seen: set[str]) -> Iterator[Note]:
        """Each pattern that can only fit in the folders that were audited, and fits nothing there: a slip, perhaps."""
        policy = self._in_force.policy
        written = [(layer.rules[0].where, layer.paths) for layer in policy.layers if layer.paths]
        written += [(waiver.where, waiver.paths) for waiver in policy.waivers if waiver.counts_on(self._today)]
        for where, patterns in written:
            for pattern in patterns:
                fits = pattern.removeprefix("!")
                if _lies_in(fits, folders) and not any(self._matches((fits,), path) for path in seen):
                    text = say(
                        "The pattern {pattern} ({where}) fits no project that was audited.",
                        pattern=visible(pattern),
                        where=where,
                    )
                    yield self._of_policy(text, where)

    def _gone(self, folders: tuple[str, ...], seen: set[str]) -> Iterator[Note]:
        """What is recorded in the folders that were audited, and was not found there: it is held to nothing now."""
        baseline = self._in_force.policy.baseline
        gone = [path for path in baseline.projects if path not in seen] if baseline else []
        gone = [
            path for path in gone if any(folder == "." or f"{path}/".startswith(f"{folder}/") for folder in folders)
        ]
        if gone:
            text = say(
                "{number} in the baseline were not found, such as {path}. Where one has another name now, give it that "
                "name in the baseline, too; coaudit baseline write --prune takes out those that are gone.",
                number=len(gone),
                path=visible(gone[0]),
            )
            yield self._of_baseline(text)

    def _unplaced(self, folders: tuple[str, ...], seen: set[str]) -> Iterator[Note]:
        """That the paths of a policy from elsewhere may count from another place than its author thought of."""
        if self._in_force.root is not None:
            return
        lost = [each for each in self._inputs if each.path and not self._tops.of(os.path.dirname(each.place))]  # noqa: PTH120
        if lost:
            text = say(
                "{path} lies in no repository, so what the policy says of paths counts from the folder that coaudit "
                "ran in.",
                path=visible(lost[0].name),
            )
            yield self._of_policy(text)
        baseline = self._in_force.policy.baseline
        if folders and baseline and baseline.projects and not seen.intersection(baseline.projects):
            name = visible(baseline.name)
            text = say("No project that was audited is in the baseline {name}, so it holds none of them.", name=name)
            yield self._of_baseline(text)

    def warnings(self) -> tuple[str, ...]:
        """Those of the notes that somebody should look at now."""
        return (*self._in_force.warnings, *(note.text for note in self._ended()))

    def _ends_soon(self) -> Iterator[Note]:
        for waiver in self._in_force.policy.waivers:
            if waiver.ends_soon_after(self._today):
                text = say(
                    "The waiver for {criterion} ({where}) ends on {day}.",
                    criterion=waiver.criterion,
                    where=waiver.where,
                    day=waiver.until.isoformat(),
                )
                yield self._of_policy(text, waiver.where)

    def _ended(self) -> Iterator[Note]:
        for waiver in self._in_force.policy.waivers:
            if not waiver.counts_on(self._today):
                text = say(
                    "The waiver for {criterion} ({where}) ended on {day} and no longer counts.",
                    criterion=waiver.criterion,
                    where=waiver.where,
                    day=waiver.until.isoformat(),
                )
                yield self._of_policy(text, waiver.where)

    def info(self) -> PolicyInfo | None:
        """Which policy it was; None where nothing was required."""
        if not self._in_force.asks:
            return None
        policy = self._in_force.policy
        return PolicyInfo(policy.name, policy.sha256, self._in_force.origin, policy.not_shown_fails)


def _lies_in(pattern: str, folders: tuple[str, ...]) -> bool:
    """Whether a pattern can fit only in one of some folders. One without a folder in it may fit anywhere."""
    bound = "/" in pattern.rstrip("/")
    return any(folder == "." or (bound and pattern.lstrip("/").startswith(f"{folder}/")) for folder in folders)


def _word(each: Requirement) -> str:
    if each.waiver is not None:
        return say("Accepted")
    return {True: say("Met"), False: say("Not met"), None: say("Not shown")}[each.met]


def _accepted(each: Requirement) -> str:
    if each.waiver is None:
        return "."
    waiver = each.waiver
    return say(
        ". Accepted until {until} by {owner}: {reason}",
        until=waiver.until,
        owner=visible(waiver.owner),
        reason=visible(waiver.reason),
    )
