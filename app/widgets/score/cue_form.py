"""The form of one cue: its texts, its time, and what the audience predicts."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.appearance.translation import language, mark, plain, tr
from app.widgets.basics.elided import ElidedComboBox
from app.widgets.basics.retranslation import explain
from engine.snapshots import Cue, CueWords, Prediction

NONE = "none"

PLACES = 6
"""Decimal places of a right number."""

PREDICTIONS = {
    NONE: mark("no prediction"),
    "choice": mark("a choice"),
    "number": mark("a number"),
    "sketch": mark("a curve"),
}
LINES = (
    ("name", mark("Name"), mark("Name of the cue")),
    ("say", mark("Say"), mark("A sentence for you, on the notes")),
    ("ask", mark("Ask"), mark("A question for the audience, on the stage")),
    ("options", mark("Options"), mark("Answers to choose from, with ; between them")),
    ("answer", mark("Right"), mark("Number of the right option, or the right number")),
    ("seconds", mark("Seconds"), mark("Planned time")),
)


class CueForm(QWidget):
    """Fields of one cue; a change is sent when a field is left.

    Signals
    -------
    edited : (Cue,)
        The cue with the change.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cue_form")
        self._cue: Cue | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for row, (name, _, _) in enumerate(LINES):
            field = self._fields[name] = QLineEdit(self)
            field.setObjectName(f"cue_{name}_field")
            field.editingFinished.connect(self._on_edited)
            label = self._labels[name] = QLabel(self)
            label.setProperty("role", "small")
            grid.addWidget(label, row + (row > 2), 0)
            grid.addWidget(field, row + (row > 2), 1)
        self._kind = ElidedComboBox("cue_prediction_box", PREDICTIONS, mark("What is predicted"))
        self._kind.activated.connect(self._on_edited)
        grid.addWidget(self._kind, 3, 1)
        self.retranslate()

    def field(self, name: str) -> QLineEdit:
        """Return a field by the name of what it holds."""
        return self._fields[name]

    def retranslate(self) -> None:
        for name, label, tip in LINES:
            self._labels[name].setText(tr(label))
            explain(self._fields[name], tr(tip))
        self._kind.retranslate()
        self._fill()

    def show_cue(self, cue: Cue | None) -> None:
        """Show the fields of a cue; without one they are disabled."""
        if cue != self._cue:
            self._cue = cue
            self._fill()

    def _fill(self) -> None:
        cue = self._cue
        self.setEnabled(cue is not None)
        words = CueWords("") if cue is None else cue.words_in(language())
        prediction = None if cue is None else cue.prediction
        kind = NONE if prediction is None else prediction.kind
        texts = {
            "name": words.name,
            "say": words.say,
            "ask": words.ask,
            "options": "; ".join(words.options),
            "answer": _answer_text(prediction),
            "seconds": "" if cue is None else plain(cue.seconds),
        }
        for name, text in texts.items():
            self._fields[name].setText(text)
            self._fields[name].setCursorPosition(0)
        self._kind.show_choice(kind)
        for name, kinds in (("options", ("choice",)), ("answer", ("choice", "number"))):
            self._fields[name].setVisible(kind in kinds)
            self._labels[name].setVisible(kind in kinds)

    def _on_edited(self) -> None:
        cue = self._cue
        if cue is None:
            return
        texts = {name: field.text().strip() for name, field in self._fields.items()}
        kind = str(self._kind.currentData())
        options = tuple(each.strip() for each in texts["options"].split(";") if each.strip())
        if kind == "choice" and cue.prediction is None and len(options) < 2:
            options = (tr("yes"), tr("no"))
        words = CueWords(texts["name"] or cue.words_in(language()).name, texts["say"],
                         texts["ask"], options)  # fmt: skip
        edited = replace(
            cue,
            words={**cue.words, language(): words},
            seconds=_number(texts["seconds"]) or cue.seconds,
            prediction=None if kind == NONE else Prediction(kind, _answer(kind, texts["answer"])),
        )
        # a text that stands in from another language is no text of this one
        if edited == replace(cue, words={**cue.words, language(): cue.words_in(language())}):
            self._fill()
        else:
            self.edited.emit(edited)


def _answer_text(prediction: Prediction | None) -> str:
    if prediction is None or prediction.answer is None:
        return ""
    first = 1 if prediction.kind == "choice" else 0
    return plain(prediction.answer + first, PLACES)


def _answer(kind: str, text: str) -> float | None:
    value = _number(text)
    if value is None or kind == "sketch":
        return None
    return value - 1 if kind == "choice" else value


def _number(text: str) -> float | None:
    """Return a typed number with comma or point and either minus sign; None if it is none."""
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return value if isfinite(value) else None
