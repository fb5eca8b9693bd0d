#!/usr/bin/env bash
# What the GitHub action does. All it is told comes in variables, which are never read as commands.
set -euo pipefail

# Python otherwise looks for modules in the folder that it runs in: here, that is what a stranger sent.
export PYTHONSAFEPATH=1

home="${RUNNER_TEMP:-${TMPDIR:-/tmp}}/coaudit"
if [[ ! -e "$home/ready" ]]; then
  "$COAUDIT_PYTHON" -m venv "$home"
  bin="$home/bin"
  [[ -d "$bin" ]] || bin="$home/Scripts"
  "$bin/python" -m pip --disable-pip-version-check --quiet install "$COAUDIT_SOURCE"
  printf '%s' "$bin" >"$home/ready"
fi
bin="$(cat "$home/ready")"

mkdir -p "$COAUDIT_REPORTS"
reports="$(cd "$COAUDIT_REPORTS" && pwd)"
cd "$COAUDIT_FOLDER"

# A line is a path, whatever is in it. Empty lines are none.
paths=()
while IFS= read -r line || [[ -n "$line" ]]; do
  line="${line%$'\r'}"
  [[ -z "$line" ]] || paths+=("$line")
done <<<"$COAUDIT_PATHS"
((${#paths[@]})) || paths=(.)

options=(--format github --force --write "json=$reports/coaudit.json")
options+=(--write "sarif=$reports/coaudit.sarif" --write "markdown=$reports/coaudit.md")
[[ -z "$COAUDIT_POLICY" ]] || options+=(--policy "$COAUDIT_POLICY")
[[ -z "$COAUDIT_RUBRIC" ]] || options+=(--rubric "$COAUDIT_RUBRIC")

# Reports of an earlier run would be taken for this one's where this one comes to none.
rm -f "$reports/coaudit.json" "$reports/coaudit.sarif" "$reports/coaudit.md"

code=0
"$bin/python" -m coaudit audit "${options[@]}" -- "${paths[@]}" || code=$?

"$bin/python" "$COAUDIT_SOURCE/action/outputs.py" "$code" "$reports" >>"${GITHUB_OUTPUT:-/dev/stdout}"
if [[ -n "${GITHUB_STEP_SUMMARY:-}" && -e "$reports/coaudit.md" ]]; then
  cat "$reports/coaudit.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
