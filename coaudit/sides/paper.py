"""The questions for one side as a page to print: large letters, boxes to tick, each dimension on a page of its own.

Nothing in it runs and nothing is fetched. Every text in it may have been written by a stranger.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from coaudit.phrases import language, say
from coaudit.rubric import Criterion
from coaudit.safe import visible
from coaudit.sides import wording
from coaudit.sides.asking import Part, Sheet

_HEAD = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 16mm; }}
body {{ font: 16pt/1.35 Arial, Helvetica, sans-serif; color: #000; background: #fff; max-width: 42em; margin: 0 auto;
  padding: 1em; overflow-wrap: anywhere; }}
h1 {{ font-size: 24pt; line-height: 1.2; }}
h2 {{ font-size: 22pt; line-height: 1.2; border-bottom: 3pt solid #000; }}
h3 {{ font-size: 18pt; line-height: 1.25; margin: 0 0 .3em; }}
section {{ break-before: page; }}
article {{ break-inside: avoid; margin: 1em 0 1.3em; }}
p {{ margin: .4em 0; }}
ul {{ list-style: none; margin: .5em 0; padding: 0; }}
li {{ margin: .25em 0; padding-left: 3.3em; text-indent: -3.3em; }}
.wish {{ display: inline-block; margin-right: 1.4em; }}
.box {{ display: inline-block; box-sizing: border-box; width: 1.1em; height: 1.1em; border: 2pt solid #000;
  vertical-align: -.15em; margin-right: .5em; }}
.number {{ display: inline-block; width: 1.7em; text-indent: 0; font-weight: bold; }}
.line {{ border-bottom: 1.5pt solid #000; height: 1.8em; }}
</style>
</head>
<body>
"""


def paper(sheet: Sheet) -> str:
    """The page, whole."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    title = _text(wording.heading(sheet))
    yield _HEAD.format(language=_text(language()), title=title) + f"<main>\n<h1>{title}</h1>"
    yield f"<p>{_text(wording.intended(sheet))}</p>"
    for text in (wording.FREE, wording.HOW, wording.TOGETHER, wording.FEW):
        yield f"<p>{_text(say(text))}</p>"
    yield f'<p>{_text(say("Please give this back to, and by when:"))}</p>\n<div class="line"></div>'
    for part in sheet.parts:
        yield from _part(part)
    yield "</main>\n</body>\n</html>"


def _part(part: Part) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(part.title)}</h2>\n<p>{_text(part.asks)}</p>"
    for question in part.questions:
        yield from _question(question)
    yield "</section>"


def _question(question: Criterion) -> Iterator[str]:
    yield f"<article>\n<h3>{_text(question.asks)}</h3>"
    yield "<ul>"
    for level, step in enumerate(question.levels):
        yield f'<li><span class="box"></span><span class="number">{level}</span>{_text(step.means)}</li>'
    yield f'<li><span class="box"></span><span class="number">?</span>{_text(say(wording.UNKNOWN))}</li>\n</ul>'
    wishes = (
        f'<span class="wish"><span class="box"></span>{_text(say(means))}</span>' for means in wording.WANTED.values()
    )
    yield f"<p>{_text(say(wording.WISH))}<br>{' '.join(wishes)}</p>\n</article>"


def _text(text: str) -> str:
    return escape(visible(" ".join(text.split())))
