"""What programs read of coaudit today still fits what they learned to read at every earlier release."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coaudit._version import VERSION
from coaudit.render import json_report
from tests import releases
from tests.releases import ALERTS, KEPT, OTHERS, OURS, REPORT, ROOT, Samples

VERSIONS = releases.kept()
NAMES = (*OURS, *OTHERS)
BROKEN = "what coaudit writes in this format has to fit what it wrote at this release, or the format needs a new number"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """What coaudit writes today."""
    return releases.samples(tmp_path_factory.mktemp("released") / "new")


@pytest.fixture(scope="module")
def today(found: Samples) -> dict[str, Any]:
    """The schemas of what it writes."""
    return releases.schemas(found)


def then(version: str, name: str) -> Any:
    """What was kept of a version."""
    return json.loads((VERSIONS[version] / name).read_text(encoding="utf-8"))


def number(schema: Any) -> Any:
    """The format that a schema is about, such as coaudit-report/1; None in the formats of others."""
    return schema.get("title")


def validator(schema: Any) -> Any:
    return jsonschema.Draft202012Validator(schema)


# ---- What is written today ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_today_is_read_by_the_schemas_of_every_release(
    found: Samples, today: dict[str, Any], version: str, name: str
) -> None:
    schema = then(version, f"{name}.schema.json")
    if number(schema) != number(today[name]):
        pytest.skip("the format has a new number since")

    assert found[name]
    for each in found[name]:
        validator(schema).validate(each)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_that_might_be_written_would_surprise_who_goes_by_an_earlier_schema(
    today: dict[str, Any], version: str, name: str
) -> None:
    schema = then(version, f"{name}.schema.json")
    if number(schema) != number(today[name]):
        pytest.skip("the format has a new number since")

    assert releases.surprises(today[name], schema) == [], BROKEN


@pytest.mark.parametrize("version", VERSIONS)
def test_a_report_of_every_release_is_still_read(version: str) -> None:
    raw = (VERSIONS[version] / REPORT).read_bytes()

    assert [each.path for each in json_report.read(raw).audits] == [releases.PLANNED]


@pytest.mark.parametrize("version", VERSIONS)
def test_github_knows_its_alerts_again(found: Samples, version: str) -> None:
    """The same finding has the same fingerprint, and no rule is lost while the rubric's first number stays."""
    before, now = then(version, ALERTS), releases.alerts(found["sarif"][0])
    prints, still = before["fingerprints"], now["fingerprints"]
    both = [about for about in prints.keys() & still.keys() if len(prints[about]) == len(still[about])]

    assert len(both) > 10
    assert {about: still[about] for about in both} == {about: prints[about] for about in both}
    if before["rubric"].split(".")[0] == now["rubric"].split(".")[0]:
        assert set(before["rules"]) - set(now["rules"]) == set()


# ---- Whether a change would be noticed ---------------------------------------------------------------------

Change = Callable[[Any], object]
BREAKING: dict[str, tuple[str, Change]] = {
    "a key is gone": ("report", lambda report: report.pop("exit_code")),
    "a key inside is gone": ("report", lambda report: report["audits"][0]["score"].pop("low")),
    "a number becomes text": ("report", lambda report: report.update(exit_code="0")),
    "a list becomes text": ("report", lambda report: report["audits"][0].update(findings="none")),
    "text becomes nothing": ("report", lambda report: report["audits"][0].update(title=None)),
    "another number": ("report", lambda report: report.update(format="coaudit-report/2")),
    "a line says nothing": ("line", lambda line: line.pop("audit")),
    "a step without its title": ("plan", lambda plan: plan["steps"][0]["step"].pop("title")),
    "a comparison without projects": ("comparison", lambda comparison: comparison.pop("projects")),
    "a history of no points": ("history", lambda history: history.update(points=None)),
    "a fingerprint's name": ("sarif", lambda sarif: result(sarif).update(partialFingerprints={"coaudit/v2": "0"})),
    "a property's name": ("sarif", lambda sarif: result(sarif)["properties"].pop("problem.severity")),
    "the rubric": ("sarif", lambda sarif: sarif["runs"][0]["properties"].pop("rubricSha256")),
    "the name of a check": ("gitlab", lambda entries: entries[0].pop("check_name")),
    "the colour of a badge": ("badge", lambda badge: badge.update(color=0)),
}
HARMLESS: dict[str, tuple[str, Change]] = {
    "of a report": ("report", lambda report: report.update(history=[{"day": "2026-11-23"}])),
    "of a project": ("report", lambda report: report["audits"][0].update(since={"score": 3})),
    "of a line": ("line", lambda line: line["audit"].update(since=None)),
    "of an alert": ("sarif", lambda sarif: result(sarif)["partialFingerprints"].update({"coaudit/v2": "0"})),
    "of a run": ("sarif", lambda sarif: sarif["runs"][0].update(language="en-GB")),
}


