"""The ready-made integrations: as their hosts want them, and run as their hosts run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from action.outputs import outputs
from coaudit.render import FORMATS

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "examples" / "ci"
PROPOSALS = SAMPLE / "proposals"
BASH = shutil.which("bash")
TODAY = "1795392000"

SCHEMAS = {
    "action.yml": ("github-actions",),
    ".github/workflows/check.yml": ("github-workflows",),
    "examples/ci/github.yml": ("github-workflows",),
    "examples/ci/gitlab-ci.yml": ("gitlab-ci", "--data-transform", "gitlab-ci"),
    # Its schema has patterns that are written for the older kind of regular expressions.
    "examples/ci/azure-pipelines.yml": ("azure-pipelines", "--regex-variant", "nonunicode"),
}


def tool(*arguments: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, encoding="utf-8", check=False
    )


def beside(name: str) -> str:
    """A command that is installed beside the Python that runs the tests."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed; make test does that"
    return found


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample repository, with a folder for its reports beside it."""
    shutil.copytree(SAMPLE, tmp_path / "repo")
    (tmp_path / "repo" / ".git").mkdir()
    (tmp_path / "reports").mkdir()
    return tmp_path / "repo"


def audited(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": TODAY, "PYTHONUTF8": "1", "COLUMNS": "80"}
    return tool(sys.executable, "-m", "coaudit", "audit", *arguments, cwd=folder, env=env)


# ---------------------------------------------------------------------------------- what hosts ask for


@pytest.mark.parametrize(("file", "schema"), SCHEMAS.items(), ids=SCHEMAS)
def test_a_file_fits_the_published_schema_of_its_host(file: str, schema: tuple[str, ...]) -> None:
    name, *options = schema
    done = tool(beside("check-jsonschema"), "--builtin-schema", f"vendor.{name}", *options, file)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", "examples/ci/pre-commit-config.yaml"])
def test_pre_commit_takes_the_hooks_and_the_configuration(file: str) -> None:
    kind = "validate-manifest" if "hooks" in file else "validate-config"
    done = tool(beside("pre-commit"), kind, file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_in_our_github_files_lets_a_stranger_in(tmp_path: Path) -> None:
    workflow = tmp_path / ".github" / "workflows" / "proposals.yml"
    workflow.parent.mkdir(parents=True)
    shutil.copy(SAMPLE / "github.yml", workflow)
    files = ("action.yml", ".github/workflows/check.yml", str(workflow))
    done = tool(beside("zizmor"), "--offline", "--persona", "auditor", *files)
    assert done.returncode == 0, done.stdout + done.stderr

    planted = workflow.with_name("planted.yml")
    planted.write_text(
        workflow.read_text(encoding="utf-8") + '      - run: echo "${{ github.event.pull_request.title }}"\n',
        encoding="utf-8",
    )
    assert tool(beside("zizmor"), "--offline", str(planted)).returncode != 0, "what is wrong is found"


def test_no_input_stands_in_a_script_of_the_action() -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    inputs = re.search(r"^inputs:\n(.*?)^outputs:", action, re.MULTILINE | re.DOTALL)
    assert inputs
    script = action[action.index("      run:") :]
    assert "${{" not in script
    for name in re.findall(r"^  ([\w-]+):$", inputs[1], re.MULTILINE):
        assert f"${{{{ inputs.{name} }}}}" in action[action.index("      env:") : action.index("      run:")]


@pytest.mark.parametrize("file", ["gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile"])
def test_the_command_in_the_steps_to_copy_does_what_they_need(sample: Path, file: str) -> None:
    """It is run as it is written, but for the folder of the machine it is written for."""
    text = (SAMPLE / file).read_text(encoding="utf-8")
    found = re.search(r"coaudit\"? (audit (?:[^\n]|\n +--)*)", text.replace("\\\\\n", "\n"))
    assert found
    (sample.parent / "base").mkdir()
    shutil.copy(sample / "coaudit-policy.yaml", sample.parent / "base")
    command = re.sub(r"\$\(Agent\.TempDirectory\)", "../reports", found[1]).replace('"', "")
    there = command.replace("$base/", "../").split()
    done = audited(sample, *there[1:])
    assert done.returncode == 4, done.stderr
    written = [word.partition("=")[2] for before, word in pairwise(there) if before == "--write"]
    assert written
    assert all((sample / name).stat().st_size for name in written)


def test_jenkins_publishes_no_findings_of_the_last_build() -> None:
    """A workspace is kept from build to build, and where the policy is wrong no report is written."""
    text = (SAMPLE / "Jenkinsfile").read_text(encoding="utf-8")
    removed = re.search(r"rm -f (.*)\n(?:.*\n)*?.* audit ", text)
    assert removed
    assert set(removed[1].split()) == set(re.findall(r"--write \w+=(\S+)", text))
    for published in re.findall(r"(?:testResults|pattern): '([^']+)'", text):
        assert published in removed[1].split()


# ---------------------------------------------------------------------------------- the sample, from end to end

ENDS = {
    "passing": (0, ["met", "met"]),
    "failing": (1, ["not met", "not met"]),
    "unshown": (1, ["not shown", "met"]),
    "invalid": (4, []),
}


@pytest.mark.parametrize(("name", "end"), ENDS.items(), ids=ENDS)
def test_each_proposal_ends_as_the_readme_says(sample: Path, name: str, end: tuple[int, list[str]]) -> None:
    done = audited(sample, f"proposals/{name}.coaudit.yaml", "--format", "json")
    report = json.loads(done.stdout)
    words = {True: "met", False: "not met", None: "not shown"}
    assert (done.returncode, [words[each["met"]] for each in report["requirements"]]) == end
    assert report["exit_code"] == done.returncode
    assert len(report["errors"]) == (name == "invalid")


def test_all_proposals_at_once_give_every_report_and_the_highest_exit_code(sample: Path) -> None:
    writes = [part for name in FORMATS for part in ("--write", f"{name}=../reports/{name}")]
    done = audited(sample, "proposals", "--format", "github", *writes)
    assert done.returncode == 4
    assert done.stderr.rstrip().endswith("Exit 4: 1 of 4 descriptions cannot be read.")

    reports = sample.parent / "reports"
    read = {name: (reports / name).read_text(encoding="utf-8") for name in FORMATS}
    assert read["github"] == done.stdout
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert len(errors) == 4, "two requirements that are not met, one that is not shown, and a file that cannot be read"
    assert "::error file=proposals/invalid.coaudit.yaml,line=3,col=21" in done.stdout
    results = json.loads(read["sarif"])["runs"][0]["results"]
    assert sum(each["level"] == "error" for each in results) == 4
    assert [each["severity"] for each in json.loads(read["gitlab"])].count("critical") == 4
    for dialect in ("junit", "junit-gitlab"):
        assert 'tests="7" failures="3" errors="1"' in re.sub(r' (skipped)="\d+"', "", read[dialect])
    assert len(read["csv"].splitlines()) == 5
    assert "Put the whole text in quotes" in read["markdown"].replace("\\", "")
    assert json.loads(read["badge"])["message"] == "could not be judged"
    assert json.loads(read["jsonl"].splitlines()[-1])["end"]["exit_code"] == 4


def test_the_pages_of_the_sample_name_files_that_are_there() -> None:
    for link in re.findall(r"\]\(([\w./-]+)\)", (SAMPLE / "README.md").read_text(encoding="utf-8")):
        assert (SAMPLE / link).exists(), link


# ---------------------------------------------------------------------------------- the action


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a step, with coaudit installed already: the tests of packaging install it in earnest."""
    ready = tmp_path / "temp" / "coaudit" / "ready"
    ready.parent.mkdir(parents=True)
    ready.write_text(str(Path(sys.executable).parent), encoding="utf-8")
    return {
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "COAUDIT_PYTHON": sys.executable,
        "COAUDIT_SOURCE": str(ROOT),
        "COAUDIT_REPORTS": str(tmp_path / "reports"),
        "COAUDIT_PATHS": ".",
        "COAUDIT_POLICY": "honest",
        "COAUDIT_RUBRIC": "",
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": TODAY,
    }


