"""The questions behind the keys of a description, in plain words, and whether a project answers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coaudit.project import Project
from coaudit.values import NO, Choice, Members, Range
from coaudit.vocabulary import PEOPLE_SIDES

QUESTIONS: Mapping[str, str] = {
    "level": "Is the project national, in one place, in one organisation, in one team, or about one person?",
    "kind": "What kind of project is it?",
    "status": "Is it a proposal, under way or complete?",
    "claim": "What does the project say it is?",
    "started_by": "Who started it: staff, people, or both together?",
    "completed_by": "Which sides filled in this description?",
    "groups": "Which groups work on this, on which side is each, and how many are they?",
    "groups.side": "On which side is each group?",
    "groups.people": "How many are there in each group?",
    "groups.from": "When did each group join?",
    "groups.staying": "How many of the people stay throughout?",
    "groups.left": "How many people left before the end, and why?",
    "groups.recruited": "How were the people found?",
    "groups.chosen_by": "Who chose the people?",
    "affected": "Who is most affected by this, and are they there?",
    "affected.here": "Are those most affected there?",
    "stages.idea": "What part do people have when the idea is formed?",
    "stages.design": "What part do people have in the design?",
    "stages.delivery": "What part do people have in the delivery, when the work is done?",
    "stages.review": "What part do people have in the review, when it is judged how it went?",
    "stages.funding": "What part do people have in finding the money?",
    "stages.analysis": "What part do people have in working out what the findings mean?",
    "stages.sharing": "What part do people have in sharing what was learned?",
    "stages.adoption": "What part do people have in making it last?",
    "decisions.problem": "What say do people have over what is wrong and what comes first?",
    "decisions.outcomes": "What say do people have over what success is?",
    "decisions.budget": "What say do people have over the money?",
    "decisions.design": "What say do people have over what will be done?",
    "decisions.delivery": "What say do people have over how it is done, and by whom?",
    "decisions.evaluation": "What say do people have in judging whether it worked?",
    "on_disagreement": "What happens where people and the organisation disagree?",
    "still_open": "What could still change when people came in?",
    "information": "Which information do people have, and when?",
    "bodies": "Which boards or teams decide, and how many of their seats do people hold?",
    "bodies.decides": "Which of the boards or teams decide?",
    "bodies.seats": "How many seats does each board or team have?",
    "bodies.people_seats": "How many of the seats do people hold?",
    "bodies.chair": "Who is in the chair of each board or team?",
    "bodies.agenda": "Who says what each board or team talks about?",
    "contact": "How do people and the project meet, how often, and are they the same people?",
    "contact.times": "How often did each kind of meeting take place?",
    "contact.dates": "On which dates did people meet?",
    "contact.same_people": "Did the same people come each time?",
    "contact.method": "How was each contact held: a survey, a workshop, a joint team?",
    "contact.every": "How much time lies between meetings?",
    "notice_days": "How many working days before do people get notice, with the papers?",
    "timetable": "Can the timetable move because of what people need?",
    "payment": "What are people offered for their time?",
    "payment.hourly": "How much is an hour paid?",
    "payment.preparation": "Is time to prepare paid too?",
    "payment.choice": "May people choose how they are paid, or decline?",
    "payment.instead_agreed": "Did people agree to something else in place of the usual pay?",
    "expenses": "How are people's costs met?",
    "expenses.covers": "Which costs are met: travel, care, childcare, a personal assistant?",
    "access": "Are access needs asked about, met, and paid for?",
    "support": "Which kinds of support do people get?",
    "staff_learning": "How do staff learn to work with people?",
    "skills": "Are people's skills asked about and used?",
    "agreement": "What has been agreed about what each side gives and gets?",
    "credit": "How are people credited?",
    "feedback": "How do people hear what came of what they said?",
    "feedback.days": "How soon are people answered?",
    "feedback.refusals": "Does the answer say what was not done, and why?",
    "feedback.public": "Is the answer public?",
    "changes": "What changed because of what people said?",
    "changes.size": "How large was each change: wording, detail or substance?",
    "after": "What stays when the project ends?",
    "after.funded": "Is what stays paid for?",
}


def open_question(project: Project, key: str) -> str | None:
    """The key whose question is open, where the answer to a key's question is missing; None where it is given.

    Where the whole that a detail belongs to is not stated, that is the question.
    """
    name, _, detail = key.partition(".")
    whole = getattr(project, name, None)
    if not detail:
        return key if _unanswered(whole) else None
    if name in ("stages", "decisions"):
        return key if _unanswered(getattr(whole, detail, None) or getattr(whole, "rest", None)) else None
    if whole is None:
        return name if name in QUESTIONS else key
    if name == "groups":
        return key if any(_lacks(group, detail) for group in whole.values() if _concerns(group, detail)) else None
    if isinstance(whole, list):
        return key if any(_lacks(item, detail) for item in whole) else None
    return key if _unanswered(getattr(whole, detail, None)) else None


def _unanswered(value: Any) -> bool:
    """Whether nothing is stated: absent, unknown, or a long form without its value."""
    if value is None:
        return True
    if hasattr(value, "is_"):
        return _unanswered(value.is_) and not getattr(value, "who", None)
    # An answer that leaves a choice open, such as `at least told`, can still be settled.
    return isinstance(value, (Choice, Range, Members)) and not value.exact


def _lacks(item: Any, detail: str) -> bool:
    """Whether an entry leaves a detail open. A line of contact is counted by dates, times or `every` alike."""
    if detail == "times":
        return item.times is None and item.dates is None
    if detail == "every":
        return item.every is None and len(item.dates or ()) < 2 and item.same_people != NO
    return _unanswered(getattr(item, "from_" if detail == "from" else detail))


def _concerns(group: Any, detail: str) -> bool:
    """Whether a question about a group is one about people: how staff were found is not asked."""
    if detail in ("side", "people"):
        return True
    side: Choice | None = group.side
    return side is None or set(side.words) <= PEOPLE_SIDES
