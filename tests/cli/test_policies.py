"""Policies and baselines on the command line: which is in force, what it says, and how the run ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import HONEST, OVERCLAIMED, Run, run_in

POLICY = """\
coaudit-policy: 1
require: {claim: not-above-evidence}
by_status:
  proposal: {coverage: 100}
by_path:
  - paths: [pilots/]
    require: {claim: none}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two projects, one of them a pilot."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "pilots").mkdir()
    (tmp_path / "honest.coaudit.yaml").write_text(HONEST)
    (tmp_path / "over.coaudit.yaml").write_text(OVERCLAIMED)
    (tmp_path / "pilots" / "over.coaudit.yaml").write_text(OVERCLAIMED)
    (tmp_path / "coaudit-policy.yaml").write_text(POLICY)
    return tmp_path


ENDS = {
    "the policy at the top is found": ("audit .", 1, ["Not met: over.coaudit.yaml: The claim may not be above"]),
    "a path that requires less is met": ("audit pilots", 0, []),
    "a project that keeps its claim": ("audit honest.coaudit.yaml", 0, ["Met: honest.coaudit.yaml: The claim may not"]),
    "no policy, if asked": ("audit . --no-policy", 0, []),
    "a flag wins over the file": (
        "audit honest.coaudit.yaml --fail-under A",
        0,
        ["A grade of A or better is required"],
    ),
    "a bundled policy by its name": ("audit over.coaudit.yaml --policy honest", 1, ["Not met: over.coaudit.yaml"]),
    "a bundled policy that asks for more": (
        "audit honest.coaudit.yaml --policy coproduced",
        1,
        ["At least the rung coproduce is required; evidenced is consult", "1 of 4 requirements are not met"],
    ),
    "a policy that is not there": ("audit . --policy honst", 2, ["Did you mean honest?"]),
    "a policy file that is not there": ("audit . --policy no/such.yaml", 2, ["there is no file"]),
    "standard input is under no path": ("audit -", 1, ["Not met: <stdin>"]),
}


@pytest.mark.parametrize(("line", "code", "says"), ENDS.values(), ids=ENDS)
def test_a_run_is_held_against_the_policy_in_force(
    run: Run, repository: Path, line: str, code: int, says: list[str]
) -> None:
    assert repository.is_dir()
    done = run(*line.split(), stdin=OVERCLAIMED)
    assert done.code == code, done
    for each in says:
        assert each in done.err


def test_the_policy_above_is_found_from_a_folder_below_and_its_paths_count_from_its_own(repository: Path) -> None:
    below = repository / "pilots"
    assert run_in(below, "audit", ".").code == 0
    assert run_in(below, "audit", "..").code == 1


def test_a_policy_above_the_top_of_the_repository_is_not_taken(run: Run, tmp_path: Path) -> None:
    (tmp_path / "coaudit-policy.yaml").write_text(POLICY)
    inner = tmp_path / "inner"
    (inner / ".git").mkdir(parents=True)
    (inner / "over.coaudit.yaml").write_text(OVERCLAIMED)
    assert run_in(inner, "audit", ".").code == 0
    assert run("audit", "inner").code == 1


def test_a_broken_policy_ends_with_5_and_nothing_is_judged(run: Run, repository: Path) -> None:
    (repository / "coaudit-policy.yaml").write_text(POLICY.replace("claim: none", "clam: none"))
    done = run("audit", ".")
    assert (done.code, done.out) == (5, "")
    assert "coaudit-policy.yaml:7:15: 'clam' is not a key that may stand here" in done.err
    assert done.last == "Exit 5: the policy cannot be used, so nothing was judged."


def test_what_is_not_shown_may_pass_and_is_still_said(run: Run, repository: Path) -> None:
    (repository / "silent.coaudit.yaml").write_text("title: Says little\nclaim: coproduction\n")
    assert run("audit", "silent.coaudit.yaml").code == 1
    assert "<failure " in run("audit", "silent.coaudit.yaml", "--format", "junit").out
    (repository / "coaudit-policy.yaml").write_text(POLICY + "not_shown: passes\n")
    assert "<failure " not in run("audit", "silent.coaudit.yaml", "--format", "junit").out
    done = run("audit", "silent.coaudit.yaml")
    assert done.code == 0
    assert "Not shown: silent.coaudit.yaml" in done.err


def outside(repository: Path, policy: str) -> str:
    folder = repository.parent / f"{repository.name}-trusted"
    folder.mkdir()
    (folder / "policy.yaml").write_text(policy)
    return str(folder / "policy.yaml")


