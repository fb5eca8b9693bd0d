"""The documentation says what the program does: made pages are fresh, links lead somewhere, examples are audited."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from math import inf
from pathlib import Path

import pytest
import textstat

from coaudit.audit import audit, check, judged
from coaudit.cli.app import COMMANDS
from coaudit.cli.exits import TABLE
from coaudit.facts import MEASURES, RULES
from coaudit.policy.load import load_policy, misplaced
from coaudit.project.questions import QUESTIONS
from coaudit.render import FORMATS
from coaudit.rubric import Criterion, Item
from coaudit.rubric_tools.check import judged_fragment
from coaudit.source import parse
from coaudit.values import Range
from coaudit.vocabulary import PART, SAY, SIDE
from docs import build, commands, worked
from docs.pages.parts import anchor, yaml

ROOT = Path(__file__).resolve().parent.parent
RUBRIC = build.rubric()
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HARDEST = 13
"""The school years that a page for everybody may ask for."""

_LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
_FENCES = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_MADE = re.compile(r"<!-- made: .*?<!-- /made -->", re.DOTALL)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """What a person reads as sentences: no code, tables, headings or bare lists of links."""
    text = _MADE.sub("", _FENCES.sub("", text))
    lines = [line for line in text.splitlines() if not line.startswith(("|", "#", "<!--", "- ["))]
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", "\n".join(lines))
    return re.sub(r"[`*>]|^\s*(?:-|\d\.)\s", "", text, flags=re.MULTILINE)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _FENCES.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {anchor(re.sub(r"[`*]", "", heading)) for heading in headings}


def test_every_page_that_is_made_is_what_the_code_makes() -> None:
    assert [file.relative_to(ROOT).as_posix() for file, _ in build.stale()] == []


def test_every_criterion_and_risk_has_a_page() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "criteria").glob("*.md")} - {"README"}
    assert pages == {item.id for item in (*RUBRIC.criteria, *RUBRIC.risks)}


@pytest.mark.parametrize("item", [*RUBRIC.criteria, *RUBRIC.risks], ids=lambda item: item.id)
def test_a_page_has_all_its_headings(item: Item) -> None:
    better = "How to bring it down" if item in RUBRIC.risks else "How to move up"
    headings = re.findall(r"^## (.+)$", text_of(f"docs/criteria/{item.id}.md"), re.MULTILINE)
    assert headings == [
        "What it asks",
        "Why it matters",
        "How it is measured",
        "Levels",
        better,
        "A real case",
        "Sources",
        "Thresholds",
        "Limits",
    ]


@pytest.mark.parametrize("criterion", RUBRIC.criteria, ids=lambda criterion: criterion.id)
def test_an_example_on_a_page_reads_as_the_level_it_stands_under(criterion: Criterion) -> None:
    examples = [body for info, body in build.fences(text_of(f"docs/criteria/{criterion.id}.md")) if info == "yaml"]
    for level, body in enumerate(examples):
        reading = judged_fragment(RUBRIC, parse(body.encode(), "example").data).readings[criterion.id]
        assert (reading.level.low, reading.level.high) == (level, level)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    lost = []
    for target in _LINK.findall(_FENCES.sub("", page.read_text(encoding="utf-8"))):
        path, _, place = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = (page.parent / path).resolve() if path else page
        found = file.exists() and (not place or file.suffix != ".md" or place in anchors(file))
        if not found:
            lost.append(target)
    assert lost == []


def descriptions() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for number, (info, body) in enumerate(build.fences(page.read_text(encoding="utf-8")), 1):
            if info in ("yaml", "yaml file"):
                yield f"{name_of(page)}, block {number}", body


@pytest.mark.parametrize(("where", "body"), list(descriptions()), ids=lambda text: text if ", block" in text else "")
def test_every_description_in_the_pages_is_audited_without_an_error(where: str, body: str) -> None:
    whole = body if re.search(r"^title:", body, re.MULTILINE) else f"title: Example\n{body}"
    assert audit(whole.encode(), where, RUBRIC).criteria


def test_every_policy_in_the_pages_is_one_that_can_be_used() -> None:
    found = [
        body for page in PAGES for info, body in build.fences(page.read_text(encoding="utf-8")) if info == "yaml policy"
    ]
    assert found
    for body in found:
        policy, document = load_policy(body.encode(), "coaudit-policy.yaml")
        assert not misplaced(policy, document, RUBRIC)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_wrong_description_is_followed_by_what_is_said_of_it(page: Path) -> None:
    found = list(build.fences(page.read_text(encoding="utf-8")))
    for (info, _), (following, body) in pairwise([*found, ("", "")]):
        if info == "yaml wrong":
            assert following == "console"
            assert body.startswith("$ coaudit check project.yaml\nproject.yaml:")


def test_every_command_shown_with_output_is_one_that_the_build_runs() -> None:
    for page in PAGES:
        for info, body in build.fences(page.read_text(encoding="utf-8")):
            if info == "console":
                assert name_of(page) in build.BY_HAND
                assert body.startswith(build.RUN)
                assert body.count("$ ") == 1


def test_every_command_and_option_is_documented() -> None:
    page = text_of("docs/cli.md")
    for name, command in commands.commands():
        assert f"\n## {name}\n" in page
        assert command.help
        for parameter in command.params:
            if not {*parameter.opts} & {*commands.FOR_THE_SHELL}:
                assert parameter.help, (name, parameter.name)
                assert all(option in page for option in parameter.opts if option.startswith("-"))


def test_every_format_exit_code_fact_and_rule_is_documented() -> None:
    cli, facts, method = text_of("docs/cli.md"), text_of("docs/facts.md"), text_of("docs/method.md")
    assert all(f"| `{name}` |" in cli for name in FORMATS)
    assert all(f"| {code} |" in cli for code in TABLE)
    assert all(f"| `{name}` |" in facts for name in MEASURES)
    assert all(f"`{name}`" in method for name in RULES)


def test_every_key_that_is_asked_about_is_documented() -> None:
    page = text_of("docs/writing-a-description.md")
    for question in QUESTIONS.values():
        assert question in page


def test_the_words_that_are_explained_by_hand_are_all_of_their_lists() -> None:
    page = _MADE.sub("", text_of("docs/writing-a-description.md"))
    tables = re.findall(r"^\| (side|part|say) \|.*\n\| ---.*\n((?:\|.*\n)+)", page, re.MULTILINE)
    explained = {name: re.findall(r"^\| `([\w-]+)` \|", rows, re.MULTILINE) for name, rows in tables}
    assert explained == {name: list(each.scale.words) for name, each in (("side", SIDE), ("part", PART), ("say", SAY))}


def test_the_worked_example_agrees_with_the_engine_in_every_figure() -> None:
    found = worked.work(RUBRIC)
    told = found.told
    grade = told.grade

    for dimension in told.dimensions:
        low, high = found.dimensions[dimension.id]
        assert (str(low.share), str(high.share)) == (dimension.exact_low, dimension.exact_high)
    assert tuple(map(str, found.whole)) == (told.score.exact_low, told.score.exact_high)
    assert tuple(str(one.share) for one in found.reached) == (grade.exact_share_low, grade.exact_share_high)
    assert found.plain == (grade.uncapped_low, grade.uncapped_high)
    assert found.capped == (grade.low, grade.high)
    assert found.gap == (told.claim.gap_low, told.claim.gap_high)
    assert found.band == (told.tokenism.band_low, told.tokenism.band_high)
    assert found.coverage.share // 1 == grade.coverage
    assert found.settled == told.coverage.settled
    assert found.fragile == grade.fragile


def test_the_worked_example_has_no_figure_outside_what_is_worked_out() -> None:
    page = text_of("docs/method.md")
    section = page[page.index("## One example, done by hand") : page.index("## When a better fact")]
    assert not re.search(r"\d", _MADE.sub("", section))


def test_the_readme_says_what_the_rubric_says() -> None:
    readme = " ".join(text_of("README.md").split())
    assert RUBRIC.grades.over_claim == {"1": "C", "2": "D", "3": "E"}
    assert "one rung too high gets a C at best, and three rungs too high an E" in readme
    assert not RUBRIC.reviewed_by_people_with_lived_experience
    assert "have not reviewed them yet" in readme


def test_the_changelog_counts_as_the_rubric_does() -> None:
    changes = " ".join(text_of("CHANGELOG.md").split())
    assert f"{len(RUBRIC.criteria)} criteria in three dimensions" in changes
    assert f"{len(RUBRIC.risks)} risks of tokenism and seven rungs" in changes
    assert (len(RUBRIC.dimensions), len(RUBRIC.rungs)) == (3, 7)


_NAME = re.compile(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`")
ROOMS = {path.stem for path in (ROOT / "coaudit").iterdir()}


def named(page: str) -> list[str]:
    """Everything of the code that a page names: `facts.measure`, but no file, such as `facts.py`."""
    found = _NAME.findall(_MADE.sub("", _FENCES.sub("", text_of(page))))
    return [name for name in dict.fromkeys(found) if name.partition(".")[0] in ROOMS and not name.endswith(".py")]


def is_there(name: str) -> bool:
    """Whether a module of coaudit, or something in one, has this name."""
    parts = name.split(".")
    found: object = import_module(f"coaudit.{parts[0]}")
    for place, part in enumerate(parts[1:], 2):
        if not hasattr(found, part):
            try:
                import_module(f"coaudit.{'.'.join(parts[:place])}")
            except ImportError:
                return False
        found = getattr(found, part)
    return True


def test_what_the_page_of_the_architecture_names_is_there() -> None:
    names = named("docs/architecture.md")
    assert {"audit.audit", "facts.fact.Fact", "render.Format.render"} <= set(names)
    assert [name for name in names if not is_there(name)] == []
    assert not is_there("facts.nonsense")
    assert not is_there("facts.fact.nonsense")


def test_what_the_page_of_the_architecture_tells_of_its_example_is_so() -> None:
    raw = (ROOT / "examples" / "minimal.coaudit.yaml").read_bytes()
    description = check(raw, "minimal.yaml", RUBRIC)
    found = judged(description, RUBRIC)
    levels = {name: found.verdict.readings[name].level for name in ("decision-rights", "notice")}
    every, notice = (found.facts[name] for name in ("contact.interval_days", "notice_days"))
    assert every.value == Range(21, 21)
    assert (notice.value, notice.stated) == (Range(0, inf), False)
    told = audit(raw, "minimal.yaml", RUBRIC)
    place = description.locate(("decisions", "problem"))
    saying = [
        f"line {place.line}, column {place.column} says `together`",
        f"staff may have the last word (line {description.locate(('on_disagreement',)).line})",
        f"`together` reads as `{found.ground.conflicts[0].reads}`",
        "`contact.interval_days` is 21 days, from one line",
        "`notice_days` is anything from 0 on, from none",
        f"`decision-rights` is at level {levels['decision-rights'].low}",
        f"`notice` anywhere from {levels['notice'].low} to {levels['notice'].high}",
        f"the rung is `{told.rung.low}`, two below the claim; the grade is held at {told.grade.high}",
        told.headline.partition(". ")[2].partition(". ")[2],
    ]
    page = text_of("docs/architecture.md")
    assert [each for each in saying if each not in page] == []
    assert told.claim.by == 2


def test_the_page_of_the_architecture_has_every_command() -> None:
    page = text_of("docs/architecture.md")
    assert [name for name in COMMANDS if f"| `{name}" not in page] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    page = text_of("docs/dependencies.md").lower()
    for requirement in project["dependencies"]:
        assert f"| [{re.split('[<>=~!]', requirement)[0].strip().lower()}](" in page


@pytest.mark.parametrize("name", ["README.md", "docs/cookbook.md", "docs/writing-a-description.md"])
def test_a_page_for_everybody_is_no_harder_to_read_than_it_must_be(name: str) -> None:
    assert textstat.flesch_kincaid_grade(prose(text_of(name))) <= HARDEST
    assert textstat.gunning_fog(prose(text_of(name))) <= HARDEST


def test_no_page_names_a_place_on_somebodys_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(?:home|work|root|tmp|Users)/|[A-Z]:\\", page.read_text(encoding="utf-8"))


def fragments() -> list[object]:
    steps = [step for criterion in RUBRIC.criteria for step in criterion.levels]
    severities = [level for risk in RUBRIC.risks for level in risk.levels]
    return [*(s.example for s in steps), *(s.example for s in severities), *(rung.example for rung in RUBRIC.rungs)]


def test_an_example_is_written_so_that_it_reads_as_itself() -> None:
    awkward = {"title": "a: b, c # d", "note": "- [x] {y}", "purpose": 'it\'s "so"', "changes": [{"what": "A, B"}]}
    for fragment in (*fragments(), awkward):
        assert parse(yaml(fragment).encode(), "example").data == fragment


def test_a_block_is_made_anew_whatever_stood_in_it() -> None:
    page = "<!-- made: one -->\n{}<!-- /made -->\nkept\n<!-- made: two -->\n<!-- /made -->\n"
    made = {"one": "first", "two": "second"}
    fresh = "<!-- made: one -->\nfirst\n<!-- /made -->\nkept\n<!-- made: two -->\nsecond\n<!-- /made -->\n"

    assert build.refreshed(page.format(""), made) == fresh
    assert build.refreshed(page.format("old\n\nold\n"), made) == fresh
    assert build.refreshed(fresh, made) == fresh


def test_a_command_is_followed_by_what_it_prints() -> None:
    page = "```yaml wrong\ntitle:\n```\n\nSo `this`:\n\n```console\n$ coaudit check project.yaml\nold\n```\n"

    fresh = build.refreshed(page, {})

    assert "old" not in fresh
    assert "project.yaml:1:" in fresh


def test_the_commands_of_a_page_with_files_of_its_own_follow_one_another_in_one_folder() -> None:
    page = (
        "```yaml write a.yaml\ntitle: A\n```\n```console\n$ coaudit check a.yaml\n```\n"
        '```console\n$ coaudit new b --title "Two words"\nold\n```\n```console\n$ coaudit check b.coaudit.yaml\n```\n'
    )

    fresh = build.refreshed(page, {})

    assert "old" not in fresh
    assert "b.coaudit.yaml is written" in fresh
    assert "ok: a.yaml" in fresh
    assert "ok: b.coaudit.yaml" in fresh
    assert build.refreshed(fresh, {}) == fresh


def test_a_description_with_only_a_title_is_valid() -> None:
    assert check(b"title: Redesigning the crisis pathway\n", "one-line", RUBRIC).project.title


def test_the_gallery_is_small_and_every_picture_in_it_is_told() -> None:
    folder = ROOT / "docs" / "gallery"
    pictures = sorted(folder.glob("*.png"))
    told = (folder / "README.md").read_text(encoding="utf-8")
    stamped = (folder / "pages.sha256").read_text(encoding="utf-8")

    assert len(pictures) >= 6
    assert sum(path.stat().st_size for path in pictures) < 1_000_000
    for path in pictures:
        assert path.read_bytes().startswith(b"\x89PNG")
        assert f"]({path.name})" in told
        assert path.name in stamped
    assert "docs/gallery/label-only.png" in (ROOT / "README.md").read_text(encoding="utf-8")


SCRIPTS = ("docs/build.py", "docs/pictures.py", "validation/run.py")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_where_coaudit_is_before_it_asks_for_it(name: str) -> None:
    text = text_of(name)
    at = text.index("sys.path.insert(")
    ours = re.compile(r"^(?:from|import) (?:coaudit|docs|tests|validation)\b", re.MULTILINE)

    assert ours.search(text, at)
    assert not ours.search(text, 0, at)
