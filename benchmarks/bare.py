"""The least that reading a folder of YAML takes: every file through PyYAML's parser in C, and nothing else.

Its argument is the folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
