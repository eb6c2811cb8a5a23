"""Settings that cannot be read fall back to their defaults."""

from app.appearance.settings import Settings


def test_settings_that_make_no_sense_are_forgotten(tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "settings.ini").write_text("geometry=\xff nonsense\ntheme[=\n%%%", encoding="latin-1")
    settings = Settings(folder)
    assert settings.text("theme", "light") == "light"
    settings.geometry()
    assert settings.switch("reduced_motion") is False
