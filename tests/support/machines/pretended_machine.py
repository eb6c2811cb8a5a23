"""A pretended machine: a copy of the frame, a bare Python, fake programs and libraries.

The copy stands in a folder with a space in its name. uv, apt-get and the libraries are small
fakes; pip and venv are the real ones, and nothing asks the network.
"""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.launch.dependencies import DEPENDENCIES, EXTRAS, FOR_TESTS, Dependency
from app.launch.machine import OFFSCREEN

ROOT = Path(__file__).resolve().parents[3]
BASE: str = getattr(sys, "_base_executable", sys.executable)
FRAME = (
    "main.py",
    "app/__init__.py",
    "app/launch/__init__.py",
    "app/launch/preflight.py",
    "app/launch/bootstrap.py",
    "app/launch/dependencies.py",
    "app/launch/machine.py",
    "app/launch/platform_trial.py",
    "app/launch/bundle.py",
    "app/launch/qt_trial.py",
    "engine/__init__.py",
    "engine/installation.py",
)
EVERYTHING = DEPENDENCIES + FOR_TESTS

SHOW = """
import os, sys
def main(arguments):
    print("RUN", sys.prefix, os.environ.get("QT_QPA_PLATFORM"), *arguments)
    return 7
"""
FAKE_PYTEST = """
import os, sys
print("PYTEST", os.getcwd(), os.environ.get("QT_QPA_PLATFORM"), *sys.argv[1:])
sys.exit(5)
"""
SITE = """
import ctypes, os, sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name in os.environ.get("BLOCKED", "").split():
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocker())
plain = ctypes.CDLL
def cdll(name, *rest, **more):
    if name is not None and not os.path.exists(f"{os.environ['LIBRARIES']}/{name}"):
        raise OSError(name)
    return plain(None)
ctypes.CDLL = cdll
if os.environ.get("FAKE_ROOT"):
    os.geteuid = lambda: 0
else:
    os.geteuid = lambda: 1000
"""
FAKE_APT = """#!/bin/sh
echo "APT $*" >&2
[ -n "$APT_FAILS" ] && exit 100
[ "$1" = install ] && for name in $APT_BRINGS; do : > "$LIBRARIES/$name"; done
exit 0
"""
FAKE_UV = """#!{python}
import os, pathlib, subprocess, sys
print("UV", *sys.argv[1:], file=sys.stderr)
if os.environ.get("UV_FAILS"):
    sys.exit(2)
if sys.argv[1] == "venv":
    folder = sys.argv[-1]
    sys.exit(subprocess.call([{python!r}, "-m", "venv", "--without-pip", folder]))
python = pathlib.Path(sys.argv[sys.argv.index("--python") + 1])
site = next(python.parent.parent.glob("lib/*/site-packages"))
for wheel in pathlib.Path(os.environ["WHEELS"]).glob("*.whl"):
    import zipfile
    zipfile.ZipFile(wheel).extractall(site)
"""


def make_wheel(folder: Path, dependency: Dependency, version: str = "") -> str:
    """Write a wheel with one module; return its line in a lock."""
    version = version or ".".join(map(str, dependency.at_least))
    name = dependency.distribution.replace("-", "_")
    code = FAKE_PYTEST if dependency.module == "pytest" else ""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{dependency.module}/__init__.py": "",
        f"{dependency.module}/__main__.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {
        path: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
        for path, text in files.items()
    }
    record = "".join(f"{path},sha256={digests[path]},{len(files[path])}\n" for path in files)
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inner, text in files.items():
            wheel.writestr(inner, text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{dependency.distribution}=={version} --hash=sha256:{digest}\n"


@dataclass
class Machine:
    """A pretended machine: a copy of the frame, a bare Python, programs and libraries."""

    folder: Path
    root: Path
    python: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def programs(self) -> Path:
        return self.folder / "bin"

    @property
    def environment(self) -> Path:
        return self.root / ".venv"

    def give(self, name: str, script: str) -> None:
        """Put a program on the PATH."""
        path = self.programs / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def give_uv(self) -> None:
        # a line that names the interpreter may hold no space
        self.give("uv", FAKE_UV.format(python=BASE))

    def give_wheels(self, **versions: str) -> None:
        """Let pip find the libraries, and write the lock."""
        wheels = self.folder / "wheels"
        wheels.mkdir(exist_ok=True)
        for old in wheels.iterdir():
            old.unlink()
        lock = [make_wheel(wheels, each, versions.get(each.module, "")) for each in EVERYTHING]
        (self.root / "requirements.lock").write_text("".join(lock), encoding="ascii")

    def give_extras(self) -> None:
        """Let pip find the optional libraries, and write their lock."""
        lock = [make_wheel(self.folder / "wheels", each) for each in EXTRAS]
        (self.root / "requirements-extras.lock").write_text("".join(lock), encoding="ascii")

    def start(
        self, *arguments: str, python: str | Path = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        command = [str(python or self.python), str(self.root / "main.py"), *arguments]
        environment = {
            "PATH": str(self.programs),
            "PYTHONPATH": str(self.folder / "site"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LIBRARIES": str(self.folder / "libraries"),
            "WHEELS": str(self.folder / "wheels"),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": (self.folder / "wheels").as_uri(),
            "PIP_CONFIG_FILE": os.devnull,
            "HOME": str(self.folder),
            **self.variables,
            **variables,
        }
        return subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, text=True, check=False
        )


def make_machine(tmp_path: Path) -> Machine:
    """Return a machine with nothing but Python and the system's libraries."""
    root = tmp_path / "nabla lab"
    for name in FRAME:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / name).read_bytes())
    (root / "engine" / "compilation").mkdir()
    (root / "engine" / "compilation" / "__init__.py").touch()
    cache = root / "engine" / "compilation" / "cache.py"
    cache.write_text("def prepare_cache(): pass\n", encoding="utf-8")
    (root / "app" / "commands").mkdir()
    (root / "app" / "commands" / "__init__.py").touch()
    (root / "app" / "commands" / "command_line.py").write_text(SHOW, encoding="utf-8")
    for name in ("bin", "libraries", "site"):
        (tmp_path / name).mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    venv.create(tmp_path / "bare", symlinks=True, with_pip=False)
    machine = Machine(tmp_path, root, tmp_path / "bare" / "bin" / "python")
    for library in OFFSCREEN:
        (tmp_path / "libraries" / library.soname).touch()
    machine.give_wheels()
    return machine


def install_into_bare(machine: Machine, dependencies: Sequence[Dependency]) -> Path:
    """Put fake libraries where the bare Python finds them."""
    site = next((machine.folder / "bare").glob("lib/*/site-packages"))
    for dependency in dependencies:
        name = dependency.distribution.replace("-", "_")
        for wheel in (machine.folder / "wheels").glob(f"{name}-*.whl"):
            zipfile.ZipFile(wheel).extractall(site)
    return site


def ready(machine: Machine) -> Machine:
    """Install all fake libraries into the bare Python of a machine; return it."""
    install_into_bare(machine, EVERYTHING)
    return machine
