"""Other languages: nothing of ours stays English, and nothing but words is ever translated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coaudit import audit as core
from coaudit import bundled
from coaudit.cli import git
from coaudit.cli.languages import from_po
from coaudit.cli.working import AT_ONCE, FORKS
from coaudit.errors import RubricError
from coaudit.facts import MEASURES
from coaudit.phrases import Catalogue, count, language, say, speaking
from coaudit.records import replace
from coaudit.render import FORMATS, Look
from coaudit.report import Grade, Report
from coaudit.rubric import Rubric
from coaudit.rubric.language import HEAD, skeleton, texts_of
from coaudit.rubric.load import Spoken
from coaudit.source import Document, parse
from coaudit.source.yaml_writer import written
from coaudit.telling.words import CONFLICT_NAMES
from tests import pseudo
from tests.cli.conftest import HONEST, OVERCLAIMED, run_in
from tests.cli.test_faults import happening
from tests.pages import text as page_text

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = (ROOT / "coaudit" / "languages" / "coaudit.pot").read_text(encoding="utf-8")
EXAMPLES = sorted((ROOT / "examples").glob("*.coaudit.yaml"))
NAME = "coproduction.yaml"
RAW = bundled.read("coproduction")
DATA: Any = parse(RAW, NAME).data
RUBRIC = core.load(RAW, NAME)


def translation() -> str:
    """All texts of the default rubric in the test language."""
    made = {**skeleton(DATA, pseudo.CODE), "wording": DATA["wording"]}
    return written(pseudo.texts(made, HEAD))


def in_the_test_language() -> Rubric:
    document = parse(translation().encode(), "coproduction.qps.yaml")
    return core.load(RAW, NAME, spoken=Spoken(pseudo.CODE, lambda _: document))


TRANSLATED = in_the_test_language()
SPOKEN = from_po(pseudo.CODE, pseudo.catalogue(TEMPLATE))


def ids(data: Any) -> Iterator[str]:
    """Every key and every id of a rubric."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            if key in ("id", "dimension", "rubric", "version"):
                yield str(value)
            yield from ids(value)
    elif isinstance(data, list):
        for each in data:
            yield from ids(each)


def own_words(report: Report, source: str) -> set[str]:
    """Words that are nobody's sentence: the description's own, ids, names of facts, and words of the closed lists."""
    rubric = report.rubric
    said = [source, rubric.sha256[:12], *MEASURES, *ids(DATA), "coaudit", report.audits[0].path, "GBP"]
    from coaudit import vocabulary
    from coaudit.vocabulary import Vocabulary

    for each in vars(vocabulary).values():
        said += each.scale.words if isinstance(each, Vocabulary) else ()
    return {word for text in said for word in pseudo.latin(text)} | {"yes", "no", "true", "false"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name.removesuffix(".coaudit.yaml"))
@pytest.mark.parametrize("format_", ["text", "plain"])
def test_no_sentence_of_ours_stays_english(example: Path, format_: str) -> None:
    raw = example.read_bytes()
    with speaking(SPOKEN):
        report = core.report(TRANSLATED, [core.audit(raw, "p.yaml", TRANSLATED)])
        text = FORMATS[format_].render(report, Look(width=2000, details=True))

    words = own_words(report, raw.decode())
    assert sorted({word for word in pseudo.latin(text) if word not in words}) == []
    assert len(text) > 1000


def test_several_projects_and_what_is_wrong_with_one_are_told_in_the_language_too() -> None:
    from tests.render.reports import SEVERAL

    with speaking(SPOKEN):
        for format_ in ("text", "plain"):
            text = FORMATS[format_].render(SEVERAL, Look(width=2000, details=False))
            for english in ("Could not be judged", "not ranked", "Most often short", "What is required", "Not shown"):
                assert english not in text
            assert pseudo.pseudo("What is required" if format_ == "text" else "Could not be judged") in text


def without(grade: Grade) -> Grade:
    """A grade without its sentences."""
    return replace(grade, says="", caps=(), caps_say=())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name.removesuffix(".coaudit.yaml"))
