"""What other programs rely on, as it was at each release: tests/released/VERSION/.

    python tests/releases.py     keeps it as it is now; not for a version that CHANGELOG.md says is released

For each thing that coaudit writes for programs, a JSON Schema is kept: what `coaudit schema` prints, or, where the
format is somebody else's, the keys and types that all samples have. What is written later has to fit every one of
them, so keys may be added but none may go or change its type, unless the format gets a new number. With them are kept
the rules and fingerprints by which GitHub knows an alert again, and a report that later versions have to read.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from genson import SchemaBuilder

from coaudit._version import VERSION
from coaudit.cli.schemas import SCHEMAS

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "released"
OURS = ("report", "line", "plan", "comparison", "history")
"""What coaudit writes in formats of its own, by the names of `coaudit schema`."""
OTHERS = ("sarif", "gitlab", "badge")
"""What it writes in the formats of others."""
ALERTS, REPORT = "alerts.json", "report.json"
TODAY = "1795392000"
NOBODY = ("-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false")

PLANNED = "examples/minimal.coaudit.yaml"
POLICY = f"""\
coaudit-policy: 1
require:
  {{claim: not-above-evidence, coverage: 80, levels: {{decision-rights: 4, support: 4}}}}
waivers:
  - criterion: support
    paths: [{PLANNED}]
    reason: It begins in April
    owner: involvement lead
    until: 2027-03-31
"""
"""Some of it is met, some is not, some is not shown, and one shortfall is accepted."""

Samples = dict[str, list[Any]]


def samples(folder: Path) -> Samples:
    """What coaudit writes today about every example and about a file that it cannot read, by OURS and OTHERS.

    The folder has to be new. git has to be there, for a history.
    """
    (folder / "examples").mkdir(parents=True)
    for path in (*ROOT.glob("examples/*.coaudit.yaml"), *ROOT.glob("examples/ci/proposals/*.coaudit.yaml")):
        shutil.copy(path, folder / "examples")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    text = (folder / PLANNED).read_text(encoding="utf-8")
    (folder / "later.yaml").write_text(text.replace("budget: told", "budget: together"), encoding="utf-8")
    for arguments in (("init",), ("add", "examples"), (*NOBODY, "commit", "--message", "x")):
        subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)

    copies = [each for name in ("jsonl", *OTHERS) for each in ("--write", f"{name}=all.{name}")]
    whole = _written(folder, "audit", "examples", "--policy", "policy.yaml", *copies)
    lines = (folder / "all.jsonl").read_text(encoding="utf-8").splitlines()
    return {
        "report": [
            _written(folder, "audit", PLANNED, "--policy", "policy.yaml", "--source"),
            _written(folder, "audit", PLANNED, "--no-policy", "--history"),
            whole,
        ],
        "line": [json.loads(line) for line in lines],
        "plan": [
            _written(folder, "plan", PLANNED, "--to", "coproduction", "--set", "decisions.rest=advises"),
            _written(folder, "plan", PLANNED, "--to", "A"),
        ],
        "comparison": [_written(folder, "compare", PLANNED, "later.yaml")],
        "history": [_written(folder, "history", PLANNED)],
        **{name: [json.loads((folder / f"all.{name}").read_text(encoding="utf-8"))] for name in OTHERS},
    }


def schemas(found: Samples) -> dict[str, Any]:
    """A schema for each: that of `coaudit schema`, or, for what is in the format of others, what all samples have."""
    return {name: SCHEMAS[name]() for name in OURS} | {name: _common(found[name]) for name in OTHERS}


def alerts(sarif: Any) -> dict[str, Any]:
    """What GitHub knows an alert by: the rubric's rules, and the fingerprints of what was found, by file and rule."""
    (run,) = sarif["runs"]
    prints: dict[str, list[str]] = {}
    for each in run["results"]:
        uri = each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        prints.setdefault(f"{uri} {each['ruleId']}", []).extend(each["partialFingerprints"].values())
    return {
        "rubric": run["properties"]["rubric"],
        "rules": [rule["id"] for rule in run["tool"]["driver"]["rules"]],
        "fingerprints": {about: sorted(each) for about, each in sorted(prints.items())},
    }


