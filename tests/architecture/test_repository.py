"""Pages are complete; committed files name no registry and no home folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.sources import (
    ROOT,
    page_folders,
    place,
)

TEXTS = {".py", ".md", ".toml", ".lock", ".yaml", ".yml", ".cfg", ".txt", ".json", ".svg", ""}
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "ana" + "conda.org", "conda" + "-forge"]
ADDRESS_OPTIONS = ["--index" + "-url", "--extra-index" + "-url", "--find" + "-links"]
HOMES = ["/" + "home/", "/" + "Users/", "/" + "root/", "C:" + "\\Users"]


def test_every_page_is_in_the_table_of_contents_with_its_icon_and_lesson() -> None:
    from app.pages import PAGES
    from engine.simulations import SIMULATIONS

    ids = [info.id for info in PAGES]
    assert sorted(ids) == [folder.name for folder in page_folders()]
    for info in PAGES:
        assert (ROOT / "assets" / "icons" / f"{info.id}.svg").is_file()
        assert (ROOT / "assets" / "lessons" / f"{info.id}.en.md").is_file()
        assert info.simulation in SIMULATIONS


def texts() -> Iterator[Path]:
    """Yield the project's own text files; hidden folders but two hold no text of ours."""
    for top in sorted(ROOT.iterdir()):
        if top.is_file() and top.suffix in TEXTS and top.name != ".git":
            yield top
        elif top.is_dir() and (top.name in (".ci", ".github") or not top.name.startswith(".")):
            yield from (path for path in top.rglob("*") if path.is_file() and path.suffix in TEXTS)


def test_no_file_names_a_package_registry_or_a_home_folder() -> None:
    offences = []
    for path in texts():
        if path.name == "uv.lock":
            continue
        text = path.read_text(encoding="utf-8")
        offences += [
            f"{place(path)} {word}"
            for word in (*REGISTRIES, *ADDRESS_OPTIONS, *HOMES)
            if re.search(rf"(?<![\w.]){re.escape(word)}", text)
        ]
    assert offences == []


def test_nothing_joins_the_top_level() -> None:
    tops = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    allowed = {"app", "engine", "assets", "tests", "main.py", "pyproject.toml"}
    allowed |= {"README.md", "LICENSE", "requirements.lock", "requirements-extras.lock", "uv.lock"}
    assert {name for name in tops if not name.endswith(".egg-info")} <= allowed


GUIDE = ROOT / ".github"
PATHS = re.compile(r"`((?:app|engine|assets|tests|\.github|\.ci)/[\w./<>…-]*)`")
"""Places of the project that a note for developers names in backticks."""


def named_places() -> Iterator[tuple[Path, str]]:
    """Yield (note, place) for each place that a note for developers names."""
    for note in sorted(GUIDE.rglob("*.md")):
        for found in PATHS.finditer(note.read_text(encoding="utf-8")):
            if not set("<>…") & set(found[1]):
                yield note, found[1].rstrip(".")


def test_places_that_notes_for_developers_name_are_there() -> None:
    named = list(named_places())
    missing = [f"{place(note)} {found}" for note, found in named if not (ROOT / found).exists()]
    assert missing == []
    assert len(named) > 50, "the guide names its places in backticks"
