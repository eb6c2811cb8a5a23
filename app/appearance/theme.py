"""Theme: tokens of colours, sizes and fonts, and the tables of their values."""

from __future__ import annotations

from functools import cache
from string import Template
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from app.appearance.contrast import legible
from app.appearance.style_sheet import STYLE_SHEET

LIGHT: Final = "light"
DARK: Final = "dark"
NAMES: Final = (LIGHT, DARK)

COLOURS: Final = MappingProxyType(
    {
        "window": ("#F5F6F8", "#10141A"),
        "surface": ("#FFFFFF", "#181E26"),
        "surface_2": ("#ECEFF3", "#222A34"),
        "hover": ("#E1E6EC", "#2C3641"),
        "line": ("#D5DBE3", "#35404D"),
        "text": ("#16202C", "#E9EEF3"),
        "text_2": ("#566270", "#9DAAB8"),
        "disabled": ("#7F8A97", "#6F7C8A"),
        "accent": ("#5B4BDB", "#9A8FFF"),
        "accent_soft": ("#E8E5FB", "#2B2D4A"),
        "accent_text": ("#FFFFFF", "#10141A"),
        "negative": ("#D55E00", "#FF8A3D"),
        "positive": ("#0072B2", "#4DB2FF"),
        "cost": ("#B4558E", "#E79AC4"),
        "accuracy": ("#00805C", "#3CC79A"),
        "twin_1": ("#8A5A00", "#E0A13C"),
        "twin_2": ("#4F6375", "#A9BCD0"),
        "twin_3": ("#9C2F5F", "#F58BB4"),
        "warning": ("#A34700", "#FF8A3D"),
        "pad": ("#0E1116", "#05070A"),
        "ink": ("#FFFFFF", "#FFFFFF"),
    }
)
"""Colour of each token in the light and in the dark theme."""

SIZES: Final = MappingProxyType(
    {
        "small": (11, 24),
        "base": (13, 24),
        "title": (17, 31),
        "readout": (26, 48),
        "gap": (12, 16),
        "padding": (14, 16),
        "card_radius": (10, 12),
        "control_radius": (7, 10),
        "control_height": (28, 56),
        "control_padding": (10, 14),
        "segment_padding": (12, 2),
        "line": (1, 3),
        "line_width": (1, 3),
        "curve": (2, 4),
        "point": (6, 11),
        "icon": (18, 30),
        "slider": (4, 8),
        "handle": (16, 28),
        "rail_width": (76, 76),
        "rail_button": (46, 56),
        "bar_height": (48, 68),
        "transport_height": (80, 88),
    }
)
"""Pixels of each token, normally and in lecture mode (type × 1.85, at least 24 px)."""

FONTS: Final = MappingProxyType(
    {
        "small": ("small", False, False),
        "base": ("base", False, False),
        "strong": ("base", True, False),
        "title": ("title", True, False),
        "sentence": ("title", True, False),
        "readout": ("readout", True, False),
        "mono": ("base", False, True),
        "mono_small": ("small", False, True),
        "mono_strong": ("base", True, True),
    }
)
"""Size token, bold and monospaced of each font token."""

BLANK: Final = MappingProxyType(
    {"gap": 1.0, "padding": 1.0, "bar_height": 0.5, "transport_height": 0.5}
)
"""Share of a size that is blank: scales above 100 % enlarge type and controls alone."""

SCALES: Final = (80, 90, 100, 110, 125, 150, 175, 200)
"""Interface scales in percent, from the smallest to the largest."""

VIRIDIS: Final = (
    "#440154",
    "#482878",
    "#3E4989",
    "#31688E",
    "#26828E",
    "#1F9E89",
    "#35B779",
    "#6DCD59",
    "#B4DE2C",
    "#FDE725",
)
"""Ten equidistant colours of viridis (van der Walt and Smith, 2015; public domain)."""


