"""The command line that trains with given settings."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from engine.installation import program_words
from engine.settings import Setting, Value
from engine.training.settings import SETTINGS, TrainingSettings

DATA = "built-in"
"""Default data set of `train`."""


def train_arguments(settings: TrainingSettings, data: str = DATA) -> list[str]:
    """Return the program's arguments for training with settings.

    Parameters
    ----------
    data : str
        Name of a data set, or a folder.

    Examples
    --------
    >>> train_arguments(TrainingSettings(eta=3.0, early_stopping=True))
    ['train', '784-30-10', '--eta', '3.0', '--early-stopping']
    """
    values = settings.values()
    arguments = ["train", *_layer_words(settings.layers)]
    for setting in SETTINGS[1:]:
        if values[setting.name] != setting.default:
            arguments += _option(setting, values[setting.name])
    return arguments if data == DATA else [*arguments, *option("data", data)]


def train_command(settings: TrainingSettings, data: str = DATA, further: Sequence[str] = ()) -> str:
    """Return the shell command for training with settings.

    Parameters
    ----------
    further : sequence of str
        Arguments appended after the settings.

    Examples
    --------
    >>> train_command(TrainingSettings(layers="28x28 dense10", initialiser="1/sqrt(n_in)"))
    'python3 main.py train 28x28 dense10'
    """
    return shlex.join([*program_words(), *train_arguments(settings, data), *further])


def option(name: str, value: object) -> list[str]:
    """Return an option with its value, joined by "=" if the value begins with a hyphen.

    Examples
    --------
    >>> option("train_size", 50), option("data", "-x")
    (['--train-size', '50'], ['--data=-x'])
    """
    flag, text = f"--{name.replace('_', '-')}", str(value)
    return [f"{flag}={text}"] if text.startswith("-") else [flag, text]


def _option(setting: Setting, value: Value) -> list[str]:
    # a switch is off unless it is named
    return [f"--{setting.name.replace('_', '-')}"] if value is True else option(setting.name, value)


def _layer_words(layers: str) -> list[str]:
    """Return the layers as separate words, if joining them restores the text."""
    words = layers.split()
    return words if " ".join(words) == layers else [layers]
