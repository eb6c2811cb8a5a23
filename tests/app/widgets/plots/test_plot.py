"""A plot is read, zoomed, dragged, drawn on, and answers to keys and its menu."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app.appearance.translation import set_language
from app.widgets.basics.panel import save
from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.plot import Plot
from tests.support.mouse import NONE, drag, move

X = np.arange(11.0)
BOUNDS = (0.0, 10.0, 0.0, 1.0)
MIDDLE = Qt.MouseButton.MiddleButton


def line(label="training", y=X / 10, x=X):
    """Return a line."""
    return Line(label, x, y, "cost")


@pytest.fixture
def plot(qtbot, theme):
    """Return a shown plot of one rising line."""
    return opened(qtbot, Plot(theme, "curves"))


def opened(qtbot, plot):
    """Show a plot of one rising line."""
    qtbot.addWidget(plot)
    plot.resize(420, 240)
    plot.show()
    plot.show_figure(Figure([line()], BOUNDS, Axis("epoch", others=True), empty="Nothing yet."))
    plot.grab()
    return plot


def turn(plot, at, notches):
    """Turn the mouse wheel at a place."""
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    angle = QPointF(0, 120 * notches).toPoint()
    event = QWheelEvent(at, plot.mapToGlobal(at), QPointF().toPoint(), angle, buttons, keys,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(plot, event)


def action(plot, name):
    """Return an entry of the menu, and the menu."""
    menu = plot.menu()
    return next(each for each in menu.actions() if each.objectName() == name), menu


def press(plot, name):
    """Choose an entry of the menu."""
    entry, menu = action(plot, name)
    entry.trigger()
    menu.close()


# --- reading ------------------------------------------------------------------------------------


def test_the_mouse_reads_the_nearest_points_of_all_lines(plot):
    plot.show_figure(Figure([line(), line("test", X / 20)], BOUNDS, Axis("epoch")))
    move(plot, plot.mapping.pixel(6.3, 0.9), NONE)
    assert plot._cursor == 6.0
    assert plot.accessibleDescription() == "epoch 6: training 0.6, test 0.3"
    move(plot, QPointF(2, 2), NONE)
    assert plot._cursor is None
    assert plot.accessibleDescription() == "training: 1, test: 0.5"


def test_arrow_keys_move_the_cursor_and_escape_hides_it(qtbot, plot):
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot._cursor == 0.0
    for _ in range(3):
        qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot._cursor == 2.0
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot._cursor is None
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot._cursor == 10.0


def test_a_key_moves_the_cursor_by_a_pixel_at_least(qtbot, plot):
    x = np.linspace(0.0, 10.0, 50_001)
    plot.show_figure(Figure([line(x=x, y=x / 10)], BOUNDS))
    plot.read_at(5.0)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    moved = plot.mapping.pixel(plot._cursor, 0.5).x() - plot.mapping.pixel(5.0, 0.5).x()
    assert 1.0 <= moved < 1.5


def test_without_points_a_sentence_stands_in_the_plot(plot):
    plot.show_figure(Figure([line(y=X * np.nan)], BOUNDS, empty="Nothing is measured yet."))
    with_sentence = plot.grab().toImage()
    plot.show_figure(Figure([], BOUNDS))
    assert plot.grab().toImage() != with_sentence
    turn(plot, plot.mapping.area.center(), 3)
    assert not plot.zoomed


# --- what is visible ----------------------------------------------------------------------------


def test_the_wheel_magnifies_about_the_mouse_and_a_double_click_shows_all(qtbot, plot):
    at = plot.mapping.pixel(4.0, 0.5)
    turn(plot, at, 2)
    assert plot.zoomed
    assert plot.mapping.place(at) == pytest.approx((4.0, 0.5))
    left, right, low, high = plot.mapping.window
    assert right - left == pytest.approx(10 / 1.44)
    assert high - low == pytest.approx(1 / 1.44)
    qtbot.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert not plot.zoomed
    assert plot.mapping.window == pytest.approx(BOUNDS)


def test_over_an_axis_the_wheel_magnifies_only_this_one(plot):
    area = plot.mapping.area
    turn(plot, QPointF(area.center().x(), area.bottom() + 8), 1)
    assert plot.mapping.window[2:] == pytest.approx(BOUNDS[2:])
    assert plot.mapping.window[1] - plot.mapping.window[0] < 10
    plot.reset_view()
    turn(plot, QPointF(area.left() - 8, area.center().y()), 1)
    assert plot.mapping.window[:2] == pytest.approx(BOUNDS[:2])
    assert plot.mapping.window[3] - plot.mapping.window[2] < 1


def test_a_drag_moves_what_is_visible(plot):
    start = plot.mapping.pixel(4.0, 0.5)
    drag(plot, [start, start + QPointF(30, -20)])
    assert plot.mapping.place(start + QPointF(30, -20)) == pytest.approx((4.0, 0.5))
    assert plot.zoomed


def test_new_points_change_the_axes_only_while_all_is_visible(plot):
    plot.show_figure(Figure([line()], (0.0, 20.0, 0.0, 1.0)))
    assert plot.mapping.window[1] == 20.0
    turn(plot, plot.mapping.area.center(), 1)
    window = plot.mapping.window
    plot.show_figure(Figure([line()], (0.0, 40.0, 0.0, 1.0)))
    assert plot.mapping.window == window
    press(plot, "plot_reset")
    assert plot.mapping.window[1] == 40.0


def test_nobody_loses_the_lines_by_turning_the_wheel_too_far(plot):
    at = plot.mapping.area.center()
    for _ in range(30):
        turn(plot, at, 10)
    assert plot.mapping.window[1] - plot.mapping.window[0] > 1e-6
    for _ in range(60):
        turn(plot, at, -10)
    assert plot.mapping.window[1] - plot.mapping.window[0] < 100
    plot.grab()


def test_logarithmic_axes_leave_out_values_up_to_zero_and_say_so(plot):
    plot.show_figure(Figure([line(y=X / 10)], BOUNDS))
    plain = plot.grab().toImage()
    press(plot, "plot_log_y")
    assert plot.logs == (False, True)
    assert plot.mapping.window[2:] == pytest.approx((-1.0, 0.0))
    assert plot._remark() == "values up to 0 are left out"
    entry, menu = action(plot, "plot_log_y")
    assert entry.isChecked()
    menu.close()
    press(plot, "plot_log_x")
    assert plot.logs == (True, True)
    for name in ("plot_log_y", "plot_log_x"):
        press(plot, name)
    assert plot.grab().toImage() == plain


def test_without_a_value_above_zero_no_axis_becomes_logarithmic(plot):
    plot.show_figure(Figure([line(y=-X)], (0.0, 10.0, -10.0, 0.0)))
    entry, menu = action(plot, "plot_log_y")
    assert not entry.isEnabled()
    menu.close()


# --- other uses of the mouse --------------------------------------------------------------------


def test_the_mouse_draws_only_where_that_is_switched_on(plot):
    points = []
    plot.drawn.connect(lambda *point: points.append(point))

    def at(x, y):
        return plot.mapping.pixel(x, y)

    plot.set_drawable(True)
    drag(plot, [at(2, 0.5), at(4, 0.75)])
    assert points == [
        (pytest.approx(2), pytest.approx(0.5), True),
        (pytest.approx(4), pytest.approx(0.75), False),
    ]
    move(plot, at(6, 0.5), NONE)
    drag(plot, [at(6, 0.5)], Qt.MouseButton.RightButton)
    assert len(points) == 2
    drag(plot, [QPointF(415, 0), QPointF(1, 230)])
    assert points[2:] == [(10.0, 1.0, True), (0.0, 0.0, False)]
    plot.set_drawable(False)
    drag(plot, [at(2, 0.5), at(4, 0.75)])
    assert len(points) == 4


def test_a_click_on_the_name_of_the_axis_asks_for_another(plot):
    asked = []
    plot.axis_asked.connect(lambda: asked.append(True))
    drag(plot, [plot.name_room.center()])
    drag(plot, [plot.mapping.area.center()])
    assert asked == [True]
    press(plot, "plot_axis")
    assert asked == [True, True]


def test_a_choosing_plot_tells_the_x_under_a_drag_and_stays_at_its_ends(qtbot, theme):
    plot = opened(qtbot, Plot(theme, "chooser", choosing=True))
    chosen, nudged = [], []
    plot.chosen.connect(lambda value, finished: chosen.append((value, finished)))
    plot.nudged.connect(nudged.append)
    middle = plot.mapping.pixel(5.0, 0.5)
    drag(plot, [middle, middle + QPointF(900, 0), middle - QPointF(900, 0)])
    assert chosen == [(pytest.approx(5.0), False), (10.0, False), (0.0, False), (0.0, True)]
    assert not plot.zoomed
    drag(plot, [middle, middle + QPointF(20, 0)], MIDDLE)
    assert plot.zoomed
    qtbot.keyClick(plot, Qt.Key.Key_Up)
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert nudged == [1, -1]


# --- menu and files -----------------------------------------------------------------------------


def test_the_menu_speaks_spanish(plot):
    set_language("es")
    menu = plot.menu()
    texts = {each.text() for each in menu.actions()}
    menu.close()
    assert {"Mostrar todo", "Eje y logarítmico", "Copiar imagen"} <= texts


def test_the_picture_is_copied_by_key_and_by_menu(qtbot, plot):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    qtbot.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.image().width() == 840
    clipboard.clear()
    press(plot, "plot_copy")
    assert clipboard.image().width() == 840
    clipboard.clear()


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_files_are_saved_where_one_says(plot, tmp_path, kind):
    press(plot, f"plot_{kind}")
    dialog = plot.findChild(QFileDialog)
    assert dialog.defaultSuffix() == kind
    path = tmp_path / f"mine.{kind}"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    assert path.read_bytes() == plot.data(kind)


def test_a_path_that_cannot_be_written_is_answered_with_a_sentence(plot, tmp_path):
    save(plot, str(tmp_path / "nowhere" / "plot.csv"), plot.data("csv"))
    box = plot.findChild(QMessageBox)
    assert "was not written" in box.text()
    assert box.informativeText()
    box.close()


def test_an_empty_plot_is_neither_copied_nor_saved(plot):
    plot.show_figure(Figure([], BOUNDS, empty="Nothing yet."))
    for name in ("plot_copy", "plot_png", "plot_svg", "plot_csv", "plot_reset"):
        entry, menu = action(plot, name)
        assert not entry.isEnabled()
        menu.close()
    plot.copy_picture()
