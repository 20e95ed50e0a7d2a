package io.mettalith.store.atom;

/**
 * Order-preserving transform of IEEE 754 bits, so that floats compare as unsigned integers do: the sign bit is set on
 * positive values, all bits of negative values are complemented.
 */
final class OrderedFloat {
    /** The one NaN that a code may hold. */
    static final long NAN_BITS = 0x7FF8000000000000L;

    private static final long INFINITY_BITS = 0x7FF0000000000000L;

    private OrderedFloat() {}

    static long fromDouble(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    static long toBits(long ordered) {
        return ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered;
    }

    static boolean isNan(long bits) {
        return (bits & Long.MAX_VALUE) > INFINITY_BITS;
    }
}
