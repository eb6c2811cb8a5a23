"""`capture`: pictures of the pages in a folder."""

from __future__ import annotations

import sys
import types

from tests.support.command_line import strict_json


def test_pictures_of_the_pages_are_written(call, monkeypatch, tmp_path):
    def capture(folder):
        return [folder / "digits.png"]

    module = types.SimpleNamespace(capture=capture)
    monkeypatch.setitem(sys.modules, "app.automation.capture", module)
    folder = tmp_path / "new"
    assert strict_json(call("capture", folder, "--json")[1]) == [str(folder / "digits.png")]
    assert folder.is_dir()
    (tmp_path / "file").write_text("in the way")
    status, _, err = call("capture", tmp_path / "file" / "below")
    assert status == 2
    assert "expected a folder that can be written" in err
