"""Paths panel: every path from one weight or bias to the cost, and their sum."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.basics.boxes import column
from app.widgets.basics.line_list import Line, LineList
from engine.backpropagation.gradient_paths import Path
from engine.simulations.backprop.equations import part_symbol, symbol
from engine.simulations.backprop.state import BackpropState

HEAD_LINES = 3
"""Number of lines above the first path."""


class PathLines(LineList):
    """List of lines that reports the path under the pointer.

    Signals
    -------
    pointed : (int)
        Index of the path; -1 for none.
    """

    pointed = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setMouseTracking(True)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, int(self._pitch() * max(len(self.lines), 1)) + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() / self._pitch()) - HEAD_LINES
        self.pointed.emit(place if 0 <= place < len(self.lines) - HEAD_LINES else -1)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(-1)


class PathsPanel(QWidget):
    """Panel with the gradient and the sum at the top, then each path: eq. (47) to (53).

    Signals
    -------
    pointed : (Path or None)
        Path under the pointer.
    """

    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backprop_paths")
        self._drawn: tuple[object, ...] = ()
        self._paths: tuple[Path, ...] = ()
        self.lines = PathLines(theme, "backprop_path_lines")
        self.lines.pointed.connect(self._on_pointed)
        self.list_area = QScrollArea(self)
        self.list_area.setObjectName("backprop_path_scroll")
        self.list_area.setWidgetResizable(True)
        self.list_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list_area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        held = QWidget()
        # room for the scroll bar
        column(self.lines, inside=held).setContentsMargins(0, 0, 12, 0)
        self.list_area.setWidget(held)
        column(self.list_area, inside=self)

    def render_state(self, state: BackpropState) -> None:
        """List the paths of the selected part."""
        seen = (state.trace, state.part)
        if seen == self._drawn:
            return
        self._drawn = seen
        self._paths = state.paths
        self.lines.show_lines(self._lines(state))
        self.lines.updateGeometry()

    def retranslate(self) -> None:
        self._drawn = ()
        words = tr("One product for each path; their sum is the gradient. Point at one to see it.")
        self.lines.setToolTip(words)
        self.list_area.setAccessibleName(words)

    def _lines(self, state: BackpropState) -> list[Line]:
        part, trace = state.part, state.trace
        name = part_symbol(part)
        if part.source is None:
            gradient = float(trace.deltas[part.layer][part.neuron])
        else:
            gradient = float(trace.nabla_w[part.layer][part.neuron, part.source])
        widest = max(abs(path.product) for path in state.paths) if state.paths else 0.0
        head = [
            Line(tr("∂C/∂{name} by backprop", name=name), significant(gradient, 4)),
            Line(
                tr("sum over paths: {count}", count=len(state.paths)),
                significant(path_sum(state.paths), 4),
            ),
            Line(),
        ]
        return head + [_line(path, part.layer, widest) for path in state.paths]

    def _on_pointed(self, place: int) -> None:
        self.pointed.emit(self._paths[place] if 0 <= place < len(self._paths) else None)


def path_sum(paths: tuple[Path, ...]) -> float:
    """Return the sum of the paths' products."""
    return sum(path.product for path in paths)


def _line(path: Path, layer: int, widest: float) -> Line:
    """Return the line of a path: factors, product, and the neurons as detail."""
    way = "→".join(symbol("a", layer + place, neuron) for place, neuron in enumerate(path.neurons))
    factors = " · ".join(significant(factor, 2) for factor in path.factors)
    product = path.product
    return Line(
        factors,
        significant(product, 2),
        "negative" if product < 0 else "positive",
        detail=f"   {way}",
    )
