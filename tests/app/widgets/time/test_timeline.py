"""The timeline: where a run stands, how far it came, what happened on the way."""

import itertools
import math
import time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from app.appearance.translation import set_language
from app.widgets.time.epoch_scale import EpochScale, EpochStretch
from app.widgets.time.marks import BEST, Mark
from app.widgets.time.timeline import Timeline

PER_EPOCH = 1000
PLANNED = 30
UNIFORM = EpochScale((EpochStretch(0, 0.0, PER_EPOCH),))
MARKS = (
    Mark(2000, "η set to 0.1 · epoch 2.00"),
    Mark(6000, "best on validation 90.8 % · epoch 6", BEST),
)


class Counting(Timeline):
    """A timeline that counts how often it is drawn, and how much of it."""

    def __init__(self, theme):
        super().__init__(theme)
        self.widths = []

    def paintEvent(self, event):  # noqa: N802
        self.widths.append(event.rect().width())
        super().paintEvent(event)


@pytest.fixture
def timeline(qtbot, theme):
    """A run of 30 epochs of which 6.7 are trained; epoch 5.2 is shown."""
    timeline = Counting(theme)
    qtbot.addWidget(timeline)
    timeline.resize(640, 60)
    timeline.show_place(5200, 6700)
    timeline.show_plan(UNIFORM, PLANNED, MARKS)
    timeline.show()
    QApplication.processEvents()
    return timeline


@pytest.fixture
def chosen(timeline):
    """The steps that were asked for."""
    steps = []
    timeline.valueChanged.connect(steps.append)
    return steps


def click(timeline, step, y=None):
    place = QPoint(timeline.x_of(step), timeline.line_y if y is None else y)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)


def pixel_in_steps(timeline):
    return math.ceil(timeline.end / (timeline.width() - 2 * timeline.inset))


# --- choosing -------------------------------------------------------------------------------------


def test_the_bar_spans_the_planned_epochs(timeline):
    assert timeline.end == PLANNED * PER_EPOCH
    assert timeline.x_of(0) == timeline.inset
    assert timeline.x_of(PLANNED * PER_EPOCH) == timeline.width() - timeline.inset


def test_a_run_that_went_beyond_its_plan_fills_the_bar(timeline):
    timeline.show_place(40_000, 40_000)
    assert timeline.end == 40_000


def test_showing_a_place_chooses_nothing(timeline, chosen):
    timeline.show_place(100, 6800)
    assert (timeline.value(), timeline.maximum(), chosen) == (100, 6800, [])


def test_a_click_jumps_to_the_place_that_is_clicked(timeline, chosen):
    click(timeline, 3000)
    assert chosen == [pytest.approx(3000, abs=pixel_in_steps(timeline))]
    assert not timeline.isSliderDown()


def test_a_click_beyond_the_trained_part_goes_to_its_end(timeline, chosen):
    click(timeline, 25_000)
    assert chosen == [6700]


def test_a_click_on_a_mark_goes_to_exactly_its_step(timeline, chosen):
    click(timeline, 2000, y=2)
    assert chosen == [2000]


def test_gripping_the_handle_moves_nothing(timeline, chosen):
    place = QPoint(timeline.x_of(5200) + 4, timeline.line_y)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == []


def test_other_buttons_choose_nothing(timeline, chosen):
    place = QPoint(timeline.x_of(1000), timeline.line_y)
    QTest.mouseClick(timeline, Qt.MouseButton.RightButton, pos=place)
    assert chosen == []


def test_dragging_scrubs_live_and_keeps_within_what_was_trained(timeline, chosen):
    y = timeline.line_y
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(timeline, button, pos=QPoint(timeline.x_of(1000), y))
    for step in (2000, 4000, 20_000):
        QTest.mouseMove(timeline, QPoint(timeline.x_of(step), y))
    assert timeline.isSliderDown()
    timeline.show_place(1, 6900)
    assert timeline.value() == 6700
    QTest.mouseRelease(timeline, button, pos=QPoint(timeline.x_of(20_000), y))
    assert not timeline.isSliderDown()
    near = pixel_in_steps(timeline)
    assert chosen == [pytest.approx(step, abs=near) for step in (1000, 2000, 4000)] + [6700]
    QToolTip.hideText()


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (Qt.Key.Key_Left, 5199),
        (Qt.Key.Key_Right, 5201),
        (Qt.Key.Key_PageUp, 6200),
        (Qt.Key.Key_PageDown, 4200),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 6700),
    ],
)
def test_keys_go_by_steps_by_epochs_and_to_both_ends(timeline, chosen, key, step):
    QTest.keyClick(timeline, key)
    assert chosen == [step]


def test_before_anything_is_trained_there_is_nothing_to_choose(timeline, chosen):
    timeline.show_place(0, 0)
    assert not timeline.isEnabled()
    assert chosen == []
    assert not timeline.grab().isNull()


def test_millions_of_steps_fit(timeline, chosen):
    timeline.show_place(0, 400_000_000)
    timeline.show_plan(EpochScale((EpochStretch(0, 0.0, 5_000_000),)), 100, ())
    click(timeline, 300_000_000)
    assert chosen == [pytest.approx(300_000_000, abs=pixel_in_steps(timeline))]


