"""What the build adds to the wheel: each bundled rubric a second time, as JSON, which loads ten times as fast.

The YAML stays the rubric. The JSON carries the hash of the YAML it was made from, and is not used beside any other.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RubricsAsJson(BuildHookInterface):  # type: ignore[type-arg]
    """Makes coaudit/rubrics/NAME.json from rubrics/NAME.yaml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the JSON files to a folder of their own and have the wheel carry them; not for an editable install."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from coaudit.source import parse

        self._made = tempfile.TemporaryDirectory()
        for path in sorted((root / "rubrics").glob("*.yaml")):
            if "." in path.stem:
                continue  # the texts of a rubric in another language
            raw = path.read_bytes()
            content = {"sha256": hashlib.sha256(raw).hexdigest(), "data": parse(raw, path.name).data}
            made = Path(self._made.name) / f"{path.stem}.json"
            made.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
            build_data["force_include"][str(made)] = f"coaudit/rubrics/{made.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the folder away again."""
        if version != "editable":
            self._made.cleanup()
