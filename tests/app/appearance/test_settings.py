"""Settings that cannot be read fall back to their defaults."""

import os

import pytest
from PySide6.QtCore import QByteArray

from app.appearance.settings import Settings


def test_settings_that_make_no_sense_are_forgotten(tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "settings.ini").write_text("geometry=\xff nonsense\ntheme[=\n%%%", encoding="latin-1")
    settings = Settings(folder)
    assert settings.text("theme", "light") == "light"
    settings.geometry()
    assert settings.switch("reduced_motion") is False


@pytest.mark.parametrize(
    ("text", "number"), [("125", 125), ("", 100), ("-3", 100), ("²", 100), ("9" * 5000, 100)]
)
def test_a_number_that_cannot_be_read_is_the_default(tmp_path, text, number):
    settings = Settings(tmp_path)
    settings.set_text("scale", text)
    assert settings.number("scale", 100) == number


def test_a_private_file_behind_a_link_stays_both(tmp_path):
    real, link = tmp_path / "real.ini", tmp_path / "settings.ini"
    real.write_text("[General]\ntheme=dark\n")
    real.chmod(0o600)
    link.symlink_to(real)
    settings = Settings(tmp_path)
    assert settings.text("theme") == "dark"
    settings.remember(QByteArray(), "light", "es")
    assert "theme=light" in real.read_text()
    assert (link.is_symlink(), real.stat().st_mode & 0o777) == (True, 0o600)


def test_a_pipe_in_place_of_the_file_is_left_alone(tmp_path):
    os.mkfifo(tmp_path / "settings.ini")
    settings = Settings(tmp_path)
    settings.remember(QByteArray(), "light", "es")
    assert settings.text("theme") == "light"
    assert (tmp_path / "settings.ini").is_fifo()
