"""What every case in the repository comes out as, kept in golden.json: a line each, so that a change is easy to read.

    python tests/golden.py      writes the file anew

Whoever has to do that has moved a verdict. CHANGELOG.md then names it with *moves grades*.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coaudit import bundled
from coaudit.audit import audit, load
from coaudit.errors import SourceError
from coaudit.report import Audit
from coaudit.rubric import Rubric

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "tests" / "golden.json"
BY_DEFAULT = ("examples/*.coaudit.yaml", "tests/calibration/*.yaml", "validation/cases/*.yaml")
BY_OTHERS = BY_DEFAULT[:2]
"""What the other bundled rubrics are tried on, too."""
NO_CASES = {"expected.yaml"}


def now() -> dict[str, Any]:
    """What every case comes out as today, by rubric and file."""
    found = {}
    for name in bundled.names():
        rubric = load(bundled.read(name), f"{name}.yaml", lambda base, _: (bundled.read(base), f"{base}.yaml"))
        for pattern in BY_DEFAULT if name == bundled.DEFAULT else BY_OTHERS:
            for file in sorted(ROOT.glob(pattern)):
                if file.name not in NO_CASES:
                    found[f"{name} {file.relative_to(ROOT).as_posix()}"] = outcome(file, rubric)
    return found


def outcome(file: Path, rubric: Rubric) -> Any:
    """What one file comes out as by a rubric; the first thing that stands in the way, where it cannot be judged."""
    try:
        return in_short(audit(file.read_bytes(), file.name, rubric))
    except SourceError as error:
        return f"refused: {error.problems[0].message}"


def in_short(told: Audit) -> dict[str, Any]:
    """Verdict, rung, grade, scores and band, each from low to high."""
    return {
        "claim": f"{told.claim.verdict} {told.claim.by}",
        "rung": _span(told.rung.low, told.rung.high),
        "grade": _span(told.grade.low or "none", told.grade.high or "none"),
        "share": _span(told.grade.exact_share_low, told.grade.exact_share_high),
        "score": _span(told.score.exact_low, told.score.exact_high),
        "scores": {each.id: _span(each.exact_low, each.exact_high) for each in told.dimensions},
        "band": _span(told.tokenism.band_low, told.tokenism.band_high),
    }


def _span(low: object, high: object) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def written(found: dict[str, Any]) -> str:
    """The file's text: a case a line."""
    lines = [f"{json.dumps(name)}: {json.dumps(each)}" for name, each in sorted(found.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(now()), encoding="utf-8", newline="\n")
