"""What cannot be right in a description although each value alone can be read.

These are refused with an error. Facts that merely contradict one another are not: those are findings (`coaudit.facts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coaudit.project import Account, Contact, Decision, Group, Project, Stage
from coaudit.project.fields import LEVELS
from coaudit.records import Record
from coaudit.scalars import Day, nearest
from coaudit.values import Range
from coaudit.vocabulary import SIDE

Path = tuple[str | int, ...]

CURRENCY_LETTERS = 3

NEVER_A_GROUP = ("side", "recruited", "chosen_by", "staying", "left", "from", "to")
"""Keys of a group that nobody would call a group by; `people` may well be one."""

UNTITLED = "A project without a name"
"""What a project is called that nobody has named yet."""

FEWEST_COUNTED = 5
"""Below this many people, a count of answers would show who gave which. A definition of the format."""


class Fault(Record):
    """Something that cannot be right, where it stands, and what to write instead."""

    path: Path
    message: str
    hint: str
    key: bool = False


def wrong(project: Project) -> Iterator[Fault]:
    """Everything in a project that cannot be right."""
    yield from _format(project)
    yield from _claim(project)
    yield from _group_keys(project)
    yield from _money(project)
    yield from _group_names(project)
    yield from _dates(project)
    yield from _counts(project)
    yield from _lists(project)


def _format(project: Project) -> Iterator[Fault]:
    if not project.title.strip():
        yield Fault(("title",), "the title is empty", "write what the project is called")
    elif _to_fill_in(project.title.strip()):
        hint = "write what the project is called, such as title: Opening hours of the clinic; it can be changed later"
        yield Fault(("title",), "the title is still to be filled in", hint)
    if project.coaudit not in (None, "1"):
        yield Fault(("coaudit",), f"'{project.coaudit}' is not a format that this version reads", "write coaudit: 1")


def _to_fill_in(title: str) -> bool:
    """Whether a title is no more than the place for one."""
    if title[:1].lower() not in "<[._…xtfi":
        return False  # most titles, without a look at the rest
    from coaudit.project.corrections import NO_TITLE

    return NO_TITLE.fullmatch(title) is not None


def _group_keys(project: Project) -> Iterator[Fault]:
    """Groups that are called like a key of a group and say nothing but one word: a line that was not set in."""
    for name, group in (project.groups or {}).items():
        if name in NEVER_A_GROUP and group.model_fields_set <= {"side"}:
            message = f"'{name}' stands where a group's own name is wanted"
            yield Fault(("groups", name), message, "set this line in by two more spaces, under its group", key=True)


def _money(project: Project) -> Iterator[Fault]:
    currency = project.payment.currency if project.payment else None
    if currency is not None and not (len(currency) == CURRENCY_LETTERS and currency.isalpha()):
        code = {"£": "GBP", "€": "EUR", "$": "USD"}.get(currency, "GBP")
        message = f"'{currency}' is not a currency's three letters"
        yield Fault(("payment", "currency"), message, f"write currency: {code}")


def _claim(project: Project) -> Iterator[Fault]:
    if project.claim is not None and not project.claim.exact:
        yield Fault(("claim",), "a claim is one word, not a range", "write what the project says it is: claim: consult")


def _group_names(project: Project) -> Iterator[Fault]:
    """Groups that are named somewhere and described nowhere."""
    known = tuple(project.groups or ())
    for path, name in _named(project):
        if name in known:
            continue
        near = nearest(name, known)
        if near:
            hint = f"did you mean '{near}'?"
        elif known:
            hint = f"the groups are: {', '.join(known)}; or add '{name}' under groups:"
        else:
            hint = f"add it first: groups: {{{name}: {{side: {SIDE.find(name) or 'unknown'}}}}}"
        yield Fault(path, f"there is no group called '{name}'", hint)


def _named(project: Project) -> Iterator[tuple[Path, str]]:
    """Every place that names a group, with the name."""
    lines = ((("contact", place), line) for place, line in enumerate(project.contact or ()))
    for path, statement in (*_statements(project), *lines):
        for place, name in enumerate(statement.who or ()):
            yield (*path, "who", name if isinstance(statement.who, dict) else place), name


def _statements(project: Project) -> Iterator[tuple[Path, Any]]:
    """Every value that may have been written long."""
    for parent in ("stages", "decisions"):
        yield from _decided(project, parent)
    for name in type(project).model_fields:
        value = getattr(project, name)
        if hasattr(value, "is_"):
            yield (name,), value


def _decided(project: Project, parent: str) -> Iterator[tuple[Path, Decision | Stage]]:
    block = getattr(project, parent)
    if block is None:
        return
    for name, field in type(block).model_fields.items():
        value = getattr(block, name)
        if isinstance(value, (Decision, Stage)):
            yield (parent, field.alias or name), value
        elif isinstance(value, list):
            for place, item in enumerate(value):
                yield (parent, name, place), item


def _dates(project: Project) -> Iterator[Fault]:
    """Ends that come before their beginnings."""
    yield from _order(project.starts, project.ends, ("ends",), "the project ends before it starts")
    for name, group in (project.groups or {}).items():
        yield from _order(group.from_, group.to, ("groups", name, "to"), "this group leaves before it joins")
    for path, statement in _statements(project):
        yield from _order(statement.from_, statement.to, (*path, "to"), "this ends before it begins")
    for place, line in enumerate(project.contact or ()):
        yield from _order(line.from_, line.to, ("contact", place, "to"), "this ends before it begins")


def _order(first: Day | None, last: Day | None, path: Path, message: str) -> Iterator[Fault]:
    if first is not None and last is not None and last.before(first):
        yield Fault(path, message, "check the two dates; one of them may have day, month or year mixed up")


def _counts(project: Project) -> Iterator[Fault]:
    """More of a part than there is of the whole."""
    for name, group in (project.groups or {}).items():
        yield from _group_counts(name, group)
    for place, body in enumerate(project.bodies or ()):
        if _more(body.people_seats, body.seats):
            message = "more seats are held by people than there are seats"
            yield Fault(
                ("bodies", place, "people_seats"), message, "seats: counts all the seats, people's seats included"
            )


def _group_counts(name: str, group: Group) -> Iterator[Fault]:
    path = ("groups", name)
    if group.people is not None and group.people.high == 0:
        yield Fault(
            (*path, "people"), "there is nobody in this group", "leave the group out, or say how many are in it"
        )
    if _more(group.staying, group.people):
        yield Fault(
            (*path, "staying"),
            "more people stay than there are people",
            "staying: counts those who are there throughout",
        )


def _more(part: Range | None, whole: Range | None) -> bool:
    """Whether a part is larger than its whole on every reading."""
    return part is not None and whole is not None and part.low > whole.high


def _lists(project: Project) -> Iterator[Fault]:
    """Lists that say nothing, entries without what they need, and things said in two ways at once."""
    if project.affected is not None and not project.affected:
        yield Fault(("affected",), "somebody is always affected", "say who, or leave affected: out")
    for place, who in enumerate(project.affected or ()):
        if who.who is None:
            yield Fault(("affected", place), "it does not say who is affected", "add who: ...")
    for place, line in enumerate(project.contact or ()):
        yield from _contact(place, line)
    for key in ("not_applicable", "responses"):
        for name, text in (getattr(project, key) or {}).items():
            if text is None:
                wanted = "a reason" if key == "not_applicable" else "a text"
                yield Fault((key, name), f"'{name}' needs {wanted}", f"write it after the colon: {name}: because ...")
    for place, account in enumerate(project.accounts or ()):
        if account.from_ is None:
            yield Fault(
                ("accounts", place), "it does not say which side this account is from", "add from: lived-experience"
            )
        few = account.people is None or account.people.low < FEWEST_COUNTED
        if account.counts and few:
            message = f"answers are counted only where {FEWEST_COUNTED} people or more gave them"
            hint = "leave counts: out; give the joint answer under answers:"
            yield Fault(("accounts", place, "counts"), message, hint)
            continue
        for criterion, chosen in (account.counts or {}).items():
            yield from _counted(account, ("accounts", place, "counts", criterion), chosen or {})


def _counted(account: Account, path: Path, chosen: Mapping[str, Range | None]) -> Iterator[Fault]:
    """What is wrong with how many chose each level of one criterion."""
    for level in chosen:
        if level not in LEVELS:
            yield Fault(
                (*path, level), f"'{level}' is not a level", "count by the levels 0 to 4: {2: 3, 4: 2}", key=True
            )
    total = sum(number.low for number in chosen.values() if number is not None)
    if account.people is not None and total > account.people.high:
        message = f"{total} people are counted here, and no more than {account.people.high} gave this account"
        yield Fault(path, message, "count each person once")


def _contact(place: int, line: Contact) -> Iterator[Fault]:
    never = line.times is not None and line.times.high == 0
    if never or line.dates == []:
        key = "times" if never else "dates"
        hint = "leave this entry out; if nobody ever met, write contact: none"
        yield Fault(("contact", place, key), "this contact never took place", hint)
    if line.dates is not None and line.times is not None:
        hint = "keep dates: if you know them; they are counted"
        yield Fault(("contact", place, "times"), "both dates and times are given, and one of them is enough", hint)
    for number, date in enumerate(line.dates or ()):
        if date is None:
            yield Fault(
                ("contact", place, "dates", number), "there is no date here", "leave the entry out, or use times:"
            )
