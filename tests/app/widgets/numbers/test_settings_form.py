"""A form is made from declared settings, sends each change, and shows what matters now."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.edits import CancelDrag, SetSetting
from engine.settings import Setting, check_all

SETTINGS = (
    Setting("eta", "Rate", 0.5, low=0, high=100, above=True, scale="log", ends=(0.01, 10.0)),
    Setting("rule", "Rule", "plain", "choice", choices=("plain", "heavy")),
    Setting("momentum", "Momentum", 0.9, low=0, high=1, ends=(0.0, 1.0),
            applies=lambda values: values["rule"] == "heavy"),
    Setting("seed", "Seed", 1, "int", low=0, level=2, restarts=True, help="Of all numbers."),
    Setting("speed", "Speed", 3, "int", low=0, level=2),
)  # fmt: skip


@pytest.fixture
def make(qtbot):
    """Return (options) -> a shown form with its defaults; what it sends is in `sent`."""

    def new(**options):
        sent = []
        form = SettingsForm(sent.append, "page", SETTINGS, **options)
        qtbot.addWidget(form)
        form.sent = sent
        form.retranslate()
        form.show_values(check_all(SETTINGS, {}))
        form.show()
        form.activateWindow()
        QApplication.processEvents()
        return form

    return new


def seen(form):
    """Return the settings whose label and control are visible."""
    shown = [name for name, row in form.rows.items() if row.control.isVisible()]
    assert shown == [name for name, row in form.rows.items() if row.label.isVisible()]
    return shown


def test_every_control_sends_its_own_setting(make, qtbot):
    form = make()
    form.rows["seed"].field.selectAll()
    qtbot.keyClicks(form.rows["seed"].field, "7")
    qtbot.keyClick(form.rows["seed"].field, Qt.Key.Key_Return)
    qtbot.keyClick(form.rows["rule"].box, Qt.Key.Key_Down)
    slider = form.rows["eta"].slider
    slider.setSliderDown(True)
    slider.setValue(slider.maximum())
    slider.setSliderDown(False)
    assert form.sent == [
        SetSetting("page", "seed", 7),
        SetSetting("page", "rule", "heavy"),
        SetSetting("page", "eta", 10.0, finished=False),
        SetSetting("page", "eta", 10.0),
    ]


def test_what_the_engine_says_is_shown_and_not_sent_back(make):
    form = make()
    form.show_values({**check_all(SETTINGS, {}), "eta": 2.0, "seed": 9})
    assert (form.rows["eta"].field.text(), form.rows["seed"].field.text()) == ("2", "9")
    assert form.sent == []


def test_a_refused_text_is_sent_so_that_the_engine_says_why(make, qtbot):
    form = make()
    field = form.rows["eta"].field
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.sent == [SetSetting("page", "eta", "-1")]
    assert field.property("role") == "refused"


def test_a_setting_is_seen_only_while_it_matters(make):
    form = make()
    assert seen(form) == ["eta", "rule", "seed", "speed"]
    form.show_values({**check_all(SETTINGS, {}), "rule": "heavy"})
    assert seen(form) == ["eta", "rule", "momentum", "seed", "speed"]


def test_settings_without_a_value_are_hidden(make):
    form = make()
    form.show_values({"seed": 3})
    assert seen(form) == ["seed"]


@pytest.mark.parametrize(("first", "folded"), [(None, ["eta", "rule"]), (["speed"], ["speed"])])
def test_a_folded_form_shows_the_first_settings_and_unfolds(make, qtbot, first, folded):
    form = make(more="more_button", first=first, columns=2)
    told = []
    form.unfolded.connect(told.append)
    assert seen(form) == folded
    words = form.more_button.text()
    form.more_button.click()
    assert seen(form) == ["eta", "rule", "seed", "speed"]
    assert form.is_open
    assert form.more_button.text() != words
    beside = [form.rows[name].label.geometry() for name in ("eta", "seed")]
    assert beside[0].top() == beside[1].top()
    form.more_button.click()
    assert seen(form) == folded
    assert told == [True, False]


def test_a_double_click_on_a_label_brings_the_default_back(make, qtbot):
    form = make()
    form.show_values({**check_all(SETTINGS, {}), "seed": 9})
    qtbot.mouseDClick(form.rows["seed"].label, Qt.MouseButton.LeftButton)
    assert form.sent == [SetSetting("page", "seed", 1)]
    form.set_enabled(False, "seed")
    qtbot.mouseDClick(form.rows["seed"].label, Qt.MouseButton.LeftButton)
    assert len(form.sent) == 1
    form.set_enabled(True)
    assert form.rows["seed"].control.isEnabled()


def test_a_setting_that_begins_anew_says_so(make):
    form = make()
    assert form.rows["seed"].control.toolTip() == "Seed: Of all numbers. A change begins anew."


def test_a_cancelled_drag_is_taken_back(make):
    form = make()
    form.rows["eta"].cancelled.emit(0.5)
    assert form.sent == [CancelDrag("page")]
