"""What a description is asked, in the order in which people think: what, who, when, who decides, what comes back.

The template (`coaudit new`) and the interview are both made from this one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coaudit import vocabulary as words
from coaudit.glossary import WORDS
from coaudit.questions import QUESTIONS
from coaudit.records import Record
from coaudit.vocabulary import Vocabulary

Path = tuple[str, ...]

PEOPLE, STAFF = "people", "staff"
"""What the interview and the template call the two groups until somebody gives them names of their own."""


class Ask(Record):
    """One key that is asked about: where its answer stands, and what may be answered."""

    key: str
    """The place of the answer; a dot for each level."""
    asks: str = ""
    """The question, where it is not the one that the report asks of this key."""
    words: Vocabulary | None = None
    example: str = ""
    """An answer as people write it, where there is no list to choose from."""
    core: bool = False
    """Whether the interview and the short template ask it."""
    about: str = ""
    """The key that the report asks for, where that is not this one: it leads to why it matters."""

    @property
    def question(self) -> str:
        """The question in plain words."""
        return self.asks or QUESTIONS[self.key]

    @property
    def path(self) -> Path:
        """The keys on the way to the answer."""
        return tuple(self.key.split("."))

    def choices(self, ladder: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Each word that may be answered, and what it means where that is not plain by itself.

        `ladder` has the rungs in the rubric's words: what may be claimed is explained by them.
        """
        if self.words is not None:
            means = ladder if self.words is words.CLAIM else WORDS.get(self.words.scale.name, {})
            for word in self.words.scale.words:
                yield word, means.get(word, "")


class Part(Record):
    """Some questions that belong together."""

    title: str
    asks: tuple[Ask, ...]


def _decision(name: str) -> Ask:
    return Ask(f"decisions.{name}", words=words.SAY, core=True)


def _stage(name: str) -> Ask:
    return Ask(f"stages.{name}", words=words.PART, core=True)


PARTS = (
    Part(
        "What it is",
        (
            Ask("title", "What is the project called?", example="Opening hours of the clinic", core=True),
            Ask("organisation", "Which organisation runs it?", example="A community health trust"),
            Ask("purpose", "What is it for?", example="Shorter waits for people who work"),
            Ask("claim", words=words.CLAIM, core=True),
            Ask("status", words=words.STATUS, core=True),
            Ask("level", words=words.LEVEL),
            Ask("kind", words=words.KIND),
            Ask("starts", "When does it start?", example="2027-01"),
            Ask("ends", "When does it end?", example="2027-06"),
            Ask("started_by", words=words.WHO_DID),
            Ask("completed_by", words=words.WHO_DID),
        ),
    ),
    Part(
        "Who takes part",
        (
            Ask(f"groups.{PEOPLE}.side", "Who are the people that take part?", words.SIDE, "", True, "groups"),
            Ask(f"groups.{PEOPLE}.people", "How many of them are there?", None, "about 30", True, "groups"),
            Ask(f"groups.{PEOPLE}.from", "When did they join?", None, "October 2026", True, "groups.from"),
            Ask(f"groups.{PEOPLE}.recruited", "How were they found?", words.RECRUITED, "", False, "groups"),
            Ask(f"groups.{PEOPLE}.chosen_by", "Who chose them?", words.CHOSEN_BY, "", False, "groups"),
            Ask(f"groups.{STAFF}.people", "How many staff work with them?", None, "5", True, "groups"),
        ),
    ),
    Part(
        "When, and who does the work",
        (
            *(_stage(name) for name in words.ASKED_STAGES),
            Ask("contact", "How often do the same people meet?", example="every 3 weeks", core=True),
            Ask("notice_days", example="10"),
            Ask("timetable", words=words.TIMETABLE),
            Ask("information", words=words.INFORMATION),
        ),
    ),
    Part(
        "Who decides",
        (
            *(_decision(name) for name in words.KEY_DECISIONS),
            Ask("on_disagreement", words=words.ON_DISAGREEMENT, core=True),
            Ask("still_open", words=words.STILL_OPEN, core=True),
            Ask(
                "bodies",
                "Is there a board or team that decides? How many seats has it, and how many do people hold?",
                example="12 seats, people hold 2",
                core=True,
            ),
        ),
    ),
    Part(
        "What people get",
        (
            Ask("payment", words=words.PAYMENT, core=True),
            Ask("expenses", words=words.EXPENSES, core=True),
            Ask("access", words=words.ACCESS, core=True),
            Ask("agreement", words=words.AGREEMENT),
            Ask("skills", words=words.SKILLS),
            Ask("staff_learning", words=words.STAFF_LEARNING),
            Ask("credit", words=words.CREDIT),
        ),
    ),
    Part(
        "What comes of it",
        (
            Ask("feedback", words=words.FEEDBACK, core=True),
            Ask("after", words=words.AFTER),
        ),
    ),
)
"""Every question, part by part."""

LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "bodies": (
        "A board, committee or team. A block for each.",
        ("- name: Steering group", "  decides: yes", "  seats: 12", "  people_seats: 2"),
    ),
    "contact": (
        "Meetings and other contact. A block for each kind.",
        ("- what: Design group", "  every: 3 weeks", "  same_people: yes"),
    ),
    "affected": (
        "People whom it touches most, and whether they are there: yes, partly or no.",
        ("- who: People who work nights", "  here: no", "  plan: We will ask them at the depot"),
    ),
    "support": ("Several words in brackets.", ("[training, named-contact]",)),
    "changes": (
        "What became different because of what people said: wording, detail or substance.",
        ("- what: Open on Saturdays", "  size: substance"),
    ),
}
"""Keys whose answer is a list: what it holds, and an example."""


def core() -> tuple[tuple[str, Ask], ...]:
    """The questions of the interview, each with the title of its part."""
    return tuple((part.title, ask) for part in PARTS for ask in part.asks if ask.core)


def explained() -> Mapping[str, str]:
    """What an editor may say of each key: its question, what each word means and an example, as in the template."""
    found = dict(QUESTIONS)
    for ask in (ask for part in PARTS for ask in part.asks):
        path = ask.path if ask.path[0] != "groups" else (ask.path[0], ask.path[2])
        key = ".".join(path)
        words_ = [f"{word}: {means}" for word, means in ask.choices({}) if means]
        example = [f"Such as: {ask.example}."] if ask.example else []
        found[key] = "\n".join((QUESTIONS.get(key, ask.asks), *words_, *example))
    for key, (means, _) in LISTS.items():
        found[key] = "\n".join((QUESTIONS[key], means))
    return found