def test_the_verdict_is_the_same_in_every_language(example: Path) -> None:
    raw = example.read_bytes()
    english = core.audit(raw, "p.yaml", RUBRIC)
    with speaking(SPOKEN):
        other = core.audit(raw, "p.yaml", TRANSLATED)

    for name in ("score", "coverage"):
        assert getattr(english, name) == getattr(other, name)
    assert without(english.grade) == without(other.grade)
    assert english.claim == other.claim
    assert (english.rung.low, english.rung.high) == (other.rung.low, other.rung.high)
    assert [(each.id, each.low, each.high) for each in english.criteria] == [
        (each.id, each.low, each.high) for each in other.criteria
    ]
    assert [(each.id, each.low, each.high, each.judged) for each in english.risks] == [
        (each.id, each.low, each.high, each.judged) for each in other.risks
    ]
    assert RUBRIC.sha256 == TRANSLATED.sha256


WELSH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;\\n"

msgid "{n} person"
msgid_plural "{n} people"
msgstr[0] "{n} person."
msgstr[1] "{n} berson."
msgstr[2] "{n} o bobl."
msgstr[3] "{n} pherson."

msgid "Met"
msgstr "Cyflawnwyd"

#, fuzzy
msgid "Not met"
msgstr "Perhaps"
"""


def test_a_language_may_have_more_forms_than_two() -> None:
    with speaking(from_po("cy", WELSH)):
        said = [count(number, "{n} person", "{n} people") for number in (1, 2, 3, 8)]
    assert said == ["1 person.", "2 berson.", "3 o bobl.", "8 pherson."]


def test_what_has_no_translation_or_an_unsure_one_stays_english_and_is_known() -> None:
    welsh = from_po("cy", WELSH)
    with speaking(welsh):
        assert (say("Met"), say("Not met"), say("A {thing}", thing="b")) == ("Cyflawnwyd", "Not met", "A b")
        assert count(1, "{n} level", "{n} levels") == "1 level"
        assert count(2, "{n} level", "{n} levels") == "2 levels"
        assert language() == "cy"
    assert welsh.missing == {"Not met", "A {thing}", "{n} level"}
    assert language() == "en"


@pytest.mark.parametrize("value", ["{n}", "{0}", "{thing.__class__}", "{", "}", "%s", "\\1", "{other}"])
def test_what_is_filled_in_is_never_read_again(value: str) -> None:
    for catalogue in (None, Catalogue("xx", {"A {thing}": ("{thing} B",)})):
        with speaking(catalogue):
            assert say("A {thing}", thing=value) == (f"{value} B" if catalogue else f"A {value}")


def test_a_translation_reaches_nothing_but_the_values_it_is_given() -> None:
    with speaking(Catalogue("xx", {"A {thing}": ("{thing.__class__} {other} {thing}",)})):
        assert say("A {thing}", thing="b") == "{thing.__class__} {other} b"


SMALL = """\
coaudit-rubric-text: 1
rubric: coproduction
language: cy
criteria:
  payment:
    title: Talu
