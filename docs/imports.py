"""What each dependency costs at start-up: the time to import it, as a multiple of `python -c pass`.

    python docs/imports.py

Prints a Markdown table. benchmarks/startup.py does the measuring, and says how.
"""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # so that it runs as a script, too

from benchmarks.startup import Command, measure, table  # noqa: E402

IMPORTS = {
    "PyYAML": "import yaml",
    "pydantic": "import pydantic, pydantic_core",
    "pydantic, as coaudit imports it": "import os; os.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'; import pydantic",
    "msgspec": "import msgspec",
    "pydantic and msgspec": "import pydantic, pydantic_core, msgspec",
    "typer": "import typer",
    "rich": "import rich.console, rich.text",
}
ROUNDS = 15


def main() -> None:
    """Measure, and print the table."""
    commands = [Command("python -c pass", (sys.executable, "-c", "pass"))]
    commands += [Command(label, (sys.executable, "-c", statement)) for label, statement in IMPORTS.items()]
    sys.stdout.write(table(commands, measure(commands, ROUNDS)) + "\n")


if __name__ == "__main__":
    main()
