"""Document controller: open, save, confirm the loss of changes, autosave, recover."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QMessageBox

from app.appearance.settings import Settings
from app.appearance.translation import mark, tr
from app.page_frame.keys import KeyAction
from app.widgets.basics.questions import ask, ask_file
from app.window.intake import Intake
from app.window.main_window import MainWindow
from app.window.recovery import RecoveryFolder, discard, orphans
from engine.commands.command import Command
from engine.commands.data import ExportNetwork, ImportWeights
from engine.commands.documents import NewDocument, OpenDocument, OpenLink, SaveDocument
from engine.commands.edits import Value
from engine.documents.links import is_link
from engine.snapshots import DocumentView

AUTOSAVE_MS = 120_000.0
"""Interval of recovery copies of a changed document; the most that a crash can lose."""

MOST_RECENT = 8
SUFFIX = "nabla"
RECENT = "recent_documents"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A continuation that runs after a successful save.

    Attributes
    ----------
    generation : int
        Number of the command that saves.
    saves : int
        Number of files written before it.
    then : callable
        The continuation.
    """

    generation: int
    saves: int
    then: Callable[[], object]


class DocumentController(QObject):
    """Controller of a window's document; every action that may lose changes goes through it.

    Parameters
    ----------
    recovery : Path
        Folder of the recovery copies.

    Attributes
    ----------
    more_entries : list of callable
        (menu) -> None: each adds entries to the document menu.
    """

    def __init__(self, window: MainWindow, settings: Settings, recovery: Path) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._folder = RecoveryFolder(recovery)
        self._shown = DocumentView()
        self._age_ms = 0.0
        self._copied: object = None
        self._waiting: _Waiting | None = None
        self._orphan: Path | None = None
        self._leaving = False
        self._intake = Intake(window)
        self.more_entries: list[Callable[[QMenu], object]] = []
        self.menu = QMenu(window)
        self.menu.setObjectName("document_menu")
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.add_keys(self.key_actions())
        window.title_bar.document_asked.connect(self.open_menu)
        window.clock.ticked.connect(self.advance)
        self._say_name()

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(("Ctrl+N",), mark("New document"), self.begin_anew),
            KeyAction(("Ctrl+O",), mark("Open a document …"), self.open),
            KeyAction(("Ctrl+S",), mark("Save the document"), self.save),
            KeyAction(("Ctrl+Shift+S",), mark("Save under another name …"), self.save_as),
        )

    # --- actions of keys and menu ---------------------------------------------------------------

    def open_menu(self) -> None:
        """Show the document menu, with recent documents."""
        self.menu.clear()
        for action in self.key_actions():
            self.menu.addAction(f"{tr(action.label)}\t{action.keys[0]}", action.action)
        self.menu.addSeparator()
        for words, ask_for, command, reason in NETWORK_FILES:
            entry = self.menu.addAction(tr(words), partial(ask_for, self))
            entry.setEnabled(self._accepts(command))
            entry.setToolTip("" if entry.isEnabled() else tr(reason))
        recent = self.recent()
        if recent:
            self.menu.addSeparator()
        for path in recent:
            entry = self.menu.addAction(Path(path).name, partial(self.open_path, path))
            entry.setToolTip(path)
        for add_entries in self.more_entries:
            add_entries(self.menu)
        self.menu.setToolTipsVisible(True)
        button = self._window.title_bar.document_button
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def open(self) -> None:
        """Ask for a file and open it as the document."""
        ask_file(self._window, tr("Open a document"), _kinds(), self.open_path, suffix=SUFFIX)

    def open_path(self, path: str) -> None:
        """Open a document or a link, after confirmation if there are unsaved changes."""
        command = OpenLink(path) if is_link(path) else OpenDocument(path)
        self.guard(partial(self._send, command))

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save under the document's name, or ask for one; call `then` after success."""
        if self._shown.path:
            self.save_to(self._shown.path, then)
        else:
            self.save_as(then)

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask for a name and save; call `then` after success."""
        proposed = self._shown.path or f"{tr('Untitled')}.{SUFFIX}"
        title = tr("Save under another name")
        chosen = partial(self.save_to, then=then)
        ask_file(self._window, title, _kinds(), chosen, suffix=SUFFIX, saving=proposed)

    def save_to(self, path: str, then: Callable[[], object] | None = None) -> None:
        """Save under a name; call `then` after success."""
        number = self._send(SaveDocument(path, self._view()))
        if then is not None:
            self._waiting = _Waiting(number, self._shown.saves, then)

    def export(self) -> None:
        """Ask for a name and export the page's network for other programs."""
        kinds = tr("Weights and programs") + " (*.safetensors *.npz *.py *.onnx)"
        title = tr("Export the network")
        ask_file(
            self._window, title, kinds, self.export_to, suffix="npz", saving="network.safetensors"
        )

    def export_to(self, path: str) -> None:
        """Export the page's network to a file."""
        self._send(ExportNetwork(self._simulation_id(), path))

    def import_weights(self) -> None:
        """Ask for a weights file and import it."""
        kinds = tr("Weights") + " (*.safetensors *.npz)"
        title = tr("Learn on from weights")
        ask_file(self._window, title, kinds, self.import_from, suffix="npz")

    def import_from(self, path: str) -> None:
        """Import the weights in a file, to continue training from them."""
        self._send(ImportWeights(self._simulation_id(), path))

    def _accepts(self, command: type[Command]) -> bool:
        page = self._window.page
        shown = page.simulation if page is not None else None
        return shown is not None and command in shown.accepts

    def _simulation_id(self) -> str:
        page = self._window.page
        return page.simulation_id if page is not None else ""

    def begin_anew(self) -> None:
        """Begin a new document, after confirmation if there are unsaved changes."""
        self.guard(partial(self._send, NewDocument()))

    def guard(self, then: Callable[[], object]) -> None:
        """Call `then`, which replaces the document; ask first if there are unsaved changes."""
        if not self._shown.changed:
            then()
            return
        self._copy()
        ask(
            self._window,
            tr("Save the changes of {name}?", name=self.name),
            tr("What is not saved will be lost."),
            (
                (tr("Save"), QMessageBox.ButtonRole.AcceptRole, partial(self.save, then)),
                (tr("Do not save"), QMessageBox.ButtonRole.DestructiveRole, then),
                (tr("Cancel"), QMessageBox.ButtonRole.RejectRole, lambda: None),
            ),
        )

    @property
    def name(self) -> str:
        """Name of the document."""
        return Path(self._shown.path).stem or tr("Untitled")

    def recent(self) -> list[str]:
        """Return the paths of recently opened or saved documents that still exist."""
        try:
            known = json.loads(self._settings.text(RECENT, "[]"))
        except ValueError:
            known = []
        return [path for path in known if isinstance(path, str) and Path(path).is_file()]

    def offer_recovery(self, root: Path) -> None:
        """Ask whether to recover the document of a window that crashed."""
        left = orphans(root)
        if not left:
            return
        copy = left[0]
        when = datetime.fromtimestamp(copy.stat().st_mtime).strftime("%d.%m.%Y %H:%M")
        ask(
            self._window,
            tr("Go on where the lab stopped?"),
            tr("It did not end well; this is what it kept at {when}.", when=when),
            (
                (tr("Go on"), QMessageBox.ButtonRole.AcceptRole, partial(self._recover, copy)),
                (tr("Discard"), QMessageBox.ButtonRole.DestructiveRole, partial(discard, copy)),
                (tr("Later"), QMessageBox.ButtonRole.RejectRole, lambda: None),
            ),
        )

    # --- every frame ----------------------------------------------------------------------------

    def advance(self, elapsed_ms: float) -> None:
        snapshot = self._window.worker.latest
        if snapshot is None:
            return
        before, self._shown = self._shown, snapshot.document
        if before.edition != self._shown.edition:
            self._window.open_page(self._window.stack.rebuild(self._shown.view))
            self._window.overlays.notice_bar.raise_()
        if before != self._shown:
            self._on_document_changed(before)
        self._age_ms += elapsed_ms
        if self._age_ms >= AUTOSAVE_MS and self._shown.changed:
            self._copy()
        if self._waiting is not None and snapshot.generation >= self._waiting.generation:
            self._go_on(self._waiting)

    def _on_document_changed(self, before: DocumentView) -> None:
        path = self._shown.path
        if path and (path != before.path or self._shown.saves != before.saves):
            kept = [each for each in self.recent() if each != path]
            self._settings.set_text(RECENT, json.dumps([path, *kept][:MOST_RECENT]))
        if not self._shown.changed:
            self._folder.forget()
            self._forget_orphan()
        self._say_name()

    def _say_name(self) -> None:
        changed = self._shown.changed
        self._window.title_bar.show_document(self.name, self._shown.path, changed=changed)
        self._window.setWindowTitle(f"{self.name}[*] – Nabla Lab")
        self._window.setWindowModified(changed)

    def _copy(self) -> None:
        """Save a recovery copy, unless nothing has changed since the last one."""
        self._age_ms = 0.0
        snapshot = self._window.worker.latest
        now = (
            None
            if snapshot is None
            else tuple(simulation.step for simulation in snapshot.simulations)
        )
        state = (now, None if snapshot is None else snapshot.generation)
        if self._folder.usable and state != self._copied:
            self._copied = state
            self._send(SaveDocument(str(self._folder.copy), self._view(), copy=True))

    def _recover(self, copy: Path) -> None:
        self._orphan = copy
        self._send(OpenDocument(str(copy), recovered=True))

    def _forget_orphan(self) -> None:
        if self._orphan is not None:
            discard(self._orphan)
            self._orphan = None

    def _view(self) -> tuple[tuple[str, Value], ...]:
        return tuple(self._window.stack.view_values().items())

    def _go_on(self, waiting: _Waiting) -> None:
        """Run the continuation of a save once it has ended, unless it failed."""
        if not self._shown.busy:
            self._waiting = None
            if self._shown.saves > waiting.saves:
                waiting.then()

    def _send(self, command: Command) -> int:
        return self._window.worker.send(command)

    # --- events ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            return self._on_close(event)
        if not isinstance(event, QDropEvent):
            return False
        path = _dropped(event)
        event.setAccepted(bool(path) or self._intake.takes(event.mimeData()))
        if event.type() == QEvent.Type.Drop:
            if path:
                self.open_path(path)
            else:
                self._intake.take(event.mimeData())
        return True

    def _on_close(self, event: QEvent) -> bool:
        if self._leaving or not self._shown.changed:
            self._forget_orphan()
            self._folder.close()
            return False
        event.ignore()
        self.guard(self._leave)
        return True

    def _leave(self) -> None:
        self._leaving = True
        self._window.close()


NETWORK_FILES = (
    (
        mark("Export the network …"),
        DocumentController.export,
        ExportNetwork,
        mark("This page shows no network that can be exported."),
    ),
    (
        mark("Learn on from weights …"),
        DocumentController.import_weights,
        ImportWeights,
        mark("This page shows no network that can learn on from weights."),
    ),
)
"""Entries of the menu for the page's network: label, action, its command, why it is not offered."""


def _kinds() -> str:
    return tr("Documents of Nabla Lab") + f" (*.{SUFFIX})"


def _dropped(event: QDropEvent) -> str:
    """Return the path of a single dropped document, "" for anything else."""
    paths = [url.toLocalFile() for url in event.mimeData().urls()]
    documents = [path for path in paths if path.endswith(f".{SUFFIX}")]
    return documents[0] if len(documents) == 1 else ""
