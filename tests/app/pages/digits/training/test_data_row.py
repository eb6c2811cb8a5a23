"""A person chooses the data in the window: built-in, MNIST, a folder."""

import pytest
from PySide6.QtWidgets import QFileDialog

from app.appearance.theme import Theme
from app.pages.digits.training.data_row import DataRow, ask_folder, data_text
from engine.commands.data import CancelData, GetData
from engine.commands.edits import SetSetting
from engine.simulations.learning.views.state import DataView


class Row:
    """A shown row, what it has sent, and the folder that is chosen next."""

    def __init__(self, qtbot):
        self.sent, self.folder = [], ""
        self.row = DataRow(Theme(), self.send, ask=self.ask)
        qtbot.addWidget(self.row)
        self.row.show()

    def ask(self, parent, chosen):
        if self.folder:
            chosen(self.folder)

    def send(self, command):
        self.sent.append(command)
        return len(self.sent)

    def show(self, **values):
        self.row.render_data(DataView(**{"name": "built-in", "sizes": (10_000, 2, 3), **values}))


@pytest.fixture
def shown(qtbot):
    shown = Row(qtbot)
    shown.show()
    return shown


def test_the_present_data_are_pressed_and_counted(shown):
    assert shown.row.built_in_button.isChecked()
    assert not shown.row.mnist_button.isChecked()
    assert "10,000 to learn from, 5 to check" in shown.row.label.text()


def test_mnist_that_is_there_is_chosen_by_one_click(shown):
    shown.show(mnist_there=True)
    shown.row.mnist_button.click()
    assert shown.sent == [SetSetting("digits", "data", "mnist")]
    # it is pressed when the engine has agreed
    assert not shown.row.mnist_button.isChecked()
    shown.show(name="mnist", mnist_there=True)
    assert shown.row.mnist_button.isChecked()


def test_mnist_that_is_not_there_is_downloaded_by_one_click(shown):
    assert shown.row.mnist_button.text() == "Get MNIST"
    shown.row.mnist_button.click()
    assert shown.sent == [GetData("digits")]
    shown.show(progress=0.4)
    assert shown.row.progress.isVisible()
    assert shown.row.progress.value() == 400
    assert not shown.row.mnist_button.isEnabled()
    shown.row.cancel_button.click()
    assert shown.sent[-1] == CancelData("digits")
    shown.show()
    assert not shown.row.progress.isVisible()


def test_a_folder_is_chosen_or_not(shown):
    shown.row.own_button.click()
    assert shown.sent == []
    assert not shown.row.own_button.isChecked()
    shown.folder = "/somewhere/digits"
    shown.row.own_button.click()
    assert shown.sent == [SetSetting("digits", "data", "/somewhere/digits")]


def test_the_dialog_does_not_hold_up_the_window(qtbot):
    chosen = []
    row = DataRow(Theme(), lambda command: 0)
    qtbot.addWidget(row)
    row.show()
    ask_folder(row, chosen.append)
    dialog = row.findChild(QFileDialog)
    assert dialog.isVisible()
    dialog.fileSelected.emit("/somewhere")
    dialog.close()
    assert chosen == ["/somewhere"]


def test_a_folder_is_called_by_its_last_name():
    assert data_text(DataView("/somewhere/mine", (1, 2, 3))).startswith("mine: ")
    assert "learn from" in data_text(DataView("mnist"))


def test_pictures_that_are_read_are_counted_with_a_bar(shown):
    assert not shown.row.progress.isVisible()
    shown.show(sizes=(0, 0, 0), name="/somewhere/mine", read=(300, 1_200))
    assert shown.row.label.text() == "300 of 1,200 read"
    assert (shown.row.progress.isVisible(), shown.row.progress.value()) == (True, 250)
    assert not shown.row.cancel_button.isVisible()
    shown.show(name="/somewhere/mine")
    assert not shown.row.progress.isVisible()
