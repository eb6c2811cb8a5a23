"""The confusion matrix: cells that open their digits, colours by number of mistakes."""

from __future__ import annotations

import numpy as np

from app.pages.digits.training.board import CONFUSION
from engine.commands.pages.digits import ShowExample
from tests.support.pages.digits_states import open_board


def test_a_cell_of_the_confusion_matrix_opens_its_digits_one_after_the_other(page, worker, show):
    open_board(page, CONFUSION)
    counts = np.eye(10, dtype=int) * 90
    counts[4, 9] = 2
    examples = np.full((10, 10, 3), -1)
    examples[4, 9, :2] = (17, 23)
    show(training={"confusion": counts, "confusion_examples": examples, "last_step": 1})
    for _ in range(3):
        page.side.training.board.confusion._open((4, 9))
    assert [command.index for command in worker.sent(ShowExample)] == [17, 23, 17]
