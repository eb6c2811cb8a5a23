"""Items by their place, and rectangles of what is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from app.widgets.access.items import Item, Lazily, around, between, item_at


def test_an_item_without_a_value_says_its_name_alone():
    assert Item("input 1").words == "input 1"
    assert Item("bias", "0.5").words == "bias: 0.5"


def test_lazy_items_are_made_one_by_one():
    made = []
    items = Lazily(784, lambda place: made.append(place) or Item(f"weight {place}"))
    assert item_at((Item("neuron", parts=lambda: items),), (0, 5)).name == "weight 5"
    assert made == [5]
    assert len(items) == 784
    assert [item.name for item in items[1:3]] == ["weight 1", "weight 2"]


def test_no_place_finds_no_item():
    assert item_at((Item("a"),), (-1,)) is None
    assert item_at((Item("a"),), (0, 0)) is None


def test_rectangles_hold_what_is_drawn():
    assert around(QPointF(5, 5), 2) == QRectF(3, 3, 4, 4)
    assert between(QPointF(9, 4), QPointF(1, 4)).contains(QPointF(5, 4))
