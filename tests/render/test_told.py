"""What every format for people must say alike, whatever its form: text, plain, Markdown and HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest

from coaudit.records import replace
from coaudit.render import FORMATS, Look
from coaudit.report import Audit
from tests.render.reports import DECIDING, HONEST, ONE, OVER

FOR_PEOPLE = ("text", "plain", "markdown", "html")


def told(audit: Audit, form: str) -> str:
    """The report on one project as running words, without the signs and tags of a format."""
    raw = FORMATS[form].render(replace(ONE, audits=(audit,)), Look(width=100, details=True))
    if form == "html":
        raw = re.sub(r"<style>.*?</style>|<[^>]+>", " ", raw, flags=re.DOTALL)
    return re.sub(r"\s+([.:;,)])", r"\1", " ".join(unescape(raw).replace("*", "").replace("\\", "").split()))


@pytest.mark.parametrize("form", ["text", "plain", "html"])
def test_it_is_said_in_whose_account_a_level_is_what_it_is(form: str) -> None:
    account = "In the account of carers"
    settled = replace(DECIDING, by_account=account)
    open_ = replace(settled, low=1, means_low="People are told")
    says = "In the account of carers: People give advice, and others decide."

    assert says in told(replace(OVER, criteria=(settled,)), form)
    text = told(replace(OVER, criteria=(open_,)), form)
    assert "At least: People are told." in text
    assert says in text
    assert account not in told(replace(OVER, criteria=(DECIDING,)), form)


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_risks_of_a_proposal_are_not_told_as_if_they_were_there(form: str) -> None:
    risky = replace(OVER.tokenism, counting=("One voice alone",))

    assert "There, as planned: One voice alone" in told(replace(OVER, tokenism=risky), form)
    assert "There now: One voice alone" in told(replace(HONEST, tokenism=risky), form)
