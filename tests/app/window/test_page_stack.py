"""Pages are made when they are opened; only the one at the front is drawn."""

import pytest

from app.page_frame.page_info import PageInfo
from app.window.page_stack import PageStack
from engine.commands.transport import Open
from tests.support.sample_page import Sample, snapshot


def test_a_page_is_made_when_it_is_opened_and_its_run_with_it(window, worker):
    assert worker.commands == [Open("first", "digits", 1)]
    window.rail.page_chosen.emit("second")
    assert worker.commands[-1] == Open("second", "digits", 1)
    window.rail.page_chosen.emit("first")
    assert len(worker.of_kind(Open)) == 2


def test_pages_hear_when_they_come_and_go(window):
    first = window.page
    window.open_page("second")
    assert first.log[-1] == "hidden"
    assert "shown" in window.page.log


def test_an_unknown_page_changes_nothing(window):
    before = window.page
    window.open_page("no such page")
    assert window.page is before


def test_only_the_page_at_the_front_is_drawn(window, worker):
    first = window.page
    window.open_page("second")
    worker.latest = snapshot()
    window.clock.tick()
    assert ("render", 1) in window.page.log
    assert ("render", 1) not in first.log


def test_nothing_is_drawn_while_the_window_is_hidden(window, worker):
    window.hide()
    worker.latest = snapshot()
    window.clock.tick()
    assert ("render", 1) not in window.page.log


class Viewed(Sample):
    """A page with a view that a document keeps."""

    own = "first"

    def __init__(self, send, theme):
        super().__init__(send, theme)
        self.simulation_id = self.own
        self.shown_view = None

    def view_values(self):
        return {"zoom": 2}

    def show_view(self, values):
        self.shown_view = dict(values)


class Second(Viewed):
    """The other page, with a run of its own."""

    own = "second"


INFOS = (
    PageInfo("first", "First", 1, "digits", "", Viewed, linked_views=("builder",)),
    PageInfo("second", "Second", 2, "builder", "", Second),
)


@pytest.fixture
def stack(qtbot, worker, theme, no_leaks):
    """Return two pages of which the first is at the front and can look at the second's run."""
    stack = PageStack(INFOS, worker.send, theme, seed=7)
    qtbot.addWidget(stack)
    stack.open("first")
    yield stack
    for page in stack.findChildren(Viewed):
        # only a window gives it a parent
        page.switch.deleteLater()


def test_a_page_is_brought_to_the_front_once(stack):
    heard = []
    stack.opened.connect(lambda: heard.append(stack.info.id))
    assert [stack.open(page) for page in ("second", "second", "none", "first")] == [
        True,
        False,
        False,
        True,
    ]
    assert heard == ["second", "first"]


def test_pages_are_made_anew_with_the_view_of_their_document(stack, worker):
    old = stack.page
    assert stack.view_values() == {"first.looks_at": "first", "first.zoom": 2}
    assert stack.rebuild({"first.zoom": 3, "second.zoom": 9}) == "first"
    assert stack.page is None
    assert stack.open("first")
    assert stack.page is not old
    assert stack.page.shown_view == {"zoom": 3}
    assert worker.commands == [Open("first", "digits", 7), Open("first", "digits", 7)]


def test_only_the_page_at_the_front_is_made_anew_the_others_when_they_are_opened(stack, worker):
    stack.open("second")
    stack.open(stack.rebuild({"first.zoom": 3}))
    assert worker.commands[2:] == [Open("second", "builder", 7)]
    assert stack.view_values()["first.zoom"] == 3
    stack.open("first")
    assert worker.commands[3:] == [Open("first", "digits", 7)]
    assert stack.page.shown_view == {"zoom": 3}


@pytest.mark.parametrize(
    ("page", "asked", "seen"),
    [("first", "second", "second"), ("first", "none", "first"), ("second", "first", "second")],
)
def test_a_page_looks_again_only_at_what_it_can_show(stack, page, asked, seen):
    stack.open(page)
    stack.rebuild({f"{page}.looks_at": asked})
    stack.open(page)
    assert stack.page.simulation_id == seen


def test_a_lecture_reaches_every_page_that_was_opened(stack, theme):
    first = stack.page
    stack.open("second")
    theme.set_lecture(True)
    assert [page.log[-1] for page in (first, stack.page)] == [("lecture", True)] * 2