"""

WRONG = {
    "a criterion that is not there": (SMALL.replace("payment", "paymant"), "criteria.paymant.title", "payment.title"),
    "a key that is no text": (SMALL.replace("title", "weight"), "no text 'criteria.payment.weight'", ""),
    "a level that is not there": (SMALL + "    levels: {7: x}\n", "no text 'criteria.payment.levels.7'", ""),
    "a condition": (SMALL + "    levels: {1: {when: {payment: {is: paid}}}}\n", "levels.1.when.payment.is'", ""),
    "a threshold": (SMALL + "grades: {bands: {A: 1}}\n", "no text 'grades.bands.A'", ""),
    "a reference rate": (SMALL + "reference: {hourly: 1}\n", "no text 'reference.hourly'", ""),
    "another rubric": (SMALL.replace("rubric: coproduction", "rubric: ours"), "'rubric' has to be coproduction", ""),
    "another language": (SMALL.replace("cy", "fr"), "'language' has to be cy here", "write language: cy"),
    "no mark": (SMALL.replace("coaudit-rubric-text: 1\n", ""), "'coaudit-rubric-text' has to be 1 here", ""),
}


@pytest.mark.parametrize(("text", "message", "hint"), WRONG.values(), ids=WRONG)
def test_a_translation_that_names_more_than_texts_is_refused(text: str, message: str, hint: str) -> None:
    document = parse(text.encode(), "coproduction.cy.yaml")
    with pytest.raises(RubricError) as caught:
        core.load(RAW, NAME, spoken=Spoken("cy", lambda _: document))
    problem = caught.value.problems[0]
    assert problem.name == "coproduction.cy.yaml"
    assert message in problem.message
    assert hint in problem.hint


MISSHAPEN = (
    *("criteria: [foo]", "criteria: foo", "criteria: {foo: bar}", "risks: [[foo]]", "rungs: foo", "dimensions: foo"),
    *("grades: foo", "grades: [foo]", "grades: {means: foo}", "grades: {means: [foo]}", "by_stage: [foo]"),
    *("elsewhere: [foo]", "elsewhere: {foo: bar}", "criteria: [{id: [foo], levels: foo, real_case: foo}]"),
    *("criteria: [{id: foo, levels: [foo, {means: [foo]}], real_case: [foo]}]", "title: [foo]", "about: {foo: bar}"),
    *("rubric: [foo]", "language: {foo: bar}", "wording: foo"),
    *("criteria: [{id: foo, levels: [{means_by: [foo], next_step: [foo]}]}]", "risks: [{levels: [{means_by: foo}]}]"),
)


@pytest.mark.parametrize("wrong", MISSHAPEN)
@pytest.mark.parametrize("texts", [None, "coaudit-rubric-text: 1\nrubric: foo\nlanguage: cy\ntitle: Ein teitl\n"])
def test_a_rubric_of_another_shape_is_found_wrong_in_any_language(wrong: str, texts: str | None) -> None:
    text = f"{wrong}\n" if wrong.startswith("rubric") else f"rubric: foo\n{wrong}\n"
    document = parse(texts.encode(), "foo.cy.yaml") if texts else None
    with pytest.raises(RubricError):
        core.load(text.encode(), "foo.yaml", spoken=Spoken("cy", lambda _: document))


def test_what_is_missing_stays_in_english_and_is_counted_in_the_report() -> None:
    document = parse(SMALL.encode(), "coproduction.cy.yaml")
    rubric = core.load(RAW, NAME, spoken=Spoken("cy", lambda _: document))
    titles = {criterion.id: criterion.title for criterion in rubric.criteria}

    assert titles["payment"] == "Talu"
    assert titles["rhythm"] == next(each.title for each in RUBRIC.criteria if each.id == "rhythm")
    assert len(rubric.lineage.untranslated) == len(texts_of(DATA)) - 1
    assert "texts of the rubric are not translated" in core.report(rubric, []).notes[0]


OURS = """\
rubric: ours
extends: coproduction
title: Ours
version: 1.0.0
reviewed_by_people_with_lived_experience: no
about: One question of our own.
criteria:
"""


def test_an_extension_takes_the_base_with_its_translation_and_its_own_entries_with_theirs() -> None:
    payment = next(each for each in DATA["criteria"] if each["id"] == "payment")
    credit = next(each for each in DATA["criteria"] if each["id"] == "staying")
    ours = OURS + "".join(f"- {line}" if not place else f"  {line}" for entry in (payment, credit)
                          for place, line in enumerate(written(entry).splitlines(keepends=True)))  # fmt: skip
    files = {
        NAME: parse(translation().encode(), "coproduction.qps.yaml"),
        "ours.yaml": parse(SMALL.replace("coproduction", "ours").replace("cy", "qps").encode(), "ours.qps.yaml"),
    }

    def texts(name: str) -> Document | None:
        return files.get(name)

    rubric = core.load(ours.encode(), "ours.yaml", bundled.base, spoken=Spoken("qps", texts))
    titles = {criterion.id: criterion.title for criterion in rubric.criteria}
    assert titles["payment"] == "Talu"  # its own entry, translated beside it
    assert titles["staying"] == credit["title"]  # its own entry, not translated: not the base's old words
    assert titles["rhythm"] == next(each.title for each in TRANSLATED.criteria if each.id == "rhythm")


def test_a_levels_own_next_step_is_translated_beside_the_levels() -> None:
    english = RUBRIC.criterion("disagreement")
    own = TRANSLATED.criterion("disagreement")

    assert [bool(step.next_step) for step in own.levels] == [False, True, True, False, True]
    assert [step.next_step for step in own.levels if step.next_step] == [
        pseudo.pseudo(step.next_step) for step in english.levels if step.next_step
    ]


def test_what_a_level_means_by_one_fact_is_translated_too() -> None:
    english, own = (rubric.criterion("payment").levels[4].means_by for rubric in (RUBRIC, TRANSLATED))

    assert own == {"decisions.budget": pseudo.pseudo(english["decisions.budget"])}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A rubric with its translation and the catalogue beside it."""
    (tmp_path / "a.yaml").write_text(HONEST, encoding="utf-8")
    (tmp_path / "ours.yaml").write_bytes(RAW)
    (tmp_path / "ours.qps.yaml").write_text(translation(), encoding="utf-8")
    (tmp_path / "coaudit.qps.po").write_text(pseudo.catalogue(TEMPLATE), encoding="utf-8")
    return tmp_path


