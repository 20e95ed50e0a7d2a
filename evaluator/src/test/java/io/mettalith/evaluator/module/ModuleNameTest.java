package io.mettalith.evaluator.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleNameTest {
    @Test
    void theFirstWordMaySayWhereTheNameBegins() {
        assertThat(ModuleName.parse("a:b-c:d_2").root()).isEqualTo(ModuleName.Root.ANYWHERE);
        assertThat(ModuleName.parse("a:b-c:d_2").words()).containsExactly("a", "b-c", "d_2");
        assertThat(ModuleName.parse("top:a").root()).isEqualTo(ModuleName.Root.TOP);
        assertThat(ModuleName.parse("self:a:b").words()).containsExactly("a", "b");
        assertThat(ModuleName.parse("self:a").under("top:m")).isEqualTo("top:m:a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:b", "top:a", "self:a:b"})
    void itIsShownAsItIsWritten(String text) {
        assertThat(ModuleName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "top", "self:", ":a", "a:", "a::b", "../a", "a/b", "a.metta", "a:..:b", "ä"})
    void otherTextIsNoName(String text) {
        assertThatThrownBy(() -> ModuleName.parse(text))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("not the name of a module: name=" + text);
    }
}
