"""Folders of compiled machine code."""

from __future__ import annotations

from pathlib import Path


def cached_files(folder: Path, pattern: str) -> list[Path]:
    """Return the files below a folder whose names match, sorted."""
    return sorted(folder.rglob(pattern))
