"""What is shipped works: a wheel, an sdist and an editable install, each in an environment of its own.

Nothing is downloaded. The environments borrow the libraries of the one that runs the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EMPTY = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
KINDS = ("wheel", "sdist", "editable")


@dataclass(frozen=True, slots=True)
class Built:
    wheel: Path
    sdist: Path


@dataclass(frozen=True, slots=True)
class Installed:
    kind: str
    python: Path
    command: Path


def _run(arguments: Sequence[str | Path], cwd: Path) -> str:
    """What the process prints; the test fails with all of its output where it does not end well."""
    environment = {name: value for name, value in os.environ.items() if name not in EMPTY}
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist, and the wheel that is built from that sdist and not from the checkout."""
    out = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT], cwd=out)
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture(scope="module", params=KINDS)
def installed(request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new environment with coaudit in it, installed in one of the three ways."""
    kind: str = request.param
    home = tmp_path_factory.mktemp(kind) / "env"
    venv.create(home, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(vars={"base": str(home), "platbase": str(home)})
    python = Path(paths["scripts"]) / Path(sys.executable).name
    # A line of a .pth file is added to the end of the path, and .pth files in that folder are not read: a
    # coaudit that is installed there, for editing or not, can not be mistaken for the one under test.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(paths["purelib"], "borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")

    ways: dict[str, list[str | Path]] = {
        "wheel": [built.wheel],
        "sdist": [built.sdist],
        "editable": ["--editable", ROOT],
    }
    quick = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    # Nothing is uninstalled first: what pip may see as an older coaudit is borrowed, and belongs to another.
    _run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--ignore-installed",
            *quick,
            *ways[kind],
        ],
        cwd=home,
    )
    return Installed(kind, python, Path(paths["scripts"]) / "coaudit")


def _wanted() -> set[str]:
    """What a wheel has to hold: the package as it lies here, and the rubrics inside it, once more as JSON."""
    package = {path for path in (ROOT / "coaudit").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    rubrics = {path for path in (ROOT / "rubrics").rglob("*") if path.is_file()}
    rubrics |= {path.with_suffix(".json") for path in rubrics if path.suffix == ".yaml"}
    return {path.relative_to(ROOT).as_posix() for path in package} | {
        f"coaudit/{path.relative_to(ROOT).as_posix()}" for path in rubrics
    }


def test_the_wheel_holds_the_package_and_the_rubrics_and_nothing_else(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        names = set(wheel.namelist())
    about = {name for name in names if name.split("/")[0].endswith(".dist-info")}

    assert names - about == _wanted()
    assert {"coaudit/py.typed", "coaudit/rubrics/coproduction.yaml"} <= names
    assert {name.split("/", 1)[1] for name in about} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_the_sdist_can_be_built_and_tested_alone(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}

    assert {
        ".ci/run",
        "LICENSE",
        "Makefile",
        "README.md",
        "coaudit/_version.py",
        "pyproject.toml",
        "rubrics/coproduction.yaml",
        "tests/test_packaging.py",
    } <= names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").rglob("*.yaml")} <= names
    assert not [name for name in names if name.startswith((".venv", ".git/")) or "__pycache__" in name]


def test_it_is_the_installed_package_that_runs(installed: Installed, tmp_path: Path) -> None:
    """Else the tests below would prove nothing."""
    said = _run(
        [installed.python, "-c", "import coaudit.bundled as b; print(b.__file__); print(b.folder())"],
        tmp_path,
    )

    module, rubrics = map(Path, said.splitlines())
    if installed.kind == "editable":
        assert (module, rubrics) == (ROOT / "coaudit" / "bundled.py", ROOT / "rubrics")
    else:
        assert installed.python.parent.parent in module.parents
        assert rubrics == module.parent / "rubrics"


def test_the_bundled_rubrics_are_found_from_another_folder(installed: Installed, tmp_path: Path) -> None:
    said = _run([installed.python, "-c", "from coaudit import bundled; print(*bundled.names())"], tmp_path)

    assert "coproduction" in said.split()


def test_the_command_finds_the_rubrics_from_another_folder(installed: Installed, tmp_path: Path) -> None:
    said = _run([installed.command, "rubric", "list"], tmp_path)

    assert "coproduction" in said


def test_a_rubric_finds_the_one_that_it_extends(installed: Installed, tmp_path: Path) -> None:
    assert "bid" in _run([installed.command, "rubric", "show", "research", "--summary"], tmp_path).split()


def test_the_command_says_the_version_of_the_package(installed: Installed, tmp_path: Path) -> None:
    told = _run([installed.command, "--version"], tmp_path)
    ask = "import importlib.metadata as m; print(m.version('coaudit'))"

    assert told.split() == ["coaudit", _run([installed.python, "-c", ask], tmp_path).strip()]
