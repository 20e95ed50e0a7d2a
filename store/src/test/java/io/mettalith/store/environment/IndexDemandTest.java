package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexDemandTest {
    private static final IndexKey BY_END = new IndexKey(4, 3);

    private final Environment environment = Environment.create();

    @AfterEach
    void close() {
        environment.close();
    }

    private void addLinks(int hubs, int linksPerHub) {
        for (int hub = 0; hub < hubs; hub++) {
            for (int link = 0; link < linksPerHub; link++) {
                environment.add(atom("link", "h" + hub, "m" + link, "e" + link));
            }
        }
    }

    private void ask(int queries, int hubs) {
        for (int i = 0; i < queries; i++) {
            assertThat(texts(environment.match(atom("link", "h" + i % hubs, "$m", "e3"))))
                    .hasSize(1);
        }
    }

    @Test
    void aFewQueriesThatReadAllBuildTheIndex() {
        addLinks(40, 100);
        for (int i = 0; i < 7; i++) {
            assertThat(texts(environment.match(atom("link", "$h", "$m", "e" + i))))
                    .hasSize(40);
        }
        assertThat(environment.indexes(SpaceId.MAIN)).isEmpty();
        texts(environment.match(atom("link", "$h", "$m", "e0")));
        texts(environment.match(atom("link", "$h", "$m", "e1")));
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(BY_END);
    }

    @Test
    void manyQueriesThatEachReadALittleInVainBuildTheIndexToo() {
        addLinks(20, 200);
        ask(100, 20);
        assertThat(environment.indexes(SpaceId.MAIN)).isEmpty();
        ask(200, 20);
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(BY_END);
    }

    @Test
    void whatALookupWouldCostAsWellDoesNotCount() {
        addLinks(200, 20);
        ask(5000, 200);
        assertThat(environment.indexes(SpaceId.MAIN)).isEmpty();
    }

    @Test
    void theCursorsOfAViewCountAndTheViewGetsTheIndex() {
        addLinks(20, 200);
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            environment.add(atom("link", "h3", "later", "e3"));
            final Cursor[] used = {null};
            IntStream.range(0, 300).forEach(i -> {
                used[0] = view.match(SpaceId.MAIN, atom("link", "h" + i % 20, "$m", "e3"), used[0]);
                assertThat(texts(used[0])).hasSize(1);
            });
            assertThat(view.hasIndex(SpaceId.MAIN, 4, 3)).isTrue();
        }
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(BY_END);
        assertThat(texts(environment.match(atom("link", "h3", "$m", "e3")))).hasSize(2);
        IndexValidator.validate(environment, SpaceId.MAIN);
    }
}