def test_with_a_policy_from_outside_nothing_in_the_tree_can_weaken_a_requirement(run: Run, repository: Path) -> None:
    """The tree brings a policy that requires nothing, a waiver, a baseline and a rubric of its own."""
    trusted = outside(repository, "coaudit-policy: 1\nrequire: {claim: not-above-evidence}\n")
    (repository / "coaudit-policy.yaml").write_text("coaudit-policy: 1\n")
    done = run("audit", "over.coaudit.yaml", "--policy", trusted, "--format", "json")
    report = json.loads(done.raw)

    assert done.code == 1
    assert [(each["id"], each["met"]) for each in report["requirements"]] == [("claim", False)]
    assert "It differs from the one in force: this change may edit its own requirements." in report["notes"][0]
    assert report["policy"]["name"] == trusted
    assert report["policy"]["sha256"][:12] in report["policy"]["origin"][0]


def test_the_same_policy_in_the_tree_is_said_to_be_the_same(run: Run, repository: Path) -> None:
    trusted = outside(repository, POLICY)
    report = json.loads(run("audit", "honest.coaudit.yaml", "--policy", trusted, "--format", "json").raw)
    assert report["notes"] == [
        "The audited files have a policy of their own, coaudit-policy.yaml. It was passed over. "
        "It is the same as the one in force."
    ]


def test_a_baseline_and_a_rubric_of_the_tree_are_passed_over_too(run: Run, repository: Path) -> None:
    (repository / "coaudit-policy.yaml").unlink()
    trusted = outside(repository, "coaudit-policy: 1\nrubric: ours.yaml\nbaseline: base.yaml\nrequire: {}\n")
    ours = "rubric: ours\nextends: coproduction\ntitle: T\nversion: 1.0.0\n"
    ours += "reviewed_by_people_with_lived_experience: no\nabout: Ours\n"
    scores = "coaudit-baseline: 1\nrubric: ours 1.0.0\nprojects: {over.coaudit.yaml: {scores: {power: %d}}}\n"
    folder = Path(trusted).parent
    (folder / "ours.yaml").write_text(ours)
    (folder / "base.yaml").write_text(scores % 90)
    (repository / "ours.yaml").write_text(ours + "weights: {payment: 9}\n")
    (repository / "base.yaml").write_text(scores % 0)
    done = run("audit", "over.coaudit.yaml", "--policy", trusted, "--format", "json")
    report = json.loads(done.raw)

    assert done.code == 1
    assert "may not fall below the 90 that base.yaml records" in done.err
    assert [note.split(" of their own")[0] for note in report["notes"]] == [
        "The audited files have base.yaml",
        "The audited files have ours.yaml",
    ]


@pytest.mark.parametrize("name", ["../ours.yaml", "/etc/passwd", "link.yaml"])
@pytest.mark.parametrize("key", ["rubric", "baseline"])
def test_what_a_policy_names_stays_in_its_folder(run: Run, repository: Path, key: str, name: str) -> None:
    (repository.parent / "elsewhere.yaml").write_text("x: 1\n")
    (repository / "link.yaml").symlink_to(repository.parent / "elsewhere.yaml")
    (repository / "coaudit-policy.yaml").write_text(f"coaudit-policy: 1\n{key}: {name}\n")
    done = run("audit", "honest.coaudit.yaml")
    assert done.code == 5
    assert "leaves the folder of this policy" in done.err