class Theme(QObject):
    """Current colour, size and font of each token.

    Parameters
    ----------
    name : str
        "light" or "dark".

    Signals
    -------
    changed : ()
        The value of any token may have changed.
    """

    changed = Signal()

    def __init__(self, name: str = LIGHT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name if name in NAMES else LIGHT
        self._lecture = False
        self._reduced_motion = False
        self._scale = 100

    # --- theme and mode ---------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Name of the theme, "light" or "dark"."""
        return self._name

    @property
    def lecture(self) -> bool:
        """Whether lecture mode, with large type for a projector, is on."""
        return self._lecture

    @property
    def reduced_motion(self) -> bool:
        """Whether explanatory animations jump to their final state."""
        return self._reduced_motion

    @property
    def scale(self) -> int:
        """Interface scale in percent, one of SCALES."""
        return self._scale

    def set_scale(self, percent: int) -> None:
        """Scale type, lines and controls; values outside SCALES are ignored."""
        if percent in SCALES and percent != self._scale:
            self._scale = percent
            self.changed.emit()

    def step_scale(self, steps: int) -> None:
        """Move `steps` places along SCALES, up to its ends; negative steps shrink."""
        place = SCALES.index(self._scale) + steps
        self.set_scale(SCALES[min(max(place, 0), len(SCALES) - 1)])

    def set_name(self, name: str) -> None:
        """Switch to the light or the dark theme; other names are ignored."""
        if name in NAMES and name != self._name:
            self._name = name
            self.changed.emit()

    def toggle(self) -> None:
        """Toggle between light and dark."""
        self.set_name(LIGHT if self._name == DARK else DARK)

    def toggle_lecture(self) -> None:
        """Toggle lecture mode."""
        self.set_lecture(not self._lecture)

    def set_lecture(self, lecture: bool) -> None:
        """Switch lecture mode on or off."""
        if lecture != self._lecture:
            self._lecture = lecture
            self.changed.emit()

    def toggle_reduced_motion(self) -> None:
        """Switch explanatory animations off, or on again."""
        self.set_reduced_motion(not self._reduced_motion)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Switch explanatory animations off (`reduced`) or on."""
        if reduced != self._reduced_motion:
            self._reduced_motion = reduced
            self.changed.emit()

    # --- tokens -----------------------------------------------------------------------------

    def color(self, token: str) -> QColor:
        """Return the colour of a token of COLOURS; `surface-2` is the same as `surface_2`."""
        return QColor(_colour(token, self._name == DARK))

    def ink(self, token: str) -> QColor:
        """Return the colour of a token for words: its hue, dark or bright enough to be read."""
        return QColor(_ink(token, self._name == DARK))

    def size(self, token: str) -> int:
        """Return the pixels of a token of SIZES at the current scale, at least 1."""
        return _pixels(token, self._lecture, self._scale)

    def font(self, token: str, *, bold: bool = False, tabular: bool = False) -> QFont:
        """Return the font of a token of FONTS.

        Parameters
        ----------
        tabular : bool
            Use digits of equal width, so that changing numbers do not jitter.
        """
        return QFont(_font_of(token, bold, tabular, self._lecture, self._scale))

    def magnitude_table(self) -> NDArray[np.uint8]:
        """Return 256 colours of viridis for magnitudes, dark = small; shape (256, 4)."""
        anchors = np.array([_rgba(QColor(colour)) for colour in VIRIDIS])
        places = np.linspace(0, len(VIRIDIS) - 1, 256)
        channels = [
            np.interp(places, np.arange(len(VIRIDIS)), anchors[:, channel]) for channel in range(4)
        ]
        table: NDArray[np.uint8] = np.rint(np.stack(channels, axis=1)).astype(np.uint8)
        return table

    # --- for the application ----------------------------------------------------------------

    def palette(self) -> QPalette:
        """Return the palette, for whatever the style sheet does not set."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
            QPalette.ColorRole.WindowText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette

    def style_sheet(self, icons: str = "") -> str:
        """Return the style sheet of all controls.

        Parameters
        ----------
        icons : str
            Folder of the icons that the sheet refers to, with forward slashes.
        """
        values = {token: self.color(token).name() for token in COLOURS}
        sizes = {f"{token}_px": f"{pixels}px" for token, pixels in self._sheet_sizes().items()}
        mono = _font(self.size("base"), False, True, False).family()
        return Template(STYLE_SHEET).substitute(values, **sizes, icons=icons, mono=mono)

    def _sheet_sizes(self) -> dict[str, int]:
        """Return all sizes, and those derived from them, such as sizes without borders."""
        sizes = {token: self.size(token) for token in SIZES}
        return sizes | {
            "control_inner": sizes["control_height"] - 2,
            "slider_radius": sizes["slider"] // 2,
            "handle_inner": sizes["handle"] - 4,
            "handle_margin": (sizes["handle"] - sizes["slider"]) // 2,
            # a radius above half of the height would make the handle square
            "handle_radius": sizes["slider"] // 2 + (sizes["handle"] - sizes["slider"]) // 2,
        }


_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface_2",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_2",
    QPalette.ColorRole.Button: "surface_2",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "negative",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.ToolTipBase: "surface_2",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Accent: "accent",
}


def _key(token: str) -> str:
    return token.replace("-", "_")


def _rgba(colour: QColor) -> NDArray[np.float64]:
    return np.array([colour.red(), colour.green(), colour.blue(), 255], dtype=np.float64)


@cache
def _colour(token: str, dark: bool) -> QColor:
    return QColor(COLOURS[_key(token)][dark])


@cache
def _ink(token: str, dark: bool) -> QColor:
    grounds = [_colour(each, dark) for each in ("surface", "surface_2", "accent_soft")]
    return legible(_colour(token, dark), _colour("text", dark), grounds)


@cache
def _pixels(token: str, lecture: bool, scale: int) -> int:
    blank = BLANK.get(_key(token), 0.0) if scale > 100 else 0.0
    factor = blank + (1.0 - blank) * scale / 100
    return max(round(SIZES[_key(token)][lecture] * factor), 1)


@cache
def _font_of(token: str, bold: bool, tabular: bool, lecture: bool, scale: int) -> QFont:
    size, always_bold, mono = FONTS[_key(token)]
    return _font(_pixels(size, lecture, scale), bold or always_bold, mono, tabular)


@cache
def _font(pixels: int, bold: bool, mono: bool, tabular: bool) -> QFont:
    kind = QFontDatabase.SystemFont.FixedFont if mono else QFontDatabase.SystemFont.GeneralFont
    font = QFontDatabase.systemFont(kind)
    font.setPixelSize(pixels)
    font.setBold(bold)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
