"""`desktop install` and `desktop remove`: menu entry, icon and file type of this user's desktop."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from pathlib import Path

from app.commands.command import Command, add_json
from app.commands.output import Output
from engine.atomic_files import write_atomically
from engine.errors import StorageError
from engine.installation import ROOT, start_command

ICON = ROOT / "assets" / "icons" / "nabla.svg"
ICON_COLOUR = "#3b82f6"
"""In place of `currentColor`, which desktops draw black; seen on light and dark."""

ENTRY = """[Desktop Entry]
Type=Application
Name=Nabla Lab
Comment=A visual simulator of neural networks
Comment[es]=Un simulador visual de redes neuronales
Exec={program} --open %f
Icon=nabla-lab
Terminal=false
Categories=Education;Science;
MimeType=application/x-nabla-lab;
"""
FILE_TYPE = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-nabla-lab">
    <comment>Nabla Lab document</comment>
    <comment xml:lang="es">Documento de Nabla Lab</comment>
    <icon name="nabla-lab"/>
    <glob pattern="*.nabla"/>
  </mime-type>
</mime-info>
"""


REFRESH = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))
"""Programs that read the files anew, where there are any, and the folder that each is given."""


def data_home() -> Path:
    """Return the folder of this user's data: XDG_DATA_HOME if absolute, or ~/.local/share."""
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".local" / "share"


def quoted(argument: str) -> str:
    r"""Return an argument as Exec of a desktop entry has it, such as `"a\\$b"` for `a$b`."""
    for letter in '\\"`$':
        argument = argument.replace(letter, "\\" + letter)
    return '"' + argument.replace("\\", "\\\\").replace("%", "%%") + '"'


def desktop_files() -> dict[Path, str]:
    """Return the content of each file, by its path below the folder of data."""
    program = " ".join(quoted(each) for each in start_command())
    drawing = ICON.read_text(encoding="utf-8").replace("currentColor", ICON_COLOUR)
    return {
        Path("applications/nabla-lab.desktop"): ENTRY.format(program=program),
        Path("mime/packages/nabla-lab.xml"): FILE_TYPE,
        Path("icons/hicolor/scalable/apps/nabla-lab.svg"): drawing,
    }


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `desktop`."""
    parser.add_argument("action", choices=("install", "remove"), help="what to do")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the files or remove them; return the exit status.

    Raises
    ------
    StorageError
        If a file cannot be written or removed.
    """
    act = _install if options.action == "install" else _remove
    output = Output(options.json)
    files = []
    for name, content in desktop_files().items():
        path = data_home() / name
        try:
            done = act(path, content)
        except OSError as error:
            raise StorageError(
                "expected a file that can be changed, got {path}: {error}; check the folder's "
                "permissions",
                path=path,
                error=error.strerror or str(error),
            ) from error
        if done:
            files.append(path)
            output.line(str(path))
    if not files:
        output.line("Nothing was installed.")
    else:
        _refresh()
        if options.action == "install":
            output.line("The menu may show it after the next login.")
    output.document({"action": options.action, "files": files})
    return 0


def _install(path: Path, content: str) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content.encode())
    return True


def _remove(path: Path, content: str) -> bool:
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def _refresh() -> None:
    """Let the desktop read the files anew; without these programs it does so at a login."""
    for name, folder in REFRESH:
        program = shutil.which(name)
        if program is not None:
            subprocess.run([program, str(data_home() / folder)], check=False, capture_output=True)


COMMAND = Command("desktop", "add the lab to this user's desktop, or remove it", configure, run)