# --- what is said ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", MARKS)
def test_marks_have_tooltips(timeline, mark):
    assert timeline.text_at(timeline.x_of(mark.step)) == mark.text


def test_marks_that_stand_together_are_told_together(timeline):
    timeline.show_plan(UNIFORM, PLANNED, [Mark(2000 + each, f"mark {each}") for each in range(9)])
    assert timeline.text_at(timeline.x_of(2000)).split("\n") == [
        f"mark {each}" for each in (4, 5, 6, 7, 8)
    ]


def test_elsewhere_the_tooltip_says_epoch_and_step(timeline):
    x = timeline.x_of(4000)
    step = timeline.step_of(x)
    said = timeline.text_at(x)
    assert said == f"epoch {step / PER_EPOCH:.2f} · mini-batch {step:,}"


def test_the_tooltip_of_the_rest_says_that_it_is_not_trained(timeline):
    assert timeline.text_at(timeline.x_of(20_000)).endswith("not trained yet")


def test_a_resting_pointer_is_answered(timeline):
    place = QPoint(timeline.x_of(6000), timeline.line_y)
    rest = QHelpEvent(QEvent.Type.ToolTip, place, timeline.mapToGlobal(place))
    QApplication.sendEvent(timeline, rest)
    assert QToolTip.text() == MARKS[1].text
    QTest.mouseMove(timeline, QPoint(timeline.x_of(20_000), timeline.line_y))
    assert QToolTip.text().endswith("not trained yet")
    QToolTip.hideText()


def test_those_who_cannot_see_are_told_the_place(timeline):
    assert timeline.accessibleName() == "Timeline"
    assert timeline.accessibleDescription() == "epoch 5.20 · mini-batch 5,200"
    timeline.show_place(0, 0)
    set_language("es")
    timeline.retranslate()
    assert timeline.accessibleName() == "Línea de tiempo"
    assert timeline.accessibleDescription() == "Sin entrenar: pulse Reproducir."


# --- painting -------------------------------------------------------------------------------------


def test_nothing_is_drawn_again_for_an_invisible_change(timeline):
    timeline.show_place(5200, 6700)
    QApplication.processEvents()
    timeline.widths.clear()
    timeline.show_place(5201, 6701)
    timeline.show_plan(UNIFORM, PLANNED, tuple(MARKS))
    QApplication.processEvents()
    assert timeline.widths == []


def test_a_step_of_the_handle_draws_only_its_surroundings(timeline):
    timeline.widths.clear()
    timeline.show_place(5200 + 2 * pixel_in_steps(timeline), 6700)
    QApplication.processEvents()
    assert len(timeline.widths) == 1
    assert timeline.widths[0] < 40


def seen(timeline):
    """What stands on the screen, without drawing it again."""
    return timeline.screen().grabWindow(timeline.winId()).toImage()


def test_a_line_that_was_drawn_in_parts_looks_like_one_that_was_drawn_at_once(timeline):
    for step in range(5200, 6700, 173):
        timeline.show_place(step, step + 500)
        QApplication.processEvents()
    in_parts = seen(timeline)
    timeline.repaint()
    assert in_parts.size() == timeline.size()
    assert in_parts == seen(timeline)


def test_the_trained_part_and_the_rest_have_their_colours(timeline, theme):
    for name in ("light", "dark"):
        theme.set_name(name)
        picture = timeline.grab().toImage()
        y = timeline.line_y
        assert picture.pixelColor(timeline.x_of(3500), y) == theme.color("accent")
        assert picture.pixelColor(timeline.x_of(15_000), y) == theme.color("line")
        assert picture.pixelColor(timeline.x_of(5200), y - 5) == theme.color("accent")
        assert picture.pixelColor(1, 1) == theme.color("surface")


def test_the_best_epoch_has_a_flag_and_the_focus_a_ring(timeline, theme):
    timeline.clearFocus()
    picture = timeline.grab().toImage()
    assert picture.pixelColor(timeline.x_of(6000) + 1, 4) == theme.color("accuracy")
    timeline.setFocus()
    timeline.activateWindow()
    QApplication.processEvents()
    assert timeline.hasFocus()
    assert timeline.grab().toImage() != picture


def test_in_a_lecture_it_grows_and_still_fits_its_bar(timeline, theme):
    alone = timeline.minimumSizeHint().height()
    assert alone <= theme.size("transport_height") - 16 - 15
    theme.set_lecture(True)
    assert alone < timeline.minimumSizeHint().height() <= theme.size("transport_height") - 16


def test_a_frame_costs_less_than_half_a_millisecond(timeline):
    times = []
    for step in range(60):
        timeline.show_place(2000 + 60 * step, 6700)
        began = time.perf_counter()
        timeline.repaint()
        times.append(time.perf_counter() - began)
    # the quickest: a busy machine is no fault of the timeline
    assert min(times) < 0.0005


# --- epochs ---------------------------------------------------------------------------------------


def test_numbers_below_the_line_keep_apart(timeline):
    timeline.show_plan(
        EpochScale((EpochStretch(0, 0.0, 5000), EpochStretch(5000, 1.0, 10))), 400, ()
    )
    places = [x for x, _ in timeline._places.ticks]
    assert all(after - before >= 30 for before, after in itertools.pairwise(places))
    assert places
