"""How large the page of many projects is, and how long a browser takes to show it.

    python -m benchmarks.page

Needs Playwright and a Chromium, as the tests do. Prints the size, and the time until everything is laid out, beside
that of an empty page in the same browser.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.corpus import write

PROGRAM = "/usr/bin/chromium"
EMPTY = "<!DOCTYPE html><title>Nothing</title><p>Nothing"


def shown(page: Page, path: Path) -> float:
    """The seconds until a page is laid out."""
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate("document.body.getBoundingClientRect().height")
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200, help="how many projects (default: 200)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each page is shown (default: 7)")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        write(folder / "projects", range(options.files))
        empty, whole = folder / "empty.html", folder / "report.html"
        empty.write_text(EMPTY, encoding="utf-8")
        line = ("audit", "--no-policy", "--format", "html", "--output", str(whole), str(folder / "projects"))
        subprocess.run([sys.executable, "-m", "coaudit", *line], check=True)
        found = PROGRAM if Path(PROGRAM).exists() else None
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        times = [(shown(page, empty), shown(page, whole)) for _ in range(options.rounds)]
        browser.close()
        size = whole.stat().st_size
    ratio = statistics.median(large / small for small, large in times)
    most, least = max(large for _, large in times), min(large for _, large in times)
    shown_in = f"shown in {least:.2f} to {most:.2f} s, {ratio:.1f} x an empty page"
    print(f"{options.files} projects: {size / 1e6:.1f} MB, {shown_in}.")


if __name__ == "__main__":
    main()