def kept() -> dict[str, Path]:
    """The folder of every version that was kept."""
    return {path.name: path for path in sorted(KEPT.iterdir())}


def released(changelog: str) -> list[str]:
    """The versions that a changelog gives a day to."""
    return re.findall(r"^## \[(\d[^\]]*)\] ", changelog, re.MULTILINE)


# ---- Whether all that fits one schema fits another ---------------------------------------------------------

_SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description", "default"}
_UNDERSTOOD = _SAYS_NOTHING | {
    "$ref", "anyOf", "type", "const", "properties", "required", "items", "prefixItems", "minItems", "maxItems",
}  # fmt: skip


def surprises(now: Any, then: Any) -> list[str]:
    """What a reader who goes by an earlier schema would be surprised by in what fits today's; none is best."""
    return list(_surprises(_Both(now, then), now, then, ""))


class _Both:
    """The two schemas as wholes, for their references."""

    def __init__(self, now: Any, then: Any) -> None:
        self.now = now.get("$defs", {})
        self.then = then.get("$defs", {})


def _surprises(both: _Both, now: Any, then: Any, at: str) -> Iterator[str]:
    now, then = _meant(both.now, now), _meant(both.then, then)
    unknown = (now.keys() | then.keys()) - _UNDERSTOOD
    if unknown:
        raise NotImplementedError(f"{at}: tests/releases.py does not know what {unknown} means")
    ways_now, ways_then = now.get("anyOf", [now]), then.get("anyOf", [then])
    if len(ways_now) > 1 or len(ways_then) > 1:
        for way in ways_now:
            if all(any(_surprises(both, way, each, at)) for each in ways_then):
                yield f"{at or 'it'} may be {_briefly(way)}"
        return
    if "type" in then and now.get("type") != then["type"]:
        yield f"{at or 'it'} is {_briefly(now)}, and was {then['type']}"
    elif "const" in then and now.get("const") != then["const"]:
        yield f"{at} is not always {then['const']}"
    for name, part in then.get("properties", {}).items():
        inner = f"{at}.{name}".lstrip(".")
        if name not in now.get("properties", {}):
            yield f"{inner} is gone"
        elif name in then.get("required", ()) and name not in now.get("required", ()):
            yield f"{inner} may be missing"
        else:
            yield from _surprises(both, now["properties"][name], part, inner)
    if isinstance(then.get("items"), dict) and isinstance(now.get("items"), dict):  # else it has `prefixItems` alone
        yield from _surprises(both, now["items"], then["items"], f"{at}[]")
    firsts_now, firsts_then = now.get("prefixItems", []), then.get("prefixItems", [])
    if len(firsts_now) != len(firsts_then):
        yield f"{at} has {len(firsts_now)} entries, and had {len(firsts_then)}"
    for number, (one, other) in enumerate(zip(firsts_now, firsts_then, strict=False)):
        yield from _surprises(both, one, other, f"{at}[{number}]")


def _meant(defs: Any, part: Any) -> Any:
    """A part of a schema with what it refers to in its place."""
    while "$ref" in part:
        own = {name: value for name, value in part.items() if name != "$ref"}
        part = defs[part["$ref"].rpartition("/")[2]] | own
    return part


def _briefly(part: Any) -> str:
    return str(part.get("type") or part.get("$ref") or part.get("const") or "anything")


# ---- Keeping them ------------------------------------------------------------------------------------------


def main() -> int:
    """Keep what this version writes; 1 where that was settled by its release."""
    if VERSION in released((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")):
        sys.stderr.write(f"{VERSION} is released, and what it writes is settled. Raise the version first.\n")
        return 1
    with tempfile.TemporaryDirectory() as made:
        found = samples(Path(made) / "new")
    folder = KEPT / VERSION
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, schema in schemas(found).items():
        _write(folder / f"{name}.schema.json", schema)
    _write(folder / ALERTS, alerts(found["sarif"][0]))
    _write(folder / REPORT, found["report"][0])
    return 0


def _write(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _common(found: list[Any]) -> Any:
    builder = SchemaBuilder()
    for each in found:
        builder.add_object(each)
    return builder.to_schema()


def _written(folder: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "coaudit", *arguments, "--format", "json"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": TODAY, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.stdout, done.stderr.decode()
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
