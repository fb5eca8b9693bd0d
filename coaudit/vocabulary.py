"""The closed lists of the description format, and the words that practitioners write for them.

Ordered lists run from weakest to strongest, or from first to last. The synonyms are those of the field's own
documents: ladders, the research cycle, involvement budgets and terms of reference.
"""

from __future__ import annotations

from collections.abc import Mapping

from coaudit.records import Record, field, replace
from coaudit.values import YES_NO, Scale


class Vocabulary(Record):
    """A scale, with other words that are read as its words."""

    scale: Scale
    synonyms: Mapping[str, str] = field(default_factory=dict)
    aside: str = ""
    """What to say besides where a text is none of its words."""

    def find(self, text: str) -> str | None:
        """The scale's own word for what was written, or None. Case, spaces and underscores do not matter."""
        word = plain(text)
        for candidate in (word, word.removesuffix("s"), word.replace("-", "")):
            if candidate in self.scale.words:
                return candidate
            if candidate in self.synonyms:
                return self.synonyms[candidate]
        return None


def plain(text: str) -> str:
    """A word as the lists hold it: small letters, joined by hyphens."""
    return "-".join(text.lower().replace("_", " ").replace("-", " ").split())


def _list(name: str, words: str, ordered: bool = True, **synonyms: str) -> Vocabulary:
    """A vocabulary from words in a row; a keyword names the word that its synonyms, in a row, stand for."""
    scale = Scale(name, tuple(words.split()), ordered)
    pairs = {other: word.replace("_", "-") for word, row in synonyms.items() for other in row.split()}
    return Vocabulary(scale, pairs)


SAY = _list(
    "say",
    "none told asked advises together decides",
    none="nobody no-one not-involved no",
    told="informed inform told-after",
    asked="consulted consult consultation",
    advises="advise advised advisory recommends recommend",
    together="joint jointly shared veto agree consensus",
    decides="decide control in-control final-say people-decide",
)
PART = _list(
    "part",
    "none told asked takes-part equal-part leads",
    none="absent nobody not-involved no",
    told="informed inform",
    asked="consulted consult gave-views",
    takes_part="take-part taking-part took-part participates participate contributes contribute active",
    equal_part="equal equal-partner equal-parts joint jointly shared together",
    leads="lead led led-by-people user-led people-lead",
)
STAGE = _list(
    "stage",
    "idea funding design delivery analysis sharing adoption review never",
    idea="priorities priority priority-setting problem identify commission question",
    funding="bid apply application business-case",
    design="plan planning",
    delivery="deliver undertake implement implementation running",
    analysis="analyse interpret interpretation",
    sharing="share disseminate dissemination publication spread",
    adoption="adopt embed embedding handover",
    review="evaluate evaluation assess assessment close",
)
DECISION = _list(
    "decision",
    "problem outcomes budget design delivery evaluation who-joins data publication scope stop",
    ordered=False,
    problem="priorities aim aims",
    outcomes="outcome success measures success-measures",
    budget="money spending",
    design="method methods plan model service-model option options policy",
    delivery="implementation running",
    evaluation="review judging",
)
KEY_DECISIONS = ("problem", "outcomes", "budget", "design", "delivery", "evaluation")
ASKED_STAGES = ("idea", "design", "delivery", "review")

CLAIM = _list(
    "claim",
    "none inform consult engage co-design coproduce user-led",
    none="nothing",
    inform="information informing informed",
    consult="consultation consulting consulted",
    engage="engagement engaging engaged involve involvement involving involved",
    co_design="codesign co-designed codesigned co-designing",
    coproduce="coproduction co-production co-produce coproduced co-produced coproducing co-producing",
    user_led="userled user-leadership citizen-led peer-led community-led led-by-people",
)
LEVEL = _list("level", "national place organisation team individual", False, place="local regional region area system")
KIND = _list(
    "kind",
    "service service-improvement commissioning research strategy community other",
    ordered=False,
    service_improvement="qi quality-improvement improvement redesign",
    strategy="policy",
)
STATUS = _list(
    "status",
    "proposal under-way complete",
    proposal="planned planning proposed draft",
    under_way="underway ongoing in-progress active running started live",
    complete="completed done finished closed",
)
WHO_DID = _list(
    "by",
    "staff jointly people",
    staff="professionals professional",
    jointly="joint both together",
    people="public lived-experience users service-users",
)
SIDE = _list(
    "side",
    "lived-experience carer public user-led-organisation peer-staff professional decision-maker representative",
    ordered=False,
    lived_experience="service-user user patient expert-by-experience experts-by-experience public-contributor "
    "ppi-contributor ppv-partner lay-partner lay-member survivor patient-leader young-person young-people "
    "person-with-lived-experience people-with-lived-experience people-who-draw-on-care-and-support tenant",
    carer="unpaid-carer family family-member families parent neighbour",
    public="resident citizen community member-of-the-public local-people",
    user_led_organisation="ulo user-led user-led-group user-led-organization disabled-people's-organisation dpo",
    peer_staff="peer peer-worker peer-support-worker peer-researcher",
    professional="staff clinician researcher officer manager commissioner nurse doctor front-line-staff practitioner",
    decision_maker="decision-maker board sponsor executive director funder",
    representative="charity vcse healthwatch advocacy advocate representative-organisation voluntary-sector",
)
PEOPLE_SIDES = frozenset(("lived-experience", "carer", "public", "user-led-organisation", "peer-staff"))
STAFF_SIDES = frozenset(("professional", "decision-maker"))
STAND_IN_SIDES = frozenset(("representative",))

