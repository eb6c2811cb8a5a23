"""Station "Polynomial": a line or a polynomial through points, inside and outside them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.polynomial.canvas import PointsCanvas
from app.pages.overfitting.polynomial.words import (
    account_lines,
    order_figure,
    polynomial_sentence,
)
from app.pages.overfitting.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.line_list import LineList
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag
from engine.commands.pages.overfitting import AddPoint, HoldPoint, MovePoint, RemovePoint
from engine.simulations.overfitting.polynomial.state import PolynomialView
from engine.simulations.overfitting.state import OverfittingState
from engine.snapshots import SimulationSnapshot

ACCOUNT_ROWS = 7


class PolynomialStation(Station):
    """Station that shows a PolynomialView."""

    rewinds = False

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "polynomial_station", parent)
        self._view: PolynomialView | None = None
        self.stage = Card(theme, mark("A polynomial, and the line y = 2x"), name="polynomial_stage",
                          note=mark("grey: outside the points"))  # fmt: skip
        self.canvas = PointsCanvas(theme, self.stage)
        self.hold_button = ElidedButton("hold_point_button", role="link",
                                        act=self.canvas.toggle_held)  # fmt: skip
        self.remove_button = ElidedButton(
            "remove_point_button", mark("remove"), mark("Remove the selected point (Del)."),
            role="link", act=self._on_remove,
        )  # fmt: skip
        self.stage.add_to_header(self.hold_button, self.remove_button)
        self.stage.hold((self.canvas, 1))
        self.controls = Card(theme, mark("The fit"), name="polynomial_controls")
        self.form = settings_form(send, ("poly_order", "poly_ridge"), self.controls)
        self.account = LineList(theme, "polynomial_account", self.controls, rows=ACCOUNT_ROWS)
        self.controls.hold(self.form, self.account)
        self.orders_card = Card(theme, mark("All orders"), name="orders_card")
        self.orders = Plot(theme, "orders_plot", self.orders_card)
        self.orders_card.hold((self.orders, 1))
        side = Column(theme, Part(self.controls), Part(self.orders_card, 1))
        self.lay_out(Part(self.stage, 62, 1), Part(side, 38, lecture=FOLDED))
        self._connect(send)
        self.retranslate()

    def _connect(self, send: SendCommand) -> None:
        canvas = self.canvas
        canvas.moved.connect(self._on_moved)
        canvas.added.connect(self._on_added)
        canvas.removed.connect(self._on_removed)
        canvas.held.connect(self._on_held)
        canvas.cancelled.connect(partial(send, CancelDrag(SIMULATION_ID)))
        canvas.chosen.connect(self._on_chosen)

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: PolynomialView = state.view
        self.form.show_values(state.settings)
        if view is self._view:
            return
        self._view = view
        self.canvas.show_view(view)
        self.account.show_lines(account_lines(view))
        self.orders.show_figure(order_figure(view))
        self._show_selection()

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        return polynomial_sentence(state.view)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        return Place(simulation.step, playable=False)

    def retranslate(self) -> None:
        super().retranslate()
        self._view = None
        self._show_selection()

    def has_selection(self) -> bool:
        """Return whether the station is shown and a point is selected."""
        return self.isVisible() and self.canvas.selected >= 0

    # --- handlers -------------------------------------------------------------------------------

    def _show_selection(self) -> None:
        """Say what the buttons do to the selected point."""
        points = self._view.points if self._view is not None else ()
        chosen = 0 <= self.canvas.selected < len(points)
        if chosen and points[self.canvas.selected].held:
            self.hold_button.say(tr("fit it"), tr("Fit the selected point again (H)."))
        else:
            tip = tr("Leave the selected point out of the fit: it judges it (H).")
            self.hold_button.say(tr("hold out"), tip)
        self.hold_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)

    def _on_chosen(self, place: int) -> None:
        self._show_selection()

    def _on_moved(self, place: int, x: float, y: float, finished: bool) -> None:
        self.send(MovePoint(SIMULATION_ID, place, x, y, finished=finished))

    def _on_added(self, x: float, y: float) -> None:
        self.send(AddPoint(SIMULATION_ID, x, y))

    def _on_remove(self) -> None:
        self._on_removed(self.canvas.selected)

    def _on_removed(self, place: int) -> None:
        self.send(RemovePoint(SIMULATION_ID, place))

    def _on_held(self, place: int, held: bool) -> None:
        self.send(HoldPoint(SIMULATION_ID, place, held))
