"""Lessons call controls by the names that they have on the screen."""

from __future__ import annotations

import re

import pytest

from app.appearance.translation import load_catalogue
from app.pages import PAGES
from tests.support.sources import ROOT

TEXTS = load_catalogue(ROOT / "assets" / "translations" / "es.json").texts
SHOWN = {"en": set(TEXTS), "es": set(TEXTS.values())}

NO_CONTROLS = {
    "Neural Networks and Deep Learning", "117 → 113", "and", "y", "travels", "viaja", "fixed",
    "fijo",
}  # fmt: skip
"""Words in italics that name nothing on the screen."""


def plain(text):
    """Return a name without what tells that it opens something."""
    return text.lower().rstrip(" ▾.…")


def names_in(lesson):
    """Return the words in italics."""
    without_bold = re.sub(r"\*\*.*?\*\*", "", lesson, flags=re.DOTALL)
    return {" ".join(name.split()) for name in re.findall(r"\*([^*]+)\*", without_bold)}


@pytest.mark.parametrize("code", SHOWN)
@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_what_a_lesson_names_is_on_the_screen(info, code):
    path = ROOT / "assets" / "lessons" / f"{info.id}.{code}.md"
    shown = [plain(text) for text in SHOWN[code]]
    unknown = [
        name
        for name in names_in(path.read_text(encoding="utf-8")) - NO_CONTROLS
        # a longer name may be shortened to what stands before a colon
        if plain(name) not in shown
        and not any(text.startswith(f"{plain(name)}:") for text in shown)
    ]
    assert unknown == []
