package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolCacheTest {
    private static UnsafeBuffer offHeap(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
        buffer.putBytes(0, bytes);
        return buffer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1234567", "12345678", "123456789", "1234567812345678", "ж-some-longer-name"})
    void nameInABufferIsTheSameSymbolAsInAnArrayOrAString(String name) {
        byte[] bytes = ("x" + name + "y").getBytes(StandardCharsets.UTF_8);
        int length = bytes.length - 2;
        SymbolCache cache = new SymbolCache(16);

        Symbol fromBuffer = cache.get(offHeap("x" + name + "y"), 1, length);

        assertThat(fromBuffer).isEqualTo(Symbol.of(name)).hasSameHashCodeAs(Symbol.of(name));
        assertThat(cache.get(bytes, 1, length)).isSameAs(fromBuffer);
        assertThat(cache.get(new UnsafeBuffer(bytes), 1, length)).isSameAs(fromBuffer);
        assertThat(cache.get(new UnsafeBuffer(bytes, 1, length), 0, length)).isSameAs(fromBuffer);
    }

    @Test
    void namesThatShareAPlaceDisplaceEachOther() {
        SymbolCache cache = new SymbolCache(1);
        DirectBuffer buffer = offHeap("foobarfog12345678AA12345678AB");
        for (int round = 0; round < 2; round++) {
            assertThat(cache.get(buffer, 0, 3)).isEqualTo(Symbol.of("foo"));
            assertThat(cache.get(buffer, 3, 3)).isEqualTo(Symbol.of("bar"));
            assertThat(cache.get(buffer, 6, 3)).isEqualTo(Symbol.of("fog"));
            assertThat(cache.get(buffer, 9, 10)).isEqualTo(Symbol.of("12345678AA"));
            assertThat(cache.get(buffer, 19, 10)).isEqualTo(Symbol.of("12345678AB"));
        }
    }

    @Test
    void hitDoesNotAllocate() {
        SymbolCache cache = new SymbolCache(64);
        DirectBuffer buffer = offHeap("some-longer-name");
        Symbol first = cache.get(buffer, 0, 16);
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && allocated > 1024; attempt++) {
            allocated = allocatedBytesBy(cache, buffer, first);
        }
        assertThat(allocated).isLessThanOrEqualTo(1024);
    }

    private static long allocatedBytesBy(SymbolCache cache, DirectBuffer buffer, Symbol expected) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean hit = true;
        for (int i = 0; i < 20_000; i++) {
            hit &= cache.get(buffer, 0, 16) == expected;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        return hit ? allocated : Long.MAX_VALUE;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1, Integer.MIN_VALUE})
    void capacityIsAPowerOfTwo(int capacity) {
        assertThatThrownBy(() -> new SymbolCache(capacity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity is not a power of two: capacity=" + capacity);
    }
}
