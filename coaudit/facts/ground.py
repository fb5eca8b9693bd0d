"""The ground that facts are measured on: the say in each decision and the part in each stage, after the conflict rules.

Where two stated facts disagree, the lower one counts and both are shown. What triggers a rule must be certain; what it
lowers may be stated or not. The rules are definitions of the description format, and they know no rubric.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from coaudit.project import Decision, Group, Project, Stage
from coaudit.records import Record
from coaudit.scalars import Day
from coaudit.values import NO, YES, Choice, Range, Scale, strongest
from coaudit.vocabulary import (
    ASKED_STAGES,
    KEY_DECISIONS,
    ON_DISAGREEMENT,
    PART,
    PEOPLE_SIDES,
    SAY,
    STAGE,
    STAND_IN_SIDES,
    STILL_OPEN,
)

Path = tuple[str | int, ...]

RULES: Mapping[str, str] = {
    "reasons-only": "Where the organisation may go its own way after a disagreement (ignored, told or reasons), "
    "'together' and 'decides' read as 'advises'.",
    "few-seats": "Where no body that decides has two seats or more for people, 'together' and 'decides' read as "
    "'advises', unless agreement is needed.",
    "nothing-open": "Where nothing is still open, every say and part reads as 'told' at most.",
    "decided-before": "A key decision dated before the first of the people joined reads as 'told' at most.",
    "joined-after": "A group that joined after a stage had ended had no part in it.",
    "nobody-there": "Where none of the groups is on the people's side, every say and part reads as 'told' at most; "
    "with representatives, as 'advises' and 'takes-part' at most.",
    "review-differs": "Where the part in the review and the say in the evaluation differ, the lower one counts.",
}


class Conflict(Record):
    """A stated value that a rule lowered: the rule, where the value stands, what lowered it, and both words."""

    rule: str
    path: Path
    because: tuple[Path, ...]
    said: str
    reads: str
    sure: bool = True
    """Whether the rule is certainly in force."""


class Settled(Record):
    """A say or a part as it counts, the stated places it rests on, and where it is said or would be."""

    value: Choice
    paths: tuple[Path, ...]
    path: Path


Joined = tuple[Day, tuple[Path, ...]]


class Ground(Record):
    """A project with its says and parts settled, the conflicts found, and the rules in force (rule, and on what)."""

    project: Project
    says: Mapping[str, Settled]
    parts: Mapping[str, Settled]
    review: Settled
    conflicts: tuple[Conflict, ...]
    in_force: frozenset[tuple[str, str]]
    because: tuple[tuple[str, Path], ...]
    """The rules that certainly cap every say or part, each with the places that put it in force."""
    joined: Joined | None
    """When the first of the people joined, and where that is said; None unless every group of people says it."""
    over_before: frozenset[str]
    """The stages that were over before the first of the people joined, so that nobody can have come in there."""


class _Cap(Record):
    """A rule in force: what everything is read as at most, on which places it rests, and whether it is certain."""

    rule: str
    say: str
    part: str | None
    because: tuple[Path, ...]
    sure: bool = True


def ground_of(project: Project) -> Ground:
    """The says and parts of a project after the conflict rules."""
    caps = [cap for cap in (_reasons_only(project), _few_seats(project), _nothing_open(project)) if cap]
    caps += _nobody_there(project)
    conflicts: list[Conflict] = []
    in_force = {(cap.rule, "") for cap in caps}
    joined = _first_joined(project)
    says = {}
    for name in KEY_DECISIONS:
        own = _decided_before(project, name, joined)
        in_force |= {(cap.rule, name) for cap in own}
        says[name] = _capped(_say(project, name), caps + own, conflicts, say=True)
    parts = {}
    for name in stages_of(project):
        late = _late(project, name)
        in_force |= {("joined-after", f"{name}/{group}") for group in late}
        settled = _part(project, name, late)
        if late:
            _note_late(project, name, late, settled, conflicts)
        parts[name] = _capped(settled, caps, conflicts, say=False)
    over = _over_before_anyone(project, joined)
    in_force |= {("joined-after", f"{name}/") for name in over if not _late(project, name)}
    review = _review(project, parts["review"], says["evaluation"], conflicts, in_force)
    because = tuple((cap.rule, path) for cap in caps if cap.sure for path in cap.because)
    return Ground(project, says, parts, review, tuple(conflicts), frozenset(in_force), because, joined, over)


def stages_of(project: Project) -> tuple[str, ...]:
    """The stages that count: the four that are always asked, and those that are listed, in order."""
    listed = {name for name in STAGE.scale.words if getattr(project.stages, name, None) is not None}
    return tuple(name for name in STAGE.scale.words if name in ASKED_STAGES or name in listed)


def groups_on(project: Project, sides: frozenset[str]) -> tuple[dict[str, Group], dict[str, Group]]:
    """The groups that certainly are on one of some sides, and those that may be (their side is not stated)."""
    sure, maybe = {}, {}
    for name, group in (project.groups or {}).items():
        own = project.sides[name]
        if own is None:
            maybe[name] = group
        elif own <= sides:
            sure[name] = group
    return sure, maybe


def counted(stated: Range | None, least: int) -> Range:
    """A count of what is there: *least* or more, whatever else is open. A count that certainly is less stands."""
    if stated is None:
        return Range(least, inf)
    return Range(max(stated.low, least), stated.high) if stated.high >= least else stated


def said_of(project: Project, name: str) -> tuple[Decision | None, Path]:
    """What is said of a key decision, by itself or by `rest`, and where."""
    own: Decision | None = getattr(project.decisions, name, None)
    key = name if own is not None else "rest"
    return own if own is not None else getattr(project.decisions, "rest", None), ("decisions", key)


def _stage_of(project: Project, name: str) -> tuple[Stage | None, Path]:
    """What is said of a stage, by itself or, for the stages always asked, by `rest`, and where."""
    own: Stage | None = getattr(project.stages, name, None)
    if own is None and name in ASKED_STAGES:
        return getattr(project.stages, "rest", None), ("stages", "rest")
    return own, ("stages", name)


def _say(project: Project, name: str) -> Settled:
    statement, path = said_of(project, name)
    return _spoken(project, statement, path, SAY.scale, late=frozenset())


def _part(project: Project, name: str, late: frozenset[str]) -> Settled:
    """The part in a stage, where the groups that joined too late had none."""
    statement, path = _stage_of(project, name)
    return _spoken(project, statement, path, PART.scale, late)


def _late(project: Project, name: str) -> frozenset[str]:
    """The groups that joined after a stage had ended (a stage with one date ended on it)."""
    statement, _ = _stage_of(project, name)
    end = (statement.to or statement.date) if statement is not None else None
    return frozenset(
        group_name
        for group_name, group in (project.groups or {}).items()
        if end is not None and group.from_ and end.before(group.from_)
    )


def _over_before_anyone(project: Project, joined: Joined | None) -> frozenset[str]:
    """The stages up to the last one that ended before the first of the people joined."""
    if joined is None:
        return frozenset()
    stages = stages_of(project)
    ended = []
    for place, name in enumerate(stages):
        own: Stage | None = getattr(project.stages, name, None)
        end = (own.to or own.date) if own is not None else None
        if end is not None and end.before(joined[0]):
            ended.append(place)
    return frozenset(stages[: max(ended) + 1]) if ended else frozenset()


def _spoken(
    project: Project, statement: Decision | Stage | None, path: Path, scale: Scale, late: frozenset[str]
) -> Settled:
    """What a statement says of the people's groups: those named have their own word, the others what `is` says."""
    if statement is None:
        return Settled(scale.anything(), (), path)
    base = statement.is_ or scale.anything()
    who = statement.who or {}
    paths = ((*path, "is"),) if statement.is_ else ()
    sure, maybe = groups_on(project, PEOPLE_SIDES)
    if not sure and not maybe:
        sure, _ = groups_on(project, STAND_IN_SIDES)
    if (not who and not late) or not (sure or maybe):
        return Settled(base, paths, path)

    def word(group: str) -> Choice:
        if group in late:
            return scale.only(scale.words[0])
        return (who[group] or scale.anything()) if group in who else base

    named = tuple((*path, "who", group) for group in who if who[group] and (group in sure or group in maybe))
    value = strongest_of([word(group) for group in sure], [word(group) for group in maybe])
    all_named = all(group in who or group in late for group in (*sure, *maybe))
    joined = tuple(("groups", group, "from") for group in (*sure, *maybe) if group in late)  # a set has no order
    return Settled(value, (() if all_named else paths) + named + joined, path)


