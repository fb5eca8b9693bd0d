"""`coaudit new --interview`: one question at a time, written down after each answer, so that nothing is ever lost."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from coaudit import audit as core
from coaudit.asking import PEOPLE, STAFF, Ask
from coaudit.asking import core as questions
from coaudit.cli import answering, choosing, clock, exits, output
from coaudit.cli.keeping import Kept
from coaudit.cli.listing import filled
from coaudit.cli.problems import problem_text
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import Problem, SourceError
from coaudit.render import words
from coaudit.safe import visible
from coaudit.scalars import Unreadable

if TYPE_CHECKING:
    from coaudit.report import Audit
    from coaudit.rubric import Criterion, Risk, Rubric

HELP = (
    "Type a number or a word, and press Enter. Enter alone means: I don't know. You can also type: ? why it matters, "
    "back, picture (what coaudit would say now), not yet decided, stop."
)
HEAD = "# A project, described for coaudit. Lines that begin with a # are for people; coaudit does not read them.\n"


class _Stop(Exception):
    """Somebody wants to end here, or there is nobody to answer."""


class Interview:
    """An interview about one file."""

    def __init__(self, path: Path, name: str, rubric: Rubric, raw: bytes | None) -> None:
        self._path, self._name, self._rubric = path, name, rubric
        self._kept = Kept(raw.decode("utf-8-sig") if raw else HEAD + "coaudit: 1\n")
        self._there = raw is not None
        self._ladder = {rung.id: words.sentence(rung.means) for rung in rubric.rungs}

    def hold(self) -> None:
        """Ask what is not answered yet, from the first question to the last."""
        asks = [each for each in questions() if not self._answered(each[1])]
        output.say(filled(HELP) + "\n")
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
        if ask.path[0] == "groups" and whole is not None:
            group = self._kept.get(ask.path[:2])
            # Only one of ours there may mean that somebody broke off between the two.
            named = not isinstance(whole, dict) or bool(set(whole) - {PEOPLE, STAFF})
            return (group is None and named) or self._said(group, ask.path[-1])
        if (
            ask.path[0] in ("stages", "decisions")
            and isinstance(whole, dict)
            and not answering.is_open(whole.get("rest"))
        ):
            return True
        return self._said(whole, ask.path[-1])

    @staticmethod
    def _said(within: Any, key: str) -> bool:
        value = within.get(key) if isinstance(within, dict) else within
        return not answering.is_open(value)

    def _ask(self, ask: Ask, place: str, *, first: bool) -> int:
        """Put one question until it is answered; how many questions to go on, which is -1 for going back."""
        choices = list(ask.choices(self._ladder))
        output.say(filled(f"{place}. {ask.question}"))
        longest = max((len(word) for word, _ in choices), default=0)
        for number, (word, means) in enumerate(choices, 1):
            output.say(_beside(f"{number:>4}  {word.ljust(longest)}  ", means))
        if ask.example:
            output.say(f"      Such as: {ask.example}")
        now = self._kept.get(ask.path)
        if not answering.is_open(now):
            output.say(filled(f"Now: {answering.shown(now)}. Enter alone keeps it.", 6))
        while True:
            answer = self._read()
            if answer == "?":
                output.say(filled(self._why(ask), 2))
            elif answer.lower() in ("picture", "p"):
                output.say(self._picture())
            elif answer.lower() in ("back", "b"):
                if not first:
                    output.say("")
                    return -1
                output.say("  This is the first question.")
            elif answer.lower() in ("stop", "quit", "q"):
                raise _Stop
            elif (not answer and not answering.is_open(now)) or self._take(ask, answer):
                output.say("")
                return 1

    def _read(self) -> str:
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise _Stop
        if not output.is_terminal(sys.stdin):
            output.say(visible(line.rstrip("\r\n")))  # so that what was answered can be read beside the question
        return " ".join(line.split())

    def _take(self, ask: Ask, answer: str) -> bool:
        """Write an answer down; False where it cannot be read, which is said."""
        if ask.key == "title" and answer.lower() in answering.DONT_KNOW:
            output.say("  A project needs a name. Any name will do; it can be changed later.")
            return False
        if answer.lower() in answering.DONT_KNOW:
            return answering.is_open(self._kept.get(ask.path)) or self._try(ask, "unknown")
        if answering.month_alone(ask, answer):
            year = str(clock.today().year)
            output.say(f"  Of which year? Enter alone means {year}.")
            answer = f"{answer} {self._read() or year}"
        undecided = answer.lower() in answering.NOT_DECIDED
        try:
            return self._try(ask, answering.undecided(ask) if undecided else answering.value(ask, answer))
        except Unreadable as error:
            return self._again(error.message, error.hint)

    def _again(self, message: str, hint: str) -> bool:
        """Say what could not be understood, and what to type instead."""
        for text in (message, hint):
            output.say(filled(words.sentence(words.initial(text)), 2))
        return False

    def _try(self, ask: Ask, value: Any) -> bool:
        before = self._kept.text()
        for path, said in answering.beside(ask).items():
            self._kept.put(path, said)
        self._kept.put(ask.path, value)
        try:
            core.check(self._kept.text().encode(), self._name, self._rubric)
        except SourceError as error:
            self._kept = Kept(before)
            return self._again(error.problems[0].message, error.problems[0].hint)
        return self._write()

    def _write(self) -> bool:
        """Write the file whole. Until the project has a name there is nothing to write."""
        if self._kept.get(("title",)) is not None:
            output.write_file(self._path, self._kept.text().encode())
            self._there = True
        return True

    def _audit(self) -> Audit | None:
        if not self._there:
            return None
        return core.audit(self._kept.text().encode(), self._name, self._rubric)

    def _why(self, ask: Ask) -> str:
        """Why a question matters: what the rubric says of the first criterion or risk that waits for its answer."""
        audit = self._audit()
        waiting = {
            id_: None
            for question in (audit.not_stated if audit else ())
            if question.key in (ask.key, ask.about) or question.key.startswith(f"{ask.key}.")
            for id_ in (*question.criteria, *question.risks)
        }
        items: tuple[Criterion | Risk, ...] = (*self._rubric.criteria, *self._rubric.risks)
        found = [item for item in items if item.id in waiting]
        found.sort(key=lambda item: ask.key not in item.facts)  # first what asks for this very answer
        return found[0].why if found else _WHY.get(ask.key, _WHY_ANY)

    def _picture(self) -> str:
        audit = self._audit()
        if audit is None:
            return "  There is nothing to see yet."
        lines = [filled(audit.headline, 2), filled(f"Grade: {words.letters(audit.grade)}. {audit.grade.says}", 2)]
        if audit.not_stated:
            lines.append("  These answers would settle most:")
            lines += [filled(f"- {question.asks}", 4) for question in audit.not_stated[:3]]
        return "\n".join(lines)

    def end(self) -> None:
        """Say what there is now, and what to do with it."""
        if not self._there:
            output.say("Nothing was answered, so nothing was written.")
            return
        output.say(filled(f"Your answers are in {self._name}. What coaudit would say now:") + "\n")
        output.say(self._picture() + "\n")
        output.say(f"The whole report:\n  coaudit audit {visible(self._name)}")
        output.say(f"To go on later:\n  coaudit new {visible(self._name)} --interview")


_WHY_ANY = "The report says who this is about. It does not change the result."
_WHY = {
    "title": "The report is headed by it.",
    "claim": "The report compares what a project calls itself with what it does. No claim is better than another.",
    "status": "A proposal is judged by its plans, and a project that has ended by what was done.",
    f"groups.{PEOPLE}.side": "Those whom a project is for know what nobody else does. The report asks who is there.",
    f"groups.{STAFF}.people": "One person among many staff is seldom heard. The report asks how many sit on each side.",
}


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
    try:
        interview.hold()
    except (_Stop, KeyboardInterrupt):
        output.say("\n")
    except output.CannotWriteError as error:
        raise typer.BadParameter(f"{visible(str(error))}.", param_hint="FILE") from None
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
    for problem in problems:
        output.tell(problem_text(problem) + "\n")
    ending = exits.Ending()
    ending.add(exits.UNREADABLE, "the file is there and cannot be read, so it was left as it is")
    choosing.finish(ending)
    raise AssertionError  # finish ends the command
