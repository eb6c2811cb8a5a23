"""Errors of the engine; each message states what was expected, what was found, what to do."""

from typing import ClassVar


class EngineError(Exception):
    """Base class of errors whose message is a sentence for the user.

    Parameters
    ----------
    template : str
        English sentence with named placeholders, ``"{name} must be > 0, got {found}"``;
        positional only, so that a placeholder may have any name.
    fields : object
        Values of the placeholders; kept so that the interface can translate the message.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, template: str, /, **fields: object) -> None:
        super().__init__(template, fields)
        self.template = template
        self.fields = fields

    def __str__(self) -> str:
        """Render the sentence in English."""
        return self.template.format(**self.fields)


class SettingError(EngineError):
    """Raised when a setting is out of its range or cannot be read."""


class ShapeError(EngineError):
    """Raised when arrays or layers do not fit each other."""


class DataError(EngineError):
    """Raised when a file or a data set is malformed, missing or too large."""


class DivergenceError(EngineError):
    """Raised when a result stops being a finite number."""


class StorageError(EngineError):
    """Raised when something cannot be written or read back."""


class DocumentError(StorageError):
    """Raised when a document cannot be opened or written."""


class SearchError(EngineError):
    """Raised when a search cannot go on: its workers or its scheduler are lost or missing."""


class ScoreError(EngineError):
    """Raised when a cue or a lecture score is not valid, or cannot be brought."""
