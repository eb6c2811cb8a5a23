"""Training settings: checked together, spelt as they are declared, fitting their data."""

from __future__ import annotations

import pytest

from engine.data.digits.expansion_kinds import KINDS
from engine.errors import EngineError, SettingError, ShapeError
from engine.settings import check_all
from engine.training.settings import SETTINGS, TrainingSettings, check_fit


def test_settings_without_values_have_the_declared_defaults():
    assert TrainingSettings.from_values({}) == TrainingSettings()
    assert TrainingSettings().values() == check_all(SETTINGS, {})


def test_values_lead_back_to_the_settings_they_came_from():
    settings = TrainingSettings.from_values(
        {"layers": "2-3-1", "lambda": "0,5", "early_stopping": True, "batch": 7}
    )
    assert settings.lambda_ == 0.5
    assert settings.values()["lambda"] == 0.5
    assert "lambda_" not in settings.values()
    assert TrainingSettings.from_values(settings.values()) == settings


def test_a_change_checks_everything_and_leaves_the_old_settings():
    settings = TrainingSettings.from_values({"layers": "2-3-1"})
    assert settings.changed("eta", 2).eta == 2.0
    assert settings.eta == 0.5
    with pytest.raises(SettingError, match="Learning rate"):
        settings.changed("eta", -1)
    with pytest.raises(SettingError, match="got rate"):
        settings.changed("rate", 1)


@pytest.mark.parametrize(
    "values",
    [
        {"layers": "784-30:relu-10:relu", "cost": "cross-entropy"},
        {"layers": "784-30-10:tanh", "cost": "log-likelihood"},
        {"layers": "784"},
    ],
)
def test_layers_that_do_not_fit_the_cost_are_refused(values):
    with pytest.raises(EngineError):
        TrainingSettings.from_values(values)


def test_a_network_fits_data_of_its_inputs_and_outputs_alone():
    settings = TrainingSettings.from_values({"layers": "4-3-2"})
    check_fit(settings, 4, 2)
    for features, classes in ((5, 2), (4, 3)):
        with pytest.raises(ShapeError, match=f"{features} inputs to {classes} outputs .* 4-3-2"):
            check_fit(settings, features, classes)


def test_the_help_names_every_kind_of_expansion():
    setting = next(each for each in SETTINGS if each.name == "expand")
    assert all(kind.name in setting.help for kind in KINDS)


def test_expansion_is_kept_in_one_spelling():
    settings = TrainingSettings.from_values({"expand": "Rotate = 10.0, shift"})
    assert settings.expand == "shift,rotate=10"
    assert settings.expands
    assert TrainingSettings.from_values(settings.values()) == settings
