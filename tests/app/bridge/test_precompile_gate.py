"""What needs compiled kernels waits for them; everything else goes on."""

from app.bridge.precompile_gate import PrecompileGate
from engine.commands.edits import SetSetting
from engine.commands.observation import KernelsReady
from engine.commands.pages.digits import SetStrokes, TeachDrawing
from engine.commands.transport import Pause, Reset, Start, Step
from engine.snapshots import SimulationSnapshot, Snapshot, Status

IDLE = Snapshot(
    0,
    1,
    (
        SimulationSnapshot("a", "s", Status.IDLE, 0, 0.0, None),
        SimulationSnapshot("b", "s", Status.IDLE, 0, 0.0, None),
    ),
)


def closed():
    gate = PrecompileGate()
    gate.close()
    return gate


def test_an_open_gate_lets_everything_pass():
    commands = [(1, Start("a")), (2, Step("a")), (3, KernelsReady())]
    assert PrecompileGate().passing(commands) == commands


def test_training_waits_and_drawing_does_not():
    gate = closed()
    drawing = (2, SetStrokes("a", ()))
    assert gate.passing([(1, Start("a")), drawing]) == [drawing]


def test_a_run_that_waits_is_shown_as_compiling():
    gate = closed()
    gate.passing([(7, Start("a"))])
    shown = gate.shown(IDLE, 7)
    assert [run.status for run in shown.simulations] == [Status.COMPILING, Status.IDLE]
    assert shown.generation == 7


def test_what_waited_passes_in_order_when_the_kernels_are_ready():
    gate = closed()
    gate.passing([(1, Start("a")), (2, SetSetting("a", "eta", 1.0)), (3, Step("b"))])
    ready = (4, KernelsReady())
    assert gate.passing([ready]) == [(1, Start("a")), (3, Step("b")), ready]
    assert gate.shown(IDLE, 4) is IDLE
    assert gate.passing([(5, Start("a"))]) == [(5, Start("a"))]


def test_pause_and_reset_call_off_what_waits_for_their_run():
    gate = closed()
    gate.passing([(1, Start("a")), (2, Start("b"))])
    assert gate.passing([(3, Pause("a")), (4, Reset("b"))]) == [(3, Pause("a")), (4, Reset("b"))]
    assert gate.passing([(5, KernelsReady())]) == [(5, KernelsReady())]


def test_dense_networks_train_while_convolution_is_still_compiled():
    gate = closed()
    gate.passing([(1, TeachDrawing("a", 3)), (2, Start("b"))])
    dense, everything = KernelsReady(convolution=False), KernelsReady()
    assert gate.passing([(3, dense)]) == [(2, Start("b")), (3, dense)]
    assert gate.passing([(4, Start("c"))]) == [(4, Start("c"))]
    assert gate.passing([(5, everything)]) == [(1, TeachDrawing("a", 3)), (5, everything)]
    assert gate.passing([(6, TeachDrawing("a", 3))]) == [(6, TeachDrawing("a", 3))]


def test_what_computes_without_kernels_does_not_wait():
    gate = PrecompileGate()
    gate.close()
    rolling = (1, Start("surface"))
    assert gate.passing([rolling, (2, Start("digits"))]) == [rolling]
