package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AtomDescriptorTest {
    private static final List<IntPredicate> TAG_TESTS = List.of(
            AtomDescriptor::isVariable,
            AtomDescriptor::isBool,
            AtomDescriptor::isInteger,
            AtomDescriptor::isFloat,
            AtomDescriptor::isString,
            AtomDescriptor::isHandle,
            AtomDescriptor::isExpression,
            AtomDescriptor::isSymbol);

    @Test
    void everyTagBelongsToOneKindOrIsReserved() {
        for (int tag = 0; tag < 256; tag++) {
            int each = tag;
            long kinds = TAG_TESTS.stream().filter(test -> test.test(each)).count();
            assertThat(kinds).as("tag %x", tag).isEqualTo(isReserved(tag) ? 0 : 1);
        }
    }

    @Test
    void kindsFollowEachOtherInTheOrderOfTags() {
        List<AtomKind> kinds = usedTags().mapToObj(AtomKind::of).distinct().toList();

        assertThat(kinds).containsExactly(AtomKind.values());
        assertThat(usedTags().mapToObj(AtomKind::of)).isSorted();
    }

    @Test
    void kindAgreesWithTheTagTests() {
        assertThat(usedTags()).allSatisfy(tag -> {
            AtomKind kind = AtomKind.of(tag);
            assertThat(kind == AtomKind.VARIABLE).isEqualTo(AtomDescriptor.isVariable(tag));
            assertThat(kind == AtomKind.BOOL).isEqualTo(AtomDescriptor.isBool(tag));
            assertThat(kind == AtomKind.INTEGER).isEqualTo(AtomDescriptor.isInteger(tag));
            assertThat(kind == AtomKind.FLOAT).isEqualTo(AtomDescriptor.isFloat(tag));
            assertThat(kind == AtomKind.STRING).isEqualTo(AtomDescriptor.isString(tag));
            assertThat(kind == AtomKind.STATE || kind == AtomKind.SPACE).isEqualTo(AtomDescriptor.isHandle(tag));
            assertThat(kind == AtomKind.EXPRESSION).isEqualTo(AtomDescriptor.isExpression(tag));
            assertThat(kind == AtomKind.SYMBOL).isEqualTo(AtomDescriptor.isSymbol(tag));
        });
    }

    @Test
    void reservedTagHasNoKind() {
        assertThatThrownBy(() -> AtomKind.of(0x3F))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tag is reserved: tag=0x3f");
    }

    @Test
    void shortFormsEndBeforeTheLongTags() {
        assertThat(AtomDescriptor.MAX_SHORT_ARITY).isEqualTo(62);
        assertThat(AtomDescriptor.MAX_SHORT_SYMBOL_LENGTH).isEqualTo(126);
        assertThat(AtomDescriptor.INTEGER_ZERO + AtomDescriptor.MAX_SHORT_INTEGER_BYTES)
                .isEqualTo(AtomDescriptor.BIG_POSITIVE - 1);
        assertThat(AtomDescriptor.INTEGER_ZERO - AtomDescriptor.MAX_SHORT_INTEGER_BYTES)
                .isEqualTo(AtomDescriptor.BIG_NEGATIVE + 1);
    }

    @Test
    void everyLengthFitsAVarint() {
        assertThat(Stream.of(AtomDescriptor.MAX_ARITY, AtomDescriptor.MAX_DEPTH, AtomDescriptor.MAX_LENGTH))
                .allSatisfy(cap -> assertThat(cap).isLessThanOrEqualTo(Varint.MAX_VALUE));
    }

    private static IntStream usedTags() {
        return IntStream.range(0, 256).filter(tag -> !isReserved(tag));
    }

    private static boolean isReserved(int tag) {
        return tag == 0x00
                || tag >= 0x03 && tag <= 0x07
                || tag >= 0x0A && tag <= 0x0E
                || tag >= 0x22 && tag <= 0x27
                || tag >= 0x2A && tag <= 0x2F
                || tag >= 0x32 && tag <= 0x3F;
    }
}
