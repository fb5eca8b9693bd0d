"""What `coaudit policy list` and `show` print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coaudit import bundled
from coaudit.cli import choosing
from coaudit.cli.listing import entries, filled
from coaudit.cli.output import say
from coaudit.cli.policies import InForce, Patterns, checked, in_force
from coaudit.cli.tops import Tops
from coaudit.policy.load import load_policy
from coaudit.vocabulary import STATUS

if TYPE_CHECKING:
    from coaudit.policy import Rule


def list_text() -> str:
    """Every bundled policy with its title and what it requires."""
    found = []
    for name in bundled.policy_names():
        policy, document = load_policy(bundled.read_policy(name), f"{name}.yaml")
        title = str(document.data["title"]) if isinstance(document.data, dict) else ""
        rules = [_required(rule) for layer in policy.layers for rule in layer.rules]
        found.append((name, (f"{title}.", *rules)))
    return entries(found)


def show(name: str | None, rubric_name: str | None, path: str | None, status: str | None) -> None:
    """Print what is in force, for all projects or for one, and where each line of it stands."""
    word = choosing.one_of("status", status, STATUS.scale.words, "--status") if status else ""
    found = in_force(name, none=False, rubric=rubric_name, places=(Path(path),) if path else ())
    found = checked(found, choosing.load_rubric(found.rubric), None)
    say("\n".join((*_origin(found), "", *_rules(found, path, word), *_waivers(found))))


def _origin(found: InForce) -> Iterator[str]:
    for line in (*found.origin, *(note.text for note in found.notes)):
        yield filled(line)


def _rules(found: InForce, path: str | None, status: str) -> Iterator[str]:
    if path is None and not status:
        for layer in found.policy.layers:
            who = f"Projects that are {layer.status}" if layer.status else "All projects"
            yield f"Under {', '.join(layer.paths)}:" if layer.paths else f"{who}:"
            yield from map(_line, layer.rules)
    else:
        place = found.seen_from_root(Path(path), Tops()) if path else ""
        rules = found.policy.rules(place, status, Patterns())
        yield filled(f"Required of {path or 'projects'}{f' with the status {status}' if status else ''}:")
        yield from map(_line, rules)
        if not rules:
            yield "  nothing"
    if not found.policy.layers:
        yield "Nothing is required."
    elif not found.policy.not_shown_fails:
        yield filled("What is not shown is reported, and does not fail a run.")
    else:
        yield filled("What is not shown fails a run, as what is not met does.")


def _line(rule: Rule) -> str:
    return f"  {_required(rule)}  ({rule.where})"


def _required(rule: Rule) -> str:
    about = f" {rule.about}" if rule.about else ""
    return f"{rule.id}{about}: {rule.value}"


def _waivers(found: InForce) -> Iterator[str]:
    for waiver in found.policy.waivers:
        paths = ", ".join(waiver.paths)
        yield filled(
            f"Waiver for {waiver.criterion} under {paths}, until {waiver.until.isoformat()}, by {waiver.owner}: "
            f"{waiver.reason} ({waiver.where})"
        )
