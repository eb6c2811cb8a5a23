"""What is pasted goes to the page at the front, or is refused in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication

from app.window.intake import Intake
from engine.commands.pages.digits import ShowPicture


def test_a_pasted_file_is_sent_to_the_page(opened):
    window = opened()
    window.open_page("digits")
    data, sent = QMimeData(), []
    data.setUrls([QUrl.fromLocalFile("/tmp/seven.png")])
    intake, send = Intake(window), window.worker.send
    window.worker.send = sent.append
    assert intake.takes(data)
    assert intake.take(data)
    window.worker.send = send
    assert [each.path for each in sent if isinstance(each, ShowPicture)] == ["/tmp/seven.png"]


def test_what_no_page_takes_is_said(opened):
    window = opened()
    window.open_page("surface")
    QApplication.clipboard().setText("words")
    Intake(window).paste()
    assert window.overlays.notice_bar.sentence.text() == "This page has no use for the clipboard."
