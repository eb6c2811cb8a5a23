"""A Qt platform that cannot start is refused in a sentence instead of an abort."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.launch import platform_trial
from app.launch.machine import BAD_INPUT, PLATFORM, StartError
from app.launch.platform_trial import TRUSTED, check_platform_works
from tests.support.sources import ROOT


def environment(**variables: str) -> dict[str, str]:
    """Return the variables of this process without those of Qt, and others."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    return {**own, **variables}


@pytest.mark.parametrize("name", TRUSTED)
def test_usual_platforms_are_not_tried(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform_trial, "_trial", lambda variables: "tried")
    for chosen in (name, f"{name}:option=1"):
        check_platform_works(environment(**{PLATFORM: chosen}))


@pytest.mark.parametrize("name", ["nonsense", "eglfs", "minimalegl", "nonsense;eglfs"])
def test_a_platform_that_cannot_start_is_refused(name: str) -> None:
    if name != "nonsense" and os.path.exists("/dev/dri"):
        pytest.skip("it may start on this machine")
    with pytest.raises(StartError) as caught:
        check_platform_works(environment(**{PLATFORM: name}))
    sentence = str(caught.value)
    assert sentence.startswith(
        f"expected a platform on which Qt starts here, got {PLATFORM}={name} ("
    )
    assert "; unset it" in sentence
    assert "\n" not in sentence
    assert caught.value.status == BAD_INPUT


def test_a_platform_that_starts_is_accepted() -> None:
    check_platform_works(environment(**{PLATFORM: "nonsense;offscreen"}))


def test_a_platform_that_hangs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*arguments: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("python", 1.0)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(StartError, match="it does not answer"):
        check_platform_works(environment(**{PLATFORM: "vnc"}))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks for a screen on Linux only")
@pytest.mark.parametrize("arguments", [[], ["capture", "nowhere"], ["test", "--version"]])
def test_main_ends_with_one_sentence_and_status_2(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env=environment(**{PLATFORM: "nonsense", "NABLA_NO_BOOTSTRAP": "1"}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "QT_QPA_PLATFORM=nonsense" in done.stderr
