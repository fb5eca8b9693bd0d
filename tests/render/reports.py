"""Reports made by hand, so that the tests of the formats stand still when a rubric changes its mind."""

from __future__ import annotations

import itertools
from typing import Any

from coaudit import report as told
from coaudit.records import Record, as_data, replace
from coaudit.report import Audit, Place, Report
from tests.render.revisions import HISTORY

SOURCE = (
    "coaudit: 1",
    "title: A quieter ward",
    "claim: co-design",
    "groups:",
    "  patients: {side: lived-experience, people: 5}",
    "  nurses: {side: professional, people: 6}",
    "decisions:",
    "  problem: together",
    "  rest: asked",
    "on_disagreement: reasons",
    "payment: voucher",
    "accounts:",
    "  - {from: carer, people: 5, answers: {pay: 1}}",
)


def place(line: int, path: str) -> Place:
    """The whole of a line of SOURCE."""
    return Place(path, line, 1, line, len(SOURCE[line - 1]) + 1)


RUBRIC = told.RubricInfo(
    id="sharing",
    version="2.1.0",
    sha256="0123456789abcdef" * 4,
    title="Asked or sharing?",
    reviewed_by_people_with_lived_experience=False,
    reference="GBP 27.50 an hour, as of 2026-11",
    rungs=(
        told.RungInfo("consult", "Consult", "People are asked, and others decide"),
        told.RungInfo("engage", "Engage", "The same people come back and give advice, and others decide"),
        told.RungInfo("co-design", "Co-design", "People and staff make the plan together"),
        told.RungInfo("coproduce", "Coproduce", "People and staff share the decisions and the work"),
    ),
    asked=(
        told.Asked("holds-down", "deciding", "Who decides", "Who makes the big decisions?", "Pick one decision."),
        told.Asked("holds-down", "never-short", "A thing that is never short", "Is it there?", "Keep it."),
        told.Asked("risk", "silent", "A risk that is not there", "Was it quiet?", "Listen."),
        told.Asked("conflict", "few-seats", "Few seats", "Where few seats are, less is shared.", ""),
    ),
)

PEOPLE_SAY = told.SideSays(
    "carer", 5, 1, True, "People get a thank-you", place(13, "accounts[1].answers.pay"), "more", (1, 4, 0, 0, 0)
)
STAFF_SAY = told.SideSays("professional", None, 3, False, "People are paid", place(13, "accounts[1].answers.pay"))

DECIDING = told.Criterion(
    id="deciding",
    title="Who decides",
    dimension="power",
    asks="Who makes the big decisions?",
    low=2,
    high=2,
    means_low="People give advice, and others decide",
    means_high="People give advice, and others decide",
    facts=(
        told.FactRead("on_disagreement", "reasons", True, (place(10, "on_disagreement"),)),
        told.FactRead("decisions.strongest", "advises", True, (place(8, "decisions.problem"),)),
    ),
    lines=(place(10, "on_disagreement"), place(8, "decisions.problem")),
    expected=3,
    weight="4",
    core=True,
    next_step="Pick one decision that matters. Write down that it is made together.",
    next_means="One big decision is shared",
    effort="medium",
    thresholds="house",
    sides=(),
    response="The board meets in May to change this.",
)
PAY = told.Criterion(
    id="pay",
    title="Pay for time",
    dimension="fairness",
    asks="What are people offered for their time?",
    low=1,
    high=3,
    means_low="People get a thank-you",
    means_high="People are paid",
    facts=(told.FactRead("payment.hourly", "not stated", False, ()),),
    lines=(place(11, "payment"),),
    expected=None,
    weight="1/2",
    core=False,
    next_step="Ask people what would be fair.",
    next_means="People get a voucher that they chose",
    effort="small",
    thresholds="sourced",
    sides=(PEOPLE_SAY, STAFF_SAY),
    response="",
)


def _risk(name: str, title: str, **given: Any) -> told.Risk:
    blank = told.Risk(
        id=name,
        title=title,
        low=0,
        high=0,
        judged=True,
        applies=True,
        not_yet_due=False,
        starred=False,
        asks="Does the name say more than the facts show?",
        means="",
        means_high="",
        facts=(),
        lines=(),
        next_step="",
    )
    return replace(blank, **given)


