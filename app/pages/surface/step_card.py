"""Card of the last step: gradient, predicted and measured change of the cost."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, significant, tr
from app.pages.surface.words import OUTCOMES
from app.widgets.basics.card import Card
from app.widgets.basics.elided import WrappedLabel
from engine.simulations.surface.state import BALL_COLOURS, BallView, SurfaceState
from engine.surfaces.descent import Outcome


class StepCard(Card):
    """Card with the newest ball's numbers and the outcome of each ball."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("The last step"), parent, name="step_card")
        self.lines = WrappedLabel("step_lines", self)
        self.hold(self.lines)

    def render_text(self, state: SurfaceState) -> None:
        if not state.balls:
            self.lines.setText(tr("No ball yet. Click the surface, or press Play."))
            return
        self.lines.setText(
            "<br>".join(
                [*_step(state, state.balls[-1]), *_outcomes(state, self._theme.color("pad").name())]
            )
        )


def _step(state: SurfaceState, ball: BallView) -> list[str]:
    along, up = (significant(value, 3) for value in ball.gradient)
    lines = [
        tr("C({x}, {y}) = {cost}", x=significant(ball.x, 3), y=significant(ball.y, 3),
           cost=significant(ball.cost, 4)),
        tr("∇C = ({along}, {up})", along=along, up=up),
    ]  # fmt: skip
    if ball.predicted is not None and ball.measured is not None:
        lines.append(
            tr("ΔC: promised {predicted}, was {measured}",
               predicted=significant(ball.predicted, 2), measured=significant(ball.measured, 2))
        )  # fmt: skip
    return lines


def _outcomes(state: SurfaceState, paper: str) -> list[str]:
    lines = [""]
    for ball, colour in zip(state.balls, BALL_COLOURS, strict=False):
        dot = (
            f'<span style="color:#{colour & 0xFFFFFF:06x};background:#404552">&nbsp;●&nbsp;</span>'
        )
        words = tr(
            "η {eta} {outcome} · {step}",
            eta=significant(ball.eta, 4),
            outcome=tr(OUTCOMES[Outcome(ball.outcome)]),
            step=ball.steps,
        )
        lines.append(f"{dot} {words}")
    return lines
