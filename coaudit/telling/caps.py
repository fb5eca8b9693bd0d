"""What caps a letter, in one sentence for each reason: what is certain, and what is only possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coaudit.judging.judge import Verdict
from coaudit.judging.verdict import Cap
from coaudit.phrases import count, say

BELOW_ALL_BANDS = "low"


def caps_say(caps: Sequence[Cap], verdict: Verdict) -> Iterator[str]:
    """A sentence for each reason. A cap on the best letter is certain; one on the worst letter alone is possible."""
    for reason in dict.fromkeys(cap.reason for cap in caps):
        certain = next((cap.letter for cap in caps if cap.reason == reason and cap.high), None)
        possible = next((cap.letter for cap in caps if cap.reason == reason and not cap.high), None)
        yield (_over_claim if reason == "over-claim" else _risk)(certain, possible, verdict)


def _over_claim(certain: str | None, possible: str | None, verdict: Verdict) -> str:
    gap = verdict.claim.gap
    least, most = (count(by, "{n} rung", "{n} rungs") for by in (gap.low, gap.high))
    if certain and possible:
        return say(
            "The claim is at least {least} above what is evidenced (no better than {letter}), and may be {most} above "
            "it (then no better than {worst}).",
            least=least,
            letter=certain,
            most=most,
            worst=possible,
        )
    if possible:
        return say(
            "The claim may be {most} above what is evidenced: then no better than {letter}.", most=most, letter=possible
        )
    at_least = least if gap.settled else say("at least {least}", least=least)
    return say("The claim is {times} above what is evidenced: no better than {letter}.", times=at_least, letter=certain)


def _risk(certain: str | None, possible: str | None, verdict: Verdict) -> str:
    least, most = (say(band or BELOW_ALL_BANDS) for band in verdict.bands)
    if certain and possible:
        return say(
            "The risk of tokenism is at least {least} (no better than {letter}), and may be {most} (then no better "
            "than {worst}).",
            least=least,
            letter=certain,
            most=most,
            worst=possible,
        )
    if possible:
        return say("The risk of tokenism may be {most}: then no better than {letter}.", most=most, letter=possible)
    at_least = least if least == most else say("at least {least}", least=least)
    return say("The risk of tokenism is {band}: no better than {letter}.", band=at_least, letter=certain)