RISKS = (
    _risk(
        "claim-gap",
        "Promising more than happens",
        low=3,
        high=4,
        starred=True,
        means="The claim is one rung above the facts",
        means_high="The claim is two rungs above the facts",
        facts=(told.FactRead("claim.gap", "1", True, (place(3, "claim"),)),),
        lines=(place(3, "claim"),),
        next_step="Call it by the rung that the facts show.",
    ),
    _risk("no-answer", "No answer given", asks="Are people left without an answer?", judged=False),
    _risk("small-change", "Only small changes", asks="Did anything that matters change?", not_yet_due=True),
    _risk("only-data", "Only gathering data", asks="Is there more than forms?", applies=False),
)

FINDINGS = (
    told.Finding(
        "holds-down/deciding",
        "holds-down",
        "deciding",
        "Who decides",
        "As planned: people give advice, and others decide. The claim promises: one big decision is shared.",
        "Pick one decision that matters. Write down that it is made together.",
        (place(10, "on_disagreement"), place(8, "decisions.problem")),
    ),
    told.Finding(
        "conflict/reasons-only/decisions.problem",
        "conflict",
        "reasons-only",
        "What happens on disagreement",
        "Two stated facts disagree, so the lower one counts: 'together' reads as 'advises'.",
        "Change the one that is not right, or change what happens.",
        (place(8, "decisions.problem"), place(10, "on_disagreement")),
    ),
    told.Finding(
        "risk/claim-gap",
        "risk",
        "claim-gap",
        "Promising more than happens",
        "The claim is one rung above the facts.",
        "Call it by the rung that the facts show.",
        (place(3, "claim"),),
    ),
    told.Finding(
        "wording/buy-in/purpose",
        "wording",
        "buy-in",
        "The words 'buy-in'",
        "It speaks of people as those who must be won over.",
        "What would people call it?",
        (place(2, "title"),),
    ),
    told.Finding("note/left", "note", "left", "People left", "2 left before the end.", "", (place(5, "groups"),)),
)

ADVICE = (
    told.Advice("say-what-it-is", "engage", "Say what it is: call it 'Engage'. That name keeps its promise today."),
    told.Advice(
        "to-claim",
        "co-design",
        "To become what is claimed (Co-design):",
        (
            told.Step(
                "deciding",
                "Who decides",
                2,
                3,
                "One big decision is shared",
                "Pick one decision that matters. Write down that it is made together.",
                "medium",
            ),
        ),
    ),
    told.Advice("to-truth", "payment.hourly", "1 answer is missing. This settles most:"),
)

OVER = Audit(
    path="plans/quieter-ward.yaml",
    title="A quieter ward",
    organisation="Elm Road Hospital",
    status="proposal",
    planned=True,
    headline="Claimed: co-design. Evidenced, as planned: engage. Held back by: what happens on disagreement, line 10.",
    claim=told.Claim("co-design", "over", 1, 1, 1),
    rung=told.Rung(
        "engage",
        "engage",
        (
            told.StagePart("idea", "equal-part", "equal-part", "shared"),
            told.StagePart("delivery", "none", "leads", "not stated"),
        ),
    ),
    grade=told.Grade(
        low="D",
        high="C",
        uncapped_low="C",
        uncapped_high="A",
        caps=(
            told.Cap("over-claim", "C", True, True, "The claim is 1 rung above what is evidenced: no better than C."),
            told.Cap("risk", "D", True, False, "The risk of tokenism may be high: then no better than D."),
        ),
        settled=False,
        share_low=58,
        share_high=87,
        exact_share_low="175/3",
        exact_share_high="350/4",
        coverage=66,
        says="One answer decides it: how much is an hour paid?",
        fragile=("deciding",),
        caps_say=(
            "The claim is 1 rung above what is evidenced: no better than C.",
            "The risk of tokenism may be high: then no better than D.",
        ),
    ),
    score=told.Score(41, 62, "125/3", "125/2"),
    coverage=told.Coverage(1, 2, 1),
    dimensions=(
        told.Dimension("power", "Power", "Who decides, and who can say no?", 50, 50, "50", "50"),
        told.Dimension("fairness", "Fairness", "Do people get something fair back?", 25, 75, "25", "75"),
    ),
    tokenism=told.Tokenism("raised", "high", 8, 34, 1, 2, ("Promising more than happens",)),
    criteria=(DECIDING, PAY),
    not_applicable=(
        told.NotApplicable("seats", "Seats at the table", "There is no board", place(1, "not_applicable.seats")),
    ),
    risks=RISKS,
    findings=FINDINGS,
    advice=ADVICE,
    not_stated=(told.NotStated("payment.hourly", "How much is an hour paid?", ("pay",), ("no-answer",)),),
    disagreements=(told.Disagreement("pay", "Pay for time", (PEOPLE_SAY, STAFF_SAY), 2, True),),
    timeline=(
        told.Moment("group", "patients", "2026-09-01", "2026-09-30", "lived-experience", place(5, "groups.patients")),
        told.Moment("decision", "problem", "", "", "advises", place(8, "decisions.problem")),
    ),
    elsewhere=(),
    confidence=("No line says where its fact can be seen, such as in minutes or a record.",),
    source=SOURCE,
)

