"""Interpreter of the few opcodes of pickles that build NumPy arrays; it calls nothing.

The opcodes of a pickle are a program that may call any function. This one interprets only those
that build numbers, texts, tuples, lists and arrays; the few names that a file of arrays mentions
are compared with a table and never imported.
"""

from __future__ import annotations

import pickletools
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from types import MappingProxyType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

MOST_OPCODES = 10_000
"""A file of arrays has some hundred opcodes."""
KINDS = frozenset({"f4", "f8", "u1", "i1", "i2", "u2", "i4", "u4", "i8", "u8", "b1"})
"""Types of arrays that are read, in NumPy's notation."""
ORDERS = ("<", ">", "|", "=")


class UnknownOpcodeError(ValueError):
    """Raised at an opcode, a name or a value that no file of arrays has."""


@dataclass(slots=True)
class Name:
    """A name in a file; `meaning` says what it stands for."""

    meaning: str


@dataclass(slots=True)
class Kind:
    """The type of an array's numbers and its byte order, in NumPy's notation."""

    code: str
    order: str = "="


@dataclass(slots=True)
class Array:
    """An array; BUILD brings its values."""

    values: NDArray[Any] | None = None


@dataclass(slots=True)
class Machine:
    """Stack and memory of the interpreter."""

    stack: list[Any] = field(default_factory=list)
    memory: dict[int, Any] = field(default_factory=dict)

    def push(self, value: Any) -> None:
        """Put a value on the stack."""
        self.stack.append(value)

    def take(self, count: int) -> tuple[Any, ...]:
        """Return the topmost values and remove them."""
        if len(self.stack) < count:
            raise UnknownOpcodeError
        found = tuple(self.stack[len(self.stack) - count :])
        del self.stack[len(self.stack) - count :]
        return found

    def marked(self) -> tuple[Any, ...]:
        """Return the values above the last mark, and remove them with it."""
        marks = [place for place, value in enumerate(self.stack) if value is MARK]
        if not marks:
            raise UnknownOpcodeError
        found = self.take(len(self.stack) - marks[-1])
        return found[1:]


def interpret(file: IO[bytes]) -> Any:
    """Return what a pickle holds: numbers, texts, tuples, lists, and records of arrays.

    Raises
    ------
    ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError
        If it holds anything else.
    """
    machine = Machine()
    for name, argument in _opcodes(file):
        if name == "STOP":
            return machine.take(1)[0]
        if name in PUSHED:
            machine.push(argument)
        elif name in CONSTANTS:
            machine.push(CONSTANTS[name])
        elif name in OPCODES:
            OPCODES[name](machine, argument)
    raise UnknownOpcodeError