READ = """
    import os
    import coaudit.cli.languages as languages
    import coaudit.cli.working as working
    working.FORKS = {forks}
    catalogue = languages.catalogue
    def noted(*asked):
        with open(f"read.{{os.getpid()}}", "a") as file:
            file.write("x")
        return catalogue(*asked)
    languages.catalogue = noted
"""


def test_a_report_is_printed_in_the_language_asked_for(shelf: Path) -> None:
    done = run_in(shelf, "audit", "a.yaml", "--rubric", "ours.yaml", "--lang", "qps", "--fail-under", "A")
    assert done.code == 0
    assert pseudo.pseudo("What this cannot say") in done.out
    assert f"{pseudo.pseudo('Met')}: a.yaml: {pseudo.pseudo('A grade of ')}A" in done.err
    assert run_in(shelf, "rubric", "check", "ours.yaml", "--lang", "qps").code == 0


@pytest.mark.parametrize("anew", [False, True], ids=["a copy of the first", "started anew"])
def test_every_process_that_helps_speaks_the_language_and_reads_its_sentences_once(shelf: Path, anew: bool) -> None:
    for number in range(3 * AT_ONCE):
        (shelf / f"{number}.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    line = ("audit", ".", "--rubric", "ours.yaml", "--lang", "qps", "--fail-under", "A", "--details")
    alone = run_in(shelf, *line, "--jobs", "1")

    shared = run_in(shelf, *line, "--jobs", "2", env=happening(shelf, READ.format(forks=not anew and FORKS)))

    assert shared == alone
    assert pseudo.pseudo("What this cannot say") in shared.out
    read = [path.read_text(encoding="utf-8") for path in shelf.glob("read.*")]
    assert read == ["x"] * 3, "the first process, and two that help"


def test_without_a_translation_it_is_english_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HONEST, encoding="utf-8")
    done = run_in(tmp_path, "audit", "a.yaml", "--lang", "cy")
    assert done.code == 0
    assert "texts of the rubric are not translated, and stand in its own language." in " ".join(done.out.split())
    assert " ".join(done.err.split()).startswith("coaudit has no sentences in cy: this is in English.")
    page = run_in(tmp_path, "audit", "a.yaml", "--lang", "cy", "--format", "html")
    assert '<html lang="en">' in page.out, "the language that it is really in"


def test_a_page_of_which_only_the_rubric_is_translated_says_its_language_and_that_is_told(shelf: Path) -> None:
    (shelf / "coaudit.qps.po").unlink()
    done = run_in(shelf, "audit", "a.yaml", "--rubric", "ours.yaml", "--lang", "qps", "--format", "html")
    assert '<html lang="qps">' in done.out
    assert " ".join(done.err.split()).startswith("coaudit has no sentences in qps: only the rubric's texts are in it.")


@pytest.mark.parametrize("command", ["audit", "plan"])
def test_the_help_names_no_language_that_does_not_come_with_it(tmp_path: Path, command: str) -> None:
    said = " ".join(run_in(tmp_path, command, "--help").out.split())
    assert "None comes with it." in said
    assert "cy, fr" not in said


LIES = 'msgid ""\nmsgstr ""\n\nmsgid "Met"\nmsgstr "Cyflawnwyd"\n\nmsgid "Not met"\nmsgstr "Met"\n'
"""Sentences that turn a verdict round."""

