"""Makes descriptions to measure with: valid, each another, of 5 to 6 KB, and with much to find in them.

    python benchmarks/corpus.py FOLDER 2000

The same number always gives the same description. Claims are often larger than the facts, running text holds phrases
that a rubric asks about, stated facts sometimes disagree, and some things are left unsaid, as in real ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random

SERVICES = (
    "the memory clinic",
    "the community pharmacy",
    "outpatient letters",
    "the stroke pathway",
    "home care",
    "the crisis line",
    "discharge from hospital",
    "the parks",
    "school meals",
    "the bus network",
    "housing repairs",
    "the carers' service",
    "the diabetes clinic",
    "maternity visits",
    "the walk-in centre",
    "social prescribing",
)
SENTENCES = (
    "The meetings move between the library, the clinic and the church hall, and nobody has to come to all of them.",
    "We want to gather views on the three options before the summer, and to be open about what is fixed.",
    "People told us at the start that letters come too late and say too little about what happens next.",
    "The working group reads every paper a week ahead, in plain words, and asks for what is missing.",
    "Hard to reach communities were invited through the usual newsletters and two local radio stations.",
    "The board wants to bring people along with the change, and will sign off the plan in the spring.",
    "What was learnt from the first round is written up on one page, and read out before each decision.",
    "A patient representative sits on the steering group, and reports back where possible.",
    "Travel is booked for those who need it, and an interpreter comes to every other meeting.",
    "Three people said that the evening sittings were too long, so they now end at eight with a hot meal.",
    "The budget was cut in the second year, which left less room than people had been told there would be.",
    "Staff shadowed five visits and wrote down what they saw before anybody suggested what to change.",
    "The group has a page of its own, where drafts stand beside the comments that changed them.",
    "Nobody was sure at first who could say yes, so a list of decisions was made and pinned to the wall.",
)
PHRASES = (
    "minutes of the third meeting, page 4",
    "the shared record, entry 12",
    "letters of invitation, kept by the office",
    "the list of papers and who had them when",
    "notes on the wall, photographed after the sitting",
    "the report to the board, annex B",
    "answers to the short form after each meeting",
)
CLAIMS = ("inform", "consult", "consult", "engage", "co-design", "coproduction", "coproduction", "coproduction")
PARTS = ("none", "told", "asked", "asked", "takes-part", "equal-part", "leads", "at least asked")
SAYS = ("none", "told", "asked", "asked", "advises", "advises", "together", "decides", "at most advises", "unknown")
METHODS = ("survey", "interview", "focus-group", "workshop", "joint-team", "drop-in", "steering-group", "observation")
EVERY = ("2 weeks", "3 weeks", "month", "quarter", "6 weeks")
PEOPLE = ("lived-experience", "carer", "public", "peer-staff", "user-led-organisation", "representative")


def description(number: int) -> str:
    """The description of that number, as the text of its file."""
    random = Random(number)  # noqa: S311 - chance that can be repeated, not a secret
    service = random.choice(SERVICES)
    lines = [
        f"# Project {number} of a made-up collection; nobody in it is real.",
        "coaudit: 1",
        f"title: Rethinking {service}, project {number}",
        f"organisation: A made-up council, office {number % 40}",
        f"level: {random.choice(('place', 'organisation', 'team'))}",
        f"kind: {random.choice(('service', 'service-improvement', 'commissioning', 'research', 'community'))}",
        f"status: {random.choice(('proposal', 'under-way', 'complete'))}",
        "starts: 2025-03-01",
        "ends: 2027-02",
        f"claim: {random.choice(CLAIMS)}",
        "purpose: >-",
        *_prose(random, 3, "  "),
        "summary: |",
        *_prose(random, 6, "  "),
    ]
    for section in (_groups, _affected, _stages, _decisions, _bodies, _contact, _terms, _changes):
        lines += section(random)
    return "\n".join(lines) + "\n"


def _prose(random: Random, sentences: int, indent: str) -> list[str]:
    return [indent + sentence for sentence in random.sample(SENTENCES, sentences)]


def _beside(random: Random, indent: str) -> list[str]:
    """What may stand beside any value: where it can be seen, and a note."""
    found = [f"{indent}evidence: {random.choice(PHRASES)}"]
    if random.random() < 0.4:
        found.append(f'{indent}note: "{random.choice(SENTENCES)}"')
    return found


def _groups(random: Random) -> list[str]:
    lines = ["groups:"]
    for name, side in (
        ("people", "lived-experience"),
        ("neighbours", random.choice(PEOPLE)),
        ("staff", "professional"),
    ):
        size = random.randint(3, 30)
        lines += [f"  {name}:", f"    side: {side}", f"    people: {random.choice(('', 'about ', 'at least '))}{size}"]
        if random.random() < 0.7:
            lines.append(f"    from: 2025-{random.randint(3, 12):02}")
        if name != "staff":
            lines.append(f"    recruited: {random.choice(('hand-picked', 'existing-group', 'open-call', 'random'))}")
            lines.append(f"    chosen_by: {random.choice(('staff', 'jointly', 'themselves'))}")
        if random.random() < 0.4:
            lines.append("    left: {people: 2, why: The sittings were in working hours}")
        lines += _beside(random, "    ")
    return lines


def _affected(random: Random) -> list[str]:
    lines = ["affected:"]
    for who in random.sample(("People who live alone", "Young carers", "Night staff", "People without a phone"), 2):
        lines += [f"  - who: {who}", f"    here: {random.choice(('yes', 'partly', 'no'))}"]
        lines.append(f"    plan: {random.choice(SENTENCES)[:-1]}")
    return lines


def _stages(random: Random) -> list[str]:
    lines = ["stages:"]
    for stage in ("idea", "design", "delivery", "review"):
        if random.random() < 0.85:
            lines += [f"  {stage}:", f"    is: {random.choice(PARTS)}", f"    date: 2025-{random.randint(1, 12):02}"]
            lines += _beside(random, "    ")
    return lines if len(lines) > 1 else ["stages: {rest: asked}"]


def _decisions(random: Random) -> list[str]:
    lines = ["decisions:"]
    for decision in ("problem", "outcomes", "budget", "design", "delivery", "evaluation"):
        if random.random() < 0.85:
            lines += [f"  {decision}:", f"    is: {random.choice(SAYS)}"]
            lines.append(f"    date: 202{random.randint(4, 6)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}")
            if random.random() < 0.2:
                lines.append("    reserved: {by: funder, reason: The grant says so, told: before}")
            lines += _beside(random, "    ")
    return [*lines, f"  rest: {random.choice(SAYS[:5])}"]


def _bodies(random: Random) -> list[str]:
    seats = random.randint(6, 14)
    return [
        "bodies:",
        "  - name: The steering group",
        f"    decides: {random.choice(('yes', 'no'))}",
        f"    seats: {seats}",
        f"    people_seats: {random.randint(1, seats // 2)}",
        f"    chair: {random.choice(('staff', 'shared', 'people'))}",
        *_beside(random, "    "),
    ]


def _contact(random: Random) -> list[str]:
    lines = ["contact:"]
    for place in range(random.randint(3, 4)):
        lines += [f"  - what: Sittings of round {place + 1}", "    who: [people, staff]"]
        lines.append(f"    method: {random.choice(METHODS)}")
        lines.append(random.choice(("    every: " + random.choice(EVERY), f"    times: {random.randint(1, 9)}")))
        if random.random() < 0.5:
            lines.append(f"    same_people: {random.choice(('yes', 'no'))}")
        lines += _beside(random, "    ")
    return lines


def _terms(random: Random) -> list[str]:
    """Money, information, support and the other terms, some of them unsaid."""
    words = {
        "on_disagreement": ("ignored", "told", "reasons", "agreed-route", "agreement-needed"),
        "still_open": ("nothing", "wording", "details", "some-of-it"),
        "information": ("none", "summary-before", "same-papers", "same-papers-explained"),
        "timetable": ("fixed", "slips", "contingency"),
        "access": ("on-request", "asked", "met", "met-and-budgeted"),
        "staff_learning": ("none", "briefing", "core-staff", "with-people"),
        "skills": ("not-asked", "asked", "some-used", "matched"),
        "agreement": ("none", "one-way", "role-description", "joint"),
        "credit": ("none", "thanks", "named", "agreed"),
        "after": ("nothing", "thanks", "kept-in-touch", "handover"),
    }
    lines = [f"{key}: {random.choice(choices)}" for key, choices in words.items() if random.random() < 0.85]
    lines.append(f"notice_days: {random.randint(1, 15)}")
    hourly = random.choice(("8", "12.60", "25", "about 20"))
    lines += ["payment:", "  is: paid", f"  hourly: {hourly}", "  currency: GBP", *_beside(random, "  ")]
    lines += ["expenses:", "  is: claim-later", "  covers: [travel, care]", *_beside(random, "  ")]
    lines += [
        "feedback:",
        f"  is: {random.choice(('thanks', 'summary', 'itemised'))}",
        f"  days: {random.randint(7, 90)}",
    ]
    return [*lines, f"support: [{', '.join(random.sample(('named-contact', 'induction', 'training', 'peer'), 2))}]"]


def _changes(random: Random) -> list[str]:
    lines = ["changes:"]
    for sentence in random.sample(SENTENCES, random.randint(2, 3)):
        lines += [f"  - what: {sentence}", f"    size: {random.choice(('wording', 'detail', 'substance'))}"]
    return lines


def write(folder: Path, numbers: Sequence[int]) -> int:
    """Write descriptions to a folder, and return how many bytes they have."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number in numbers:
        text = description(number)
        (folder / f"{number:05}.coaudit.yaml").write_text(text, encoding="utf-8", newline="\n")
        written += len(text.encode())
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int, help="how many")
    options = parser.parse_args()
    written = write(options.folder, range(options.number))
    print(f"{options.number} descriptions, {written / options.number:,.0f} bytes on average")


if __name__ == "__main__":
    main()
