"""Points of one's own: dropped, pasted or opened, taken back, and named in their units."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from app.pages.builder.point_files import command_of, has_points
from app.pages.builder.words import SIMULATION_ID
from app.widgets.networks.playground_units import title_of
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.builder import BringPoints
from tests.support.pages.shown.builder import show

PASTED = "height (cm)\tweight (kg)\twho\n" + "\n".join(
    f"{100 + 7 * n}\t{20 + 6 * n}\t{'adult' if n % 2 else '<child>'}" for n in range(12)
)


def mime(text="", *paths):
    """Return what a clipboard or a drag carries."""
    data = QMimeData()
    if text:
        data.setText(text)
    if paths:
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def test_tables_are_taken_and_other_things_are_not():
    assert command_of(mime(PASTED)).text == PASTED
    assert command_of(mime("", "/tmp/a.png", "/tmp/heights.CSV")).source == "/tmp/heights.CSV"
    for data in (mime("one, line"), mime("some\nwords"), mime("", "/tmp/a.png"), mime()):
        assert not has_points(data)
        assert command_of(data) is None


def test_a_pasted_table_is_shown_in_its_units_and_taken_back(page, live_worker):
    before = show(page, live_worker).points.name
    live_worker.send(page.take(mime(PASTED)))
    points = show(page, live_worker).points
    assert points.own.axes == ("height (cm)", "weight (kg)")
    card = page.points
    assert card.buttons["own"].isChecked()
    assert card.scales[0].text() == "height (cm): shown as (x − 140) / 25"
    assert "&lt;child&gt;" in card.classes.text()
    assert card.note.text() == "pasted table, 12"
    assert not card.form.rows["scaled"].control.isEnabled()
    live_worker.send(Undo())
    assert show(page, live_worker).points.name == before
    assert not card.classes.isVisible()


def test_the_plane_reads_in_the_units_of_the_points(qtbot, page, live_worker):
    live_worker.send(page.take(mime(PASTED)))
    show(page, live_worker)
    canvas = page.stage.canvas
    qtbot.mouseMove(canvas, canvas.places.playground.center().toPoint())
    title = title_of(page.state, None, canvas._place)
    assert title.startswith("height (cm) = 1")
    assert "weight (kg) = " in title


def test_scaling_is_switched_where_the_plane_holds_the_values(page, live_worker):
    live_worker.send(BringPoints(SIMULATION_ID, "small", "0.1;0.2;a\n0.3;0.5;b\n0.2;0.1;a"))
    show(page, live_worker)
    box = page.points.form.rows["scaled"].control
    assert box.isEnabled()
    assert not box.isChecked()
    assert page.points.scales[1].text() == "x₂: shown as it is"
    box.click()
    assert show(page, live_worker).points.own.scaled
    assert page.points.scales[1].text() == "x₂: shown as (x − 0.3) / 0.15"


def test_the_button_opens_a_table_until_there_is_one_to_go_back_to(
    qtbot, page, live_worker, tmp_path
):
    path = tmp_path / "heights.csv"
    path.write_text(PASTED, encoding="utf-8")
    button = page.points.buttons["own"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = page.points.findChild(QFileDialog, "file_dialog")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    assert show(page, live_worker).points.own.title == "heights.csv"
    live_worker.send(SetSetting(SIMULATION_ID, "data", "circles"))
    show(page, live_worker)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).points.own.title == "heights.csv"


def test_the_points_shown_are_saved_as_a_table_and_read_again(qtbot, page, live_worker, tmp_path):
    live_worker.send(page.take(mime(PASTED)))
    before = show(page, live_worker).points.own
    qtbot.mouseClick(page.points.save_button, Qt.MouseButton.LeftButton)
    dialog = page.window().findChild(QFileDialog, "file_dialog")
    dialog.fileSelected.emit(str(tmp_path / "kept.csv"))
    dialog.close()
    live_worker.send(BringPoints(SIMULATION_ID, str(tmp_path / "kept.csv")))
    after = show(page, live_worker).points.own
    assert (after.values == before.values).all()
    assert (after.axes, after.classes) == (before.axes, before.classes)
