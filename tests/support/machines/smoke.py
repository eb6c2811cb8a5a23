"""What an installed copy of the lab must do: diagnose, read, train, open its window."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from PIL import Image, ImageDraw

LONGEST_S = 240


def outside(**variables: str) -> dict[str, str]:
    """Return the environment of a user who has no checkout and no screen."""
    ours = ("PYTHONPATH", "NABLA_NO_BOOTSTRAP", "NUMBA_CACHE_DIR")
    own = {name: value for name, value in os.environ.items() if name not in ours}
    fixed = {"QT_QPA_PLATFORM": "offscreen", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**own, **fixed, **variables}


def try_out(program: str, folder: Path) -> None:
    """Use a copy of the lab from a folder that is not its own, with settings and caches there.

    Parameters
    ----------
    program : str
        What starts it.
    folder : Path
        Empty; everything that is written lies there.
    """
    places = {"NABLA_SETTINGS_DIR": str(folder / "settings"), "NABLA_CACHE": str(folder / "cache")}

    def start(*arguments: str, **variables: str) -> str:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=outside(**places, **variables),
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout

    assert "BAD" not in start("doctor")
    picture = Image.new("L", (280, 280), 255)
    ImageDraw.Draw(picture).line([(80, 60), (200, 60), (120, 230)], fill=0, width=22)
    picture.save(folder / "seven.png")
    assert start("recognise", "seven.png").startswith("seven.png: 7")
    search = ("search", "2-4-2-1", "--data", "xor", "--epochs", "1", "--set", "eta=0.1,1")
    assert "nabla-lab train 2-4-2-1" in start(*search, "--workers", "2")
    painted, changed = start(NABLA_STARTUP_PROBE="1").split()
    assert float(changed) >= float(painted) > 0
    assert list((folder / "cache").rglob("*.nbc")), "kernels are kept in the user's folder"
    assert not list(folder.rglob(".venv"))
