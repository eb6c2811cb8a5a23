"""The wheel holds the whole lab, and what it installs runs from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from app.launch.bootstrap import installed_version, numbers
from tests.support.machines.smoke import outside, try_out
from tests.support.sources import ROOT

# not imported here: setuptools replaces distutils in its process
pytestmark = pytest.mark.skipif(
    numbers(installed_version("setuptools") or "") < (77,),
    reason="no setuptools that builds wheels",
)

PARTS = ("app", "engine", "assets")
FILES = ("main.py", "pyproject.toml", "README.md", "LICENSE")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Return a wheel built from a copy of the project, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    source, built = folder / "source", folder / "built"
    built.mkdir()
    for name in PARTS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy2(ROOT / name, source / name)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(built)],
        cwd=source,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (path,) = built.glob("nabla_lab-*.whl")
    assert isinstance(path, Path)
    return path


def test_the_wheel_holds_every_file_of_the_lab_in_one_folder(wheel):
    expected = {"nabla_lab/main.py"}
    for part in PARTS:
        for path in (ROOT / part).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                expected.add(f"nabla_lab/{path.relative_to(ROOT).as_posix()}")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        (points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        entry_points = archive.read(points).decode()
    assert names == expected
    assert "nabla-lab = nabla_lab.main:main" in entry_points


def installed(wheel: Path, folder: Path) -> Path:
    """Install a wheel in a new environment that sees our libraries; return its folder of programs.

    Nothing of this checkout is on its path.
    """
    try:
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        pytest.skip("this Python has no ensurepip")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    purelib = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.check_output([programs / "python", "-c", purelib], text=True).strip()
    ours = [path for path in sys.path if path.endswith("site-packages")]
    Path(site, "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    install = ["-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([programs / "python", *install], env=outside(), check=True, capture_output=True)
    return programs


@pytest.mark.slow
def test_the_installed_lab_diagnoses_reads_and_opens_its_window(wheel, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    program = installed(wheel, tmp_path / "environment") / "nabla-lab"
    try_out(str(program), tmp_path / "elsewhere")
