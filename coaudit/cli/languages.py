"""Which language a report is in: where its sentences come from, and the texts of the rubric."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit import bundled
from coaudit.cli.extending import is_bundled
from coaudit.cli.output import tell
from coaudit.cli.reading import CannotReadError, read
from coaudit.cli.shared import ENGLISH, LANGUAGE
from coaudit.errors import SourceError
from coaudit.phrases import Catalogue
from coaudit.safe import quote, visible
from coaudit.source.decoding import decode

if TYPE_CHECKING:
    from coaudit.rubric.load import Spoken
    from coaudit.source import Document

_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def checked(language: str) -> str:
    """The code of a language, as in `cy` or `en-GB`. Ends with a usage error for anything else."""
    if not _CODE.fullmatch(language):
        raise typer.BadParameter(f"{quote(language)} is not the code of a language, such as cy.", param_hint=LANGUAGE)
    return language


def spoken(language: str) -> Spoken | None:
    """The language to load rubrics in; None is English, which they are written in."""
    if language == ENGLISH:
        return None
    from coaudit.rubric.load import Spoken

    return Spoken(language, lambda name: texts(name, language))


def texts(name: str, language: str) -> Document | None:
    """The texts beside a rubric in a language: NAME.cy.yaml beside NAME.yaml. None where there are none.

    Raises SourceError for a file that cannot be read as YAML.
    """
    from coaudit.source import parse

    if is_bundled(name):
        raw = bundled.texts(Path(name).stem, language)
        return parse(raw, f"{Path(name).stem}.{language}.yaml") if raw is not None else None
    path = Path(name)
    beside = path.with_name(f"{path.stem}.{language}.yaml")
    if not beside.is_file():
        return None
    try:
        return parse(read(beside, beside.as_posix()), beside.as_posix())
    except CannotReadError as error:
        raise SourceError((error.problem,)) from None


def file_of(language: str) -> str:
    """The name of a file of sentences in a language."""
    return f"coaudit.{language}.po"


def catalogue(language: str, rubric: str) -> Catalogue | None:
    """The sentences of coaudit in a language: from coaudit.LANG.po beside the rubric, else those that come with it.

    Beside a rubric of ours lies nothing but ours: what lies in the folder one happens to be in may be a stranger's.
    None is English. Without any file every sentence stays English; then the rubric's texts are all that is translated,
    if they are. Ends with a usage error where the file is no catalogue.
    """
    if language == ENGLISH:
        return None
    own = Path(rubric).parent / file_of(language)
    is_own = rubric not in bundled.names() and own.is_file()
    try:
        text = decode(read(own, own.as_posix()), own.as_posix()) if is_own else bundled.catalogue(language)
        if text is None:
            return Catalogue(language, {}) if _has_texts(rubric, language) else None
        return from_po(language, text)
    except CannotReadError as error:
        why = error.problem.message
    except SourceError as error:
        why = error.problems[0].message
    except (OSError, ValueError) as error:
        why = f"{error}."
    raise typer.BadParameter(
        f"the catalogue {quote(own.as_posix())} cannot be used. {visible(why)}", param_hint=LANGUAGE
    )


_NO_NAME = "\n# \0"
"""A comment that no name of a file can hold: polib would open a file whose name the text is."""


def told(language: str, rubric: str) -> Catalogue | None:
    """The same, and where there is none in the language that was asked for, that is said."""
    found = catalogue(language, rubric)
    if language != ENGLISH and (found is None or found.is_empty):
        what = "this is in English" if found is None else "only the rubric's texts are in it"
        tell(f"coaudit has no sentences in {language}: {what}. docs/languages.md says how to translate them.")
    return found


def _has_texts(rubric: str, language: str) -> bool:
    """Whether a rubric has texts in a language. What is wrong with them is told where they are read."""
    try:
        return texts(rubric, language) is not None
    except SourceError:
        return True


def from_po(language: str, text: str) -> Catalogue:
    """A catalogue from the text of a .po file, with its plural forms. Raises ValueError or OSError where it is none."""
    import polib

    file = polib.pofile(text + _NO_NAME)
    rule = re.search(r"plural\s*=\s*([^;]+)", file.metadata.get("Plural-Forms", ""))
    phrases = {
        entry.msgid: tuple(entry.msgstr_plural[place] for place in sorted(entry.msgstr_plural))
        if entry.msgid_plural
        else (entry.msgstr,)
        for entry in file
        if not entry.obsolete and "fuzzy" not in entry.flags
    }
    return Catalogue(language, phrases, _plural(rule[1] if rule else "n != 1"))


def _plural(rule: str) -> Callable[[int], int]:
    """Which form goes with a number, by the rule of a file. Raises ValueError where it is none."""
    from gettext import c2py

    form = c2py(rule)

    def place(number: int) -> int:
        try:
            return form(number)
        except ArithmeticError:  # a rule may divide by a number that is 0
            return 0

    return place
