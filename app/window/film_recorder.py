"""Recorder of films: another process shows a copy of the document and writes the GIF."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QProcess, QProcessEnvironment
from PySide6.QtWidgets import QMessageBox

from app.appearance.translation import language, mark, tr
from app.page_frame.keys import KeyAction
from app.widgets.basics.questions import ask, ask_file
from app.widgets.time.film_dialog import FilmDialog, FilmWish
from app.widgets.time.timeline import Timeline
from app.window.main_window import MainWindow
from engine.commands.documents import SaveDocument
from engine.commands.transport import Seek
from engine.installation import start_command

STOP_MS = 2_000


class FilmRecorder(QObject):
    """Recorder of a window's films, one at a time; the window stays free meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._folder: Path | None = None
        self._arguments: list[str] = []
        self._saving = 0
        self.process: QProcess | None = None
        self.dialog: FilmDialog | None = None
        words = mark("Film of the time line as a GIF …")
        window.add_keys((KeyAction(("Ctrl+G",), words, self.open),))
        window.clock.ticked.connect(self._on_tick)
        window.installEventFilter(self)

    @property
    def recording(self) -> bool:
        """Whether a film is being recorded."""
        return self._folder is not None

    def open(self) -> None:
        """Ask for a film of the page at the front, or say why there is none."""
        page, notice = self._window.page, self._window.overlays.notice_bar
        simulation = None if page is None else page.simulation
        if self.dialog is not None:
            self.dialog.raise_()
        elif page is None or simulation is None or Seek not in simulation.accepts:
            notice.show_sentence(tr("This page has no steps that a film could show."))
        else:
            training, timeline = page.training, page.findChild(Timeline)
            scale = timeline.scale if training is not None and timeline is not None else None
            last = training.last_step if training is not None else simulation.step
            if training is None and page.state is not None:
                last = max(last, page.place(simulation, page.state).last)
            self.dialog = FilmDialog(scale, last, self._window)
            self.dialog.wished.connect(self.ask_where)
            self.dialog.cancelled.connect(self.cancel)
            self.dialog.finished.connect(self._on_dialog_closed)
            self.dialog.show()

    def ask_where(self, wish: FilmWish) -> None:
        """Ask for the file of a film, and record it."""
        info = self._window.stack.info
        proposed = f"{info.id if info is not None else 'film'}.gif"
        title = tr("Save the film")
        chosen = partial(self.record, wish)
        ask_file(self._window, title, "GIF (*.gif)", chosen, suffix="gif", saving=proposed)

    def record(self, wish: FilmWish, path: str) -> None:
        """Record a film into a file: first a copy of the document is saved for the process."""
        page, info = self._window.page, self._window.stack.info
        if self.recording or page is None or info is None:
            return
        self._folder = Path(tempfile.mkdtemp(prefix="nabla-film-"))
        copy = str(self._folder / "film.nabla")
        theme = self._window.theme
        self._arguments = [
            "capture", "--gif", path, "--open", copy, "--page", info.id,
            "--simulation", page.simulation_id, "--from", str(wish.first), "--to", str(wish.last),
            "--frames", str(wish.frames), "--rate", str(wish.rate), "--size", wish.size,
            "--lang", language(), "--theme", theme.name, "--background",
            *["--window"] * wish.whole_window, *["--lecture"] * theme.lecture,
        ]  # fmt: skip
        view = tuple(self._window.stack.view_values().items())
        self._saving = self._window.worker.send(SaveDocument(copy, view, copy=True))
        if self.dialog is not None:
            self.dialog.begin()

    def cancel(self) -> None:
        """Stop recording; no file is left."""
        if self.process is not None:
            self.process.kill()
            self.process.waitForFinished(STOP_MS)
        self._clean()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self.cancel()
        return False

    def _on_tick(self) -> None:
        """Start the process once the copy of the document is written."""
        snapshot = self._window.worker.latest
        if not self._saving or snapshot is None or snapshot.generation < self._saving:
            return
        if snapshot.document.busy or self._folder is None:
            return
        self._saving = 0
        if (self._folder / "film.nabla").is_file():
            self._start()
        else:
            self._fail(tr("The document could not be copied."))

    def _start(self) -> None:
        environment = QProcessEnvironment.systemEnvironment()
        # what it leaves when it is killed is removed with the folder
        for name in ("TMPDIR", "TEMP", "TMP"):
            environment.insert(name, str(self._folder))
        for name in ("QT_SCALE_FACTOR", "QT_QPA_PLATFORM"):
            environment.remove(name)
        self.process = QProcess(self)
        self.process.setProcessEnvironment(environment)
        self.process.readyReadStandardOutput.connect(self._on_output)
        self.process.finished.connect(self._on_finished)
        self.process.errorOccurred.connect(self._on_error)
        program, *words = start_command()
        self.process.start(program, [*words, *self._arguments])

    def _on_output(self) -> None:
        process, dialog = self.process, self.dialog
        if process is None or dialog is None:
            return
        for line in _text(process.readAllStandardOutput()).split():
            done, slash, frames = line.partition("/")
            if slash and done.isdecimal() and frames.isdecimal():
                dialog.show_progress(int(done), int(frames))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail(tr("The program that records could not be started."))

    def _on_finished(self, status: int) -> None:
        process = self.process
        if process is None:
            return
        path = self._arguments[self._arguments.index("--gif") + 1]
        told = [line for line in _text(process.readAllStandardError()).splitlines() if line.strip()]
        if status == 0 and process.exitStatus() == QProcess.ExitStatus.NormalExit:
            self._window.overlays.notice_bar.show_sentence(tr("The film is in {path}.", path=path))
            self._close()
        else:
            self._fail(told[-1] if told else tr("The program that records has ended."))

    def _fail(self, reason: str) -> None:
        self._close()
        closing = (tr("Close"), QMessageBox.ButtonRole.RejectRole, _nothing)
        ask(self._window, tr("The film was not recorded."), reason, [closing])

    def _close(self) -> None:
        self._clean()
        if self.dialog is not None:
            self.dialog.finish()

    def _clean(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.deleteLater()
        folder, self._folder, self._saving = self._folder, None, 0
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _on_dialog_closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()


def _nothing() -> None:
    """Close a question without an answer."""


def _text(written: QByteArray) -> str:
    return bytes(written.data()).decode("utf-8", "replace")
