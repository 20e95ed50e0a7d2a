package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.atom.JvmFlags;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program is told that was started without the flags. */
class JvmFlagsTest {
    @TempDir
    private Path directory;

    /** Touches the library as programs do, each way twice, and prints what came of it. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            final Path store = Path.of(args[0]);
            final Map<String, Callable<?>> touches = new LinkedHashMap<>();
            touches.put("environment", Environment::create);
            touches.put("writer", AtomWriter::new);
            touches.put("symbol", () -> AtomCode.symbol("a"));
            touches.put("copy", () -> AtomCode.copyOf(new byte[1], 0, 1));
            touches.put("batch", AtomBatch::new);
            touches.put("memory", SegmentStore::inMemory);
            touches.put("create", () -> SegmentStore.openOrCreate(store));
            touches.put("open", () -> SegmentStore.open(store));
            for (int round = 0; round < 2; round++) {
                touches.forEach((name, touch) -> System.out.println(name + ": " + outcome(touch)));
            }
        }

        private static String outcome(Callable<?> touch) {
            try {
                touch.call();
                return "fine";
            } catch (final Throwable e) {
                return e.toString();
            }
        }
    }

    private List<String> run(List<String> flags) throws Exception {
        final List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        line.add(directory.resolve("store").toString());
        final Process process = new ProcessBuilder(line).start();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }

    @Test
    void everyTouchWithoutFlagsNamesThemEachTime() throws Exception {
        final List<String> lines = run(List.of());
        assertThat(lines)
                .hasSize(16)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "IllegalStateException: the JVM was started without flags that it needs: missing=--add-")
                        .contains("; start it with: --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED "));
    }

    @Test
    void theFlagsThatAreNamedAreEnough() throws Exception {
        final String message = run(List.of()).get(0);
        final List<String> flags = List.of(
                message.substring(message.indexOf("start it with: ") + 15).split(" "));
        assertThat(flags).hasSizeGreaterThan(10).allMatch(flag -> flag.startsWith("--"));
        assertThat(run(flags)).filteredOn(line -> line.endsWith(": fine")).hasSizeGreaterThanOrEqualTo(12);
        assertThat(run(flags)).noneMatch(line -> line.contains("flags") || line.contains("NoClassDefFound"));
        JvmFlags.check();
    }
}
