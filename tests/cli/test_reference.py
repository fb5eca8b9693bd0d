"""explain, facts, formats, schema and rubric: reference that is made from the code, and so is never out of date."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from coaudit import bundled, vocabulary
from coaudit.audit import load
from coaudit.cli import choosing, exits, naming, schemas
from coaudit.cli.app import whole
from coaudit.cli.explaining import explanations
from coaudit.facts import MEASURES, RULES
from coaudit.project.asking import PARTS
from coaudit.project.keys import means
from coaudit.render import FORMATS
from tests.cli.conftest import HONEST, ROOT, Run

RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")
KNOWN = explanations(RUBRIC)


def said(*arguments: str) -> str:
    """What a command prints; it must end well."""
    done = CliRunner().invoke(whole(), list(arguments), env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    return done.output


EXPLAINED = {
    "a criterion": (
        "entry",
        ["Level 4: ", "if entry.work_stage is at most idea", "Real case: ", "Sources:", "Next step"],
    ),
    "a level's own next step": (
        "decision-rights",
        [
            "Level 3: People share or make at least one big decision",
            "To get there: Pick one big decision that is still open.",
        ],
    ),
    "a level that one fact alone may reach": (
        "expenses",
        ["Where decisions.budget alone reaches it: People hold the money, and say themselves which costs are paid"],
    ),
    "a risk": ("lone-voice", ["Severity 4: ", "starred", "claim.rung is at least engage", "Real case: "]),
    "a rung": ("coproduce", ["decision-rights at 4", "all that co-design needs", "Rung 6 of 7"]),
    "a dimension": ("power", ["weight 45", "decision-rights"]),
    "a fact": ("contact.same_people_times", ["a number of sittings", "Asked about by: rhythm"]),
    "a key": ("still_open", ["nothing, wording, details, some-of-it, everything", "read as everything"]),
    "a key that holds a number": ("notice_days", ["Write a number."]),
    "a key that holds a day": ("starts", ["Write a day, a month or a year"]),
    "a key inside another": ("payment.currency", ["Three letters for the money"]),
    "an id with several meanings": ("payment", ["A criterion of", "payment: a fact", "payment: a key"]),
    "a key beside others": ("note", ["Anything that a reader should know."]),
    "a rule": ("reasons-only", ["advises"]),
    "an exit code": ("exit-4", ["cannot be read"]),
    "an exit code by its number": ("4", ["cannot be read"]),
    "an id in capitals": ("ENTRY", ["Level 4: "]),
    "a grade": ("B", ["most of what its name promises"]),
}


NAMED = {
    "the title of a criterion": ("Who decides", ["decision-rights: Who decides. A criterion of Power"]),
    "the title of a risk in any case": ("one voice ALONE", ["lone-voice: One voice alone. A starred sign"]),
    "a title as it stands in a sentence": ("'Joining early'.", ["entry: Joining early. A criterion of Time"]),
    "the title of a rung": ("Co-design", ["co-design: Co-design. Rung 5 of 7"]),
    "a decision by its bare name": ("budget", ["decisions.budget: a fact", "decisions.budget: a key of a description"]),
    "a stage by its bare name": (
        "delivery",
        ["is several things:", "- stages.delivery: a fact", "- decisions.delivery:"],
    ),
    "a key with a blank in it": ("on disagreement", ["on_disagreement: a key of a description"]),
    "a list that a message names": ("say", ["say: a list of words", "decides: People made the choice."]),
    "another list that a message names": ("Reserved by", ["reserved by: a list of words", "professional-duty"]),
    "the list for a part": ("part", ["leads: People led it.", "Keys that take them: stages.idea"]),
    "a word out of titles and questions": ("meetings", ["- rhythm: Meeting often.", "- contact.times: a key"]),
    "an id that is a title, too": ("Coproduction", ["a word of this report", "- coproduce: Coproduction. Rung 6 of 7"]),
    "a detail that is the same in many places": (
        "reserved",
        ["- decisions.problem.reserved: a key of a description coaudit explain ID says more"],
    ),
    "an id of several things lists them": ("payment", ["is several things: - payment: Pay for time. A criterion"]),
}


@pytest.mark.parametrize(("name", "parts"), NAMED.values(), ids=NAMED)
def test_a_name_is_explained(name: str, parts: list[str]) -> None:
    text = " ".join(said("explain", name).split())

    assert [part for part in parts if part not in text] == []


def test_every_title_of_every_rubric_is_found() -> None:
    for name in bundled.names():
        rubric = choosing.load_rubric(name)
        known = explanations(rubric)
        titles = {each.id: each.title for each in (*rubric.criteria, *rubric.risks)}
        titles |= {each.id: each.title for each in rubric.rungs} | {each.id: each.title for each in rubric.dimensions}
        for id_, title in titles.items():
            assert id_.lower() in naming.ids_by_name(title.upper(), known, rubric)


def test_every_list_that_a_message_may_name_is_found() -> None:
    listed = [each.scale.name for each in vars(vocabulary).values() if isinstance(each, vocabulary.Vocabulary)]

    assert [name for name in listed if not naming.ids_by_name(name, KNOWN, RUBRIC)] == []


def test_a_key_that_may_stand_anywhere_is_explained_without_a_list_of_all_its_places() -> None:
    assert len(said("explain", "who").splitlines()) < 5


@pytest.mark.parametrize("name", ["the", "of", "and of", "?", "qwertyuiop", "x" * 5000, "\x1b[31m"])
def test_what_is_no_name_is_not_found_by_chance(run: Run, name: str) -> None:
    done = run("explain", name)

    assert done.code == 2
    assert "nothing goes by" in done.err
    assert "\x1b" not in done.err


@pytest.mark.parametrize(("id_", "parts"), EXPLAINED.values(), ids=EXPLAINED)
def test_an_id_is_explained(id_: str, parts: list[str]) -> None:
    text = " ".join(said("explain", id_).split())

    assert [part for part in parts if part not in text] == []


def test_everything_that_has_an_id_can_be_explained() -> None:
    assert [id_ for id_, explain in KNOWN.items() if min(len(each()) for each in explain) < 20] == []


def test_every_id_of_the_rubric_the_facts_and_the_exits_is_known() -> None:
    items = [each.id for each in (*RUBRIC.criteria, *RUBRIC.risks)]
    rest = [each.id for each in RUBRIC.rungs] + [each.id for each in RUBRIC.dimensions]

    assert {*items, *rest, *MEASURES, *RULES} <= set(KNOWN)
    assert all(said("explain", str(code)) == said("explain", f"exit-{code}") for code in exits.TABLE)


NEAR = {"entri": "entry", "lone-voices": "lone-voice", "contact.time": "contact.times", "exit-7": "exit-70"}


@pytest.mark.parametrize(("wrong", "right"), NEAR.items())
def test_an_unknown_id_is_met_with_what_is_near(run: Run, wrong: str, right: str) -> None:
    done = run("explain", wrong)

    assert done.code == 2
    assert right in done.err


@pytest.mark.parametrize("figure", ["²", "٣", "exit-²", "9" * 5000])
def test_a_figure_that_is_no_exit_code_is_unknown_as_any_word_is(run: Run, figure: str) -> None:
    done = run("explain", "--", figure)

    assert done.code == 2
    assert "nothing goes by" in done.err


def test_facts_lists_every_fact_and_every_rule() -> None:
    lines = said("facts").splitlines()

    assert set(MEASURES) | set(RULES) <= set(lines)


def test_formats_lists_every_format() -> None:
    assert [line.split()[0] for line in said("formats").splitlines()] == list(FORMATS)


def test_the_rubrics_are_listed_with_their_review_state() -> None:
    text = " ".join(said("rubric", "list").split())

    assert f"Version {RUBRIC.version}, not yet reviewed by people with lived experience." in text


def test_a_rubric_is_shown_byte_for_byte(run: Run) -> None:
    assert run("rubric", "show").raw == bundled.read("coproduction")


def test_a_rubric_is_summed_up() -> None:
    text = said("rubric", "show", "--summary")

    items = [each.id for each in (*RUBRIC.criteria, *RUBRIC.risks)] + [each.id for each in RUBRIC.rungs]
    assert [id_ for id_ in items if id_ not in text] == []


def test_a_copy_of_a_rubric_is_a_rubric(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(bundled.read("coproduction"))

    assert run("audit", "-", "--rubric", "own.yaml", stdin=HONEST).code == 0
    assert run("explain", "entry", "--rubric", "own.yaml").code == 0


def test_a_name_of_ours_means_ours_whatever_lies_about(run: Run, tmp_path: Path) -> None:
    (tmp_path / "coproduction").write_text("rubric: mine\n", encoding="utf-8")

    assert run("rubric", "show", "coproduction").raw == bundled.read("coproduction")


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_a_schema_is_a_schema(name: str) -> None:
    schema = json.loads(said("schema", name))

    assert schema["$schema"] == schemas.DRAFT
    assert schema["$id"].startswith("urn:coaudit:")
    assert schema["title"]
    jsonschema.Draft202012Validator.check_schema(schema)


class Modern(yaml.SafeLoader):
    """YAML's newer rules for types, as most editors have them: `yes` is text, `2026-10-05` too."""


