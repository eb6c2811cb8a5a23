"""Numbers of the station of dropout in words."""

from __future__ import annotations

from app.appearance.translation import number, percent, plain, significant, tr
from app.pages.overfitting.dropout.vote_bars import VOTES, WHOLE
from app.widgets.basics.line_list import Line
from engine.simulations.overfitting.dropout.state import DropoutView


def account_lines(view: DropoutView) -> list[Line]:
    """Return accuracies of the committee, and the two forms of the network that answers."""
    scores, verdict = view.scores, view.verdict
    lines: list[Line] = []
    if scores is not None:
        lines = [
            Line(tr("a thinned network"), percent(scores.member), "text_2"),
            Line(tr("{count} of them, by votes", count=number(view.members)),
                 percent(scores.committee), VOTES),
            Line(tr("the whole network"), percent(scores.whole), WHOLE),
            Line(),
        ]  # fmt: skip
    if verdict is None:
        return lines
    factor, answer = plain(1 - view.share, 2), verdict.answer
    return [
        *lines,
        Line(tr("book: weights × {factor}", factor=factor), _answer(verdict.book[answer], answer)),
        Line(tr("here: activations ÷ {factor}", factor=factor),
             _answer(verdict.whole[answer], answer)),
        Line(tr("difference of both"), significant(verdict.difference, 1), "text_2"),
    ]  # fmt: skip


def _answer(output: float, digit: int) -> str:
    return tr("{digit}: {output}", digit=digit, output=number(float(output), 3))


def dropout_sentence(view: DropoutView, *, loading: bool) -> str:
    """Return the sentence for a state."""
    if loading:
        return tr("Loading pictures …")
    verdict = view.verdict
    if verdict is None or view.learning:
        return tr("A network learns with dropout …")
    words = {"votes": number(int(verdict.votes.max())), "count": number(view.members),
             "digit": verdict.majority}  # fmt: skip
    if verdict.majority == verdict.answer:
        return tr("{votes} of {count} thinned networks say {digit}; so does the whole network.",
                  **words)  # fmt: skip
    return tr("{votes} of {count} thinned networks say {digit}; the whole network says {answer}.",
              answer=verdict.answer, **words)  # fmt: skip
