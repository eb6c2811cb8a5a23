"""The style sheet names tokens, pictures and properties that exist, and Qt accepts it."""

import re

import pytest

from app.appearance.resources import ICONS
from app.appearance.style_sheet import STYLE_SHEET
from app.appearance.theme import NAMES, Theme
from tests.support.sources import sources


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_leaves_no_token_unfilled(qapp, name):
    theme = Theme(name)
    assert "$" not in theme.style_sheet("icons")


def test_the_style_sheet_is_accepted_by_qt(qapp, theme, qtbot):
    theme.set_lecture(True)
    assert qapp.styleSheet() == theme.style_sheet(ICONS.as_posix())


def test_every_picture_of_the_style_sheet_is_there():
    named = set(re.findall(r"url\(\$icons/([^)]+)\)", STYLE_SHEET))
    assert named == {"check.svg", "chevron_down.svg"}
    assert named <= {path.name for path in ICONS.iterdir()}


def test_every_role_of_the_style_sheet_is_worn_by_a_widget():
    styled = set(re.findall(r'\[role="(\w+)"\]', STYLE_SHEET))
    code = "".join(
        path.read_text(encoding="utf-8") for path in sources("app") if path.name != "style_sheet.py"
    )
    assert {role for role in styled if f'"{role}"' not in code} == set()


@pytest.mark.parametrize("lecture", [False, True], ids=["desk", "lecture"])
def test_the_handle_of_a_slider_is_centred_on_its_groove(qapp, lecture):
    theme = Theme()
    theme.set_lecture(lecture)
    sheet = theme.style_sheet("icons")
    (height,) = re.findall(r"QSlider::groove:horizontal \{\s*height: (\d+)px", sheet)
    (handle,) = re.findall(r"QSlider::handle:horizontal \{\s*width: (\d+)px", sheet)
    (margin,) = re.findall(r"margin: -(\d+)px 0px;\s*border: 2px solid", sheet)
    assert int(height) + 2 * int(margin) == int(handle) + 2 * 2 == theme.size("handle")
