"""The Vanishing gradients page: speed of learning by layer, and ablations."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import HistoryYear, PageInfo, view_of

PAGE = PageInfo(
    id="vanishing",
    title=mark("Vanishing gradients"),
    chapter=5,
    simulation="vanishing",
    hint=mark("Add a layer. Which one goes dark?"),
    make_view=view_of(__name__, "VanishingPage"),
    short=mark("Vanishing"),
    history=(
        HistoryYear(
            1969,
            mark(
                "Minsky and Papert show what one layer cannot do: it never finds out whether "
                "the number of ones is odd. Hidden layers can."
            ),
            "parity",
            mark("Parity"),
        ),
        HistoryYear(
            1991,
            mark(
                "Hochreiter finds out in his diploma thesis why deep networks hardly learn: "
                "on the way back the gradient shrinks, or explodes, layer by layer."
            ),
            "chain",
            mark("Chain"),
        ),
        HistoryYear(
            2006,
            mark(
                "Hinton, Osindero and Teh train deep networks after all: each layer first "
                "learns alone, from data without labels. The word deep learning spreads."
            ),
            "race",
            mark("Race"),
        ),
    ),
    first_hint=("add_layer_button", mark("Add a layer: which bars go dark?")),
)
