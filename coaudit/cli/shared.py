"""What several commands take for the same, and nothing else: help reads it too, and is to start quickly."""

from __future__ import annotations

LANGUAGE, ENGLISH = "--lang", "en"
"""The option that names a language, and the one that needs no catalogue."""

MOST_REVISIONS = 20
"""How many revisions of a description are judged unless more are asked for, the newest first."""
