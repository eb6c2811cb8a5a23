"""A panel is taken away as it looks: picture, drawing with text, numbers; failures are said."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMessageBox, QTreeWidget, QTreeWidgetItem

from app.widgets.basics.card import Card
from app.widgets.basics.panel import Panel, save
from app.widgets.networks.heat_map import HeatMap
from app.widgets.networks.output_bars import OutputBars

TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.fixture
def card(qtbot, theme):
    """Return a shown card with the bars of a network in it."""
    card = Card(theme, "What it answers: now!", note="a note", name="answers")
    bars = OutputBars(theme, ("cat", "dog"))
    bars.show_values(np.array([0.25, 0.75]), winner=1)
    card.hold(bars)
    card.resize(320, 200)
    qtbot.addWidget(card)
    card.show()
    return card


def test_a_picture_has_the_look_of_the_panel_at_twice_its_size(card, theme):
    image = QImage.fromData(Panel(card, theme).data("png"))
    assert (image.width(), image.height()) == (640, 400)
    assert image.pixelColor(320, 30) == theme.color("surface")


def test_words_of_a_drawing_are_text(card, theme):
    root = ET.fromstring(Panel(card, theme).data("svg"))
    words = {"".join(each.itertext()).strip() for each in root.iter(TEXT)}
    assert {"What it answers: now!", "a note", "cat", "dog", "75.0 %"} <= words
    assert root.get("viewBox") == "0 0 320 200"


def test_names_of_files_are_those_of_panels(card, theme):
    assert Panel(card, theme).proposed("csv") == "what-it-answers-now.csv"
    card.set_title("")
    assert Panel(card, theme).proposed("png") == "answers.png"
    card.set_title("x" * 500)
    assert len(Panel(card, theme).proposed("png")) < 70


def test_numbers_come_to_the_last_digit(card, theme):
    rows = list(csv.reader(io.StringIO(Panel(card, theme).data("csv").decode())))
    assert rows == [["class", "probability"], ["cat", "0.25"], ["dog", "0.75"]]


def test_hidden_numbers_stay(card, theme):
    map_ = HeatMap(theme, "map", card)
    map_.show_values(np.array([[0.1, -2.0]]))
    map_.hide()
    assert len(Panel(card, theme).tables()) == 1
    map_.show()
    assert Panel(card, theme).tables()[1] == [["1", "2"], ["0.1", "-2.0"]]


def test_a_panel_without_numbers_offers_none(qtbot, theme):
    card = Card(theme, "Empty")
    qtbot.addWidget(card)
    enabled = {entry.name: entry.enabled for entry in Panel(card, theme).entries() if entry}
    assert enabled["panel_png"]
    assert not enabled["panel_csv"]
    assert not enabled["panel_copy_values"]


def test_a_tree_is_a_table(qtbot, theme):
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setHeaderLabels(["run", "right"])
    QTreeWidgetItem(QTreeWidgetItem(tree, ["first", "9"]), ["branch", "10"])
    assert Panel(tree, theme).tables() == [[["run", "right"], ["first", "9"], ["branch", "10"]]]


def test_the_clipboard_takes_picture_and_numbers(card, theme):
    panel, clipboard = Panel(card, theme), QGuiApplication.clipboard()
    panel.copy_picture()
    assert clipboard.image().width() == 640
    assert clipboard.mimeData().data("image/svg+xml").startsWith(b"<?xml")
    panel.copy_values()
    assert clipboard.text().splitlines()[1] == "cat\t0.25"


def test_a_chosen_file_is_written(card, theme, tmp_path):
    panel = Panel(card, theme)
    panel.ask_for_file("csv")
    dialog = card.window().findChild(object, "file_dialog")
    assert dialog.selectedFiles()[0].endswith("what-it-answers-now.csv")
    dialog.fileSelected.emit(str(tmp_path / "numbers.csv"))
    dialog.close()
    assert (tmp_path / "numbers.csv").read_bytes() == panel.data("csv")


def test_what_cannot_be_written_is_said(card, tmp_path):
    save(card, str(tmp_path / "nowhere" / "a.png"), b"1")
    box = card.findChild(QMessageBox, "question")
    assert "a.png" in box.text()
    assert box.informativeText()
    box.close()
