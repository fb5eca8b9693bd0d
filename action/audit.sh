#!/usr/bin/env bash
# What the GitHub action does. All it is told comes in variables, which are never read as commands.
set -euo pipefail

# Python otherwise looks for modules in the folder that it runs in: here, that is what a stranger sent.
export PYTHONSAFEPATH=1

WRONG_USAGE=2
OUR_FAULT=70

# Whatever goes wrong before an audit is told by its code, too: 1 would say that a requirement is not met.
give_up() {
  printf 'exit-code=%s\nprojects=0\n' "$1" >>"${GITHUB_OUTPUT:-/dev/stdout}"
  printf 'coaudit: %s\n' "$2" >&2
  exit "$1"
}

mkdir -p "$COAUDIT_REPORTS" || give_up "$WRONG_USAGE" "the folder for the reports cannot be made."
reports="$(cd "$COAUDIT_REPORTS" && pwd)" || give_up "$WRONG_USAGE" "the folder for the reports cannot be entered."
# Reports of an earlier run would be taken for this one's where this one comes to none.
rm -f "$reports/coaudit.json" "$reports/coaudit.sarif" "$reports/coaudit.md"

home="${RUNNER_TEMP:-${TMPDIR:-/tmp}}/coaudit"
if [[ ! -e "$home/ready" ]]; then
  "$COAUDIT_PYTHON" -m venv "$home" || give_up "$OUR_FAULT" "no place to install coaudit in could be made with this Python."
  bin="$home/bin"
  [[ -d "$bin" ]] || bin="$home/Scripts"
  "$bin/python" -m pip --disable-pip-version-check --quiet install "$COAUDIT_SOURCE" ||
    give_up "$OUR_FAULT" "coaudit could not be installed."
  printf '%s' "$bin" >"$home/ready"
fi
bin="$(cat "$home/ready")"

cd "$COAUDIT_FOLDER" || give_up "$WRONG_USAGE" "the working-directory is not there."

# A line is a path, whatever is in it. Empty lines are none.
paths=()
while IFS= read -r line || [[ -n "$line" ]]; do
  line="${line%$'\r'}"
  [[ -z "$line" ]] || paths+=("$line")
done <<<"$COAUDIT_PATHS"
((${#paths[@]})) || paths=(.)

options=(--format github --force --write "json=$reports/coaudit.json")
options+=(--write "sarif=$reports/coaudit.sarif" --write "markdown=$reports/coaudit.md")
# With =, what an input begins with makes no option of it. What follows -- is a path.
[[ -z "$COAUDIT_POLICY" ]] || options+=("--policy=$COAUDIT_POLICY")
[[ -z "$COAUDIT_RUBRIC" ]] || options+=("--rubric=$COAUDIT_RUBRIC")

code=0
"$bin/python" -m coaudit audit "${options[@]}" -- "${paths[@]}" || code=$?

"$bin/python" "$COAUDIT_SOURCE/action/outputs.py" "$code" "$reports" >>"${GITHUB_OUTPUT:-/dev/stdout}" ||
  give_up "$OUR_FAULT" "what was found could not be handed on."
if [[ -n "${GITHUB_STEP_SUMMARY:-}" && -e "$reports/coaudit.md" ]]; then
  cat "$reports/coaudit.md" >>"$GITHUB_STEP_SUMMARY" || printf 'coaudit: the summary could not be written.\n' >&2
fi
exit "$code"
