"""No more is told of a project than is asked for; and what is told is the same, whatever else is told beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaudit import audit as core
from coaudit.render import FORMATS, Look
from coaudit.report import PARTS, history
from tests.judged import RUBRIC

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.coaudit.yaml"))
LOOKS = (Look(), Look(details=True))
SHOWN = {frozenset((part,)) for part in PARTS} | {each.parts(look) for each in FORMATS.values() for look in LOOKS}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name.partition(".")[0])
def test_a_part_told_by_itself_is_the_same_as_told_with_all_others(example: Path) -> None:
    raw = example.read_bytes()
    whole = core.audit(raw, example.name, RUBRIC)

    for parts in (frozenset[str](), *SHOWN):
        assert core.audit(raw, example.name, RUBRIC, parts=parts) == whole.with_only(parts), parts


def test_without_any_part_there_is_the_verdict() -> None:
    raw = EXAMPLES[0].read_bytes()
    whole, bare = core.audit(raw, "a.yaml", RUBRIC), core.audit(raw, "a.yaml", RUBRIC, parts=())

    assert (bare.claim, bare.rung, bare.score, bare.dimensions) == (
        whole.claim,
        whole.rung,
        whole.score,
        whole.dimensions,
    )
    assert (bare.grade.low, bare.grade.caps, bare.grade.says) == (whole.grade.low, whole.grade.caps, "")
    assert (bare.headline, bare.criteria, bare.source) == ("", (), ())
    assert [each.title for each in bare.findings] == [
        each.title for each in whole.findings if each.kind == "holds-down"
    ]


@pytest.mark.parametrize("look", LOOKS, ids=("in short", "with details"))
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_shows_the_same_of_what_is_told_for_it(name: str, look: Look) -> None:
    wanted = FORMATS[name].parts(look)
    given = [(example.read_bytes(), example.name) for example in EXAMPLES]
    whole = core.report(RUBRIC, [core.audit(*each, RUBRIC) for each in given])
    told = core.report(RUBRIC, [core.audit(*each, RUBRIC, parts=wanted) for each in given])

    assert FORMATS[name].render(told, look) == FORMATS[name].render(whole, look)


def test_a_history_is_the_same_of_the_parts_that_it_reads() -> None:
    before, after = (path.read_bytes() for path in EXAMPLES if path.name.startswith(("label-only", "coproduction")))
    whole = [core.audit(raw, "a.yaml", RUBRIC) for raw in (before, after)]
    read = [core.audit(raw, "a.yaml", RUBRIC, parts=history.READS) for raw in (before, after)]

    assert list(map(history.figures, read)) == list(map(history.figures, whole))
    assert history.shifts(*read) == history.shifts(*whole)
    assert {shift.kind for shift in history.shifts(*whole)} == {"criterion", "risk"}