RECRUITED = _list(
    "recruited",
    "hand-picked existing-group invited open-call elected random",
    hand_picked="handpicked chosen-by-staff",
    existing_group="existing-panel usual-group existing",
    invited="invitation by-invitation",
    open_call="open open-invitation advertised",
    elected="election vote voted",
    random="lottery sortition randomly-selected by-lot",
)
CHOSEN_BY = _list(
    "chosen by",
    "staff jointly themselves",
    staff="professionals lead",
    jointly="joint together both",
    themselves="people members self-chosen",
)
HERE = _list("here", "no partly yes", no="absent missing", partly="some partially", yes="present")
RESERVED_BY = replace(
    _list("reserved by", "law funder regulator professional-duty national-policy", False, law="statute statutory"),
    aside="what the organisation itself decided is not reserved: there, leave 'reserved' out",
)
RESERVED_TOLD = _list("told", "never after before")
ON_DISAGREEMENT = _list(
    "on disagreement",
    "ignored told reasons agreed-route agreement-needed",
    reasons="written-reasons",
    agreed_route="independent-route agreed-process",
    agreement_needed="consensus veto agreement",
)
STILL_OPEN = _list(
    "still open",
    "nothing wording details some-of-it everything",
    nothing="none",
    some_of_it="some partly",
    everything="all",
)
INFORMATION = _list("information", "none summary-after summary-before same-papers same-papers-explained")
SHARED_BY = _list("shared", "staff shared people", shared="joint jointly co-chair rotating", people="lived-experience")
METHOD = _list(
    "method",
    "survey satisfaction-survey interview focus-group public-meeting drop-in workshop advisory-group steering-group "
    "joint-team observation shadowing stories online-forum citizens-panel co-research peer-delivery other",
    ordered=False,
    survey="questionnaire",
    satisfaction_survey="friends-and-family-test",
    public_meeting="town-hall meeting",
    advisory_group="panel ppi-group reference-group",
    steering_group="board committee",
    joint_team="working-group design-group co-design-group",
    citizens_panel="citizens-assembly citizens-jury",
)
GATHERING = frozenset(("survey", "satisfaction-survey", "interview", "focus-group"))
TIMETABLE = _list("timetable", "fixed slips contingency people-set")
PAYMENT = _list(
    "payment",
    "none voucher paid employed",
    none="unpaid no nothing",
    voucher="vouchers gift-card token",
    paid="yes fee honorarium",
    employed="salaried salary",
)
EXPENSES = _list("expenses", "none claim-later prompt up-front", none="no", claim_later="claimed", up_front="upfront")
COVERS = _list(
    "covers",
    "travel care childcare personal-assistant accommodation interpreter data other",
    ordered=False,
    personal_assistant="pa",
    accommodation="hotel",
    interpreter="interpreting translation",
)
CARE_COVERS = frozenset(("care", "childcare", "personal-assistant"))
ACCESS = _list("access", "not-asked on-request asked met met-and-budgeted")
SUPPORT = _list(
    "support",
    "named-contact induction training facilitation mentoring emotional peer",
    ordered=False,
    named_contact="contact",
    emotional="emotional-support",
    peer="peer-support",
)
STAFF_LEARNING = _list("staff learning", "none briefing optional core-staff with-people")
SKILLS = _list("skills", "not-asked asked some-used matched growing")
AGREEMENT = _list("agreement", "none one-way role-description two-way joint")
CREDIT = _list("credit", "none thanks named offered agreed")
FEEDBACK = _list("feedback", "none thanks summary itemised", itemised="itemized item-by-item")
SIZE = _list("size", "wording detail substance", wording="words", detail="details", substance="substantial")
AFTER = _list("after", "nothing thanks kept-in-touch handover continuing-role", nothing="none")
WANTED = _list("wanted", "less this more")
ANSWER = Vocabulary(
    YES_NO, {"true": "yes", "y": "yes", "on": "yes", "false": "no", "n": "no", "off": "no", "none": "no"}
)