def act(runner: dict[str, str], folder: Path, **more: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """The action's script run as a runner does, with what it hands on."""
    if BASH is None or os.name == "nt":
        pytest.skip("there is no bash here to run the action's script")
    done = tool(BASH, str(ROOT / "action" / "audit.sh"), env={**runner, "COAUDIT_FOLDER": str(folder), **more})
    output = Path(runner["GITHUB_OUTPUT"])
    lines = output.read_text(encoding="utf-8").splitlines() if output.exists() else []
    return done, dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize(
    ("name", "expected"),
    {
        "passing": {"exit-code": "0", "projects": "1", "grade": "A", "rung": "consult", "verdict": "matches"},
        "failing": {"exit-code": "1", "projects": "1", "grade": "E", "rung": "consult", "verdict": "over"},
        "unshown": {"exit-code": "1", "grade": "", "rung": "consult..user-led", "verdict": "not-enough-stated"},
        "invalid": {"exit-code": "4", "projects": "0", "grade": "", "rung": "", "verdict": ""},
    }.items(),
)
def test_the_action_hands_on_what_was_found(
    runner: dict[str, str], sample: Path, name: str, expected: dict[str, str]
) -> None:
    done, found = act(runner, sample, COAUDIT_PATHS=f"proposals/{name}.coaudit.yaml\n")
    assert expected.items() <= found.items()
    assert str(done.returncode) == expected["exit-code"]
    assert Path(found["report"]).name == "coaudit.json"
    assert Path(found["sarif"]).exists()
    assert Path(runner["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8") == Path(found["markdown"]).read_text(
        encoding="utf-8"
    )


def test_the_action_keeps_no_report_of_an_earlier_run_where_the_policy_is_wrong(
    runner: dict[str, str], sample: Path
) -> None:
    act(runner, sample, COAUDIT_PATHS="proposals/passing.coaudit.yaml")
    (sample / "wrong.yaml").write_text("coaudit-policy: 1\nrequire: {grade: Q}\n", encoding="utf-8")
    done, found = act(runner, sample, COAUDIT_POLICY="wrong.yaml")
    assert (done.returncode, found["exit-code"], found["report"], found["projects"]) == (5, "5", "", "0")


BEFORE = {
    "a folder that is not there": ({"COAUDIT_FOLDER": "/nowhere/at/all"}, "2"),
    "a Python that is not there": ({"COAUDIT_PYTHON": "no-such-python"}, "70"),
    "a folder for reports that cannot be made": ({"COAUDIT_REPORTS": "/dev/null/reports"}, "2"),
    "two policies in one": ({"COAUDIT_POLICY": "--no-policy"}, "2"),
}


@pytest.mark.parametrize(("wrong", "code"), BEFORE.values(), ids=BEFORE)
def test_the_action_says_by_its_code_what_went_wrong_before_an_audit_and_keeps_no_report(
    runner: dict[str, str], sample: Path, wrong: dict[str, str], code: str
) -> None:
    """1 would say that a requirement is not met."""
    act(runner, sample, COAUDIT_PATHS="proposals/passing.coaudit.yaml")
    Path(runner["GITHUB_OUTPUT"]).unlink()
    if "COAUDIT_PYTHON" in wrong:
        shutil.rmtree(runner["RUNNER_TEMP"])
    done, found = act(runner, sample, **wrong)
    assert (str(done.returncode), found["exit-code"], found["projects"]) == (code, code, "0"), done.stderr
    assert not found.get("report")
    if "COAUDIT_REPORTS" not in wrong:
        assert list(Path(runner["COAUDIT_REPORTS"]).iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_what_strangers_call_their_files_and_projects_is_text_to_the_action(
    runner: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "change"
    folder.mkdir()
    name = "a $(touch owned) `touch owned`; ::error::x%0A\n::set-output name=grade::A.coaudit.yaml"
    title = "::stop-commands::x $(touch owned)%0Agrade=A"
    (folder / name).write_text(f'title: "{title}"\nclaim: consult\n', encoding="utf-8")
    done, found = act(runner, folder)
    assert set(found) == {"exit-code", "projects", "grade", "rung", "verdict", "report", "sarif", "markdown"}
    assert (found["projects"], found["grade"]) == ("1", "")
    assert list(folder.iterdir()) == [folder / name]
    for line in (done.stdout + done.stderr).splitlines():
        assert not re.match(r"\s*::(?!error |warning |notice )", line)
        assert "##[" not in line


def test_the_action_takes_the_policy_from_the_base_and_not_from_the_change(
    runner: dict[str, str], sample: Path, tmp_path: Path
) -> None:
    base = tmp_path / "base"
    base.mkdir()
    shutil.copy(sample / "coaudit-policy.yaml", base)
    (sample / "coaudit-policy.yaml").write_text("coaudit-policy: 1\n", encoding="utf-8")
    (sample / ".coauditignore").write_text("failing*\n", encoding="utf-8")
    done, found = act(
        runner, sample, COAUDIT_PATHS="proposals", COAUDIT_POLICY=os.path.relpath(base / "coaudit-policy.yaml", sample)
    )
    assert done.returncode == 4
    report = json.loads(Path(found["report"]).read_bytes())
    assert any(each["met"] is False for each in report["requirements"]), "the failing one was not left out"
    assert any("differs from the one in force" in note for note in report["notes"])
    assert report["warnings"] == [note for note in report["notes"] if "differs from the one in force" in note]
    assert re.search(r"^::warning file=coaudit-policy.yaml,.*may edit its own requirements", done.stdout, re.MULTILINE)


def test_no_code_that_a_stranger_sends_is_run(runner: dict[str, str], sample: Path) -> None:
    """Python would take a module from the folder it runs in before one that is installed."""
    for name in ("coaudit", "json", "venv", "pip", "yaml"):
        (sample / name).mkdir()
        for file in ("__init__.py", "__main__.py"):
            (sample / name / file).write_text("print('owned'); raise SystemExit(0)\n", encoding="utf-8")
    done, found = act(runner, sample, COAUDIT_PATHS="proposals/failing.coaudit.yaml")
    assert (done.returncode, found["grade"], found["verdict"]) == (1, "E", "over")
    assert "owned" not in done.stdout + done.stderr


@pytest.mark.parametrize("file", [*sorted(SAMPLE.glob("*.yml")), SAMPLE / "Jenkinsfile"], ids=lambda path: path.name)
def test_no_steps_to_copy_start_python_where_a_stranger_may_have_put_modules(file: Path) -> None:
    for started in re.findall(r"python[\w./\"]* .*?-m", file.read_text(encoding="utf-8")):
        assert " -P -m" in started


def test_without_a_path_the_whole_folder_is_audited(runner: dict[str, str], sample: Path) -> None:
    _, found = act(runner, sample, COAUDIT_PATHS="\n\r\n")
    assert found["projects"] == "3"


def test_an_output_is_made_of_nothing_but_the_letters_of_an_id(tmp_path: Path) -> None:
    audit = {
        "grade": {"low": "D\nx=y", "high": "B"},
        "rung": {"low": "a b", "high": "a b"},
        "claim": {"verdict": "over::"},
    }
    (tmp_path / "coaudit.json").write_text(json.dumps({"audits": [audit]}), encoding="utf-8")
    found = outputs(1, tmp_path)
    assert (found["grade"], found["rung"], found["verdict"]) == ("-B", "", "")


# ---------------------------------------------------------------------------------- pre-commit


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", "examples/ci/pre-commit-config.yaml"])
def test_no_name_of_a_file_is_read_as_an_option_by_a_hook(sample: Path, file: str) -> None:
    """pre-commit puts the names of the files behind the arguments as they are."""
    text = (ROOT / file).read_text(encoding="utf-8")
    names = ["--policy=proposals", "-oname.coaudit.yaml", "--no-policy", "proposals/failing.coaudit.yaml"]
    (sample / "--policy=proposals").mkdir()
    shutil.copy(sample / "proposals" / "failing.coaudit.yaml", sample / "--policy=proposals" / "p.coaudit.yaml")
    shutil.copy(sample / "proposals" / "failing.coaudit.yaml", sample / "-oname.coaudit.yaml")
    shutil.copy(sample / "proposals" / "failing.coaudit.yaml", sample / "--no-policy")
    for arguments in re.findall(r"args: \[(--policy, honest.*)\]", text):
        done = audited(sample, *arguments.split(", "), *names)
        assert done.returncode == 1, done.stderr
        assert "Met: 0 of" not in done.stderr
        assert done.stderr.count("Not met: ") == 8, "two of each"
    assert text.count("args: [") == text.count("--]") > 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")
def test_the_steps_for_gitlab_take_all_that_the_policy_names_from_the_default_branch(sample: Path) -> None:
    git = [shutil.which("git") or "", "-c", "user.name=x", "-c", "user.email=x@x"]
    text = (SAMPLE / "gitlab-ci.yml").read_text(encoding="utf-8")
    steps = re.findall(r"^    - (base=.*|coaudit audit.*\n.*)$", text, re.MULTILINE)
    assert len(steps) == 2
    shutil.rmtree(sample / ".git")
    policy = sample / "coaudit-policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8") + "baseline: b.yaml\n", encoding="utf-8")
    (sample / "b.yaml").write_text("coaudit-baseline: 1\nrubric: coproduction 1.0.0\n", encoding="utf-8")
    for line in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"], ["fetch", "-q", ".", "HEAD"]):
        assert tool(*git, *line, cwd=sample).returncode == 0
    policy.write_text("coaudit-policy: 1\n", encoding="utf-8")
    for _ in range(2):  # a runner may keep what an earlier job left
        done = tool("sh", "-c", f'{steps[0]} && echo "$base"', cwd=sample)
        assert done.returncode == 0, done.stderr
    there = steps[1].replace("\n", " ").replace('"', "").replace("$base", done.stdout.strip()).split()[2:]
    done = audited(sample, *there)
    assert done.returncode == 4, done.stderr
    assert "Not met: proposals/failing.coaudit.yaml" in done.stderr


def test_pre_commit_runs_both_hooks_on_a_sample_repository(tmp_path: Path) -> None:
    """In earnest: it clones this repository and installs coaudit from it, so it needs git and the package index."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git repository, and pre-commit installs from one")
    repo = tmp_path / "repo"
    shutil.copytree(SAMPLE, repo)
    env = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "GIT_CONFIG_GLOBAL": os.devnull}
    for command in (("init", "-q"), ("add", "-A")):
        assert tool(git, *command, cwd=repo, env=env).returncode == 0

    def hook(name: str, *files: str) -> subprocess.CompletedProcess[str]:
        return tool(
            beside("pre-commit"), "try-repo", str(ROOT), name, "--verbose", "--files", *files, cwd=repo, env=env
        )

    done = hook("coaudit-check", "proposals/passing.coaudit.yaml", "coaudit-policy.yaml")
    if "InstallError" in done.stdout or "CalledProcessError" in done.stdout + done.stderr:
        pytest.skip("pre-commit could not install coaudit: is the package index out of reach?")
    assert done.returncode == 0, done.stdout
    assert "ok: proposals/passing.coaudit.yaml can be audited" in done.stdout
    assert "coaudit-policy.yaml can be audited" not in done.stdout, "only descriptions are taken"
    done = hook("coaudit-audit", "proposals/failing.coaudit.yaml", "proposals/passing.coaudit.yaml")
    assert done.returncode == 1
    assert "exit code: 1" in done.stdout
    assert done.stdout.count("Met: 2 of 4 requirements.") == 1, "one run over all files"
