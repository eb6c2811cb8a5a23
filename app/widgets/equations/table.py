"""EQUATIONS: the numbered equations that lessons and pages cite, in one table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Final

from app.appearance.translation import mark


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation of Nielsen (2015).

    Attributes
    ----------
    number : str
        Its number there, without brackets.
    formula : str
        In Unicode; ``^{…}`` is above the line, ``_{…}`` below it.
    meaning : str
        One sentence; English, shown through `tr`.
    """

    number: str
    formula: str
    meaning: str


EQUATIONS: Final = (
    Equation(
        "2",
        "output = 1 if w·x + b > 0, else 0",
        mark("A perceptron weighs its inputs against its bias."),
    ),
    Equation(
        "3", "σ(z) = 1/(1 + e^{−z})", mark("The sigmoid: 0 far left, ½ at z = 0, 1 far right.")
    ),
    Equation(
        "5",
        "Δoutput ≈ Σ_{j} ∂output/∂w_{j} Δw_{j} + ∂output/∂b Δb",
        mark("Small changes of the weights and the bias add up to a small change of the output."),
    ),
    Equation(
        "9", "ΔC ≈ ∇C · Δv", mark("A small step Δv changes the cost by its slope along the step.")
    ),
    Equation(
        "10", "Δv = −η ∇C", mark("The step goes straight down the slope; η is the learning rate.")
    ),
    Equation(
        "16",
        "w_{k} → w_{k} − η ∂C/∂w_{k}",
        mark("Each weight takes a step against its slope; (17) is the same for biases."),
    ),
    Equation(
        "19",
        "∇C ≈ (1/m) Σ_{j} ∇C_{Xj}",
        mark("A mini-batch of m examples polls the gradient of all."),
    ),
    Equation(
        "23",
        "a^{l}_{j} = σ(Σ_{k} w^{l}_{jk} a^{l−1}_{k} + b^{l}_{j})",
        mark("Neuron j of layer l adds up what it receives and bends the sum."),
    ),
    Equation(
        "25",
        "a^{l} = σ(w^{l} a^{l−1} + b^{l})",
        mark("The activations of a layer, from those of the layer before."),
    ),
    Equation(
        "46",
        "∂C/∂w_{j} ≈ (C(w + ε e_{j}) − C(w))/ε",
        mark("A slope measured by nudging one weight: two costs, no backpropagation."),
    ),
    Equation(
        "55",
        "∂C/∂w = (a − y) σ′(z) x",
        mark("Quadratic cost, one neuron: σ′(z) makes it slow where it is saturated."),
    ),
    Equation(
        "57",
        "C = −(1/n) Σ_{x} [y ln a + (1 − y) ln(1 − a)]",
        mark("The cross-entropy over n examples."),
    ),
    Equation(
        "61",
        "∂C/∂w_{j} = (1/n) Σ_{x} x_{j} (σ(z) − y)",
        mark("Cross-entropy: σ′(z) is gone, the input x is not."),
    ),
    Equation(
        "78", "a_{j} = e^{z_j} / Σ_{k} e^{z_k}", mark("Softmax: the outputs of a layer share 1.")
    ),
    Equation(
        "80", "C = −ln a_{y}", mark("Log-likelihood: only the output of the right answer counts.")
    ),
    Equation("111", "σ(z) = (1 + tanh(z/2))/2", mark("A sigmoid is a tanh with another scale.")),
    Equation(
        "122",
        "∂C/∂b_{1} = σ′(z_{1}) w_{2} σ′(z_{2}) w_{3} σ′(z_{3}) w_{4} σ′(z_{4}) ∂C/∂a_{4}",
        mark("A chain of four neurons: each layer adds a factor w σ′(z)."),
    ),
    Equation(
        "123",
        "width = (2/|w|) ln(|w| (1 + √(1 − 4/|w|))/2 − 1)",
        mark("The range of activations where |w σ′(z)| reaches 1; none for |w| below 4."),
    ),
    Equation("BP1", "δ^{L} = ∇_{a}C ⊙ σ′(z^{L})", mark("The error δ of the output layer L.")),
    Equation(
        "BP2",
        "δ^{l} = ((w^{l+1})^{T} δ^{l+1}) ⊙ σ′(z^{l})",
        mark("The error of a layer, from that of the layer behind it."),
    ),
    Equation(
        "BP3",
        "∂C/∂b^{l}_{j} = δ^{l}_{j}",
        mark("The slope of the cost along a bias is the error of its neuron."),
    ),
    Equation(
        "BP4",
        "∂C/∂w^{l}_{jk} = a^{l−1}_{k} δ^{l}_{j}",
        mark(
            "What enters the weight times the error behind it; for a layer δ aᵀ, a row per neuron."
        ),
    ),
)

BY_NUMBER: Final = {each.number: each for each in EQUATIONS}

PEEK: Final = "peek:"
"""Scheme of links that show an equation."""

_SCRIPT = re.compile(r"([\^_])\{([^}]*)\}")
_CITED = re.compile(r"(?<!\])(?<!\[)\((BP\d|\d{1,3})\)")
_SET = re.compile(r"\$(BP\d|\d{1,3})\$")


def rich(formula: str) -> str:
    """Return a formula as rich text.

    Examples
    --------
    >>> rich("a^{l}_{j} < 1")
    'a<sup>l</sup><sub>j</sub> &lt; 1'
    """

    def script(found: re.Match[str]) -> str:
        tag = "sup" if found[1] == "^" else "sub"
        return f"<{tag}>{found[2]}</{tag}>"

    return _SCRIPT.sub(script, escape(formula, quote=False))


def plain(formula: str) -> str:
    """Return a formula in words for screen readers and the clipboard, without markup.

    Examples
    --------
    >>> plain("a^{l}_{j}")
    'a^l_j'
    """
    return _SCRIPT.sub(r"\1\2", formula)


def with_equations(lesson: str) -> str:
    """Return a lesson with its equations set, and each number that is cited as a link to it.

    Parameters
    ----------
    lesson : str
        Markdown; ``$BP2$`` stands for the formula of an equation, ``(BP2)`` cites it.

    Examples
    --------
    >>> with_equations("by $BP3$ (BP3), or (7)")
    'by ∂C/∂b<sup>l</sup><sub>j</sub> = δ<sup>l</sup><sub>j</sub> [(BP3)](peek:BP3), or (7)'
    """

    def linked(found: re.Match[str]) -> str:
        number = found[1]
        return f"[({number})]({PEEK}{number})" if number in BY_NUMBER else found[0]

    def formula(found: re.Match[str]) -> str:
        return rich(BY_NUMBER[found[1]].formula) if found[1] in BY_NUMBER else found[0]

    return _SET.sub(formula, _CITED.sub(linked, lesson))