def strongest_of(sure: list[Choice], maybe: list[Choice]) -> Choice:
    """The strongest of several, of which some may not count. At least one of them does; there must be one."""
    value = (
        strongest(sure) if sure else Choice(maybe[0].scale, frozenset(rank for each in maybe for rank in each.ranks))
    )
    for each in maybe:
        value = value.or_else(strongest([value, each]))
    return value


def _reasons_only(project: Project) -> _Cap | None:
    answer = project.on_disagreement and project.on_disagreement.is_
    if answer and answer.high <= ON_DISAGREEMENT.scale.rank("reasons"):
        return _Cap("reasons-only", "advises", None, (("on_disagreement", "is"),))
    return None


def _few_seats(project: Project) -> _Cap | None:
    deciding = [(place, body) for place, body in enumerate(project.bodies or ()) if body.decides == YES]
    if not deciding or any(body.people_seats is None or body.people_seats.high >= 2 for _, body in deciding):
        return None
    answer = (project.on_disagreement and project.on_disagreement.is_) or ON_DISAGREEMENT.scale.anything()
    needed = ON_DISAGREEMENT.scale.rank("agreement-needed")
    if answer.low == needed:
        return None
    because = tuple(("bodies", place, "people_seats") for place, _ in deciding)
    return _Cap("few-seats", "advises", None, because, sure=needed not in answer.ranks)


