"""Where the process starts and ends: `coaudit`, or `python -m coaudit`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line, and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:
        _tell_version()
        return
    from coaudit.cli.run import end, run

    end(run())


def _tell_version() -> None:
    """Print the version. Nothing else is imported for it: scripts ask for it often, and wait for the answer."""
    from coaudit._version import VERSION

    try:
        print(f"coaudit {VERSION}", flush=True)
    except OSError as error:
        from coaudit.cli.run import lost

        sys.exit(lost(error))
    os._exit(0)  # as `end` in coaudit.cli.run does


if __name__ == "__main__":
    main()
