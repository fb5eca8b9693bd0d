"""The page in a real browser: accessible, reachable by keyboard, asking nothing of anybody, two pages on paper.

Where no Chromium is installed these tests are passed over; `.ci/run` installs Debian's.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coaudit.audit import audit, report
from coaudit.records import replace
from coaudit.render import FORMATS
from coaudit.report import Point, Report, Revisions
from coaudit.report.history import figures, shifts
from tests.judged import RUBRIC
from tests.render.test_html import HOSTILE, hostile_description

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here: on Debian, apt-get install chromium")
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SHOWN = ("coproduction", "label-only", "two-views", "co-design", "silent-proposal", "national-strategy")
PAST = ("coproduction", "two-views")
"""Shown with a history too: those whose two pages for a meeting have least room left."""
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def one(name: str) -> Report:
    path = EXAMPLES / f"{name}.coaudit.yaml"
    return report(RUBRIC, [audit(path.read_bytes(), path.name, RUBRIC)])


def many(number: int) -> Report:
    made = [audit(path.read_bytes(), path.name, RUBRIC) for path in sorted(EXAMPLES.glob("*.coaudit.yaml"))]
    audits = [
        replace(made[n % len(made)], path=f"plans/{n}.yaml", title=f"{made[n % len(made)].title} {n}")
        for n in range(number)
    ]
    return report(RUBRIC, audits)


def past(name: str) -> Report:
    """An example as if it had been all the others before, with the longest of what may move from one to the next."""
    made = [audit(path.read_bytes(), path.name, RUBRIC) for path in sorted(EXAMPLES.glob("*.coaudit.yaml"))]
    made = [each for each in made if not each.path.startswith(name)][:18] + list(one(name).audits)
    points = [
        Point(f"{n:02}" * 20, f"2026-{n // 2 + 1:02}-03", now.path, figures(now), moved=shifts(before, now))
        for n, (before, now) in enumerate(pairwise(made))
    ]
    points.insert(
        3, Point("ab" * 20, "2026-02-20", "p.yaml", None, "line 2: a word with nowhere to break it " + "x" * 90)
    )
    points[-1] = replace(points[-1], revision="", day="")
    told = replace(made[-1], history=Revisions(tuple(points), bounded=True, shallow=True))
    return report(RUBRIC, [told])


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {name: one(name) for name in SHOWN} | {f"past-{name}": past(name) for name in PAST}
    made |= {"two": many(2), "few": many(5), "many": many(200)}
    paths = {}
    for name, given in made.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(FORMATS["html"].render(given), encoding="utf-8")
    return paths


class Open:
    """One open page, what it asked of the network, and what it complained of."""

    def __init__(self, browser: Any, path: Path, size: dict[str, int], theme: str = "light", **more: Any) -> None:
        self.page = browser.new_page(viewport=size, color_scheme=theme, **more)
        self.requests: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(path.as_uri())

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.page.close()


@pytest.mark.parametrize("name", ["coproduction", "label-only", "two", "past-two-views"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_rules_of_accessibility_find_nothing(
    browser: Any, files: dict[str, Path], name: str, theme: str, size: dict[str, int]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # Chromium lets axe in only where the page's own policy is off; what it finds does not depend on that.
    with Open(browser, files[name], size, theme, bypass_csp=True) as opened:
        opened.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found = Axe().run(opened.page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found] == []


@pytest.mark.parametrize("name", [*SHOWN, "few", "many", "past-two-views"])
def test_nothing_is_asked_of_anybody_and_nothing_is_refused(browser: Any, files: dict[str, Path], name: str) -> None:
    with Open(browser, files[name], PHONE) as opened:
        assert opened.requests == [files[name].as_uri()]
        assert opened.said == []
        # Nothing but what may scroll by itself is wider than a phone.
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert opened.page.evaluate("getComputedStyle(document.querySelector('.summary, .lead')).display") != "inline"


@pytest.mark.parametrize("words", HOSTILE[:6])
def test_a_hostile_description_makes_the_same_page_for_the_browser(browser: Any, tmp_path: Path, words: str) -> None:
    ask = (
        "() => [...document.querySelectorAll('*')].map((each) => [each.tagName, ...each.getAttributeNames()].join(' '))"
    )
    seen = []
    for number, each in enumerate(("calm", words)):
        path = tmp_path / f"{number}.html"
        found = report(RUBRIC, [audit(hostile_description(each), "p.yaml", RUBRIC)])
        path.write_text(FORMATS["html"].render(found), encoding="utf-8")
        with Open(browser, path, DESK) as opened:
            seen.append(opened.page.evaluate(ask))
            assert opened.requests == [path.as_uri()]
            assert opened.said == []
    assert seen[0] == seen[1]


@pytest.mark.parametrize("said", ["w" * 400, "日本語" * 150, "שלום " * 40])
def test_words_of_any_length_and_script_fit_a_phone(browser: Any, tmp_path: Path, said: str) -> None:
    path = tmp_path / "long.html"
    found = [audit(hostile_description(said), f"{n}.yaml", RUBRIC) for n in range(2)]
    path.write_text(FORMATS["html"].render(report(RUBRIC, found)), encoding="utf-8")
    with Open(browser, path, PHONE) as opened:
        assert opened.page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [360, 360]


@pytest.mark.parametrize("name", [*SHOWN, *(f"past-{name}" for name in PAST)])
def test_for_a_meeting_it_is_two_pages_of_paper(browser: Any, files: dict[str, Path], name: str) -> None:
    with Open(browser, files[name], DESK) as opened:
        sheets = len(re.findall(rb"/Type\s*/Page\b", opened.page.pdf(prefer_css_page_size=True)))
        opened.page.check("#print-all")
        whole = len(re.findall(rb"/Type\s*/Page\b", opened.page.pdf(prefer_css_page_size=True)))
    assert 1 <= sheets <= 2
    assert whole > 5


def test_by_keyboard_alone_one_reaches_the_lines_and_the_reasons(browser: Any, files: dict[str, Path]) -> None:
    ask = (
        "() => { const at = document.activeElement;"
        " return [at.tagName, at.getAttribute('href'), getComputedStyle(at).outlineStyle]; }"
    )
    with Open(browser, files["label-only"], DESK) as opened:
        seen = []
        for _ in range(60):
            opened.page.keyboard.press("Tab")
            seen.append(opened.page.evaluate(ask))
        assert seen[0][:2] == ["A", "#main"]
        assert all(outline != "none" for _, _, outline in seen)
        assert {"A", "SUMMARY"} <= {tag for tag, _, _ in seen}
        line = next(href for _, href, _ in seen if href and re.fullmatch(r"#p1l\d+", href))
        opened.page.focus(f'a[href="{line}"]')
        opened.page.keyboard.press("Enter")
        assert opened.page.evaluate("location.hash") == line
        assert opened.page.locator(line).is_visible()
        opened.page.focus('a[href^="#why"]')
        opened.page.keyboard.press("Enter")
        assert opened.page.evaluate("location.hash").startswith("#why")
        assert opened.page.locator(opened.page.evaluate("location.hash")).is_visible()


def test_the_table_can_be_put_in_order_and_filtered_and_is_whole_without_script(
    browser: Any, files: dict[str, Path]
) -> None:
    rows = (
        "() => [...document.querySelectorAll('.projects tbody tr')].filter((each) => !each.hidden)"
        ".map((each) => each.cells[0].textContent)"
    )
    with Open(browser, files["few"], DESK) as opened:
        names = opened.page.evaluate(rows)
        assert names == sorted(names, key=str.casefold)
        opened.page.focus("th button")
        opened.page.keyboard.press("Enter")
        assert opened.page.evaluate(rows) == names[::-1]
        opened.page.select_option("#status", index=1)
        assert 1 <= len(opened.page.evaluate(rows)) < 5
        assert re.match(r"\d of 5 projects", opened.page.inner_text("#shown"))
    with Open(browser, files["few"], DESK, java_script_enabled=False) as opened:
        assert opened.page.locator(".projects tbody tr").count() == 5
        assert not opened.page.locator("#status").is_visible()


def test_with_styles_off_it_reads_in_order(browser: Any, files: dict[str, Path]) -> None:
    with Open(browser, files["two-views"], DESK) as opened:
        opened.page.evaluate("document.querySelector('style').remove()")
        said = opened.page.inner_text("body")
    order = (
        "A joint board for the dementia service",
        "Claimed: coproduction.",
        "Grade: D",
        "The ladder",
        "How far along the road",
        "Risk of tokenism: raised",
        "What holds it down",
        "What would move it",
        "What is not stated",
        "Where the sides differ",
        "Who was there when it was decided",
        "All questions about time",
        "The description, line by line",
        "What this cannot say",
    )
    places = [said.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_history_is_a_picture_and_a_table_on_every_screen_and_a_picture_alone_for_a_meeting(
    browser: Any, files: dict[str, Path]
) -> None:
    heads = "() => [...document.querySelectorAll('.revisions thead th')].map((each) => each.innerText.trim())"
    with Open(browser, files["past-two-views"], DESK, java_script_enabled=False) as opened:
        table, picture = opened.page.locator(".revisions"), opened.page.locator(".spark svg")
        rows, columns = table.locator("tbody tr"), opened.page.locator(".spark :is(.sure, .perhaps, .gone)")
        assert rows.count() == 19
        assert columns.evaluate_all("(all) => new Set(all.map((one) => Math.round(one.getBBox().x / 32))).size") == 19
        assert opened.page.evaluate(heads)[:4] == ["Revision", "Claimed", "Evidenced", "Grade"]
        assert table.is_visible()
        wide = picture.bounding_box()["width"]
        opened.page.set_viewport_size(PHONE)
        assert picture.bounding_box()["width"] < min(wide, 360), "it shrinks to fit"
        said = table.locator("tbody tr").nth(4).inner_text()
        assert re.search(r"Claimed\s*\w+\s*Evidenced", said) is None, "the heads there are written by the style alone"
        content = "getComputedStyle(document.querySelector('.revisions td'), '::before').content"
        assert opened.page.evaluate(content) == '"Claimed"'
        opened.page.emulate_media(media="print")
        assert (picture.is_visible(), table.is_visible()) == (True, False)
        opened.page.emulate_media(media="screen")
        opened.page.check("#print-all")
        opened.page.emulate_media(media="print")
        assert table.is_visible()


def test_two_hundred_projects_are_small_enough_to_send(files: dict[str, Path]) -> None:
    assert files["many"].stat().st_size < 3_000_000
