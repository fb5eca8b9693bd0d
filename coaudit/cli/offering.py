"""The names that the shell offers when somebody presses Tab. Nothing here is loaded before that."""

from __future__ import annotations

from collections.abc import Iterable


def formats(begun: str) -> list[str]:
    """The formats of a report."""
    from coaudit.render import FORMATS

    return _like(begun, FORMATS)


def rubrics(begun: str) -> list[str]:
    """The rubrics that come with coaudit."""
    from coaudit.bundled import names

    return _like(begun, names())


def policies(begun: str) -> list[str]:
    """The policies that come with coaudit."""
    from coaudit.bundled import policy_names

    return _like(begun, policy_names())


def rungs(begun: str) -> list[str]:
    """What a project may claim to be."""
    from coaudit.vocabulary import CLAIM

    return _like(begun, CLAIM.scale.words)


def ids(begun: str) -> list[str]:
    """All that can be explained, by the rubric that judges when nobody says."""
    from coaudit.bundled import DEFAULT
    from coaudit.cli.choosing import load_rubric
    from coaudit.cli.explaining import explanations

    return _like(begun, explanations(load_rubric(DEFAULT)))


def _like(begun: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(begun))