Modern.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)$", "-+.0123456789"),
    ("null", r"(?:~|null|Null|NULL|)$", "~nN\0"),
):
    letters = ["" if letter == "\0" else letter for letter in first]
    Modern.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), letters)


def as_json(value: Any) -> Any:
    """What an editor makes of YAML before it asks a schema: keys are texts, and so are days."""
    if isinstance(value, dict):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def faults(schema: Any, text: str, loader: Any) -> list[str]:
    data = as_json(yaml.load(text, loader))  # noqa: S506 - both are safe loaders
    found = jsonschema.Draft202012Validator(schema).iter_errors(data)
    return [f"{list(error.absolute_path)}: {error.message}" for error in found]


CALIBRATION = ROOT.parent / "shared" / "calibration"
EXAMPLES = [
    *sorted((ROOT / "examples").glob("*.coaudit.yaml")),
    *(path for path in sorted(CALIBRATION.glob("*.yaml")) if path.stem != "expected"),
]
EVERYTHING = """\
coaudit: 1
title: 2027
organisation: 12
level:
kind: unknown
claim: co-production
starts: 2027-01
ends: 2028
groups:
  experts: {side: lived-experience, people: about 6, from: 2026-10-05, staying: at least 2, left: {people: 1}}
  carers: carer
affected: [{who: Young people, here: yes}, Night staff]
stages: {idea: equal-part, design: {is: equal-part, who: {experts: leads}}, rest: told}
decisions:
  problem: {is: together, date: 2026-10-05, evidence: 12}
  budget: {is: told, reserved: {by: law, reason: Rules, told: before}}
  design: {who: {experts: together}}
  other: [{what: Opening hours, is: together}]
on_disagreement: {is: reasons, note: yes}
still_open: at least details
bodies: [{name: Board, decides: no, seats: 8, people_seats: 4}]
contact: [{what: Group, every: 3 weeks, same_people: yes}, {dates: [2026-10-05, 2026-11, 2027]}, Open evening]
notice_days: 10
payment: {is: paid, hourly: 27.50, preparation: yes, instead_agreed: no}
expenses: {is: up-front, covers: [travel, care]}
support: [facilitation, unknown]
feedback: {is: itemised, days: 14, public: true}
changes: none
accounts: [{from: carer, people: 5, answers: {entry: 2}, counts: {entry: {0: 1, 4: 4}}}]
responses: {entry: We came late}
facts: {easy_read: yes}
"""