def result(sarif: Any) -> Any:
    return sarif["runs"][0]["results"][0]


def changed(found: Samples, case: tuple[str, Change]) -> tuple[Any, Any]:
    """The schema of the newest release, and a sample with something about it changed."""
    name, change = case
    sample = copy.deepcopy(found[name][0])
    change(sample)
    return then([*VERSIONS][-1], f"{name}.schema.json"), sample


@pytest.mark.parametrize("case", BREAKING.values(), ids=BREAKING)
def test_what_would_break_a_reader_is_noticed(found: Samples, case: tuple[str, Change]) -> None:
    schema, sample = changed(found, case)

    assert not validator(schema).is_valid(sample)


@pytest.mark.parametrize("case", HARMLESS.values(), ids=HARMLESS)
def test_a_new_key_breaks_no_reader(found: Samples, case: tuple[str, Change]) -> None:
    schema, sample = changed(found, case)

    validator(schema).validate(sample)


def shape(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


TEXT, NUMBER, NOTHING = ({"type": name} for name in ("string", "integer", "null"))
LIST = {"type": "array", "items": NUMBER}
PAIR = {"type": "array", "prefixItems": [TEXT, NUMBER], "minItems": 2, "maxItems": 2, "items": False}
OR_NOTHING = {"anyOf": [NUMBER, NOTHING]}
INSIDE = {"$defs": {"Inside": shape(a=TEXT)}, **shape(x={"$ref": "#/$defs/Inside"})}
SURPRISING: dict[str, tuple[Any, Any, list[str]]] = {
    "nothing": (shape(x=NUMBER), shape(x=NUMBER), []),
    "another key": (shape(x=NUMBER, y=TEXT), shape(x=NUMBER), []),
    "a key that is gone": (shape(y=TEXT), shape(x=NUMBER, y=TEXT), ["x is gone"]),
    "a key that may be missing": ({**shape(x=NUMBER), "required": []}, shape(x=NUMBER), ["x may be missing"]),
    "another type": (shape(x=TEXT), shape(x=NUMBER), ["x is string, and was integer"]),
    "another type in a list": (
        shape(x={**LIST, "items": TEXT}), shape(x=LIST), ["x[] is string, and was integer"],
    ),
    "another type in a pair": (
        shape(x={**PAIR, "prefixItems": [TEXT, TEXT]}), shape(x=PAIR), ["x[1] is string, and was integer"],
    ),
    "three for a pair": (
        shape(x={**PAIR, "prefixItems": [TEXT, NUMBER, TEXT]}), shape(x=PAIR), ["x has 3 entries, and had 2"],
    ),
    "nothing, where there was always something": (shape(x=OR_NOTHING), shape(x=NUMBER), ["x may be null"]),
    "always something, where there was sometimes nothing": (shape(x=NUMBER), shape(x=OR_NOTHING), []),
    "another number of the format": (
        shape(x={"type": "string", "const": "b"}), shape(x={"type": "string", "const": "a"}), ["x is not always a"],
    ),
    "a key that is gone inside": (
        {**INSIDE, "$defs": {"Inside": shape(b=TEXT)}}, INSIDE, ["x.a is gone"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("now", "before", "said"), SURPRISING.values(), ids=SURPRISING)
def test_a_schema_that_allows_more_than_an_earlier_one_is_told_from_one_that_does_not(
    now: Any, before: Any, said: list[str]
) -> None:
    assert releases.surprises(now, before) == said


def test_a_schema_that_says_what_is_not_understood_is_not_passed_over() -> None:
    with pytest.raises(NotImplementedError, match="pattern"):
        releases.surprises(shape(x={"type": "string", "pattern": "a"}), shape(x=TEXT))


# ---- What is kept ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_is_kept_of_a_version(version: str) -> None:
    files = {path.name for path in VERSIONS[version].iterdir()}

    assert files == {f"{name}.schema.json" for name in NAMES} | {ALERTS, REPORT}


def test_every_release_of_the_changelog_is_kept() -> None:
    days = releases.released((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))

    assert VERSIONS, f"{KEPT} is empty: python tests/releases.py"
    assert set(days) - VERSIONS.keys() == set(), "python tests/releases.py, before the changelog gives it a day"


def test_a_release_is_a_version_with_a_day() -> None:
    text = "# Changelog\n\n## [Unreleased]\n\nThis will be 0.3.0.\n\n## [0.2.0] - 2027-03-01\n\n## [0.1.0] - 2027-01-04"

    assert releases.released(text) == ["0.2.0", "0.1.0"]


def test_what_is_settled_is_not_kept_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text(f"## [{VERSION}] - 2027-01-04\n", encoding="utf-8")
    monkeypatch.setattr(releases, "ROOT", tmp_path)
    monkeypatch.setattr(releases, "KEPT", tmp_path / "released")

    assert releases.main() == 1
    assert not (tmp_path / "released").exists()
