"""How far several people agree, by a statistic that others know. The one module that loads it, and numpy with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coaudit.phrases import say
from coaudit.rubric.fields import TOP_LEVEL


def sentences(counts: Collection[Mapping[int, int]]) -> str:
    """What agreement there is between people who each chose a level, question by question."""
    if not counts:
        return ""
    if len({level for chosen in counts for level in chosen}) == 1:
        return say("All gave the same answer to every question, so there is nothing to measure agreement by.")
    return say(
        "How far people agree with each other: {alpha} (Krippendorff's alpha). It is 1 where all say the same, and "
        "about 0 where their answers are as mixed as if drawn by lot.",
        alpha=f"{alpha(counts):.2f}",
    )


def alpha(counts: Collection[Mapping[int, int]]) -> float:
    """Krippendorff's alpha over levels in their order; at least two different levels must be among them."""
    import krippendorff
    import numpy as np

    table = np.array([[chosen.get(level, 0) for level in range(TOP_LEVEL + 1)] for chosen in counts])
    return float(krippendorff.alpha(value_counts=table, level_of_measurement="ordinal"))