def test_a_description_cannot_escape_by_declaring_that_nothing_applies(run: Run, repository: Path) -> None:
    (repository / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nrequire: {levels: {skills: 1}}\n")
    (repository / "sly.coaudit.yaml").write_text(OVERCLAIMED + "not_applicable: {skills: we have no need}\n")
    done = run("audit", "sly.coaudit.yaml")
    assert done.code == 1
    assert "declares that it does not apply, which the policy has not accepted" in done.err


WAIVER = """\
coaudit-policy: 1
require: {levels: {skills: 1}}
waivers:
  - {criterion: skills, paths: ["*.yaml"], reason: The course begins in spring, owner: the board, until: 2026-12-01}
"""


def test_a_waiver_accepts_says_so_and_runs_out(run: Run, repository: Path) -> None:
    (repository / "coaudit-policy.yaml").write_text(WAIVER)
    (repository / "a.yaml").write_text(HONEST + "skills: not-asked\n")
    done = run("audit", "a.yaml", "--plain")
    assert done.code == 0
    assert "Accepted: a.yaml: Level 1 or more is required for skills; it is at 0. Accepted" in done.err
    assert "Accepted until 2026-12-01 by the board: The course begins in spring" in done.err
    assert "The waiver for skills (coaudit-policy.yaml, line 4) ends on 2026-12-01." in done.out

    assert (
        "::notice file=coaudit-policy.yaml,line=4,title=About this audit::The waiver"
        in run("audit", "a.yaml", "--format=github").out
    )

    after = {"SOURCE_DATE_EPOCH": "1796169600"}  # 2 December 2026
    warned = run("audit", "a.yaml", "--format=github", env=after).out
    assert "::warning file=coaudit-policy.yaml,line=4,title=About this audit::The waiver" in warned
    done = run("audit", "a.yaml", "--plain", env=after)
    assert done.code == 1
    assert "ended on 2026-12-01 and no longer counts." in done.out


def test_policy_show_says_where_each_line_stands(run: Run, repository: Path) -> None:
    assert repository.is_dir()
    out = run("policy", "show").out
    assert "All projects:\n  claim: not-above-evidence  (coaudit-policy.yaml, line 2)" in out
    assert "Projects that are proposal:\n  coverage: 100  (coaudit-policy.yaml, line 4)" in out
    assert "Under pilots/:\n  claim: none  (coaudit-policy.yaml, line 7)" in out
    out = run("policy", "show", "--path", "pilots/over.coaudit.yaml", "--status", "proposal").out
    assert "with the status proposal:\n  coverage: 100  (coaudit-policy.yaml, line 4)\n" in out
    assert "claim" not in out
    assert (
        "Required of pilots/over.coaudit.yaml:\n  nothing"
        in run("policy", "show", "--path", "pilots/over.coaudit.yaml").out
    )


def test_policies_that_come_with_coaudit_are_listed(run: Run) -> None:
    out = run("policy", "list").out
    assert "honest\n    Called what it is.\n    claim: not-above-evidence\n    risk: raised\n" in out
    assert "coproduced\n" in out


def baseline_of(folder: Path) -> str:
    return (folder / "coaudit-baseline.yaml").read_text(encoding="utf-8")


def test_a_baseline_is_written_kept_raised_and_lowered_only_when_asked(run: Run, repository: Path) -> None:
    (repository / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nbaseline: coaudit-baseline.yaml\n")
    done = run("baseline", "write", "over.coaudit.yaml", "pilots")
    assert (done.code, "2 in " in done.out) == (0, True)
    first = baseline_of(repository)
    assert run("audit", "over.coaudit.yaml").code == 0

    # A reason that somebody wrote stays; what is not audited now stays; what is better is raised.
    with_reason = first.replace("{scores:", "{reason: a late start, scores:", 1)
    (repository / "coaudit-baseline.yaml").write_text(with_reason)
    (repository / "over.coaudit.yaml").write_text(OVERCLAIMED.replace("asked", "together"))
    done = run("baseline", "write", "over.coaudit.yaml")
    assert "over.coaudit.yaml: power raised to " in done.out
    assert "reason: a late start" in baseline_of(repository)
    assert "pilots/over.coaudit.yaml" in baseline_of(repository)

    # Now it becomes worse: the run fails, and the baseline is lowered only when asked.
    (repository / "over.coaudit.yaml").write_text(OVERCLAIMED)
    assert run("audit", "over.coaudit.yaml").code == 1
    raised = baseline_of(repository)
    done = run("baseline", "write", "over.coaudit.yaml")
    assert "over.coaudit.yaml: power stays at " in done.out
    assert baseline_of(repository) == raised
    assert "lowered to" in run("baseline", "write", "over.coaudit.yaml", "--lower").out
    assert run("audit", "over.coaudit.yaml").code == 0


def test_projects_that_are_gone_are_taken_out_only_when_asked(run: Run, repository: Path) -> None:
    run("baseline", "write", ".")
    (repository / "over.coaudit.yaml").unlink()
    run("baseline", "write", ".")
    assert "  over.coaudit.yaml" in baseline_of(repository)
    assert "over.coaudit.yaml: taken out." in run("baseline", "write", ".", "--prune").out
    assert "  over.coaudit.yaml" not in baseline_of(repository)


def test_a_loose_baseline_is_reported(run: Run, repository: Path) -> None:
    (repository / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nbaseline: coaudit-baseline.yaml\n")
    run("baseline", "write", "over.coaudit.yaml")
    (repository / "over.coaudit.yaml").write_text(OVERCLAIMED.replace("asked", "together"))
    done = run("audit", "over.coaudit.yaml", "--plain")
    assert done.code == 0
    assert "better than recorded, such as over.coaudit.yaml" in done.out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("coaudit-baseline: 1\nrubric: other 1.0.0\n", "recorded by other 1.0.0, and this run judges by coproduction"),
        ("coaudit-baseline: 1\nrubric: coproduction 2.0.0\n", "recorded by coproduction 2.0.0"),
        ("title: not a baseline\n", "'coaudit-baseline' is missing"),
    ],
)
def test_a_baseline_that_cannot_be_compared_is_refused_and_never_overwritten(
    run: Run, repository: Path, text: str, message: str
) -> None:
    (repository / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nbaseline: coaudit-baseline.yaml\n")
    (repository / "coaudit-baseline.yaml").write_text(text)
    for line in (("audit", "."), ("baseline", "write", ".")):
        done = run(*line)
        assert done.code == 5
        assert message in done.err
    assert baseline_of(repository) == text
