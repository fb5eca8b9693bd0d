"""`coaudit new --interview`: one question at a time, written down after each answer, so that nothing is ever lost."""

from __future__ import annotations

import io
import re
import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coaudit import audit as core
from coaudit.cli import answering, choosing, clock, exits, output
from coaudit.cli.keeping import CannotPutError, Kept
from coaudit.cli.listing import filled
from coaudit.cli.mattering import why
from coaudit.cli.picturing import picture
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import Problem, SourceError
from coaudit.project.asking import PEOPLE, STAFF, Ask
from coaudit.project.asking import core as questions
from coaudit.render import words
from coaudit.safe import visible
from coaudit.scalars import Unreadable
from coaudit.source.corrected_numbers import only_way
from coaudit.vocabulary import SIDE, STAFF_SIDES

if TYPE_CHECKING:
    from coaudit.report import Audit
    from coaudit.rubric import Rubric

HELP = "Type a number or a word, and press Enter. Enter alone means: I don't know. You can also type:"
WHY, BACK, PICTURE, STOP, HELP_ME = "?", "back", "picture", "stop", "help"
COMMANDS = (
    (WHY, "why it matters"),
    (BACK, "the question before"),
    (PICTURE, "what coaudit would say now"),
    (answering.UNDECIDED, "it is still open, and the file says so"),
    (STOP, "end here; every answer is written already"),
)
TYPED = {each: each for each in (WHY, BACK, PICTURE, STOP, HELP_ME)}
TYPED |= {"b": BACK, "p": PICTURE, "quit": STOP, "q": STOP, "h": HELP_ME}
"""What is typed in place of an answer, and the command that it is."""
HEAD = "# A project, described for coaudit. Lines that begin with a # are for people; coaudit does not read them.\n"


class Step(IntEnum):
    """How many questions to go on after one."""

    BACK = -1
    AGAIN = 0
    ON = 1


class _Stop(Exception):
    """Somebody wants to end here, or there is nobody to answer."""