CHANGED = SMALL.replace("Talu", "All is well")
"""Texts of the rubric that somebody else put there."""


@pytest.mark.parametrize("policy", [(), ("--policy", "honest")], ids=["", "under a policy from elsewhere"])
@pytest.mark.parametrize("named", [(), ("--rubric", "coproduction")], ids=["", "by its name"])
def test_what_lies_in_the_folder_says_nothing_for_a_rubric_of_ours(
    tmp_path: Path, policy: tuple[str, ...], named: tuple[str, ...]
) -> None:
    (tmp_path / "a.yaml").write_text(OVERCLAIMED, encoding="utf-8")
    (tmp_path / "coaudit.cy.po").write_text(LIES, encoding="utf-8")
    (tmp_path / "coproduction.yaml").write_bytes(RAW)
    (tmp_path / "coproduction.cy.yaml").write_text(CHANGED, encoding="utf-8")
    done = run_in(tmp_path, "audit", "a.yaml", "--lang", "cy", "--details", "--fail-under", "A", *policy, *named)
    assert done.code == 1
    assert "Not met: a.yaml" in done.err
    assert "All is well" not in done.out
    note = "have coaudit.cy.po of their own, with sentences for reports. It was passed over."
    assert (note in " ".join(done.out.split())) == bool(policy)


