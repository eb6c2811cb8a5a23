"""The plane of the Universality page as it is drawn, anew only where it has changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.simulations.universality.scene import first_scene
from engine.simulations.universality.two_inputs.figures import SURFACES, heights_of
from engine.simulations.universality.two_inputs.views import SIDE, TwoInputsViews
from engine.surfaces.terrain import View

FROM_THE_FRONT, TURNED = View(30.0, 38.0), View(90.0, 20.0)


def scene(**settings):
    """Return the page's first scene on the plane, with other settings of it."""
    first = first_scene()
    changed = {f"plane_{name}": value for name, value in settings.items()}
    return replace(first, settings={**first.settings, "station": "plane", **changed})


def test_heights_lie_as_the_network_computes_them_point_by_point():
    view = TwoInputsViews().view(scene(figure="crossing", height=0.5), FROM_THE_FRONT)
    for row, column in ((0, 0), (40, 40), (12, 66), (79, 3)):
        x, y = (np.array([(place + 0.5) / SIDE]) for place in (column, row))
        assert view.heights[row, column] == pytest.approx(view.network.outputs(x, y)[0])
    assert view.readings["both bumps"] == pytest.approx(1.0, abs=1e-6)
    assert view.places == ((0.5, 0.5), (0.5, 0.1), (0.1, 0.1))
    assert view.knobs == {"plane_height": 0.5, "plane_weight": 1000.0}


@pytest.mark.parametrize(
    ("settings", "limits"),
    [
        ({"figure": "tower"}, (0.0, 1.0)),
        ({"figure": "crossing", "height": 2.5}, (0.0, 5.0)),
        ({"figure": "crossing", "height": -2.5}, (-5.0, 0.0)),
        ({"figure": "crossing", "height": 0.0}, (0.0, 1.0)),
    ],
)
def test_the_axis_reaches_from_nothing_to_as_far_as_the_surface_does(settings, limits):
    view = TwoInputsViews().view(scene(**settings), FROM_THE_FRONT)
    assert (view.low, view.high) == pytest.approx(limits, abs=1e-6)


def test_a_turn_makes_only_the_relief_anew():
    views, made = TwoInputsViews(), scene(figure="tower")
    before = views.view(made, FROM_THE_FRONT)
    assert views.view(made, FROM_THE_FRONT) is before
    assert views.view(replace(made, formulas=dict(made.formulas)), FROM_THE_FRONT) is before
    turned = views.view(made, TURNED)
    assert (turned.turn, turned.tilt) == (90.0, 20.0)
    assert turned.heights is before.heights
    assert turned.map is before.map
    assert (turned.relief != before.relief).any()


def test_other_heights_do_not_ask_the_hidden_neurons_again():
    views = TwoInputsViews()
    first = views.view(scene(figure="crossing", height=0.5), FROM_THE_FRONT)
    kept = views._features
    second = views.view(scene(figure="crossing", height=1.5), FROM_THE_FRONT)
    assert views._features is kept
    np.testing.assert_allclose(second.heights, 3 * first.heights, atol=1e-12)
    views.view(scene(figure="crossing", height=1.5, weight=50.0), FROM_THE_FRONT)
    assert views._features is not kept


def test_more_towers_come_nearer_to_the_surface_that_is_to_be_matched():
    deviations = []
    for cells in (2, 5, 10):
        made = replace(
            scene(figure="many towers", cells=cells, target="waves"),
            cells=heights_of(SURFACES["waves"], cells),
        )
        view = TwoInputsViews().view(made, FROM_THE_FRONT)
        places = (np.arange(SIDE) + 0.5) / SIDE
        wanted = SURFACES["waves"](*np.meshgrid(places, places))
        assert view.deviation == pytest.approx(np.abs(view.heights - wanted).mean(), abs=1e-12)
        deviations.append(view.deviation)
    assert deviations[0] > 2 * deviations[1] > 3 * deviations[2]
    assert np.isnan(TwoInputsViews().view(scene(figure="tower"), FROM_THE_FRONT).deviation)
