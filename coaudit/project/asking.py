"""What a description is asked, in the order in which people think: what, who, when, who decides, what comes back.

The template (`coaudit new`) and the interview are both made from this one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coaudit import vocabulary as words
from coaudit.glossary import WORDS
from coaudit.project.keys import means
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
    """The question, where it is not the one that stands behind this key everywhere."""
    words: Vocabulary | None = None
    example: str = ""
    """An answer as people write it, where there is no list to choose from."""
    core: bool = False
    """Whether the interview and the short template ask it."""
    about: str = ""
    """The key that the report asks for, where that is not this one."""

    @property
    def question(self) -> str:
        """The question in plain words."""
        return self.asks or means(self.key)

    @property
    def path(self) -> Path:
        """The keys on the way to the answer."""
        return tuple(self.key.split("."))

    def choices(self, ladder: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Each word that may be answered, and what it means where that is not plain by itself.

        `ladder` has the rungs in the rubric's words: what may be claimed is explained by them.
        """
        if self.words is not None:
            yield from worded(self.words, ladder)


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
            Ask("title", example="Opening hours of the clinic", core=True),
            Ask("organisation", example="A community health trust"),
            Ask("purpose", example="Shorter waits for people who work"),
            Ask("summary", example="Residents and nurses look at the hours together and try out new ones"),
            Ask("claim", words=words.CLAIM, core=True),
            Ask("status", words=words.STATUS, core=True),
            Ask("level", words=words.LEVEL),
            Ask("kind", words=words.KIND),
            Ask("starts", example="2027-01"),
            Ask("ends", example="2027-06"),
            Ask("started_by", words=words.WHO_DID),
            Ask("completed_by", words=words.WHO_DID),
        ),
    ),
    Part(
        "Who takes part",
        (
            Ask(f"groups.{PEOPLE}.side", "Who are the people that take part?", words.SIDE, "", True, "groups"),
            Ask(f"groups.{PEOPLE}.people", "How many people take part?", None, "about 30", True, "groups"),
            Ask(f"groups.{PEOPLE}.from", "When did the people join?", None, "October 2026", True, "groups.from"),
            Ask(f"groups.{PEOPLE}.recruited", "How were the people found?", words.RECRUITED, "", False, "groups"),
            Ask(f"groups.{PEOPLE}.chosen_by", "Who chose the people?", words.CHOSEN_BY, "", False, "groups"),
            Ask(f"groups.{STAFF}.people", "How many staff work with the people?", None, "5", True, "groups"),
            Ask("affected"),
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
        "The say that people have",
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
            Ask("support", words=words.SUPPORT),
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
            Ask("changes"),
            Ask("after", words=words.AFTER),
        ),
    ),
    Part(
        "Later: what the sides say, and what does not fit",
        (Ask("accounts"), Ask("responses"), Ask("not_applicable"), Ask("facts")),
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


def worded(listed: Vocabulary, ladder: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each word of a list, and what it means where that is not plain by itself; `ladder` has the rungs in words."""
    said = (
        {"none": "It does not say what it is.", **ladder} if listed is words.CLAIM else WORDS.get(listed.scale.name, {})
    )
    for word in listed.scale.words:
        yield word, said.get(word, "")
