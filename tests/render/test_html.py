"""The page says what the plain report says, is whole in itself, and no description becomes part of its markup."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaudit.audit import audit, report
from coaudit.phrases import speaking
from coaudit.records import replace
from coaudit.render import FORMATS, Look, portfolio, words
from coaudit.report import Report
from tests import pseudo
from tests.generated import description
from tests.judged import RUBRIC
from tests.pages import HTML, read, skeleton, text
from tests.render.reports import NOTHING, ONE, PAST, PASTS, SEVERAL, with_texts
from tests.render.test_hostile import texts
from tests.test_languages import SPOKEN, TRANSLATED, own_words

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.coaudit.yaml"))
AUDITED = [audit(path.read_bytes(), path.name, RUBRIC) for path in EXAMPLES]
REPORTS = {each.path: report(RUBRIC, [each]) for each in AUDITED}
REPORTS |= {"all": report(RUBRIC, AUDITED), "one": ONE, "several": SEVERAL, "nothing": NOTHING}
REPORTS |= {"past": PAST, "pasts": PASTS}
# Values of plain lines that the page words or places in its own way, and so says in another line.
ELSEWHERE = (
    "Time",
    "Where",
    "Note",
    "Made by",
    "Rate that pay",
    "Judged by",
    "Projects",
    "In short",
    "Required",
    "Limit",
)


@cache
def page(given: Report) -> str:
    return FORMATS["html"].render(given)


@cache
def tree_of(given: Report) -> Element:
    return read(page(given))


@pytest.fixture(params=list(REPORTS.values()), ids=list(REPORTS))
def found(request: pytest.FixtureRequest) -> Report:
    assert isinstance(request.param, Report)
    return request.param


def facts_of(given: Report) -> Iterator[tuple[str, str]]:
    """The label and value of every plain line."""
    for line in FORMATS["plain"].render(given).splitlines():
        label, _, value = line.partition(": ")
        if value and not label.startswith(ELSEWHERE):
            yield label, value


def test_the_page_says_every_figure_and_sentence_of_the_plain_report(found: Report) -> None:
    said = text(page(found))
    folded = re.sub(r"\W+", "", said).casefold()
    for label, value in facts_of(found):
        if label == "The claim expects":  # here it stands behind the level
            plain = f"the claim expects {value.split()[0]}"
        else:
            plain = re.sub(r" \((line|lines) [^)]*\)", "", value)
        if label.startswith("Revision"):  # what each figure is stands at the head of its column
            plain = re.sub("claimed |evidenced |grade |score |risk of tokenism ", "", plain)
        parts = (
            re.split(r"[:,;(] ?|, from ", plain)
            if label.startswith(("Step", "Not stated", "Sides", "Side", "Revision", "Moved"))
            else [plain]
        )
        for part in parts:
            assert re.sub(r"\W+", "", part).casefold() in folded, (label, value)


@pytest.mark.parametrize("each", AUDITED, ids=lambda each: each.path)
def test_the_page_keeps_the_order_of_the_plain_report(each: object) -> None:
    given = next(one for one in REPORTS.values() if one.audits == (each,))
    said = text(page(given))
    labels = ("Verdict", "Grade means", "Score for Time asks", "Risk of tokenism means", "What was found", "Not stated")
    last = 0
    for label, value in facts_of(given):
        if label in labels:
            place = said.find(re.sub(r" \([a-z_.]+\)$", "", value), last)
            assert place >= 0, (label, value)
            last = place


def test_markdown_says_the_same_figures_as_the_page(found: Report) -> None:
    said = text(page(found))
    for row in re.findall(r"^\| (\w[^|]*) \| (\d[\d to]*) \|", FORMATS["markdown"].render(found), re.MULTILINE):
        assert f"{row[0]} {row[1]} of 100" in said


def test_it_is_written_as_the_standard_says_and_leads_only_to_itself(found: Report) -> None:
    tree = tree_of(found)
    ids = Counter(each.get("id") for each in tree.iter() if each.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    for each in tree.iter():
        assert not [name for name in each.attrib if name == "style" or name.startswith("on") or name == "src"]
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert all(one in ids for one in (each.get(name) or "").split())
        target = each.get("href")
        if target is not None and each.tag == f"{HTML}a":
            assert target[1:] in ids if target.startswith("#") else target.startswith(("https://", "http://"))
    assert not [each.tag for each in tree.iter() if each.tag in {f"{HTML}{one}" for one in ("link", "img", "iframe")}]


def test_the_browser_may_run_only_what_its_hash_names(found: Report) -> None:
    tree = tree_of(found)
    policies = [each.get("content") or "" for each in tree.iter(f"{HTML}meta") if each.get("http-equiv")]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; ")
    assert "unsafe" not in policies[0]
    for kind in ("style", "script"):
        inner = [each.text or "" for each in tree.iter(f"{HTML}{kind}")]
        hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inner]
        assert re.findall(rf"{kind}-src '(?:sha256-)([^']+)'", policies[0]) == hashes


def test_every_picture_has_a_title_and_a_description_or_repeats_the_text_beside_it(found: Report) -> None:
    for each in tree_of(found).iter("{http://www.w3.org/2000/svg}svg"):
        if each.get("aria-hidden") != "true":
            assert each.get("role") == "img"
            assert [child.tag.rpartition("}")[2] for child in list(each)[:2]] == ["title", "desc"]
            assert all((child.text or "").strip() for child in list(each)[:2])


HOSTILE = (
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "</style><style>*{display:none}",
    "{{ 7 * 7 }} {% raw %} &lt;b&gt; &amp;",
    "]]> <!-- --> </svg></code></li></main><h1>mine</h1>",
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "\u202egnol \u0000 \u2028",
)


def hostile_description(said: str) -> bytes:
    """A description that says *said* wherever it may say anything."""
    import yaml

    return yaml.safe_dump(
        {
            "title": said,
            "organisation": said,
            "claim": "coproduction",
            "groups": {
                "a": {"side": "lived-experience", "from": "2025-03", "note": said},
                "b": {"side": "professional"},
            },
            "affected": [{"who": said, "here": "partly", "plan": said}],
            "stages": {"idea": {"is": "asked", "date": "2025-01", "note": said}},
            "decisions": {
                "budget": {"is": "none", "date": "2025-01-02", "evidence": said},
                "rest": {"is": "asked", "who": {"a": "advises"}},
                "other": [{"what": said, "is": "together", "date": "2025-05"}],
            },
            "contact": [{"what": said, "who": ["a"], "dates": ["2025-04-01"]}],
            "changes": [{"what": said, "size": "wording"}],
            "responses": {"payment": said},
            "accounts": [{"from": "lived-experience", "people": 5, "answers": {"payment": "4"}, "note": said}],
        },
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    ).encode()


@pytest.mark.parametrize("hostile", HOSTILE[:-1])
def test_a_hostile_description_changes_no_markup(hostile: str) -> None:
    calm = "calm"
    pages = [page(report(RUBRIC, [audit(hostile_description(each), "p.yaml", RUBRIC)])) for each in (calm, hostile)]
    assert skeleton(pages[0]) == skeleton(pages[1])
    assert " ".join(hostile.split()) in text(pages[1])


@settings(max_examples=25)
@given(st.lists(texts | st.sampled_from(HOSTILE), min_size=1, max_size=5), st.sampled_from([ONE, PAST]))
def test_whatever_any_text_of_a_report_is_the_markup_stays_the_same(given_texts: list[str], report_: Report) -> None:
    written = page(with_texts(report_, itertools.cycle([each or "x" for each in given_texts])))
    tree = read(written)
    assert not [each for each in tree.iter() if each.tag == f"{HTML}script"]
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]", written)
    assert all(not name.startswith("on") for each in tree.iter() for name in each.attrib)
    assert all((each.get("href") or "#").startswith(("#", "http")) for each in tree.iter())


def test_a_decision_before_people_joined_is_told_as_such() -> None:
    given = report(RUBRIC, [audit(hostile_description("calm"), "p.yaml", RUBRIC)])
    budget = next(each for each in given.audits[0].occasions if each.what == "budget")
    assert (budget.before_people, budget.first, [each.there for each in budget.voices]) == (
        True,
        "2025-01-02",
        ["not-yet", ""],
    )
    said = text(page(given))
    assert "none: before people joined" in said, "on the time line"
    assert re.search(r"Budget line \d+ 2025-01-02 ?before people joined none none not there yet", said), "in the table"


def test_what_has_no_date_is_named_beside_the_time_line() -> None:
    said = text(page(REPORTS["co-design.coaudit.yaml"]))
    told = re.search(r"No date is stated for these, so they are not on the line: ([^.]*)\.", said)
    assert told
    assert "unit" in told[1]
    assert "families" not in told[1]


@pytest.mark.parametrize("number", range(0, 400, 20))
def test_any_description_there_may_be_makes_a_whole_page(number: int) -> None:
    made = audit(description(number).encode(), "p.yaml", RUBRIC)
    said = text(page(report(RUBRIC, [made])))
    assert " ".join(made.headline.split()) in said
    for each in made.occasions:
        assert words.spaced(each.says) in said


def test_without_dates_the_picture_is_by_stage_and_says_so() -> None:
    without = page(REPORTS["label-only.coaudit.yaml"])
    assert "shows them stage by stage" in without
    assert 'class="time"' not in without
    assert 'class="time"' in page(REPORTS["coproduction.coaudit.yaml"])


@pytest.mark.parametrize(
    "dated",
    [
        "decisions: {who-joins: {is: together, from: 2026-01, to: 2026-03}}",
        "decisions: {who-joins: {is: together, to: 2026-03}}",
        "decisions: {other: [{what: Opening hours, from: 2026-01}]}",
        "decisions: {budget: {is: told, from: 2026-01, to: 2026-03}}",
        "stages: {idea: {is: asked, to: 2026-03}}",
    ],
)
def test_whatever_days_a_stage_or_a_decision_has_they_make_a_time_line(dated: str) -> None:
    made = page(report(RUBRIC, [audit(f"title: A\n{dated}\n".encode(), "p.yaml", RUBRIC)]))
    assert 'class="time"' in made
    assert re.search("2026-0[13]", text(made))


def test_many_projects_stand_in_order_of_name_and_the_page_says_why() -> None:
    several = page(REPORTS["all"])
    tree = read(several)
    titles = ["".join(each.itertext()) for each in tree.iter(f"{HTML}h2") if (each.get("id") or "").startswith("p")]
    assert titles == [" ".join(each.title.split()) for each in portfolio.rows(REPORTS["all"])]
    assert "They are not ranked" in text(several)
    ordered = ["".join(each.itertext()) for each in tree.iter(f"{HTML}th") if each.get("data-order") is not None]
    assert ordered == ["Project", "Status", "Claimed"]


def test_of_very_many_projects_each_is_told_in_short_and_the_page_says_so() -> None:
    many = report(RUBRIC, [replace(AUDITED[n % len(AUDITED)], path=f"{n}.yaml") for n in range(30)])
    said = text(page(many))
    assert "each report here is a short one" in said
    assert said.count("How far along the road from 0 to 100") == 30
    assert "The description, line by line" not in said
    assert "short one" not in text(page(REPORTS["all"]))


def test_a_short_report_shows_the_last_three_revisions_and_says_how_many_there_are_besides() -> None:
    whole, short = (page(replace(PAST, audits=PAST.audits * number)) for number in (2, 30))
    assert (whole.count('class="revisions"'), short.count('class="revisions"')) == (2, 30)
    assert (whole.count("Could not be judged"), short.count("Could not be judged")) == (2, 0)
    assert (text(whole).count("2 earlier revisions are not"), text(short).count("2 earlier revisions are not")) == (
        0,
        30,
    )


def test_a_column_stands_for_each_revision_and_a_cross_for_one_that_could_not_be_judged() -> None:
    svg = "{http://www.w3.org/2000/svg}"
    (figure,) = [each for each in tree_of(PAST).iter(f"{HTML}figure") if each.get("class") == "spark"]
    shapes: dict[str, list[tuple[str | None, str | None]]] = {kind: [] for kind in ("sure", "perhaps", "edge gone")}
    for each in figure.iter():
        if each.get("class") in shapes:
            shapes[each.get("class") or ""].append((each.get("y"), each.get("height")))
    assert shapes["sure"] == [("82", "18"), ("59", "41"), ("59", "41")], "nothing is certain of the first"
    assert shapes["perhaps"] == [("29", "71"), ("40", "42"), ("38", "21"), ("38", "21")]
    assert len(shapes["edge gone"]) == 1
    assert [each.tag for each in figure.iter(f"{svg}script")] == []


def test_each_question_leads_to_its_reasons_and_sources_in_the_same_file() -> None:
    said = text(page(REPORTS["label-only.coaudit.yaml"]))
    for criterion in RUBRIC.criteria:
        assert " ".join(criterion.why.split()) in said
        assert all(" ".join(RUBRIC.sources[name].cite.split()) in said for name in criterion.sources)


@pytest.mark.parametrize("example", EXAMPLES[:6], ids=lambda path: path.name)
def test_no_sentence_of_the_page_stays_english(example: Path) -> None:
    raw = example.read_bytes()
    with speaking(SPOKEN):
        found = report(TRANSLATED, [audit(raw, "p.yaml", TRANSLATED)])
        said = text(FORMATS["html"].render(found))
    cited = " ".join(f"{one.cite} {one.link}" for each in found.rubric.asked for one in each.sources)
    own = own_words(found, raw.decode() + cited)
    assert sorted({word for word in pseudo.latin(said) if word not in own}) == []


def test_the_template_engine_is_loaded_only_for_a_page() -> None:
    ask = """
import sys
from coaudit import bundled
from coaudit.audit import audit, load, report
from coaudit.render import FORMATS
rubric = load(bundled.read("coproduction"), "coproduction.yaml")
one = report(rubric, [audit(b"title: One", "one.yaml", rubric)])
for name in FORMATS:
    if name != "html":
        FORMATS[name].render(one)
print("jinja2" in sys.modules)
FORMATS["html"].render(one)
print("jinja2" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_equal_reports_give_equal_pages() -> None:
    assert FORMATS["html"].render(SEVERAL, Look(width=40)) == FORMATS["html"].render(SEVERAL, Look(width=90))