@pytest.mark.parametrize("loader", [Modern, yaml.SafeLoader], ids=["newer YAML", "older YAML"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_fits_the_schema(path: Path, loader: Any) -> None:
    assert faults(schemas.description(), path.read_text(encoding="utf-8"), loader) == []


def test_the_calibration_cases_are_there() -> None:
    if not CALIBRATION.is_dir():
        pytest.skip("the calibration cases are not beside this checkout; the examples stand for them")
    assert len(list(CALIBRATION.glob("*.yaml"))) > 1


@pytest.mark.parametrize("loader", [Modern, yaml.SafeLoader], ids=["newer YAML", "older YAML"])
def test_every_way_to_write_a_value_fits_the_schema(run: Run, loader: Any) -> None:
    assert run("check", "-", stdin=EVERYTHING).err == ""
    assert faults(schemas.description(), EVERYTHING, loader) == []


MISFITS = {
    "an unknown key": "title: x\nclaims: consult\n",
    "an unknown word": "title: x\nclaim: sometimes\n",
    "no title": "claim: consult\n",
    "a key that is unknown further down": "title: x\ngroups: {a: {sides: carer}}\n",
    "a number below nothing": "title: x\nnotice_days: -1\n",
}


@pytest.mark.parametrize("text", MISFITS.values(), ids=MISFITS)
def test_a_schema_finds_what_coaudit_finds(run: Run, text: str) -> None:
    assert run("check", "-", stdin=text).code == 4
    assert faults(schemas.description(), text, Modern) != []


@pytest.mark.parametrize("loader", [Modern, yaml.SafeLoader], ids=["newer YAML", "older YAML"])
@pytest.mark.parametrize("name", bundled.names())
def test_a_bundled_rubric_fits_the_schema(name: str, loader: Any) -> None:
    assert faults(schemas.rubric(), bundled.read(name).decode(), loader) == []


EXTENSION = {
    "rubric": "own",
    "extends": "coproduction",
    "title": "Ours",
    "version": "1.0.0",
    "about": "Ours",
    "reviewed_by_people_with_lived_experience": "no",
}
EXTENDING = {
    "what an extension has to say": ({}, True),
    "drops and weights": ({"drop": {"criteria": ["notice"]}, "weights": {"entry": 2}}, True),
    "no version": ({"version": None}, False),
    "something dropped that has no ids": ({"drop": {"sources": ["x"]}}, False),
    "a weight of nothing": ({"weights": {"entry": 0}}, False),
    "nothing that it extends": ({"extends": None}, False),
}


@pytest.mark.parametrize(("more", "fits"), EXTENDING.values(), ids=EXTENDING)
def test_the_schema_knows_what_an_extending_rubric_may_say(more: dict[str, Any], fits: bool) -> None:
    data = {key: value for key, value in {**EXTENSION, **more}.items() if value is not None}

    assert jsonschema.Draft202012Validator(schemas.rubric()).is_valid(data) is fits


def test_a_rubric_without_a_base_has_nothing_to_drop_or_weigh_anew() -> None:
    whole = yaml.load(bundled.read("coproduction"), Modern)  # noqa: S506 - a safe loader

    assert jsonschema.Draft202012Validator(schemas.rubric()).is_valid(as_json(whole))
    assert not jsonschema.Draft202012Validator(schemas.rubric()).is_valid(as_json({**whole, "weights": {}}))


def test_a_report_fits_the_schema(run: Run) -> None:
    report = json.loads(run("audit", "-", "nowhere.yaml", "-f", "json", "--fail-under", "C", stdin=HONEST).raw)

    jsonschema.Draft202012Validator(schemas.report()).validate(report)


def test_the_schema_asks_the_question_behind_a_key() -> None:
    schema = schemas.description()
    times = schemas.place(schema, "contact.times")
    still_open = schemas.place(schema, "still_open")

    assert times is not None
    assert still_open is not None
    assert still_open["description"].startswith(
        "What could still change when people came in?\nnothing: All is decided."
    )
    assert schemas.place(schema, "contact.nothing") is None


def undescribed(part: Any, path: str = "") -> list[str]:
    """The keys of a schema that say nothing about themselves."""
    if isinstance(part, list):
        return [name for each in part for name in undescribed(each, path)]
    if not isinstance(part, dict):
        return []
    own = [f"{path}.{name}" for name, each in part.get("properties", {}).items() if not each.get("description")]
    return own + [name for key, each in part.items() for name in undescribed(each, f"{path}.{key}")]


def test_no_key_of_a_description_is_without_a_sentence_in_the_schema() -> None:
    schema = schemas.description()

    assert undescribed(schema) == []
    assert schema["$defs"]["Left"]["properties"]["why"]["description"].startswith("Which reasons did they give?")
    assert schema["$defs"]["Stages"]["properties"]["funding"]["description"].endswith("leads: People led it.")
    assert schema["$defs"]["Payment"]["properties"]["hourly"]["description"].splitlines()[1:] == [
        "Write a number. 'about 30', 'at least 12', 'at most 5' and '10 to 12' may be written too.",
        "Such as: 27.50",
    ]


def test_an_editor_says_what_each_claim_means() -> None:
    said_of = schemas.description()["properties"]["claim"]["description"]

    assert [rung.means for rung in RUBRIC.rungs if rung.means not in said_of and rung.id != "not-involved"] == []


def test_the_schema_is_as_kind_as_the_template() -> None:
    """Every question and every word's meaning that stands as a comment in `coaudit new` is in the schema too."""
    schema = schemas.description()

    for ask in (ask for part in PARTS for ask in part.asks):
        key = ask.key if ask.path[0] != "groups" else f"groups.{ask.path[2]}"
        found = schemas.place(schema, key)
        assert found is not None
        assert means(key) in found["description"]
        assert [means for _, means in ask.choices({}) if means not in found["description"]] == []


def test_a_rubric_may_extend_one_of_ours_or_one_beside_it(run: Run, tmp_path: Path) -> None:
    rest = "version: 1.0.0\nreviewed_by_people_with_lived_experience: no\nabout: Ours\n"
    (tmp_path / "own.yaml").write_text(f"rubric: own\nextends: coproduction\ntitle: Ours\n{rest}", encoding="utf-8")
    (tmp_path / "next.yaml").write_text(f"rubric: next\nextends: own.yaml\ntitle: Theirs\n{rest}", encoding="utf-8")
    (tmp_path / "astray.yaml").write_text("rubric: astray\nextends: ../own.yaml\n", encoding="utf-8")

    assert "Theirs" in run("rubric", "show", "next.yaml", "--summary").out
    astray = run("rubric", "check", "astray.yaml")
    assert (astray.code, "leaves the folder" in astray.err) == (5, True)


def test_a_report_says_what_an_extending_rubric_changed() -> None:
    said = CliRunner().invoke(
        whole(), ["audit", str(ROOT / "examples" / "minimal.coaudit.yaml"), "--rubric", "research"]
    )
    flat = " ".join(said.stdout.split())

    assert "It stands on coproduction 1.0.0;" in flat
    assert "criteria replaced: agenda" in flat