def _opcodes(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """Yield the opcodes of a file with their arguments; an unknown one is not read."""
    for _ in range(MOST_OPCODES):
        opcode = CODES[file.read(1).decode("latin-1")]
        if not any(opcode.name in known for known in (PUSHED, CONSTANTS, OPCODES, WITHOUT_VALUE)):
            raise UnknownOpcodeError
        read = READERS.get(opcode.name) or (opcode.arg.reader if opcode.arg else None)
        yield opcode.name, read(file) if read else None
    raise UnknownOpcodeError


def _escaped_text(file: IO[bytes]) -> str:
    """Return a text in quotes; bytes above 127 are no ASCII, which pickletools expects here."""
    with warnings.catch_warnings():
        # unknown escapes
        warnings.simplefilter("error", DeprecationWarning)
        try:
            return file.readline().strip()[1:-1].decode("unicode_escape")
        except DeprecationWarning:
            raise UnknownOpcodeError from None


def _two_lines(file: IO[bytes]) -> tuple[str, str]:
    """Return a module and a name; pickletools would undo escapes in them."""
    module, name = (file.readline().decode("ascii").rstrip("\n") for _ in range(2))
    return module, name


# --- names and what stands for them ---------------------------------------------------------


def _name(module: object, name: object) -> Name:
    found = NAMES.get((str(module), str(name)))
    if found is None:
        raise UnknownOpcodeError
    return Name(found)


def _called(name: Any, arguments: tuple[Any, ...]) -> Any:
    """Return what stands for the result of a known function."""
    if not isinstance(name, Name) or name.meaning not in MAKERS:
        raise UnknownOpcodeError
    return MAKERS[name.meaning](*arguments)


def _empty_array(*arguments: Any) -> Array:
    return Array()


def _kind(code: Any, *arguments: Any) -> Kind:
    text = _text(code)
    return Kind(text.lstrip("<>|="), text[:1] if text[:1] in ORDERS else "=")


def _encoded(text: Any, encoding: Any = "latin1") -> bytes:
    if not isinstance(text, str) or _text(encoding) not in ("latin1", "latin-1"):
        raise UnknownOpcodeError
    return text.encode("latin-1")


def _filled_array(data: Any, kind: Any, shape: Any, order: Any = "C") -> Array:
    """Return an array made of its bytes, copied in the machine's byte order."""
    if not isinstance(kind, Kind) or kind.code not in KINDS or kind.order not in ORDERS:
        raise UnknownOpcodeError
    content = data.encode("latin-1") if isinstance(data, str) else bytes(memoryview(data))
    sides = tuple(int(side) for side in shape)
    dtype = np.dtype(kind.order.replace("|", "=") + kind.code)
    if min(sides, default=0) < 0 or prod(sides) * dtype.itemsize != len(content):
        raise UnknownOpcodeError
    flat = np.frombuffer(content, dtype)
    values = flat.reshape(sides[::-1]).T if _text(order) == "F" else flat.reshape(sides)
    return Array(values.astype(dtype.newbyteorder("=")))


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


# --- opcodes --------------------------------------------------------------------------------


def _global(machine: Machine, argument: Any) -> None:
    machine.push(_name(*argument))


def _stack_global(machine: Machine, argument: Any) -> None:
    machine.push(_name(*machine.take(2)))


def _reduce(machine: Machine, argument: Any) -> None:
    machine.push(_called(*machine.take(2)))


def _build(machine: Machine, argument: Any) -> None:
    """Give the topmost value its state: an array's numbers, or a type's byte order."""
    target, state = machine.take(2)
    if isinstance(target, Kind):
        target.order = _text(state[1])
    elif isinstance(target, Array):
        _, shape, kind, by_columns, data = state
        target.values = _filled_array(data, kind, shape, "F" if by_columns else "C").values
    else:
        raise UnknownOpcodeError
    machine.push(target)


def _tuple(machine: Machine, argument: Any) -> None:
    machine.push(machine.marked())


def _tuple_of(count: int) -> Callable[[Machine, Any], None]:
    def push(machine: Machine, argument: Any) -> None:
        machine.push(machine.take(count))

    return push


def _empty_list(machine: Machine, argument: Any) -> None:
    machine.push([])


def _list(machine: Machine, argument: Any) -> None:
    machine.push(list(machine.marked()))


def _append(machine: Machine, argument: Any) -> None:
    _extend(machine, machine.take(1))


def _appends(machine: Machine, argument: Any) -> None:
    _extend(machine, machine.marked())


def _extend(machine: Machine, values: tuple[Any, ...]) -> None:
    if not isinstance(machine.stack[-1], list):
        raise UnknownOpcodeError
    machine.stack[-1].extend(values)


def _put(machine: Machine, argument: Any) -> None:
    machine.memory[len(machine.memory) if argument is None else argument] = machine.stack[-1]


def _get(machine: Machine, argument: Any) -> None:
    machine.push(machine.memory[argument])


MARK = object()
CODES = MappingProxyType({opcode.code: opcode for opcode in pickletools.opcodes})
NAMES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("numpy.core.multiarray", "_reconstruct"): "empty array",
        ("numpy._core.multiarray", "_reconstruct"): "empty array",
        ("numpy.core.numeric", "_frombuffer"): "filled array",
        ("numpy._core.numeric", "_frombuffer"): "filled array",
        ("numpy", "ndarray"): "type of arrays",
        ("numpy", "dtype"): "kind",
        ("_codecs", "encode"): "bytes",
    }
)
"""Meaning of the names that a file of arrays mentions."""
MAKERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "empty array": _empty_array,
        "filled array": _filled_array,
        "kind": _kind,
        "bytes": _encoded,
    }
)
PUSHED = frozenset(
    {
        *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "BINUNICODE8"),
        *("SHORT_BINUNICODE", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    }
)
"""Opcodes that push their argument."""
CONSTANTS: Mapping[str, Any] = MappingProxyType(
    {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": (), "MARK": MARK}
)
READERS: Mapping[str, Callable[[IO[bytes]], Any]] = MappingProxyType(
    {"STRING": _escaped_text, "GLOBAL": _two_lines}
)
"""Arguments that pickletools reads otherwise than they were written."""
WITHOUT_VALUE = frozenset({"PROTO", "FRAME", "STOP"})
OPCODES: Mapping[str, Callable[[Machine, Any], None]] = MappingProxyType(
    {
        "GLOBAL": _global,
        "STACK_GLOBAL": _stack_global,
        "REDUCE": _reduce,
        "BUILD": _build,
        "TUPLE": _tuple,
        "TUPLE1": _tuple_of(1),
        "TUPLE2": _tuple_of(2),
        "TUPLE3": _tuple_of(3),
        "EMPTY_LIST": _empty_list,
        "LIST": _list,
        "APPEND": _append,
        "APPENDS": _appends,
        **dict.fromkeys(("PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"), _put),
        **dict.fromkeys(("GET", "BINGET", "LONG_BINGET"), _get),
    }
)
