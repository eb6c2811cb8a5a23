"""Every command: the unions that a session takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from engine.commands.data import CancelData, ExportNetwork, GetData, ImportWeights
from engine.commands.documents import NewDocument, OpenDocument, SaveDocument
from engine.commands.edits import Redo, SetParameter, SetSetting, Undo
from engine.commands.linked_view import LensEdit, SetLens, ShowStop
from engine.commands.observation import KernelsReady, Observe
from engine.commands.pages.backprop import BackpropEdit, BackpropMove
from engine.commands.pages.builder import BuilderEdit
from engine.commands.pages.digits import DigitsEdit, DigitsMove
from engine.commands.pages.perceptrons import PerceptronEdit, PerceptronMove
from engine.commands.pages.surface import SurfaceEdit, TurnView
from engine.commands.pages.universality import UniversalityEdit, UniversalityMove
from engine.commands.pages.vanishing import VanishingEdit, VanishingMove
from engine.commands.runs import (
    AddTwin,
    BranchRun,
    DropTwins,
    Race,
    RemoveRun,
    RenameRun,
    SelectRun,
    StartCrowd,
    StopCrowd,
)
from engine.commands.transport import Open, Pause, Reset, Rewind, Seek, SetPace, Start, Step

Edit: TypeAlias = (
    SetSetting
    | SetParameter
    | RenameRun
    | RemoveRun
    | AddTwin
    | DigitsEdit
    | BuilderEdit
    | SurfaceEdit
    | LensEdit
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
    | DropTwins
    | StartCrowd
    | StopCrowd
    | SelectRun
    | Reset
    | SetPace
    | GetData
    | CancelData
    | TurnView
    | SetLens
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
