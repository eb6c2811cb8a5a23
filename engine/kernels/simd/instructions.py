"""LLVM instructions on vectors, and the decorator that gives them to kernels."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir
from numba import types as untyped_types
from numba.core import cgutils as untyped_cgutils
from numba.extending import intrinsic as untyped_intrinsic

types: Any = untyped_types
cgutils: Any = untyped_cgutils
intrinsic: Any = untyped_intrinsic

INT, INT32 = ir.IntType(64), ir.IntType(32)


class Writer:
    """Builder of LLVM instructions on vectors in arrays.

    Parameters
    ----------
    builder : llvmlite.ir.IRBuilder
    number : llvmlite.ir.Type
        Type of a number, float or double.
    lanes : int
        Numbers of a vector.
    """

    def __init__(self, builder: Any, number: Any, lanes: int) -> None:
        self.builder, self.lanes = builder, lanes
        self.vector = ir.VectorType(number, lanes)
        bits = 32 if isinstance(number, ir.FloatType) else 64
        self.suffix, self.align = f"v{lanes}f{bits}", bits // 8

    def constant(self, number: float) -> Any:
        """Return a vector of equal numbers."""
        return ir.Constant(self.vector, [number] * self.lanes)

    def whole(self, number: int) -> Any:
        """Return an integer."""
        return ir.Constant(INT, number)

    def after(self, index: Any, numbers: int) -> Any:
        """Return index + numbers."""
        return self.builder.add(index, self.whole(numbers))

    def steps(self, first: Any, step: Any, count: int) -> list[Any]:
        """Return first, first + step, first + 2 · step, …, `count` integers."""
        products = [self.builder.mul(step, self.whole(number)) for number in range(count)]
        return [self.builder.add(first, product) for product in products]

    def element(self, pointer: Any, index: Any) -> Any:
        """Load element `index` of an array."""
        return self.builder.load(self.builder.gep(pointer, [index]))

    def place(self, pointer: Any, index: Any, vector: Any = None) -> Any:
        """Return the address of element `index` of an array as a vector pointer."""
        address = self.builder.gep(pointer, [index])
        return self.builder.bitcast(address, (vector or self.vector).as_pointer())

    def load(self, pointer: Any, index: Any) -> Any:
        """Load the vector that begins at element `index`."""
        return self.builder.load(self.place(pointer, index), align=self.align)

    def store(self, vector: Any, pointer: Any, index: Any) -> None:
        """Store a vector from element `index` on."""
        self.builder.store(vector, self.place(pointer, index, vector.type), align=self.align)

    def spread(self, number: Any) -> Any:
        """Broadcast a number to a vector."""
        empty = ir.Constant(ir.VectorType(number.type, self.lanes), ir.Undefined)
        first = self.builder.insert_element(empty, number, ir.Constant(INT32, 0))
        return self.mixed(first, empty, [0] * self.lanes)

    def mixed(self, a: Any, b: Any, places: Iterable[int]) -> Any:
        """Shuffle two vectors: pick lanes by index, those of b counted from `lanes`."""
        mask = ir.Constant(ir.VectorType(INT32, self.lanes), list(places))
        return self.builder.shuffle_vector(a, b, mask)

    def call(self, name: str, *vectors: Any) -> Any:
        """Return an LLVM function of vectors, such as "floor"."""
        kind = ir.FunctionType(self.vector, [self.vector] * len(vectors))
        module = self.builder.module
        function = cgutils.get_or_insert_function(module, kind, f"llvm.{name}.{self.suffix}")
        return self.builder.call(function, vectors)

    def multiply_add(self, a: Any, b: Any, c: Any) -> Any:
        """Return a · b + c, rounded once."""
        return self.call("fma", a, b, c)

    def variable(self, vector: Any) -> Any:
        """Return the address of a variable, which holds a vector at first."""
        address = cgutils.alloca_once(self.builder, vector.type)
        self.builder.store(vector, address)
        return address

    def add_product(self, sum_: Any, a: Any, b: Any) -> None:
        """Add a · b to a variable."""
        self.builder.store(self.multiply_add(a, b, self.builder.load(sum_)), sum_)

    def total(self, vector: Any) -> Any:
        """Return the sum of the lanes, halves first."""
        half = self.lanes // 2
        while half:
            order = [(lane + half) % self.lanes for lane in range(self.lanes)]
            vector = self.builder.fadd(vector, self.mixed(vector, vector, order))
            half //= 2
        return self.builder.extract_element(vector, ir.Constant(INT32, 0))

    def loop(self, count: Any) -> Any:
        """Return a loop of `count` rounds, a context whose value has the `index` of the round."""
        return cgutils.for_range(self.builder, count)

    @contextmanager
    def vectors(self, width: Any, first: Any = None) -> Iterator[Any]:
        """Emit a loop over the vectors of `width` numbers; its value is the place of each."""
        with self.loop(self.builder.udiv(width, self.whole(self.lanes))) as loop:
            place = self.builder.mul(loop.index, self.whole(self.lanes))
            yield place if first is None else self.builder.add(first, place)

    def choose(self, number: Any, write: Callable[[int], None], options: Iterable[int]) -> None:
        """Emit write(n) for every option n, of which the one equal to `number` is run."""
        end = self.builder.append_basic_block("chosen")
        blocks = {option: self.builder.append_basic_block(f"option{option}") for option in options}
        switch = self.builder.switch(number, next(iter(blocks.values())))
        for option, block in blocks.items():
            switch.add_case(ir.Constant(number.type, option), block)
            with self.builder.goto_block(block):
                write(option)
                self.builder.branch(end)
        self.builder.position_at_end(end)

    def sigmoid(self, exponential: Any, z: Any, a: Any, place: Any, width: Any) -> None:
        """Write 1 / (1 + e^-z) into a[place : place + width]; `exponential` gives e^x."""
        one = self.constant(1.0)
        with self.vectors(width, place) as at:
            e = exponential(self, self.builder.fneg(self.load(z, at)))
            self.store(self.builder.fdiv(one, self.builder.fadd(one, e)), a, at)


def data_of(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    """Return the address of an array's first element, in tuples too; other values as they are."""
    if isinstance(kind, types.Array):
        return context.make_array(kind)(context, builder, value=value).data
    if isinstance(kind, types.BaseTuple):
        parts = zip(kind, cgutils.unpack_tuple(builder, value), strict=True)
        return [data_of(context, builder, *part) for part in parts]
    return value


def instruction(
    number: Any, lanes: int, result: Any = types.void
) -> Callable[[Callable[..., Any]], Any]:
    """Return a decorator: a function that writes instructions can be called in kernels.

    The function is called with a `Writer` and with the values of the arguments, the address of
    the first element for an array. It returns a value of the Numba type `result`, a list for a
    tuple.
    """

    def decorate(write: Callable[..., Any]) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            told = zip(signature.args, arguments, strict=True)
            values = [data_of(context, builder, *each) for each in told]
            found = write(Writer(builder, number, lanes), *values)
            if isinstance(found, list):
                return context.make_tuple(builder, signature.return_type, found)
            return context.get_dummy_value() if found is None else found

        def declare(typing: Any, *kinds: Any) -> Any:
            return result(*kinds), generate

        declare.__name__, declare.__doc__ = write.__name__, write.__doc__
        # Numba reads the names of the arguments; the first is its own
        declare.__signature__ = inspect.signature(write)  # type: ignore[attr-defined]
        return intrinsic(declare)

    return decorate
