"""Sheets on a table are cut out; lamps, shadows, stains and bold digits are no sheets."""

import numpy as np
import pytest

from engine.data.photographs.sheet import on_its_sheet

ROWS, COLUMNS = np.indices((200, 240))


def page(inside, paper=0.9, table=0.2):
    """Return a sheet with a bar of ink, of the table's brightness, in its middle."""
    bar = (np.abs(COLUMNS - 120) < 4) & (np.abs(ROWS - 100) < 30)
    return np.where(inside & ~bar, paper, table).astype(np.float32)


def turned(degrees):
    """Return the mask of a sheet of 120 × 130 pixels turned about the middle."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    y, x = ROWS - 100, COLUMNS - 120
    return (np.abs(c * x + s * y) < 65) & (np.abs(c * y - s * x) < 60)


@pytest.mark.parametrize("degrees", [-8, 0, 8])
@pytest.mark.parametrize(("paper", "table"), [(0.9, 0.2), (0.2, 0.8)], ids=["light", "dark"])
def test_a_sheet_is_cut_out_and_goes_on_beyond_its_edges(degrees, paper, table):
    sheet = on_its_sheet(page(turned(degrees), paper, table))
    assert sheet.shape[0] < 150
    assert sheet.shape[1] < 160
    border = np.concatenate([sheet[0], sheet[-1], sheet[:, 0], sheet[:, -1]])
    np.testing.assert_allclose(border, paper, atol=1e-6)
    assert np.isclose(sheet, table).sum() == 7 * 59


@pytest.mark.parametrize(
    "picture",
    [
        page(np.ones(ROWS.shape, bool)),
        np.full(ROWS.shape, 0.5),
        page(COLUMNS > 100, table=0.5),
        0.9 / (1 + ((ROWS - 100) ** 2 + (COLUMNS - 120) ** 2) / 5000),
        np.where(np.abs(np.hypot(ROWS - 100, COLUMNS - 120) - 55) < 22, 0.1, 0.9),
        np.where(np.hypot(ROWS - 100, COLUMNS - 120) < 50, 0.65, page(ROWS > -1)),
    ],
    ids=["paper", "nothing", "shadow", "lamp", "bold digit", "stain"],
)
def test_what_is_no_sheet_stays_whole(picture):
    picture = np.asarray(picture, np.float32)
    assert on_its_sheet(picture) is picture
