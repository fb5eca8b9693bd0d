"""No verdict moves unseen."""

from __future__ import annotations

import json

from coaudit import bundled
from tests import golden

MOVED = "name it in CHANGELOG.md with *moves grades*, then run python tests/golden.py"


def test_no_verdict_has_moved_unnamed() -> None:
    kept, now = json.loads(golden.FILE.read_text(encoding="utf-8")), golden.now()
    moved = {
        name: f"was {kept.get(name)}, is {now.get(name)}" for name in kept | now if kept.get(name) != now.get(name)
    }
    assert moved == {}, MOVED


def test_every_case_and_every_bundled_rubric_is_held() -> None:
    kept = json.loads(golden.FILE.read_text(encoding="utf-8"))
    assert len(kept) >= 48 + 4 * 35
    assert golden.FILE.read_text(encoding="utf-8") == golden.written(kept)
    assert {name.split()[0] for name in kept} == set(bundled.names())