def _nothing_open(project: Project) -> _Cap | None:
    answer = project.still_open and project.still_open.is_
    if answer and answer.high == STILL_OPEN.scale.rank("nothing"):
        return _Cap("nothing-open", "told", "told", (("still_open", "is"),))
    return None


def _nobody_there(project: Project) -> list[_Cap]:
    if project.groups is None:
        return []
    if any(groups_on(project, PEOPLE_SIDES)):
        return []
    because = tuple(("groups", name, "side") for name in project.groups) or (("groups",),)
    if groups_on(project, STAND_IN_SIDES)[0]:
        return [_Cap("nobody-there", "advises", "takes-part", because)]
    return [_Cap("nobody-there", "told", "told", because)]


def _first_joined(project: Project) -> Joined | None:
    sure, maybe = groups_on(project, PEOPLE_SIDES)
    groups = {**sure, **maybe}
    dated = {name: group.from_ for name, group in groups.items() if group.from_}
    if not sure or len(dated) < len(groups):
        return None
    first = Day(min(day.first for day in dated.values()), min(day.last for day in dated.values()))
    return first, tuple(("groups", name, "from") for name in dated)


def _decided_before(project: Project, name: str, joined: Joined | None) -> list[_Cap]:
    decision, path = said_of(project, name)
    if decision is None or decision.date is None or joined is None or not decision.date.before(joined[0]):
        return []
    return [_Cap("decided-before", "told", None, ((*path, "date"), *joined[1]))]


def _capped(settled: Settled, caps: list[_Cap], conflicts: list[Conflict], *, say: bool) -> Settled:
    """A value after the rules in force; what was stated and is lowered is noted as a conflict."""
    value, paths = settled.value, settled.paths
    for cap in caps:
        at_most = cap.say if say else cap.part
        if at_most is None:
            continue
        lowered = value.at_most(at_most)
        if not cap.sure:
            lowered = lowered.or_else(value)
        if lowered == value:
            continue
        if settled.paths:
            said, reads = (_in_words(choice) for choice in (value, lowered))
            conflicts.append(Conflict(cap.rule, settled.paths[0], cap.because, said, reads, cap.sure))
        value, paths = lowered, (*paths, *cap.because)
    return Settled(value, paths, settled.path)


def _note_late(project: Project, stage: str, late: frozenset[str], settled: Settled, conflicts: list[Conflict]) -> None:
    """A conflict where groups that joined too late are said to have had a part, and the part is lower without it."""
    said = _part(project, stage, frozenset())
    statement, path = _stage_of(project, stage)
    if said.paths and statement is not None and settled.value.high < said.value.high:
        end = (*path, "to" if statement.to else "date")
        because = (end, *(("groups", name, "from") for name in sorted(late)))
        words = _in_words(said.value), _in_words(settled.value)
        conflicts.append(Conflict("joined-after", said.paths[0], because, *words))


def _in_words(choice: Choice) -> str:
    return choice.words[0] if choice.exact else f"{choice.words[0]} to {choice.words[-1]}"


def told_before(decision: Decision | None) -> Choice:
    """Whether a decision was reserved and people were told before it began: then nobody could have shared it.

    Where it is not stated who or what reserved it, that may have been the project itself: then it was not reserved.
    """
    if decision is None or decision.reserved is None:
        return NO
    by, told = decision.reserved.by, decision.reserved.told
    if told is not None and "before" not in told.words:
        return NO
    return YES if by is not None and told is not None and told.exact else NO.or_else(YES)


def _review(
    project: Project,
    stage: Settled,
    evaluation: Settled,
    conflicts: list[Conflict],
    in_force: set[tuple[str, str]],
) -> Settled:
    """The part in judging: what the review stage and the evaluation decision both allow, or the lower of the two."""
    left_out = told_before(said_of(project, "evaluation")[0])
    # What nobody stated cannot differ from what somebody did: a cap on an unstated evaluation says nothing here.
    if left_out == YES or not _say(project, "evaluation").paths:
        return stage
    decided = evaluation.value.read_on(PART.scale)
    both = stage.value.ranks & decided.ranks
    if both:
        value = Choice(PART.scale, both)
    else:
        value = Choice(PART.scale, frozenset(min(one, other) for one in stage.value.ranks for other in decided.ranks))
        in_force.add(("review-differs", ""))
        higher, lower = (stage, evaluation) if stage.value.high > decided.high else (evaluation, stage)
        if stage.paths and evaluation.paths:
            words = _in_words(higher.value), _in_words(lower.value)
            conflicts.append(Conflict("review-differs", higher.paths[0], lower.paths[:1], *words))
    if left_out != NO:
        value = value.or_else(stage.value)
    return Settled(value, (*stage.paths, *evaluation.paths), ("stages", "review"))
