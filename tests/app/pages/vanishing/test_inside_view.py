"""The table of what goes on inside each layer."""

from __future__ import annotations

from tests.support.pages.vanishing_page import picture


def test_the_inside_of_every_layer_is_a_table(hand):
    hand.set(depth=3)
    hand.page.layers.show_face("inside")
    inside = hand.page.layers.inside
    hand.show()
    assert len(inside.accessibleDescription().split(";")) == 3
    before = picture(inside)
    hand.set(activation="relu")
    assert picture(inside) != before
