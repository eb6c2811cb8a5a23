"""The Perceptrons page: weighted decision, gates wired by hand, sigmoid neuron, four bits."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import HistoryYear, PageInfo, view_of

PAGE = PageInfo(
    id="perceptrons",
    title=mark("Perceptrons"),
    chapter=1,
    simulation="perceptrons",
    hint=mark("Weigh evidence. Wire gates. Make them smooth."),
    make_view=view_of(__name__, "PerceptronsPage"),
    history=(
        HistoryYear(
            1943,
            mark(
                "McCulloch and Pitts describe a neuron that adds up its inputs and fires "
                "above a threshold; wired together, such neurons compute any formula of "
                "logic."
            ),
            "bench",
            mark("Bench"),
        ),
        HistoryYear(
            1958,
            mark(
                "Rosenblatt presents the perceptron: weights weigh the evidence, and a "
                "machine adjusts them by itself."
            ),
            "decision",
            mark("Decision"),
        ),
    ),
    first_hint=("scale_view", mark("Click a reason: its weight goes on the scale.")),
)
