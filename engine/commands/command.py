"""Unions of all commands that a session accepts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from engine.commands.data import CancelData, ExportNetwork, GetData, ImportWeights
from engine.commands.documents import NewDocument, OpenDocument, SaveDocument
from engine.commands.edits import Redo, SetSetting, SetWeight, Undo
from engine.commands.linked_view import LinkedViewEdit, SetLinkedView, ShowStop
from engine.commands.observation import KernelsReady, Observe
from engine.commands.pages.backprop import BackpropEdit, BackpropMove
from engine.commands.pages.builder import BuilderEdit
from engine.commands.pages.digits import DigitsEdit, DigitsMove
from engine.commands.pages.perceptrons import PerceptronEdit, PerceptronMove
from engine.commands.pages.surface import SurfaceEdit, TurnView
from engine.commands.pages.universality import UniversalityEdit, UniversalityMove
from engine.commands.pages.vanishing import VanishingEdit, VanishingMove
from engine.commands.runs import (
    AddLockstepRun,
    BranchRun,
    DropLockstepRuns,
    Race,
    RemoveRun,
    RenameRun,
    SelectRun,
    StartEnsemble,
    StopEnsemble,
)
from engine.commands.transport import Open, Pause, Reset, Rewind, Seek, SetPace, Start, Step

Edit: TypeAlias = (
    SetSetting
    | SetWeight
    | RenameRun
    | RemoveRun
    | AddLockstepRun
    | DigitsEdit
    | BuilderEdit
    | SurfaceEdit
    | LinkedViewEdit
    | PerceptronEdit
    | BackpropEdit
    | UniversalityEdit
    | VanishingEdit
)
Transport: TypeAlias = (
    Open
    | SaveDocument
    | OpenDocument
    | NewDocument
    | ExportNetwork
    | ImportWeights
    | Start
    | Pause
    | Rewind
    | Step
    | Seek
    | BranchRun
    | Race
    | DropLockstepRuns
    | StartEnsemble
    | StopEnsemble
    | SelectRun
    | Reset
    | SetPace
    | GetData
    | CancelData
    | TurnView
    | SetLinkedView
    | ShowStop
    | DigitsMove
    | PerceptronMove
    | BackpropMove
    | UniversalityMove
    | VanishingMove
)
Command: TypeAlias = Edit | Undo | Redo | Transport | KernelsReady | Observe

SendCommand: TypeAlias = Callable[[Command], int]
"""Sends a command to the engine without waiting; returns the command's generation."""