HONEST = replace(
    OVER,
    path="plans/options.yaml",
    title="Three options for the walk-in centre",
    organisation="",
    status="under-way",
    planned=False,
    headline="Claimed: consult. Evidenced: consult. The claim matches the evidence.",
    claim=told.Claim("consult", "matches", 0, 0, 0),
    rung=told.Rung("consult", "consult", ()),
    grade=told.Grade("A", "A", "A", "A", (), True, 91, 91, "91", "91", 100, "It does what its name promises.", ()),
    tokenism=told.Tokenism("low", "low", 0, 0, 2, 2),
    findings=(),
    advice=(),
    not_stated=(),
    disagreements=(),
    risks=RISKS[2:],
    timeline=(),
    confidence=(),
    elsewhere=(told.Elsewhere("fair-consultation", "This project asks people. Another rubric asks how fairly."),),
)

SILENT = replace(
    HONEST,
    path="plans/silent.yaml",
    title="An idea for a café",
    headline="Claimed: not stated. Evidenced: not known.",
    claim=told.Claim(None, "nothing-claimed", 0, 0, 0, stated=False),
    rung=told.Rung("consult", "coproduce", ()),
    grade=told.Grade(
        None,
        None,
        None,
        None,
        (),
        False,
        None,
        None,
        None,
        None,
        None,
        "It is not stated what is claimed, so there is no letter.",
        (),
    ),
    score=told.Score(0, 100, "0", "100"),
    dimensions=tuple(replace(each, low=0, high=100) for each in OVER.dimensions),
    tokenism=told.Tokenism("not judged", "not judged", 0, 0, 0, 2),
)

WAIVER = told.Waiver("pay", "The budget opens in spring", "the involvement board", "2027-03-31", ends_soon=False)

LIMITS = (
    "This looks at what the description says. It cannot see what people felt.",
    "Do not rank projects or teams by it.",
)

ONE = Report(told.Tool("coaudit", "1.2.3"), RUBRIC, (OVER,), limits=LIMITS)
SEVERAL = replace(
    ONE,
    audits=(OVER, HONEST, SILENT),
    errors=(
        told.InputError(
            "plans/broken.yaml",
            3,
            8,
            "'sometimes' is not one of the words for a say",
            "write: asked",
            "  rest: sometimes",
        ),
    ),
    requirements=(
        told.Requirement("claim", "plans/quieter-ward.yaml", False, "The claim may not be above; it is 1 rung above"),
        told.Requirement("level", "plans/quieter-ward.yaml", False, "Level 2 is required; it is at 1", "pay", WAIVER),
        told.Requirement("grade", "plans/options.yaml", True, "A grade of C or better is required; the grade is A"),
        told.Requirement("grade", "plans/silent.yaml", None, "A grade of C or better is required; there is no letter"),
    ),
    policy=told.PolicyInfo("coaudit-policy.yaml", "0" * 64, ("The policy was found at coaudit-policy.yaml.",)),
    exit_code=4,
    notes=("The rate that pay is compared with is from 2024-01: it was 34 months old on 2026-11-23.",),
)
NOTHING = replace(ONE, audits=(), exit_code=3)
PAST = replace(ONE, audits=(replace(OVER, history=HISTORY),))
PASTS = replace(
    SEVERAL,
    audits=(
        replace(OVER, history=HISTORY),
        replace(HONEST, history=told.Revisions((), wrong="git knows no revision of this file.")),
        replace(SILENT, history=told.Revisions(HISTORY.points[1:2])),
    ),
)
"""Three histories: one that is whole, one that there is not, and one of which nothing can be judged."""

REPORTS = {"one": ONE, "several": SEVERAL, "nothing": NOTHING, "past": PAST, "pasts": PASTS}


def with_texts(value: Any, texts: Any) -> Any:
    """The same with every text replaced by the next of *texts*, an iterator that never ends."""
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, tuple):
        return tuple(with_texts(each, texts) for each in value)
    if isinstance(value, Record):
        return type(value)(**{name: with_texts(each, texts) for name, each in as_data(value).items()})
    return value


def hostile(report: Report, given_texts: list[str]) -> Report:
    """A report in which every text is a stranger's."""
    return with_texts(report, itertools.cycle(given_texts))  # type: ignore[no-any-return]
