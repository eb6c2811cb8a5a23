"""The strip over the stage during a lecture: question, prediction of the audience, result."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import language, mark, number, plain, tr
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedButton, WrappedLabel
from app.widgets.score.sketch_pad import SketchPad
from engine.snapshots import Cue, ScoreView

LONGEST_NUMBER = 12
HANDS = "✋"

PLACES = 6
"""Decimal places of a predicted number."""


class Strip(QFrame):
    """Strip with the current cue: its question, what the audience answers, and what came out.

    Attributes
    ----------
    hands : list of int
        Hands counted for each option of a choice.
    typed : str
        The predicted number as it was typed.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_strip")
        self._theme = theme
        self._score = ScoreView()
        self._left = 0
        self.hands: list[int] = []
        self._order: list[int] = []
        self.typed = ""
        self.place = QLabel(self)
        self.place.setObjectName("cue_place")
        self.place.setProperty("role", "small")
        self.question = WrappedLabel("cue_question", self, role="title")
        self.outcome = WrappedLabel("cue_outcome", self, role="strong")
        self.number = QLabel(self)
        self.number.setObjectName("cue_number")
        self.number.setProperty("role", "title")
        self.sketch = SketchPad(theme, self)
        self._choices = QWidget(self)
        self._options = row(inside=self._choices, gap=8)
        self._buttons: list[QPushButton] = []
        lines = column(self.outcome, self.question, self._choices, gap=4)
        row(self.place, (lines, 1), self.number, self.sketch, inside=self, gap=12)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    # --- called by the window -----------------------------------------------------------------

    @property
    def predicting(self) -> str:
        """Kind of prediction that the current cue asks for; "" for none."""
        cue = self._cue
        return "" if cue is None or cue.prediction is None else cue.prediction.kind

    @property
    def answers(self) -> tuple[float, ...]:
        """Answers of the audience so far; empty for nothing."""
        kind = self.predicting
        if kind == "choice" and any(self.hands):
            return tuple(map(float, self.hands))
        if kind == "number":
            try:
                return (float(self.typed),)
            except ValueError:
                return ()
        return self.sketch.heights if kind == "sketch" else ()

    def show_score(self, score: ScoreView) -> None:
        """Show the current cue; what was answered at the cue before stands beside it."""
        before, self._score = self._score, score
        if score.arrivals != before.arrivals:
            self._left = before.current if before.current != score.current else 0
            self._begin()
        self._render()

    def raise_hand(self, option: int) -> None:
        """Count one more hand for an option, from 0."""
        if option < len(self.hands):
            self.hands[option] += 1
            self._order.append(option)
            self._render()

    def take_back(self) -> None:
        """Take the last hand or the last digit back."""
        if self.predicting == "choice" and self._order:
            self.hands[self._order.pop()] -= 1
        self.typed = self.typed[:-1]
        self._render()

    def type(self, character: str) -> None:
        """Add a character to the predicted number."""
        if len(self.typed) < LONGEST_NUMBER:
            self.typed += character
            self._render()

    def retranslate(self) -> None:
        self.sketch.retranslate()
        self._begin_options()
        self._render()

    # --- private --------------------------------------------------------------------------------

    @property
    def _cue(self) -> Cue | None:
        return self._score.cue(self._score.current)

    def _begin(self) -> None:
        cue = self._cue
        answers = () if cue is None else self._score.answers.get(cue.id, ())
        count = len(cue.words_in(language()).options) if cue is not None else 0
        self.hands = [int(each) for each in answers] if len(answers) == count else [0] * count
        self.typed = format(answers[0], "g") if self.predicting == "number" and answers else ""
        self.sketch.show_heights(answers if self.predicting == "sketch" else ())
        self._order = []
        self._begin_options()

    def _begin_options(self) -> None:
        for button in self._buttons:
            self._options.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        cue = self._cue
        if cue is None or self.predicting != "choice":
            return
        for place in range(len(cue.words_in(language()).options)):
            button = ElidedButton(f"cue_option_{place + 1}", parent=self)
            button.setProperty("option", place)
            button.clicked.connect(self._on_option)
            self._options.addWidget(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.append(button)

    def _on_option(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.raise_hand(int(sender.property("option")))

    def _render(self) -> None:
        cue, kind = self._cue, self.predicting
        outcome = outcome_text(self._score, self._left)
        words = None if cue is None else cue.words_in(language())
        self.setVisible(words is not None and bool(words.ask or outcome or kind))
        if words is None or cue is None:
            return
        place = [each.id for each in self._score.cues].index(cue.id) + 1
        self.place.setText(f"{place} / {len(self._score.cues)}")
        self.question.setText(words.ask)
        self.question.setVisible(bool(words.ask))
        self.outcome.setText(outcome)
        self.outcome.setVisible(bool(outcome))
        self._choices.setVisible(kind == "choice")
        self.number.setVisible(kind == "number")
        self.number.setText(self.typed.replace(".", number(0.5, 1)[1]) or "…")
        self.sketch.setVisible(kind == "sketch")
        pairs = zip(self._buttons, words.options, strict=False)
        for place, (button, option) in enumerate(pairs):
            hands = self.hands[place]
            shown = f"{place + 1}  {option}" + (f"  {HANDS} {hands}" if hands else "")
            if isinstance(button, ElidedButton):
                button.say(shown, tr(HAND_TIP, number=place + 1))

    def _on_theme_changed(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(20, 6, 12, 6)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


HAND_TIP = mark("One more hand (key {number}); Backspace takes the last one back")


def outcome_text(score: ScoreView, left: int) -> str:
    """Return what was predicted at a cue that was left, beside what was right; "" for nothing."""
    cue, answers = score.cue(left), score.answers.get(left, ())
    if cue is None or cue.prediction is None or not answers:
        return ""
    right = cue.prediction.answer
    if cue.prediction.kind == "choice":
        options = cue.words_in(language()).options
        counted = ", ".join(
            f"{option}: {number(count)}" for option, count in zip(options, answers, strict=False)
        )
        said = tr("Predicted: {counts}.", counts=counted)
        right_text = "" if right is None or right >= len(options) else options[int(right)]
    elif cue.prediction.kind == "number":
        said = tr("Predicted: {counts}.", counts=plain(answers[0], PLACES))
        right_text = "" if right is None else plain(right, PLACES)
    else:
        return tr("Compare with the curve that was sketched.")
    return f"{said} {tr('Right: {answer}.', answer=right_text)}" if right_text else said
