"""Layer panel: BP1 and BP2 of a whole layer, as Hadamard product or in matrix form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.basics.boxes import column
from app.widgets.basics.line_list import Line, LineList
from engine.functions.activations import ACTIVATION
from engine.simulations.backprop.equations import symbol
from engine.simulations.backprop.state import BackpropState


class LayerPanel(QWidget):
    """Panel with the errors δ of one layer, row by row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backprop_layer")
        self.lines = LineList(theme, "backprop_layer_lines", self)
        column(self.lines, inside=self)

    def render_state(self, state: BackpropState) -> None:
        """Show the layer's equation, and each error as a product."""
        layer = layer_of(state)
        self.lines.show_lines([*_formula(state, layer), Line(), *_rows(state, layer)])

    def retranslate(self) -> None:
        self.lines.setToolTip(tr("Change between both forms: more, or the key M."))


def layer_of(state: BackpropState) -> int:
    """Return the layer of the stop, else that of the selected part."""
    if state.stop.kind == "error":
        return len(state.trace.zs) - 1
    if state.stop.kind == "backward" and state.stop.layer is not None:
        return state.stop.layer
    return state.part.layer


def _formula(state: BackpropState, layer: int) -> list[Line]:
    delta, z = symbol("δ", layer), symbol("z", layer)
    output_gradient = "∇C"
    if layer < len(state.trace.zs) - 1:
        output_gradient = f"({symbol('w', layer + 1)})ᵀ {symbol('δ', layer + 1)}"
    # Σ′ of softmax is not diagonal: there is no Hadamard form
    if _as_matrix(state, layer):
        return [Line(f"{delta} = Σ′({z}) {output_gradient}")]
    return [Line(f"{delta} = {output_gradient} ⊙ σ′({z})")]


def _as_matrix(state: BackpropState, layer: int) -> bool:
    whole_layer = ACTIVATION[state.trace.case.functions[layer][0]].whole_layer
    return whole_layer or state.settings["form"] == "matrix"


def _rows(state: BackpropState, layer: int) -> list[Line]:
    trace = state.trace
    deltas, output_gradients = trace.deltas[layer].tolist(), trace.output_gradients[layer].tolist()
    # a row of Σ′ᵀ is a column of Σ′
    slopes = trace.slopes[layer].T.tolist()
    if not _as_matrix(state, layer):
        return [
            Line(
                f"{significant(output_gradients[j])} ⊙ {significant(slopes[j][j])}",
                f"= {significant(delta)}",
            )
            for j, delta in enumerate(deltas)
        ]
    written = [[significant(slope, 2) for slope in row] for row in slopes]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    lines = []
    for row, output_gradient, delta in zip(written, output_gradients, deltas, strict=True):
        words = " ".join(f"{word:>{width}}" for word, width in zip(row, widths, strict=True))
        lines.append(Line(f"{words}|{_short(output_gradient)}", f"={_short(delta)}"))
    return lines


def _short(value: float) -> str:
    """Return a number in at most seven characters; the matrix row needs the rest of the line."""
    return significant(value, 2 if abs(value) >= 0.01 else 1)
