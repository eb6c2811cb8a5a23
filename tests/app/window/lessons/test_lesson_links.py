"""Links of lessons operate what they name, once, and say so where there is nothing."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from app.page_frame.keys import KeyAction
from app.widgets.window.ring import Ring
from app.window.lessons.lesson_links import LessonLinks


class SmallStage:
    """A page of three controls and one key."""

    def __init__(self):
        self.page = QWidget()
        self.bar = QWidget(self.page)
        self.controls = (self.bar,)
        self.done = []
        layout = QHBoxLayout(self.page)
        self.button, self.field, self.label = QPushButton(), QLineEdit(), QLabel()
        for name, each in (("go", self.button), ("eta", self.field), ("word", self.label)):
            each.setObjectName(name)
            layout.addWidget(each)
        self.button.clicked.connect(lambda: self.done.append("go"))
        self.field.editingFinished.connect(lambda: self.done.append(self.field.text()))
        self.offered = True

    def bindings(self):
        """Return the key R."""
        return (KeyAction(("R",), "again", lambda: self.done.append("R"), lambda: self.offered),)


@pytest.fixture
def stage(qtbot):
    """Return the page, shown."""
    stage = SmallStage()
    qtbot.addWidget(stage.page)
    stage.page.show()
    return stage


@pytest.fixture
def links(stage, theme):
    """Return links with their ring."""
    ring = Ring(theme, stage.page)
    made = LessonLinks(theme, stage, ring)
    made.ring = ring
    return made


@pytest.mark.parametrize(
    ("link", "done", "target"),
    [("do:#go", ["go"], "go"), ("do:#eta=0.5", ["0.5"], "eta"), ("show:#word", [], "word")],
)
def test_a_link_does_one_thing_and_points_at_it(stage, links, link, done, target):
    assert links.follow(link) == ""
    assert stage.done == done
    assert links.ring.target.objectName() == target


def test_a_key_is_pressed_while_it_does_something(stage, links):
    assert links.follow("do:R") == ""
    assert stage.done == ["R"]
    assert links.ring.target is stage.page
    stage.offered = False
    assert links.follow("do:R") == "That cannot be done just now."
    assert stage.done == ["R"]


@pytest.mark.parametrize(
    "link",
    ["do:#nothing", "do:Q", "do:", "show:R", "do:#word=2", "do:#go=7", "https://nowhere", "do:#"],
)
def test_a_link_that_leads_nowhere_says_so(stage, links, link):
    assert links.follow(link).startswith("This link leads nowhere on this page")
    assert stage.done == []
    assert links.ring.target is None


def test_what_is_hidden_or_disabled_is_left_alone_with_a_sentence(stage, links):
    stage.button.setEnabled(False)
    assert links.follow("do:#go") == "That cannot be done just now."
    assert links.follow("show:#go") == ""
    stage.button.hide()
    assert links.follow("do:#go").startswith("That is not on the stage now.")
    assert stage.done == []


def test_a_control_that_a_lecture_hides_is_operated_and_the_page_is_pointed_at(stage, links, theme):
    stage.button.hide()
    theme.set_lecture(True)
    assert links.follow("do:#go") == ""
    assert (stage.done, links.ring.target) == (["go"], stage.page)


def test_a_control_of_another_station_is_not_operated_in_a_lecture_either(stage, links, theme):
    stations = QStackedWidget()
    stage.page.layout().addWidget(stations)
    stations.addWidget(QWidget())
    stations.addWidget(stage.button)
    theme.set_lecture(True)
    assert links.follow("do:#go").startswith("That is not on the stage now.")
    assert stage.done == []
