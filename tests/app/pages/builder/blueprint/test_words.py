"""What is said of a blueprint: numbers of a layer, where they come from."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from app.pages.builder.blueprint.words import caption_of, short_caption_of, totals_of
from app.pages.builder.words import DIGITS
from engine.commands.edits import SetSetting
from engine.networks.blueprints import parts_of
from engine.networks.specification import parse_layers
from tests.support.pages.shown.blueprint import DEEP, show


def test_every_number_says_where_it_comes_from(page, live_worker):
    live_worker.send(SetSetting(DIGITS, "layers", DEEP))
    show(page, live_worker)
    canvas = page.blueprint.canvas
    step = canvas.width() / 5
    said = [canvas.tip_at(QPointF(step * (place + 0.5), 0)) for place in range(5)]
    assert "28×28" in said[0]
    assert "(1 × 5 × 5 shared weights + 1 bias) × 4 maps = 104" in said[1]
    assert "4×24×24 becomes 4×12×12" in said[2]
    assert "(576 weights + 1 bias) × 9 neurons = 5,193" in said[3]


def test_captions_count_what_can_be_counted_by_hand():
    picture, maps, pooled, dense, output = parts_of(parse_layers(DEEP))
    assert caption_of(picture) == ("28×28", "784 inputs")
    assert caption_of(maps) == ("4×24×24", "104 parameters", "59,904 products")
    assert caption_of(pooled) == ("4×12×12", "nothing to learn")
    assert caption_of(dense) == ("9", "5,193 parameters", "5,193 products")
    assert short_caption_of(output) == ("10", "100")
    assert totals_of((picture, maps, pooled, dense, output)).startswith(
        "5,397 weights and biases · 65,197 "
    )
