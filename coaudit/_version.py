"""The version, in a file of its own: `coaudit --version` reads it without importing anything else."""

VERSION = "0.1.0"