def test_beside_a_rubric_of_your_own_its_texts_and_sentences_are_taken_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HONEST, encoding="utf-8")
    (tmp_path / "coproduction.yaml").write_bytes(RAW)
    (tmp_path / "coproduction.cy.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "coaudit.cy.po").write_text(LIES, encoding="utf-8")
    done = run_in(tmp_path, "audit", "a.yaml", "--rubric", "coproduction.yaml", "--lang", "cy", "--fail-under", "A",
                  "--details", "--policy", "honest")  # fmt: skip
    assert done.code == 0
    assert "Talu" in done.out
    assert "Cyflawnwyd: a.yaml" in done.err
    assert "passed over" not in done.out


NO_CATALOGUE = {
    "not UTF-8": (b'msgid ""\nmsgstr "caf\xe9"\n', "The byte E9 (perhaps meant as é) is not UTF-8"),
    "much too large": (b"#" * (1024 * 1024 + 1), "This file is larger than 1 MiB"),
    "the name of a file": (str(ROOT / "coaudit" / "languages" / "coaudit.pot").encode(), "Syntax error"),
    "no sentences": (b"Not met: Met\n", "Syntax error"),
    "a rule that is none": (b'msgid ""\nmsgstr ""\n"Plural-Forms: plural=n!;\\n"\n', "cannot be used"),
}


@pytest.mark.parametrize(("raw", "says"), NO_CATALOGUE.values(), ids=NO_CATALOGUE)
def test_what_is_no_catalogue_is_refused_in_words(shelf: Path, raw: bytes, says: str) -> None:
    (shelf / "coaudit.qps.po").write_bytes(raw)
    done = run_in(shelf, "audit", "a.yaml", "--rubric", "ours.yaml", "--lang", "qps")
    assert done.code == 2
    assert says in " ".join(done.err.replace("│", " ").split())


@pytest.mark.parametrize("rule", ["n / (n - 2)", "n - 9"])
def test_a_rule_for_numbers_that_comes_to_nothing_leaves_a_sentence_all_the_same(rule: str) -> None:
    welsh = WELSH.replace("(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3", rule)
    with speaking(from_po("cy", welsh)):
        assert count(2, "{n} person", "{n} people").startswith("2 ")


def test_missing_texts_are_named_by_the_check(shelf: Path) -> None:
    whole = (shelf / "ours.qps.yaml").read_text(encoding="utf-8")
    title = next(line for line in whole.splitlines() if line.startswith("title: "))
    (shelf / "ours.qps.yaml").write_text(whole.replace(title + "\n", ""), encoding="utf-8")
    done = run_in(shelf, "rubric", "check", "ours.yaml", "--lang", "qps")
    assert done.code == 5
    assert "ours.yaml: title has no text in the language qps" in done.err


def test_the_file_to_translate_has_every_text_and_can_be_used_as_it_is(tmp_path: Path) -> None:
    done = run_in(tmp_path, "rubric", "translate", "coproduction", "--lang", "cy")
    document = parse(done.raw, "coproduction.cy.yaml")
    rubric = core.load(RAW, NAME, spoken=Spoken("cy", lambda _: document))
    assert rubric.lineage.untranslated == ()
    assert rubric.language == "cy"
    assert [each.title for each in rubric.criteria] == [each.title for each in RUBRIC.criteria]


@pytest.mark.parametrize("code", ["../x", "Welsh please", "", "c", "cy/../../x"])
def test_what_is_no_code_of_a_language_is_refused(tmp_path: Path, code: str) -> None:
    (tmp_path / "a.yaml").write_text(HONEST, encoding="utf-8")
    done = run_in(tmp_path, "audit", "a.yaml", "--lang", code)
    assert done.code == 2
    assert "is not the code of a language" in " ".join(done.err.split())


def test_no_sentence_of_a_plan_a_comparison_or_a_history_stays_english() -> None:
    from coaudit.planning import plan
    from coaudit.render import comparing, planning
    from coaudit.render import history as histories
    from coaudit.render.pieces import as_text
    from coaudit.report import Point
    from coaudit.report.compare import compare
    from coaudit.report.history import History, figures

    old = (ROOT / "examples" / "minimal.coaudit.yaml").read_text(encoding="utf-8")
    new = old.replace("budget: told", "budget: together")
    with speaking(SPOKEN):
        made = plan(old.encode(), "p.yaml", TRANSLATED, "B", what_if=["on_disagreement=agreed-route"])
        both = [core.report(TRANSLATED, [core.audit(text.encode(), "p.yaml", TRANSLATED)]) for text in (old, new)]
        points = (Point("", "", "p.yaml", figures(both[0].audits[0])), Point("", "", "p.yaml", None, "p.yaml"))
        look = Look(width=2000)
        said = as_text(planning.pieces(made), look) + as_text(comparing.pieces(compare(*both)), look)
        told = History("p.yaml", both[0].rubric, points, bounded=True, shallow=True)
        said += as_text(histories.pieces(told, unicode=True), look)

    words = own_words(both[0], old + new + "agreed-route --most git fetch --unshallow")
    assert sorted({word for word in pseudo.latin(said) if word not in words}) == []
    assert len(said) > 3000


@pytest.mark.parametrize("format_", ["text", "plain", "html"])
def test_no_sentence_of_a_report_with_a_history_stays_english(format_: str) -> None:
    from coaudit.report import Point, Revisions
    from coaudit.report.history import figures, shifts

    old = (ROOT / "examples" / "minimal.coaudit.yaml").read_text(encoding="utf-8").replace("proposal", "complete")
    new = old.replace("budget: told", "budget: together").replace("status: complete", "status: under-way")
    with speaking(SPOKEN):
        before, after = (core.audit(text.encode(), "p.yaml", TRANSLATED) for text in (old, new))
        points = (
            Point("1" * 40, "2026-01-02", "p.yaml", figures(before)),
            Point("2" * 40, "2026-01-03", "p.yaml", None, "p.yaml"),
            Point("", "", "p.yaml", figures(after), moved=shifts(before, after)),
        )
        found = [replace(after, history=Revisions(points, bounded=True, shallow=True))]
        found.append(replace(after, history=Revisions((), wrong="p.yaml")))
        report = core.report(TRANSLATED, found)
        said = FORMATS[format_].render(report, Look(width=2000, details=True))
    if format_ == "html":
        said = page_text(said)
    cited = " ".join(f"{one.cite} {one.link}" for each in report.rubric.asked for one in each.sources)

    words = own_words(report, old + new + cited + "coaudit history --most git fetch --unshallow")
    assert sorted({word for word in pseudo.latin(said) if word not in words}) == []


def test_every_sentence_that_is_said_later_is_there_to_be_translated() -> None:
    later = [git.TAKEN_AWAY, git.A_LINK, git.NO_FILE, *CONFLICT_NAMES.values()]

    assert [sentence for sentence in later if f'msgid "{sentence}"' not in TEMPLATE] == []
