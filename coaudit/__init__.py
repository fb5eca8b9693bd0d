"""coaudit tells consultation from coproduction.

The whole way, from the bytes of a description to its audit, is in `coaudit.audit`:

    >>> from pathlib import Path
    >>> from coaudit.audit import audit, load
    >>> rubric = load(Path("rubrics/coproduction.yaml").read_bytes(), "coproduction")
    >>> path = Path("examples/minimal.coaudit.yaml")
    >>> audit(path.read_bytes(), str(path), rubric).rung.low
    'engage'

Nothing is imported here, so that a command that needs little loads little.
"""
