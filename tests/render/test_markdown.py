"""Markdown: what a stranger writes stays text, it fits a comment, and it says what the plain report says."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from coaudit.records import replace
from coaudit.render import FORMATS, portfolio
from coaudit.render.markdown import LONGEST
from coaudit.render.markdown import render as markdown
from coaudit.render.marked import code, text
from coaudit.report import InputError, Report
from tests.render.reports import ONE, PASTS, SEVERAL, hostile, place
from tests.render.test_hostile import texts

HOSTILE = (
    "[a](https://example.org)",
    "![x](https://example.org/p.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "https://example.org www.example.org a@example.org",
    "@team #1 GH-1 org/repo#2",
    "# heading",
    "- list\n- list",
    "1. one",
    "> quote",
    "```\ncode\n```",
    "`tick` ``two``",
    "| a | b |",
    "</details></summary>",
    "&lt;b&gt; &#60;",
    "***bold*** ~~gone~~ $x$",
    "[ref]: https://example.org",
    "\\[a\\](b)",
    "---",
    "&copy;",
)


LINKED = re.compile(r"(?i)(?:https?|ftp)://\w|\bwww\.\w|(?:mailto|xmpp):\w|[\w.+-]@[\w-]+\.\w|(?<!\w)@\w|#\d|\bGH-\d")
"""What GitHub makes a link of by itself, by its published rules: addresses, mentions and numbers of issues."""


def nodes(raw: str) -> list[Any]:
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    found = []
    for token in parser.parse(raw):
        found += [token, *(token.children or ())]
    return found


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("report", [SEVERAL, PASTS], ids=["several", "pasts"])
def test_what_a_stranger_writes_is_text_in_markdown(piece: str, report: Report) -> None:
    plain = [token.type for token in nodes(markdown(hostile(report, ["plain"])))]
    found = nodes(markdown(hostile(report, [piece])))
    for kind in (
        "link_open",
        "image",
        "heading_open",
        "list_item_open",
        "blockquote_open",
        "fence",
        "hr",
        "td_open",
        "s_open",
    ):
        assert [token.type for token in found].count(kind) == plain.count(kind), kind
    shown = [token.content for token in found if token.type in ("text", "html_block")]
    assert not [each for each in shown if LINKED.search(each)]
    html = [token.content for token in found if token.type in ("html_block", "html_inline")]
    assert all(re.fullmatch(r"\s*</?(details|summary)>.*", each, re.DOTALL) for each in html)
    assert not any("<script" in each or "<img" in each for each in html)


@pytest.mark.parametrize("piece", ["@team", "https://x.example", "www.x.example", "#12"])
def test_nothing_that_a_forge_links_by_itself_is_left_whole(piece: str) -> None:
    assert piece not in text(piece)


@given(texts)
def test_code_in_markdown_shows_what_is_written(piece: str) -> None:
    raw = code(piece)
    inline = [token for token in nodes(raw) if token.type == "code_inline"]
    assert len(inline) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\ud800-\udfff]", raw)


def test_markdown_of_many_projects_fits_a_comment_and_says_what_is_left_out() -> None:
    many = replace(SEVERAL, audits=SEVERAL.audits * 60)
    raw = markdown(many)
    assert len(raw) < 65_536 > LONGEST
    assert "reports are left out here" in raw
    assert "The table has all" in raw
    thousands = markdown(replace(SEVERAL, audits=SEVERAL.audits * 2000, requirements=SEVERAL.requirements * 999))
    assert len(thousands) < 65_536
    assert "more projects are not shown" in thousands
    assert "reports are left out here: there was no room." in thousands
    assert "The table has all" not in thousands


ERRORS = (InputError("plans/" + "x&" * 400 + ".yaml", 3, 8, "wrong " * 400, "<hint> " * 300),) * 500
TITLED = replace(ONE.audits[0], title="&" * 19_000)
ENDLESS = replace(ONE.audits[0], findings=ONE.audits[0].findings * 400)


@pytest.mark.parametrize(
    "report",
    {
        "errors": replace(SEVERAL, errors=ERRORS),
        "requirements": replace(SEVERAL, requirements=SEVERAL.requirements * 500),
        "notes": replace(SEVERAL, notes=("A note. " * 300,) * 300),
        "title": replace(ONE, audits=(TITLED,)),
        "titles": replace(SEVERAL, audits=(TITLED,) * 500, errors=ERRORS),
        "hidden": replace(SEVERAL, audits=(replace(TITLED, title="\x1b" * 9000),) * 300, errors=ERRORS),
        "long": replace(ONE, audits=(ENDLESS,), errors=ERRORS),
    }.items(),
    ids=lambda named: named[0],
)
def test_markdown_is_bounded_whatever_there_is_much_of_and_says_how_many_more(report: tuple[str, Report]) -> None:
    name, found = report
    raw = markdown(found)
    assert len(raw) < 65_536
    assert markdown(ONE).splitlines()[-1] == raw.splitlines()[-1], "the rubric is always named"
    if name in ("errors", "requirements", "notes", "hidden"):
        assert re.search(r"^- and \d+ more$", raw, re.MULTILINE)


def test_the_table_goes_on_past_a_project_that_is_too_long_for_it() -> None:
    named = [replace(ONE.audits[0], title=title, path=title) for title in ("a", *("b\x1b" * 300,) * 40, "z")]
    raw = markdown(replace(SEVERAL, audits=tuple(named)))
    assert "\n| a |" in raw
    assert "\n| z |" in raw
    assert "more projects are not shown" in raw


def test_the_report_of_one_project_that_is_too_long_is_cut_at_whole_sections() -> None:
    raw = markdown(replace(ONE, audits=(ENDLESS,)))
    assert "What holds it down" in raw
    assert "The rest of this report is left out here" in raw
    item = raw[raw.index("1. **Who decides**") : raw.index("2. **Who decides**")]
    shown = raw[: raw.index("\nThe rest of this report")]
    assert shown.rstrip().endswith(item.removeprefix("1.").rstrip()), "the last item is whole"


@pytest.mark.parametrize("piece", [*HOSTILE, "@team", "##vso[x]", "A (nice) title!"])
def test_the_title_of_a_part_that_opens_reads_as_it_was_written(piece: str) -> None:
    blocks = [token.content for token in nodes(markdown(hostile(SEVERAL, [piece]))) if token.type == "html_block"]
    (title, *_) = [each for each in blocks if each.startswith("<details>")]
    shown = re.fullmatch(r"<details><summary>([^<>]*)</summary>\n", title)
    assert shown
    assert unescape(shown[1]).replace("\u200b", "") == " ".join(piece.split())
    assert "@team" not in shown[1]


def test_markdown_counts_over_many_projects_what_the_plain_report_counts() -> None:
    plain = FORMATS["plain"].render(SEVERAL)
    for label, counts in portfolio.counted(SEVERAL):
        for count in counts:
            assert f"{count.what} ({count.projects})" in markdown(SEVERAL), label
            assert re.search(rf"(?m)^Projects .*{re.escape(count.what)}: {count.projects}$", plain), label


@pytest.mark.parametrize("ordinary", ["A hospital's co-design, 10 (of 12) at 9.30: yes/no?", '50% - or more; "so"'])
def test_ordinary_writing_is_left_as_it_is_in_markdown(ordinary: str) -> None:
    assert text(ordinary) == ordinary


def test_markdown_has_the_figures_of_the_plain_report() -> None:
    raw = markdown(ONE).replace("\\", "")
    audit = ONE.audits[0]
    assert audit.headline in raw
    for each in audit.dimensions:
        assert f"| {each.title} | {each.low}{'' if each.low == each.high else f' to {each.high}'} |" in raw
    for finding in audit.findings:
        if finding.kind == "holds-down":
            assert finding.title in raw
            assert finding.advice in raw


def test_markdown_shows_the_lines_that_decide_first_and_names_those_that_it_leaves_out() -> None:
    lines = tuple(place(number, "decisions") for number in (10, 8, 2, 3, 4, 5, 6))
    finding = replace(ONE.audits[0].findings[0], lines=lines)
    few = markdown(replace(ONE, audits=(replace(ONE.audits[0], findings=(finding,)),)))
    five = replace(finding, lines=lines[:5])
    all_ = markdown(replace(ONE, audits=(replace(ONE.audits[0], findings=(five,)),)))

    assert re.findall(r"- line (\d+):", few) == ["10", "8", "2", "3"]
    assert "\n   - and lines 4 to 6\n" in few
    assert re.findall(r"- line (\d+):", all_) == ["10", "8", "2", "3", "4"]
    assert "and line" not in all_
