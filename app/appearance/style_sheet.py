"""Style sheet template of all controls; colours and scaling sizes are tokens of `Theme`."""

from typing import Final

STYLE_SHEET: Final = """
QWidget { color: $text; }
QMainWindow, QWidget#central { background: $window; }
QToolTip {
    background: $surface_2; color: $text; border: 1px solid $line; padding: 4px;
    font-size: $small_px;
}
QLabel { background: transparent; }
QLabel[role="small"] { color: $text_2; font-size: $small_px; }
QLabel[role="hint"] { color: $text_2; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="title"] { font-size: $title_px; font-weight: bold; }
QLabel[role="sentence"] { font-size: $title_px; font-weight: bold; }
QLabel[role="readout"] { font-size: $readout_px; font-weight: bold; }
QLabel[role="mono"] { font-family: "$mono"; }
QLabel[role="finding"] { color: $warning; font-weight: bold; font-size: $small_px; }
QLabel[role="warning"] { color: $warning; font-weight: bold; }
QLabel[role="card_title"] { color: $text_2; font-weight: bold; }

QPushButton, QToolButton {
    background: $surface_2; color: $text; border: 1px solid $surface_2;
    border-radius: $control_radius_px; padding: 0px $control_padding_px;
    min-height: $control_inner_px; font-size: $base_px;
}
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $line; border-color: $line; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus {
    border: 1px solid $accent;
}
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled {
    color: $disabled;
}
QPushButton:checked, QToolButton:checked {
    background: $accent_soft; color: $accent; border-color: $accent_soft;
}
QPushButton[role="primary"] {
    background: $accent; color: $accent_text; border-color: $accent; font-weight: bold;
}
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $disabled; }
QPushButton[role="link"] {
    background: transparent; border-color: transparent; color: $text_2; padding: 0px 4px;
    min-height: 18px; font-size: $small_px;
}
QPushButton[role="link"]:hover { color: $accent; }
QPushButton[role="link"]:checked { color: $accent; font-weight: bold; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="icon"], QToolButton[role="icon"] { padding: 0px 4px; }
QPushButton[role="mini"] { padding: 0px; min-height: 16px; border-radius: 9px; }
QPushButton[role="choice"] { padding: 0px 4px; }
QPushButton[role="line"] {
    text-align: left; padding: 0px 8px; min-height: 20px; border-radius: 5px;
}
QPushButton[role="line"]:checked { background: $accent_soft; color: $accent; font-weight: bold; }
QPushButton[role="segment"] {
    background: transparent; border-color: transparent; min-height: 20px;
    padding: 0px $segment_padding_px;
}
QPushButton[role="segment"]:checked {
    background: $accent; color: $accent_text; border-color: $accent; font-weight: bold;
}
QPushButton[role="segment"]:focus { border-color: $text; }

QComboBox, QLineEdit, QAbstractSpinBox {
    background: $surface_2; color: $text; border: 1px solid $surface_2;
    border-radius: $control_radius_px; padding: 0px 8px; min-height: $control_inner_px;
    selection-background-color: $accent; selection-color: $accent_text;
    font-size: $base_px;
}
QLineEdit { placeholder-text-color: $text_2; }
QComboBox:hover, QLineEdit:hover { border-color: $line; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 0px;
}
QAbstractSpinBox QLineEdit {
    background: transparent; border: none; padding: 0px; min-height: 0px;
}
QLineEdit[role="refused"] { border: 1px solid $negative; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { image: url($icons/chevron_down.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $line; outline: none;
    selection-background-color: $accent; selection-color: $accent_text;
}

QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: $control_radius_px; font-size: $base_px; }
QMenu::item:selected { background: $accent; color: $accent_text; }

QCheckBox { background: transparent; spacing: 8px; }
QCheckBox::indicator {
    width: 14px; height: 14px; border: 1px solid $text_2; border-radius: 4px;
    background: $surface;
}
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url($icons/check.svg);
}
QCheckBox:focus { color: $accent; }

QProgressBar {
    background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSlider { background: transparent; min-height: $handle_px; }
QSlider::groove:horizontal {
    height: $slider_px; background: $line; border-radius: $slider_radius_px;
}
QSlider::sub-page:horizontal { background: $accent; border-radius: $slider_radius_px; }
QSlider::handle:horizontal {
    width: $handle_inner_px; height: $handle_inner_px; margin: -$handle_margin_px 0px;
    border: 2px solid $accent; border-radius: $handle_radius_px; background: $surface;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }

QScrollBar:vertical { background: transparent; width: 8px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0px; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $text_2; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; width: 0px; height: 0px;
}

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $text_2; border: none; padding: 2px 6px;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: bold; }
QTabBar::tab:hover { color: $accent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $text_2; border: none; border-bottom: 1px solid $line;
    padding: 2px 4px; font-size: $small_px;
}
QTreeView { show-decoration-selected: 1; outline: none; }
QTreeView::item { padding: 3px 2px; border: none; }
QTreeView::item:hover { background: $hover; }
QTreeView::item:selected { background: $accent_soft; color: $text; }
QPlainTextEdit, QTextEdit, QTextBrowser, QListView, QTableView, QTreeView {
    background: $surface; color: $text; border: none;
    selection-background-color: $accent; selection-color: $accent_text;
}
"""
