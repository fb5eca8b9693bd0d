"""The defences against what strangers may send, and what shows that each is needed.

    python tests/defences.py          takes out one after the other, in a copy, and runs its test, which has to fail
    python tests/defences.py csv      only those with this word in them

docs/reliability.md lists them. tests/test_defences.py sees to it that the list fits the code.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("coaudit", "tests", "rubrics", "examples", "validation", "docs", "pyproject.toml", "CHANGELOG.md")


class Defence(NamedTuple):
    """A threat, the code that stands against it, the same without it, and the test that must then fail."""

    threat: str
    file: str
    code: str
    without: str
    test: str


DEFENCES = (
    Defence(
        "Nesting that crashes the parser",
        "coaudit/source/yaml_reader.py",
        "if len(self.open) >= MAX_DEPTH:",
        "if len(self.open) >= 10**9:",
        "tests/test_source_limits.py::test_bombs_end_at_once",
    ),
    Defence(
        "Merge keys within merge keys",
        "coaudit/source/yaml_reader.py",
        'elif key == "<<" and not event.style:',
        "elif False:",
        "tests/test_source_broken.py",
    ),
    Defence(
        "Aliases of aliases",
        "coaudit/source/yaml_reader.py",
        'self._sign("*", event.start_mark)',
        "pass",
        "tests/test_source_broken.py",
    ),
    Defence(
        "Very many values",
        "coaudit/source/yaml_reader.py",
        "if self.nodes > MAX_NODES:\n                self._too_many(event)\n            if key in data",
        "if key in data",
        "tests/test_source_limits.py::test_number_of_values",
    ),
    Defence(
        "A very large file",
        "coaudit/source/decoding.py",
        "if len(raw) > most:",
        "if not raw and len(raw) > most:",
        "tests/cli/test_hostile.py::test_more_than_a_megabyte_on_standard_input_is_refused",
    ),
    Defence(
        "A very large file that is read whole first",
        "coaudit/cli/reading.py",
        "return file.read(limit)",
        "return file.read()",
        "tests/cli/test_faults.py::test_no_more_of_a_file_is_read_than_is_allowed",
    ),
    Defence(
        "Errors that the parser does not declare",
        "coaudit/source/yaml_reader.py",
        "except (yaml.YAMLError, ValueError, OverflowError) as error:",
        "except yaml.YAMLError as error:",
        "tests/test_source_limits.py::test_absurd_numbers_of_the_parser_are_refused_in_words",
    ),
    Defence(
        "Half a pair of surrogates, and other characters that no text holds",
        "coaudit/source/yaml_reader.py",
        "if re.search(decoding.REFUSED, event.value) is None:\n            return",
        "return",
        "tests/test_source.py::test_characters_that_are_refused_however_written",
    ),
    Defence(
        "Numbers that are none, such as nan and inf",
        "coaudit/scalars.py",
        "raise Unreadable(f\"'{text}' is not a number\", _number_hint(part.strip()))",
        "return Fraction(0)",
        "tests/cli/test_hostile.py::test_what_is_no_number_is_refused",
    ),
    Defence(
        "Escapes that act on a terminal",
        "coaudit/safe.py",
        "return _hidden(lines=lines).sub(_mark, text)",
        "return text",
        "tests/render/test_hostile.py::test_hostile_text_is_harmless_on_a_screen",
    ),
    Defence(
        "Escapes in an error, or in the name of its file",
        "coaudit/errors.py",
        "safe.visible",
        "str",
        "tests/test_safe.py::test_a_problem_is_safe_to_print",
    ),
    Defence(
        "Markdown that leads away, calls people or loads pictures",
        "coaudit/render/marked.py",
        r'escaped = _SPECIAL.sub(r"\\\g<0>", flat)',
        "escaped = flat",
        "tests/render/test_markdown.py::test_what_a_stranger_writes_is_text_in_markdown",
    ),
    Defence(
        "Markup of a stranger's in the page",
        "coaudit/render/html/__init__.py",
        "autoescape=True",
        "autoescape=False",
        "tests/render/test_html.py::test_a_hostile_description_changes_no_markup",
    ),
    Defence(
        "Escapes and turned text in the page",
        "coaudit/render/html/__init__.py",
        "not isinstance(value, str) else visible(value)",
        "not isinstance(value, str) else value",
        "tests/render/test_html.py::test_whatever_any_text_of_a_report_is_the_markup_stays_the_same",
    ),
    Defence(
        "Commands to build machines, in text",
        "coaudit/safe.py",
        'return re.sub(_COMMAND, lambda match: match[0] + "\\\\", text)',
        "return text",
        "tests/test_safe.py::test_commands_to_build_services_are_disarmed",
    ),
    Defence(
        "Commands to build machines, in JUnit",
        "coaudit/render/junit.py",
        "{line_start(body, xml=True)}",
        "{body}",
        "tests/fuzz/test_fuzz.py::test_a_file_of_the_corpus_does_no_harm",
    ),
    Defence(
        "Commands to build machines, in their own notes",
        "coaudit/render/annotations.py",
        'return line_start(visible(text.replace("%", "%25").replace("\\r", "%0D").replace("\\n", "%0A")))',
        "return text",
        "tests/render/test_machine_formats.py::test_hostile_text_begins_no_command_of_its_own",
    ),
    Defence(
        "Formulas in a spreadsheet",
        "coaudit/render/csv_report.py",
        r"""return _FORMULA.sub(r"\1'", line_start(visible(value)))""",
        "return line_start(visible(value))",
        "tests/render/test_machine_formats.py::test_no_cell_is_a_formula",
    ),
    Defence(
        "A rubric that extends a file elsewhere",
        "coaudit/cli/extending.py",
        "if not path.resolve().is_relative_to(folder.resolve()):",
        "if False:",
        "tests/cli/test_reference.py::test_a_rubric_may_extend_one_of_ours_or_one_beside_it",
    ),
    Defence(
        "A rubric that extends itself by a detour",
        "coaudit/rubric/load.py",
        "if here in way or len(way) >= DEEPEST:",
        "if False:",
        "tests/core/test_merge.py",
    ),
    Defence(
        "Pipes and devices, which never end",
        "coaudit/cli/reading.py",
        "if stat.S_ISREG(mode):\n        return",
        "return",
        "tests/cli/test_hostile.py::test_a_pipe_is_refused_without_waiting",
    ),
    Defence(
        "Links that lead out of a folder",
        "coaudit/cli/discover.py",
        "return _within(root, os.path.realpath(path)) if self.ignored else not self._is_refused(path, root)",
        "return True if self.ignored else not self._is_refused(path, root)",
        "tests/cli/test_discover.py::test_links_that_lead_out_of_the_folder_are_not_followed",
    ),
    Defence(
        "Links out of the repository, under a policy from elsewhere",
        "coaudit/cli/discover.py",
        "if not bound or _within(os.path.realpath(bound), os.path.realpath(by_name)):",
        "if True:",
        "tests/cli/test_ignoring.py::test_a_policy_from_elsewhere_follows_no_link_out_of_the_repository",
    ),
    Defence(
        "Patterns in a rubric",
        "coaudit/telling/wording.py",
        'blank.join(map(re.escape, phrase.split(" ")))',
        "phrase",
        "tests/core/test_telling.py::test_a_cue_is_words_and_no_pattern",
    ),
    Defence(
        "A change that edits its own requirements",
        "coaudit/cli/policies.py",
        "found = _named(named) if named is not None else _lies_at(None if none else _only(there), there)",
        "found = _lies_at(None if none else _only(there), there)",
        "tests/cli/test_policies.py::test_with_a_policy_from_outside_nothing_in_the_tree_can_weaken_a_requirement",
    ),
    Defence(
        "Sentences that turn a verdict round",
        "coaudit/cli/languages.py",
        "is_own = rubric not in bundled.names() and own.is_file()",
        "is_own = own.is_file()",
        "tests/test_languages.py::test_what_lies_in_the_folder_says_nothing_for_a_rubric_of_ours",
    ),
    Defence(
        "A change that leaves its own files out",
        "coaudit/cli/auditing.py",
        "return wanted.policy is None",
        "return True",
        "tests/cli/test_ignoring.py::test_a_policy_from_elsewhere_heeds_nothing_that_leaves_files_out",
    ),
    Defence(
        "A policy that names files elsewhere",
        "coaudit/cli/policies.py",
        "if not path.resolve().is_relative_to(folder.resolve()):",
        "if False:",
        "tests/cli/test_policies.py::test_what_a_policy_names_stays_in_its_folder",
    ),
    Defence(
        "A crash that passes for success",
        "coaudit/cli/run.py",
        "return exits.OURS",
        "return exits.DONE",
        "tests/cli/test_exits.py::test_our_own_failure_is_one_paragraph",
    ),
    Defence(
        "A file that cannot be read, passed over",
        "coaudit/cli/auditing.py",
        "ending.add(exits.UNREADABLE,",
        "ending.add(exits.DONE,",
        "tests/cli/test_hostile.py::test_a_bad_file_is_refused_and_the_others_are_audited",
    ),
    Defence(
        "Half a file after Ctrl-C",
        "coaudit/cli/output.py",
        "beside.unlink()",
        "pass",
        "tests/cli/test_faults.py::test_what_stops_writing_leaves_no_half_file",
    ),
    Defence(
        "An object of git that passes for another text",
        "coaudit/cli/git.py",
        "blob_id(text, blob) != blob",
        "False",
        "tests/cli/test_revisions_of_strangers.py::test_a_damaged_object_changes_no_other_revision",
    ),
    Defence(
        "An object of git that unpacks without end",
        "coaudit/cli/git.py",
        ".read(MOST_ANSWERED + 1)",
        ".read()",
        "tests/cli/test_revisions_of_strangers.py::test_no_more_is_read_of_a_damaged_object_than_is_allowed",
    ),
    Defence(
        "A verdict that moves unseen",
        "coaudit/judging/scores.py",
        "FULL = 100",
        "FULL = 99",
        "tests/test_golden.py::test_no_verdict_has_moved_unnamed",
    ),
)


def main(word: str = "") -> int:
    """How many defences can be taken out without their test failing."""
    chosen = [each for each in DEFENCES if word.lower() in " ".join(each).lower()]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "coaudit"
        copy.mkdir()
        for name in COPIED:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, copy / name)
        missed = [each for each in chosen if not is_missed(each, copy)]
    sys.stdout.write(
        f"{len(chosen) - len(missed)} of {len(chosen)} defences are missed by their test when taken out.\n"
    )
    return len(missed)


def is_missed(defence: Defence, copy: Path) -> bool:
    """Whether the named test fails without the defence."""
    file = copy / defence.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(defence.code, defence.without), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", defence.test]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=600, check=False)
    file.write_text(whole, encoding="utf-8")
    sys.stdout.write(f"{'missed' if done.returncode == 1 else f'NOT MISSED ({done.returncode})'}: {defence.threat}\n")
    sys.stdout.flush()
    return done.returncode == 1


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:2]), 1))
