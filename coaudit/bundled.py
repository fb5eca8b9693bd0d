"""The rubrics that come with coaudit: the one place that knows where they lie."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_PLACES = (
    _HERE / "rubrics",  # a wheel carries them inside the package
    _HERE.parent / "rubrics",  # a checkout, or an editable install of one, has them beside it
)
_SUFFIX = ".yaml"


DEFAULT = "coproduction"
"""The rubric that judges when nobody says which."""


def folder(places: tuple[Path, ...] = _PLACES) -> Path:
    """The folder that holds the bundled rubrics: the first of *places* that has one.

    Raises FileNotFoundError where the installation is damaged and none has.
    """
    for place in places:
        if any(place.glob(f"*{_SUFFIX}")):
            return place
    looked = ", ".join(str(place) for place in places)
    raise FileNotFoundError(f"the rubrics that come with coaudit are not where they should be: looked in {looked}")


def names() -> tuple[str, ...]:
    """The ids of the bundled rubrics, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder().glob(f"*{_SUFFIX}") if "." not in path.stem))


def texts(name: str, language: str) -> bytes | None:
    """The texts of the bundled rubric called *name* in a language, as the bytes of their file, if there are any."""
    path = folder() / f"{name}.{language}{_SUFFIX}"
    return path.read_bytes() if name in names() and path.is_file() else None


_LANGUAGES = _HERE / "languages"


def languages() -> tuple[str, ...]:
    """The languages that coaudit itself speaks besides English, in alphabetical order."""
    return tuple(sorted(path.stem for path in _LANGUAGES.glob("*.po")))


def catalogue(language: str) -> str | None:
    """The sentences of coaudit itself in a language, as the text of a .po file; None where there are none."""
    path = _LANGUAGES / f"{language}.po"
    return path.read_text(encoding="utf-8") if language in languages() else None


def read(name: str) -> bytes:
    """The bundled rubric called *name*, as the bytes of its file.

    Raises KeyError for a name that is not in `names()`: no name, however written, reaches another file.
    """
    if name not in names():
        raise KeyError(name)
    return (folder() / f"{name}{_SUFFIX}").read_bytes()


def base(name: str, said_in: str = "") -> tuple[bytes, str]:  # noqa: ARG001 - a bundled rubric means the same anywhere
    """The bundled rubric that some file extends: its bytes, and what to call it.

    Raises ValueError in plain words where there is none of that name.
    """
    if name not in names():
        raise ValueError(f"there is no rubric '{name}'; there are: {', '.join(names())}")
    return read(name), f"{name}{_SUFFIX}"


def built(name: str) -> bytes | None:
    """The bundled rubric called *name* as the build put it into JSON, if it did: a checkout has none.

    Raises KeyError for a name that is not in `names()`.
    """
    if name not in names():
        raise KeyError(name)
    path = folder() / f"{name}.json"
    return path.read_bytes() if path.is_file() else None


_POLICIES = _HERE / "policies"


def policy_names() -> tuple[str, ...]:
    """The names of the bundled policies, in alphabetical order."""
    return tuple(sorted(path.stem for path in _POLICIES.glob(f"*{_SUFFIX}")))


def read_policy(name: str) -> bytes:
    """The bundled policy called *name*, as the bytes of its file. Raises KeyError for a name that is not one."""
    if name not in policy_names():
        raise KeyError(name)
    return (_POLICIES / f"{name}{_SUFFIX}").read_bytes()
