package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ByteRangesTest {
    @Test
    void everyDifferenceWithinTheRangeIsSeenAndNoneBeyond() {
        for (int length = 0; length <= 40; length++) {
            for (int changed = 0; changed < 50; changed++) {
                UnsafeBuffer left = new UnsafeBuffer(new byte[50]);
                UnsafeBuffer right = new UnsafeBuffer(new byte[53]);
                right.putByte(3 + changed, (byte) 1);
                boolean within = changed >= 5 && changed < 5 + length;

                assertThat(ByteRanges.equal(left, 5, right, 8, length)).isEqualTo(!within);
            }
        }
    }
}
