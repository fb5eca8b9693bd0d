"""One run of the command line, from its arguments to an exit code. Nothing that goes wrong leaves it as a traceback."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn, cast

from coaudit.cli import exits
from coaudit.cli.output import CLOSED, CannotWriteError, let_go, tell
from coaudit.safe import cut, visible

TRACEBACK = "COAUDIT_TRACEBACK"
"""Set to 1, it adds Python's own account of a failure to ours."""


def run() -> int:
    """Run the command that the arguments name; return the exit code."""
    _prepare()
    try:
        return _run()
    except KeyboardInterrupt:
        tell("Stopped.")
        return exits.STOPPED
    except CannotWriteError as error:
        return _unwritten(str(error))
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.EACCES, errno.ELOOP):
            return _unreachable(error)
        # Typer prints help by itself. What goes wrong with files is caught where they are opened.
        return lost(error) if error.errno in (*CLOSED, errno.ENOSPC, errno.EIO) else _crashed(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is our fault, and said in words
        return _crashed(error)
    finally:
        let_go()


def end(code: int) -> NoReturn:
    """End the process at once. All is written by now, and taking every module apart would take half as long again
    as starting Python did.
    """
    let_go()
    os._exit(code)


def _prepare() -> None:
    # A character that the screen does not have is replaced; it must not end the program.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Pydantic otherwise looks through every installed package for plugins, before its first model: time that
    # grows with whatever else is installed, and code that has no place in an audit.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Whatever ends a run from outside, such as a build machine or a window that is closed, is Ctrl-C to us: no half of
    # a file stays. Who had such a signal passed over, as nohup does, meant it.
    for number in exits.STOPPING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    # Starting makes many things that stay; looking for garbage among them takes a twentieth of the start.
    gc.disable()


def _run() -> int:
    import typer

    from coaudit.cli.app import wanted

    # Its own name lies in another place in each version of typer.
    usage_error = cast("type[Exception]", typer.BadParameter.__mro__[1])
    try:
        code = wanted(sys.argv[1:])(prog_name="coaudit", standalone_mode=False)
    except usage_error as error:
        return _misused(error)
    except SystemExit:
        # Our own ends do not come this way: typer's shell completion does, and its help into a closed pipe.
        return exits.DONE
    if code == exits.STOPPED:  # what typer makes of Ctrl-C, without a word
        raise KeyboardInterrupt
    return code if isinstance(code, int) else exits.DONE


def _misused(error: Exception) -> int:
    """Say what was not understood, and where to read on."""
    context = getattr(error, "ctx", None)
    said = getattr(error, "format_message", error.__str__)()
    if context is not None and type(error).__name__ == "NoArgsIsHelpError":
        tell(visible(said, lines=True))
        why = "no command was given" if context.parent is None else f"{context.command_path} needs a command"
    else:
        if context is not None:
            tell(f"{context.get_usage()}\nTry: {context.command_path} --help\n")
        tell(f"Error: {visible(said, lines=True)}")
        why = "wrong usage; nothing was done"
    tell(f"Exit {exits.USAGE}: {why}.")
    return exits.USAGE


def lost(error: OSError) -> int:
    """The exit code where standard output could not be written: 0 where nobody reads it any more."""
    let_go()
    return exits.DONE if error.errno in CLOSED else _unwritten(error.strerror or str(error))


def _unwritten(why: str) -> int:
    tell(f"Error: {visible(why)}.")
    tell(f"Exit {exits.USAGE}: what was asked for could not be written.")
    return exits.USAGE


def _unreachable(error: OSError) -> int:
    """Say that a name leads nowhere: it is too long, goes in circles, or lies in a folder that is closed to us."""
    name = visible(cut(str(error.filename or ""), 60))
    tell(f"Error: {name}: {visible(error.strerror or str(error))}.")
    tell(f"Exit {exits.UNREADABLE}: a name leads to nothing that can be read.")
    return exits.UNREADABLE


def _crashed(error: Exception) -> int:
    """Say in one paragraph that coaudit failed, and what to send us."""
    import traceback

    if os.environ.get(TRACEBACK):
        tell(visible("".join(traceback.format_exception(error)), lines=True))
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    what = cut(visible(f"{type(error).__name__}: {error}"), 200)
    tell(
        f"coaudit failed, and that is its own fault ({what}{where}). Please report it with this paragraph and, "
        f"if you may share it, the file. With {TRACEBACK}=1 in the environment, the report says more."
    )
    tell(f"Exit {exits.OURS}: coaudit failed.")
    return exits.OURS
