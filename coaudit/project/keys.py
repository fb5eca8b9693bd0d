"""What each key of a description is for, in a sentence: for editors, the template, the pages and `coaudit explain`.

What a report asks about has its question in `coaudit.project.questions`; here is the rest, and what such a question
leaves open.
"""

from __future__ import annotations

from collections.abc import Mapping

from coaudit.project.questions import QUESTIONS

MEANS: Mapping[str, str] = {
    "coaudit": "The format that this file is written in. It is 1.",
    "title": "What is the project called?",
    "organisation": "Which organisation runs it?",
    "purpose": "What is it for?",
    "summary": "What does the project do, in a few sentences?",
    "starts": "When does it start?",
    "ends": "When does it end?",
    "stages": "What part do people have in each stage?",
    "stages.rest": "One word for those of the four main stages that are not named.",
    "decisions": "What say do people have in each decision?",
    "decisions.design": "The option, plan, policy, service model or method.",
    "decisions.rest": "One word for those of the six main decisions that are not named.",
    "decisions.who-joins": "What say do people have over who is asked in?",
    "decisions.data": "What say do people have over what is collected, and who may see it?",
    "decisions.publication": "What say do people have over what is published?",
    "decisions.scope": "What say do people have over what the project is about?",
    "decisions.stop": "What say do people have over whether it goes on?",
    "decisions.other": "Other decisions, each with what it is about and the say that people have in it.",
    "accounts": "What does each side say of the project? This is the joint answer of a side, never that of one person.",
    "responses": "Your answer to a finding, by the id of the criterion. The report shows it and never counts it.",
    "not_applicable": "Criteria that cannot fit this project, each by its id and with the reason.",
    "facts": "Answers that a rubric of your own asks for, by their names there.",
    # What may stand beside any answer.
    "is": "The answer itself, as it is written when it stands alone.",
    "who": "The groups that this is about, by their names in this file.",
    "date": "When was it so?",
    "from": "Since when?",
    "to": "Until when?",
    "evidence": "Where can this be seen? Minutes, a page or a record; no names of people.",
    "note": "Anything that a reader should know. It is never counted.",
    # Inside the groups, stages and decisions.
    "groups.to": "When did each group leave?",
    "left.people": "How many of them left?",
    "left.why": "Which reasons did they give?",
    "stages.who": "The part of each group, by its name. A group that is not named has what 'is' says.",
    "decisions.who": "The say of each group, by its name. A group that is not named has what 'is' says.",
    "decisions.what": "What is decided? In a few words.",
    "reserved": "Was this never the project's to share? Who or what reserved it?",
    "reserved.by": "Who or what reserved it?",
    "reserved.reason": "Why is it reserved? In a few words.",
    "reserved.told": "Were people told that it is reserved before they gave their time, after, or never?",
    # Inside the lists.
    "affected.who": "Who are they? In a few words.",
    "affected.plan": "What will you do about it?",
    "bodies.name": "What is the board, committee or team called?",
    "contact.what": "What was it? In a few words.",
    "contact.who": "Which groups took part, by their names in this file?",
    "contact.from": "When did it first take place?",
    "contact.to": "When did it last take place?",
    "changes.what": "What is different now? In a few words.",
    "changes.date": "When did it change?",
    # Inside what people get.
    "payment.daily": "How much is a day paid? A day counts as seven and a half hours.",
    "payment.currency": "Three letters for the money, such as GBP. Left out, it is the rubric's own.",
    "payment.instead": "What did people choose in place of the usual pay?",
    "feedback.days": "In days, from being asked to being answered.",
    # Inside the accounts.
    "accounts.from": "Which side is this from?",
    "accounts.people": "How many people answered together?",
    "accounts.date": "When did they answer?",
    "accounts.rubric": "Which rubric's criteria are answered? Left out, it is the one that judges.",
    "accounts.answers": "A level from 0 to 4 for each criterion, by its id: {entry: 2}.",
    "accounts.wanted": "Do they want more of it, less, or this? By the id of the criterion.",
    "accounts.counts": "How many chose each level, for five people or more: {entry: {2: 3, 4: 2}}.",
}
"""By the key, with the keys above it as far as they matter. The names of groups and decisions are left out."""


def means(key: str) -> str:
    """What a key is for. `key` has the keys above it, with full stops between: `decisions.budget.reserved.by`."""
    key = common(key)
    if key in QUESTIONS:
        return f"{QUESTIONS[key]} {MEANS.get(key, '')}".rstrip()
    parts = key.split(".")
    ways = (".".join(parts[at:]) for at in range(len(parts)))
    return next((MEANS[way] for way in ways if way in MEANS), "")


def common(key: str) -> str:
    """A key without the one stage or decision that it is about: it is the same inside any other."""
    parts = key.split(".")
    if parts[0] in ("stages", "decisions") and len(parts) > 2:
        del parts[1]
    return ".".join(parts)
