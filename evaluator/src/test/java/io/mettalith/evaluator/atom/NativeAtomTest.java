package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeAtomTest {
    private static final Symbol TYPE = Symbol.of("JavaList");

    @Test
    void equalObjectsMakeEqualAtomsWhateverTheirType() {
        final NativeAtom atom = new NativeAtom(List.of(1), TYPE);
        final NativeAtom same = new NativeAtom(List.of(1), Symbol.of("Other"), "shown differently");
        assertThat(atom).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(new NativeAtom(List.of(2), TYPE));
        assertThat(Atoms.equal(Expression.of(atom), Expression.of(same))).isTrue();
    }

    @Test
    void anObjectWithoutEqualsOfItsOwnIsOnlyItself() {
        final Object object = new Object();
        assertThat(new NativeAtom(object, TYPE))
                .isEqualTo(new NativeAtom(object, TYPE))
                .isNotEqualTo(new NativeAtom(new Object(), TYPE));
    }

    @Test
    void itIsShownByItsTextOrElseByItsObjectAsThatIsNow() {
        final List<String> list = new ArrayList<>();
        final NativeAtom atom = new NativeAtom(list, TYPE);
        assertThat(Expression.of(Symbol.of("f"), atom)).hasToString("(f [])");
        list.add("a");
        assertThat(Expression.of(Symbol.of("f"), atom)).hasToString("(f [a])");
        assertThat(new NativeAtom(list, TYPE, "a-list")).hasToString("a-list");
    }

    @Test
    void theObjectIsReturnedAsAClassThatItIsOf() {
        final NativeAtom atom = new NativeAtom("text", TYPE);
        assertThat(atom.value()).isEqualTo("text");
        assertThat(atom.value(CharSequence.class)).isEqualTo("text");
        assertThat(atom.value(Integer.class)).isNull();
        assertThat(atom.type()).isEqualTo(TYPE);
    }

    @Test
    void anExpressionOfItIsGround() {
        assertThat(Expression.of(new NativeAtom(1, TYPE)).ground()).isTrue();
    }

    @Test
    void nothingIsNotAnObject() {
        assertThatNullPointerException()
                .isThrownBy(() -> new NativeAtom(null, TYPE))
                .withMessageContaining("value=null");
        assertThatNullPointerException()
                .isThrownBy(() -> new NativeAtom("a", null))
                .withMessageContaining("type=null")
                .withMessageContaining("%Undefined%");
    }
}
