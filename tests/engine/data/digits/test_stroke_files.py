"""Files of strokes are JSON, or a line of JSON for each drawing."""

from __future__ import annotations

import json

import pytest

from engine.data.digits import stroke_files
from engine.data.digits.stroke_files import is_stroke_file, read_stroke_file
from engine.errors import DataError

LINE = json.dumps({"word": "four", "drawing": [[[20, 2, 0, 147], [0, 90, 130, 131]]]})
LIST = json.dumps([json.loads(LINE)] * 2, indent=1)


def written(path, content):
    """Write a file and return its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (LINE, 1),
        (f"{LINE}\n", 1),
        (f"{LINE}\n{LINE}", 2),
        (f"{LINE}\r\n\r\n{LINE}\r\n{LINE}\r\n", 3),
        (f"\ufeff{LINE}\n{LINE}\n", 2),
        (LIST, 2),
        (f"\ufeff{LIST}", 2),
        (json.dumps(json.loads(LINE), indent=1), 1),
        (LIST.encode("utf-16"), 2),
    ],
)
def test_lists_and_lines_are_read(tmp_path, content, count):
    assert len(read_stroke_file(written(tmp_path / "a.ndjson", content))) == count


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"{LINE}\n{LINE[:-3]}\n", "line 2"),
        (f"{LINE}\nDear reader\n", "line 2"),
        (f"{LINE}\n[1]\n", "drawing 2"),
        ("", "expected JSON such as"),
        (b"\xff\xfe\xfd{", "expected JSON such as"),
        ("[" * 100_000, "expected JSON such as"),
    ],
)
def test_damaged_lines_are_named(tmp_path, content, message):
    path = written(tmp_path / "a.ndjson", content)
    with pytest.raises(DataError, match=message) as caught:
        read_stroke_file(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_missing_and_a_large_file_are_refused(tmp_path, monkeypatch):
    with pytest.raises(DataError, match="no such file"):
        read_stroke_file(tmp_path / "none.json")
    monkeypatch.setattr(stroke_files, "MAX_BYTES", 10)
    with pytest.raises(DataError, match="at most 0 MB"):
        read_stroke_file(written(tmp_path / "a.json", LIST))


def test_strokes_are_told_from_pictures_by_suffix_or_content(tmp_path):
    for name, content, found in (
        ("a.json", "", True),
        ("a.NDJSON", "", True),
        ("a.txt", f" \n{LINE}", True),
        ("a.data", f"\ufeff{LIST}", True),
        ("a.png", b"\x89PNG", False),
    ):
        assert is_stroke_file(written(tmp_path / name, content)) is found
    assert not is_stroke_file(tmp_path / "none")
