"""What a sheet of questions says, on paper and in a file alike."""

from __future__ import annotations

from coaudit.phrases import phrase, say
from coaudit.sides.asking import Sheet

FREE = phrase("You need not give a name. You may leave out any question. No answer is wrong.")
HOW = phrase("Choose the answer that is most like what happens now. If you cannot tell, say that you do not know.")
TOGETHER = phrase(
    "Your answers are put together with those of others on your side. Fewer than five people: the report shows the "
    "lowest answer to each question, and not who gave it. Five or more: it also shows how many chose each answer."
)
FEW = phrase("Where very few people answer, someone may still guess who said what. You may say no to all of this.")
UNKNOWN = phrase("I do not know")
WISH = phrase("What would you like?")
WANTED = {"less": phrase("Less of it"), "this": phrase("As it is"), "more": phrase("More of it")}


def heading(sheet: Sheet) -> str:
    """What the sheet is about."""
    return say("How it is for you: {project}", project=sheet.project) if sheet.project else say("How it is for you")


def intended(sheet: Sheet) -> str:
    """Whom the sheet is for."""
    return say("This is for: {who}.", who=say(sheet.who).rstrip("."))