class _LostError(Exception):
    """Somebody has changed the file meanwhile, and it cannot be read any more."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


class Interview:
    """An interview about one file."""

    def __init__(self, path: Path, name: str, rubric: Rubric, raw: bytes | None) -> None:
        self._path, self._name, self._rubric = path, name, rubric
        self._kept = Kept((HEAD + "coaudit: 1\n").encode() if raw is None else raw, name)
        self._there = raw is not None
        self._year = clock.today().year
        self._offered = ""  # what would be written, where an answer was refused and can mean only that
        self._ladder = {rung.id: words.sentence(rung.means) for rung in rubric.rungs}

    def hold(self) -> None:
        """Ask what is not answered yet, from the first question to the last."""
        asks = [each for each in questions() if not self._answered(each[1])]
        if not asks:
            output.say(filled("Every question is answered. To change an answer, write it into the file.") + "\n")
            return
        output.say(f"{_help()}\n")
        place, part = 0, ""
        while place < len(asks):
            title, ask = asks[place]
            if title != part:
                output.say(f"{title.upper()}\n")
                part = title
            place += self._ask(ask, f"{place + 1} of {len(asks)}", first=place == 0)

    def _answered(self, ask: Ask) -> bool:
        """Whether the file says something of it. Who has groups of their own names has answered who takes part."""
        whole = self._kept.get(ask.path[:1])
        place = self._place(ask)
        if ask.path[0] == "groups" and isinstance(whole, dict):
            # Only one of ours there may mean that somebody broke off between the two.
            return (place[1] not in whole and bool(set(whole) - {PEOPLE, STAFF})) or self._said(place)
        if (
            ask.path[0] in ("stages", "decisions")
            and isinstance(whole, dict)
            and not answering.is_open(whole.get("rest"))
        ):
            return True
        return self._said(place)

    def _said(self, place: tuple[str, ...]) -> bool:
        return not answering.is_open(self._now(place))

    def _now(self, place: tuple[str, ...]) -> Any:
        """What is answered at a place. A group that is written short says its side."""
        above = self._kept.get(place[:-1])
        return above if isinstance(above, str) and place[-1] == "side" else self._kept.get(place)

    def _place(self, ask: Ask) -> tuple[str, ...]:
        """Where an answer belongs: in the people's or the staff's group under the name that it has in the file."""
        groups = self._kept.get(("groups",))
        if ask.path[0] != "groups" or not isinstance(groups, dict) or ask.path[1] in groups:
            return ask.path
        for name in groups:
            side = self._now(("groups", name, "side"))
            staff = isinstance(side, str) and SIDE.find(side) in STAFF_SIDES
            if name not in (PEOPLE, STAFF) and staff == (ask.path[1] == STAFF):
                return ("groups", name, ask.path[-1])
        return ask.path

    def _ask(self, ask: Ask, place: str, *, first: bool) -> Step:
        """Put one question until it is answered, or somebody wants to go back."""
        self._offered = ""
        self._put(ask, place)
        path = self._place(ask)
        month = ""
        while True:
            answer = self._read()
            if self._offered and answer.lower() in ("y", "yes"):
                answer = self._offered
            command = _command(ask, answer)
            if command == BACK and first and not month:
                output.say("  This is the first question.")
            elif command == BACK:
                output.say("")
                return Step.AGAIN if month else Step.BACK
            elif command:
                self._obey(command, ask)
            elif not month and answering.month_alone(ask, answer):
                month = answer
                output.say(f"  Of which year? Enter alone means {self._year}.")
            else:
                answer, month = _with_month(month, answer, self._year), ""
                if (not answer and self._said(path)) or self._take(ask, answer):
                    output.say("")
                    return Step.ON

    def _put(self, ask: Ask, place: str) -> None:
        """Say a question, what can be chosen, and what is answered already."""
        choices = list(ask.choices(self._ladder))
        output.say(_beside(f"{place}. ", ask.question))
        longest = max((len(word) for word, _ in choices), default=0)
        for number, (word, means) in enumerate(choices, 1):
            output.say(_beside(f"{number:>4}  {word.ljust(longest)}  ", means))
        if ask.example:
            output.say(f"      Such as: {ask.example}")
        path = self._place(ask)
        if path != ask.path:
            output.say(filled(f"In your file, this is about: {path[1]}.", 6))
        if self._said(path):
            output.say(answering.told("Now", path[-1], self._now(path), "Enter alone keeps it.", 6))

    def _obey(self, command: str, ask: Ask) -> None:
        """Do what somebody typed in place of an answer. Raises _Stop."""
        if command == STOP:
            raise _Stop
        if command == WHY:
            output.say(filled(why(ask, self._rubric), 2))
        elif command == PICTURE:
            output.say(self._picture())
        else:
            output.say(_help())

    def _read(self) -> str:
        while True:
            sys.stdout.write("> ")
            sys.stdout.flush()
            line = sys.stdin.readline()
            if not line:
                output.say("")
                raise _Stop
            line = _KEYS.sub("", line)
            if not re.search("[\ud800-\udfff]", line):
                break
            output.say("  One letter of this could not be read. Please type it again, perhaps without accents.")
        if not output.is_terminal(sys.stdin):
            output.say(visible(line.rstrip("\r\n")))  # so that what was answered can be read beside the question
        return " ".join(line.split())

    def _take(self, ask: Ask, answer: str) -> bool:
        """Write an answer down; False where it cannot be read, which is said."""
        if ask.key == "title" and answer.lower() in answering.DONT_KNOW:
            output.say("  A project needs a name. Any name will do; it can be changed later.")
            return False
        if answer.lower() in answering.DONT_KNOW:
            return not self._said(self._place(ask)) or self._try(ask, "unknown")
        self._offered = ""
        undecided = answer.lower() in answering.NOT_DECIDED
        try:
            return self._try(ask, answering.undecided(ask) if undecided else answering.value(ask, answer))
        except Unreadable as error:
            return self._again(error.message, error.hint)

    def _again(self, message: str, hint: str) -> bool:
        """Say what could not be understood, and what to type instead."""
        for text in (message, hint):
            output.say(filled(words.sentence(words.initial(text)), 2))
        if self._offered:
            output.say("  Type y, and that is written. Or answer again.")
        return False

    def _try(self, ask: Ask, value: Any) -> bool:
        path = self._place(ask)
        shown = self._now(path)
        self._look_again()
        path = self._place(ask)
        if self._now(path) != shown and self._said(path):
            output.say(answering.told("Somebody has answered this in the file", path[-1], self._now(path), "", 2))
            output.say("  Enter alone keeps that. Or type your answer again.")
            return False
        try:
            made = self._kept
            for beside, said in answering.beside(ask).items():
                if path == ask.path and answering.is_open(made.get(beside)):
                    made = made.put(beside, said)
            above = made.get(path[:-1])
            if isinstance(above, str) and path[-1] == "side" and not answering.is_open(above):
                path = path[:-1]  # a group that is written short
            made = made.put(path, value)
            core.check(made.raw, self._name, self._rubric)
        except CannotPutError as error:
            output.say(filled(f"This cannot be put into the file as it is written. See line {error.line} there.", 2))
            output.say(filled(f"Write it there yourself: {visible(error.answer)}", 2))
            return True
        except SourceError as error:
            said, hint = _FOR_A_KEY.sub("the words above", error.problems[0].message), error.problems[0].hint
            self._offered = only_way(hint, ask.path[-1]) or only_way(hint, "every")
            return self._again(said, _spoken(hint, ask))
        self._kept = made
        return self._write()

    def _look_again(self) -> None:
        """Go on from what the file says now, where somebody has saved it meanwhile. Raises _LostError."""
        try:
            raw = read(self._path, self._name) if self._path.exists() else None
            if raw is not None and raw != self._kept.raw:
                core.check(raw, self._name, self._rubric)
                self._kept, self._there = Kept(raw, self._name), True
        except CannotReadError as error:
            raise _LostError((error.problem,)) from None
        except SourceError as error:
            raise _LostError(error.problems) from None

    def _write(self) -> bool:
        """Write the file whole. Until the project has a name there is nothing to write."""
        if self._kept.get(("title",)) is not None:
            try:
                output.write_file(self._path, self._kept.raw)
            except output.CannotWriteError as error:
                before = "; what you answered before is in it" if self._there else ""
                raise output.CannotWriteError(f"{error}; your last answer was not kept{before}") from None
            self._there = True
        return True

    def _audit(self) -> Audit | None:
        if not self._there:
            return None
        return core.audit(self._kept.raw, self._name, self._rubric)

    def _picture(self) -> str:
        audit = self._audit()
        if audit is None:
            return "  There is nothing to see yet."
        return picture(audit, self._waiting())

    def _waiting(self) -> list[Ask]:
        """The questions that are open now, those included that were passed over."""
        return [ask for _, ask in questions() if not self._answered(ask)]

    def end(self) -> None:
        """Say what there is now, and what to do with it."""
        if not self._there:
            output.say("Nothing was answered, so nothing was written.")
            return
        output.say(filled(f"Your answers are in {self._name}. What coaudit would say now:") + "\n")
        output.say(self._picture() + "\n")
        output.say(f"The whole report:\n  coaudit audit {output.pasted(self._name)}")
        if self._waiting():
            output.say(f"To go on later:\n  coaudit new {output.pasted(self._name)} --interview")


_KEYS = re.compile(r"\x1b(?:\[(?:[A-DFH]|\d+(?:;\d+)?[~A-DFH])|O[A-DFHP-S])")
"""What the arrow keys and their neighbours send."""


def _command(ask: Ask, answer: str) -> str:
    """The command that somebody typed, or nothing. A project may be called Help."""
    found = TYPED.get(answer.lower(), "")
    return "" if found == HELP_ME and ask.key == "title" else found


def _with_month(month: str, answer: str, this_year: int) -> str:
    """What was answered: the month of before with the year that was asked for, where there is one."""
    if month and (not answer or answer.lower() not in answering.DONT_KNOW):
        return f"{month} {answer or this_year}"
    return answer


def _help() -> str:
    longest = max(len(command) for command, _ in COMMANDS)
    return "\n".join((filled(HELP), *(_beside(f"  {each.ljust(longest)}  ", does) for each, does in COMMANDS)))


def _spoken(hint: str, ask: Ask) -> str:
    """A hint without the signs of the file, for somebody who sees only the question."""
    for key in (ask.path[-1], "every", "times", "seats", "people_seats"):
        hint = hint.replace(f"{key}: ", "")
    if hint.endswith("written as unknown: unknown"):
        return "where it is not known yet, press Enter alone"
    near, words_, _ = hint.partition("the words are:")
    if words_:  # they stand above
        near = re.sub(r"write [\w-]+; $", "", near)
        return f"{near}{_ONE_OF_THE_LIST}"
    if not re.search(r"[{}\[\]]|\b(?:line|below|currency|brackets)\b", hint):
        return hint
    return _ONE_OF_THE_LIST if ask.words is not None else f"such as: {ask.example}"


_FOR_A_KEY = re.compile(r"the words for [\w. -]+$")
_ONE_OF_THE_LIST = "Type a number of the list, or a word of it"


def _beside(lead: str, text: str) -> str:
    """Text that stands beside a lead and goes on below itself, where there is room; else below the lead."""
    lead = lead.rstrip() if not text else lead
    if not text:
        return lead
    room = output.width() - len(lead)
    if room < 24:
        return f"{lead.rstrip()}\n{filled(text, 8)}"
    first, *rest = filled(text, len(lead)).split("\n")
    return "\n".join((lead + first.strip(), *rest))


def run(file: str, path: Path, rubric_name: str) -> None:
    """Hold an interview about a file: a new one, or one that is there, of which only what is open is asked."""
    rubric = choosing.load_rubric(rubric_name)
    raw = _existing(path, file, rubric)
    if raw is not None:
        output.say(filled(f"{file} is there already. What it says stays, and so do its comments; the rest is asked."))
    interview = Interview(path, file, rubric, raw)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # what is no letter is told, one question at a time
    try:
        interview.hold()
    except _Stop:
        output.say("")
    except KeyboardInterrupt:
        output.say("\n")
    except _LostError as error:
        reason = "the file was changed meanwhile and cannot be read, so your last answer was not written into it"
        choosing.refuse(error.problems, exits.UNREADABLE, reason)
    interview.end()


def _existing(path: Path, name: str, rubric: Rubric) -> bytes | None:
    """The bytes of a description that is there. Ends with exit code 4 where it is one that cannot be read."""
    if not path.exists():
        return None
    try:
        raw = read(path, name)
        core.check(raw, name, rubric)
    except CannotReadError as error:
        problems: tuple[Problem, ...] = (error.problem,)
    except SourceError as error:
        problems = error.problems
    else:
        return raw
    return choosing.refuse(problems, exits.UNREADABLE, "the file is there and cannot be read, so it was left as it is")
