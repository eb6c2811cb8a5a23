"""Explicit 8-lane float32 SIMD: LLVM does not vectorise short loops reliably.

It turns a loop over the thirty weights of a pixel into overlap checks, a vector loop and a
remainder; the checks cost more than the arithmetic. Here rows are padded to whole vectors, and
accumulators stay in registers from the first pixel of an image to the last. Fused multiply-adds
are explicit and sums have a fixed order, so that every machine gets the same bits.
"""

from __future__ import annotations

from math import factorial
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils as untyped_cgutils
from numba.extending import intrinsic as untyped_intrinsic

cgutils: Any = untyped_cgutils
intrinsic: Any = untyped_intrinsic

LANES = 8
"""Lanes of a vector."""

LOG2_E = 1.44269504088896341
LN2_HIGH, LN2_LOW = 0.693359375, -2.12194440e-4
"""The logarithm of 2 in two parts: the first has few bits, so that k · LN2_HIGH is exact."""

TAYLOR = tuple(1.0 / factorial(n) for n in range(7, -1, -1))
"""Coefficients of e^r, the highest power first."""

FLOAT, INT = ir.FloatType(), ir.IntType(64)
VECTOR = ir.VectorType(FLOAT, LANES)


class Writer:
    """Builder of LLVM instructions on float32 vectors in arrays.

    Parameters
    ----------
    builder : llvmlite.ir.IRBuilder
    """

    def __init__(self, builder: Any) -> None:
        self.builder = builder
        kind = ir.FunctionType(VECTOR, [VECTOR] * 3)
        self.fma = cgutils.get_or_insert_function(builder.module, kind, "llvm.fma.v8f32")

    def place(self, pointer: Any, index: Any) -> Any:
        """Return the address of element `index` of a float array as a vector pointer."""
        address = self.builder.gep(pointer, [index])
        return self.builder.bitcast(address, VECTOR.as_pointer())

    def after(self, index: Any, numbers: int) -> Any:
        """Return index + numbers."""
        return self.builder.add(index, ir.Constant(INT, numbers))

    def load(self, pointer: Any, index: Any) -> Any:
        """Load the vector that begins at element `index`."""
        return self.builder.load(self.place(pointer, index), align=4)

    def store(self, vector: Any, pointer: Any, index: Any) -> None:
        """Store a vector from element `index` on."""
        self.builder.store(vector, self.place(pointer, index), align=4)

    def spread(self, number: Any) -> Any:
        """Broadcast a number to a vector."""
        empty = ir.Constant(VECTOR, ir.Undefined)
        first = self.builder.insert_element(empty, number, ir.Constant(ir.IntType(32), 0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        return self.builder.shuffle_vector(first, empty, mask)

    def multiply_add(self, a: Any, b: Any, c: Any) -> Any:
        """Return a · b + c, rounded once."""
        return self.builder.call(self.fma, [a, b, c])

    def total(self, vector: Any) -> Any:
        """Return the sum of the eight lanes, halves first."""
        i32 = ir.IntType(32)
        for half in (4, 2, 1):
            order = [(lane + half) % LANES for lane in range(LANES)]
            mask = ir.Constant(ir.VectorType(i32, LANES), order)
            other = self.builder.shuffle_vector(vector, vector, mask)
            vector = self.builder.fadd(vector, other)
        return self.builder.extract_element(vector, ir.Constant(i32, 0))


def data_of(context: Any, builder: Any, kind: Any, array: Any) -> Any:
    """Return the address of an array's first element."""
    return context.make_array(kind)(context, builder, value=array).data


def gatherer(vectors: int) -> Any:
    """Return an intrinsic that adds weighted rows, `vectors` vectors of each.

    gather(w, start, width, index, i, value, v, count, z, place) adds to z[place : …] the sum
    over n < count of value[v + n] · w[start + width · index[i + n] : … + 8·vectors].
    """

    @intrinsic  # type: ignore[untyped-decorator]
    def gather(
        typing: Any,
        w: Any,
        start: Any,
        width: Any,
        index: Any,
        i: Any,
        value: Any,
        v: Any,
        count: Any,
        z: Any,
        place: Any,
    ) -> Any:
        signature = types.void(w, start, width, index, i, value, v, count, z, place)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            kinds = signature.args
            w, start, width, index, i, value, v, count, z, place = arguments
            weights = data_of(context, builder, kinds[0], w)
            indices = builder.gep(data_of(context, builder, kinds[3], index), [i])
            values = builder.gep(data_of(context, builder, kinds[5], value), [v])
            target = data_of(context, builder, kinds[8], z)
            writer = Writer(builder)
            places = [writer.after(place, LANES * block) for block in range(vectors)]
            sums = [cgutils.alloca_once(builder, VECTOR) for _ in places]
            for sum_, at in zip(sums, places, strict=True):
                builder.store(writer.load(target, at), sum_)
            with cgutils.for_range(builder, count) as loop:
                row = builder.load(builder.gep(indices, [loop.index]))
                row = builder.zext(row, INT)
                at = builder.add(start, builder.mul(row, width))
                factor = writer.spread(builder.load(builder.gep(values, [loop.index])))
                for block, sum_ in enumerate(sums):
                    weight = writer.load(weights, writer.after(at, LANES * block))
                    builder.store(writer.multiply_add(factor, weight, builder.load(sum_)), sum_)
            for sum_, at in zip(sums, places, strict=True):
                writer.store(builder.load(sum_), target, at)
            return context.get_dummy_value()

        return signature, generate

    return gather


def scatterer(vectors: int) -> Any:
    """Return an intrinsic that updates rows with an outer product, `vectors` vectors of each.

    scatter(w, start, width, index, i, value, v, count, scale, delta, place) adds to
    w[start + width · index[i + n] : … + 8·vectors] the values
    scale · value[v + n] · delta[place : …], for each n < count.
    """

    @intrinsic  # type: ignore[untyped-decorator]
    def scatter(
        typing: Any,
        w: Any,
        start: Any,
        width: Any,
        index: Any,
        i: Any,
        value: Any,
        v: Any,
        count: Any,
        scale: Any,
        delta: Any,
        place: Any,
    ) -> Any:
        signature = types.void(w, start, width, index, i, value, v, count, scale, delta, place)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            kinds = signature.args
            w, start, width, index, i, value, v, count, scale, delta, place = arguments
            weights = data_of(context, builder, kinds[0], w)
            indices = builder.gep(data_of(context, builder, kinds[3], index), [i])
            values = builder.gep(data_of(context, builder, kinds[5], value), [v])
            source = data_of(context, builder, kinds[9], delta)
            writer = Writer(builder)
            spread = writer.spread(scale)
            steps = [
                builder.fmul(spread, writer.load(source, writer.after(place, LANES * block)))
                for block in range(vectors)
            ]
            with cgutils.for_range(builder, count) as loop:
                row = builder.load(builder.gep(indices, [loop.index]))
                row = builder.zext(row, INT)
                at = builder.add(start, builder.mul(row, width))
                factor = writer.spread(builder.load(builder.gep(values, [loop.index])))
                for block, step in enumerate(steps):
                    here = writer.after(at, LANES * block)
                    weight = writer.load(weights, here)
                    writer.store(writer.multiply_add(factor, step, weight), weights, here)
            return context.get_dummy_value()

        return signature, generate

    return scatter


@intrinsic  # type: ignore[untyped-decorator]
def prefetch(typing: Any, array: Any, place: Any) -> Any:
    """Prefetch the cache line of array[place]."""
    signature = types.void(array, place)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array, place = arguments
        address = builder.gep(data_of(context, builder, signature.args[0], array), [place])
        address = builder.bitcast(address, ir.IntType(8).as_pointer())
        i32 = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [address.type, i32, i32, i32])
        call = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        # flags: read access, high locality, data cache
        builder.call(call, [address, *(ir.Constant(i32, flag) for flag in (0, 3, 1))])
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def dot(typing: Any, a: Any, first: Any, b: Any, second: Any, width: Any) -> Any:
    """Return Σ a[first + j] · b[second + j], j < width, a multiple of LANES."""
    signature = types.float32(a, first, b, second, width)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = signature.args
        a, first, b, second, width = arguments
        left = data_of(context, builder, kinds[0], a)
        right = data_of(context, builder, kinds[2], b)
        writer = Writer(builder)
        sum_ = cgutils.alloca_once(builder, VECTOR)
        builder.store(ir.Constant(VECTOR, [0.0] * LANES), sum_)
        blocks = builder.udiv(width, ir.Constant(INT, LANES))
        with cgutils.for_range(builder, blocks) as loop:
            step = builder.mul(loop.index, ir.Constant(INT, LANES))
            x = writer.load(left, builder.add(first, step))
            y = writer.load(right, builder.add(second, step))
            builder.store(writer.multiply_add(x, y, builder.load(sum_)), sum_)
        return writer.total(builder.load(sum_))

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def dots(typing: Any, a: Any, first: Any, b: Any, second: Any, width: Any) -> Any:
    """Return the `dot` of a row of a with two consecutive rows of b."""
    pair: Any = types.UniTuple
    signature = pair(types.float32, 2)(a, first, b, second, width)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = signature.args
        a, first, b, second, width = arguments
        left = data_of(context, builder, kinds[0], a)
        right = data_of(context, builder, kinds[2], b)
        writer = Writer(builder)
        sums = [cgutils.alloca_once(builder, VECTOR) for _ in range(2)]
        for sum_ in sums:
            builder.store(ir.Constant(VECTOR, [0.0] * LANES), sum_)
        blocks = builder.udiv(width, ir.Constant(INT, LANES))
        with cgutils.for_range(builder, blocks) as loop:
            step = builder.mul(loop.index, ir.Constant(INT, LANES))
            x = writer.load(left, builder.add(first, step))
            for row, sum_ in enumerate(sums):
                at = builder.add(second, builder.mul(width, ir.Constant(INT, row)))
                y = writer.load(right, builder.add(at, step))
                builder.store(writer.multiply_add(x, y, builder.load(sum_)), sum_)
        totals = [writer.total(builder.load(sum_)) for sum_ in sums]
        return context.make_tuple(builder, signature.return_type, totals)

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def sigmoid_vectors(typing: Any, z: Any, a: Any, place: Any, width: Any) -> Any:
    """Write 1 / (1 + e^-z) into a[place : place + width], width a multiple of LANES.

    e^x = 2^k e^r with |r| <= ln 2 / 2 and a polynomial of degree 7 for e^r: the error is
    below two units in the last place.
    """
    signature = types.void(z, a, place, width)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = signature.args
        z, a, place, width = arguments
        source = data_of(context, builder, kinds[0], z)
        target = data_of(context, builder, kinds[1], a)
        writer = Writer(builder)
        one = ir.Constant(VECTOR, [1.0] * LANES)
        blocks = builder.udiv(width, ir.Constant(INT, LANES))
        with cgutils.for_range(builder, blocks) as loop:
            at = builder.add(place, builder.mul(loop.index, ir.Constant(INT, LANES)))
            x = writer.load(source, at)
            e = _exponential(writer, builder.fneg(x))
            writer.store(builder.fdiv(one, builder.fadd(one, e)), target, at)
        return context.get_dummy_value()

    return signature, generate


def _constant(number: float) -> Any:
    return ir.Constant(VECTOR, [number] * LANES)


def _exponential(writer: Writer, x: Any) -> Any:
    """Return e^x of a vector, x clipped to -87 .. 87."""
    builder = writer.builder
    unary, binary = (ir.FunctionType(VECTOR, [VECTOR] * count) for count in (1, 2))
    functions = {
        name: cgutils.get_or_insert_function(builder.module, kind, f"llvm.{name}.v8f32")
        for name, kind in (("floor", unary), ("minnum", binary), ("maxnum", binary))
    }
    x = builder.call(functions["minnum"], [x, _constant(87.0)])
    x = builder.call(functions["maxnum"], [x, _constant(-87.0)])
    k = writer.multiply_add(x, _constant(LOG2_E), _constant(0.5))
    k = builder.call(functions["floor"], [k])
    r = writer.multiply_add(k, _constant(-LN2_HIGH), x)
    r = writer.multiply_add(k, _constant(-LN2_LOW), r)
    p = _constant(TAYLOR[0])
    for coefficient in TAYLOR[1:]:
        p = writer.multiply_add(p, r, _constant(coefficient))
    whole = ir.VectorType(ir.IntType(32), LANES)
    bits = builder.fptosi(k, whole)
    bits = builder.add(bits, ir.Constant(whole, [127] * LANES))
    bits = builder.shl(bits, ir.Constant(whole, [23] * LANES))
    return builder.fmul(p, builder.bitcast(bits, VECTOR))


GATHER = tuple(gatherer(vectors) for vectors in range(1, 9))
SCATTER = tuple(scatterer(vectors) for vectors in range(1, 9))
