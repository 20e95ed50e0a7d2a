package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.StoreFullException;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits on a file system of few megabytes, in a process of its own, until it is full. */
class FullDiskTest {
    private static final String SIZE = "8m";
    private static final int FACTS = 500;
    private static final int LENGTH = 250;

    @TempDir
    Path temporary;

    @BeforeEach
    void mountingIsAllowed() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "no unshare here");
        final Process mount = inSmallFileSystem(temporary, "true").start();
        assumeTrue(mount.waitFor() == 0, "no file system can be mounted here");
    }

    /** A command that sees a small file system in a directory, which nobody else does. */
    private static ProcessBuilder inSmallFileSystem(Path directory, String... command) {
        final List<String> line =
                new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c"));
        line.add("mount -t tmpfs -o size=" + SIZE + " none \"$0\" && exec \"$@\"");
        line.add(directory.toString());
        line.addAll(List.of(command));
        return new ProcessBuilder(line).redirectErrorStream(true);
    }

    private String fill(String mode) throws IOException {
        final List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash"));
        line.add("-XX:ErrorFile=" + temporary.resolveSibling(temporary.getFileName() + ".err"));
        line.add("-XX:+IgnoreUnrecognizedVMOptions");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.matches("--(add-|enable-|sun-).*|-Dchronicle.*"))
                .forEach(line::add);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), FullDiskTest.class.getName(), mode));
        line.add(temporary.toString());
        final ProcessBuilder builder = inSmallFileSystem(temporary, line.toArray(new String[0]));
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void commitThatFindsNoRoomIsRefusedAndTheStoreGoesOn() throws IOException {
        assertThat(fill("allocate"))
                .contains("no room on the file system of the store: path=")
                .contains("free some space and commit again, what was committed before is intact")
                .endsWith("went on\n");
    }

    /** The planted bug: writing through a mapping where the file system has set no room aside. */
    @Test
    void roomThatIsNotSetAsideIsFoundOut() throws IOException {
        assertThat(fill("trust")).doesNotEndWith("went on\n");
    }

    /** Commits, fills the file system, commits again, looks whether the store is as it was, frees room, and goes on. */
    @SuppressWarnings(
            "try") // the right to write is held from before the file system is full, and not asked for anything
    public static void main(String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[1]);
        final FileOperations files = arguments[0].equals("trust") ? trusting() : SystemFiles.INSTANCE;
        final Path kb = directory.resolve("kb");
        try (SegmentStore store = SegmentStore.openOrCreate(kb, files, GenerationLimits.DEFAULT);
                SegmentStore.Writer writer = store.writer();
                Environment environment = Environment.create()) {
            add(environment, "first");
            store.commit("main", environment);
            final List<String> committed = Contents.of(environment);
            final Path ballast = fill(directory.resolve("ballast"));
            add(environment, "second");
            commitInVain(store, environment);
            assertHolds(kb, committed);
            Files.delete(ballast);
            store.commit("main", environment);
            assertHolds(kb, Contents.of(environment));
            System.out.println("went on");
        }
    }

    private static void add(Environment environment, String name) {
        for (int i = 0; i < FACTS; i++) {
            environment.add(AtomCode.string(name + i + "x".repeat(LENGTH)));
        }
    }

    private static Path fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[1 << 12]);
            }
        } catch (final IOException full) {
            return ballast;
        }
    }

    private static void commitInVain(SegmentStore store, Environment environment) {
        try {
            store.commit("main", environment);
            System.out.println("not full");
        } catch (final StoreFullException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void assertHolds(Path directory, List<String> contents) {
        try (SegmentStore reader = SegmentStore.open(directory);
                Environment checkout = reader.checkout("main")) {
            assertThat(Contents.of(checkout)).isEqualTo(contents);
        }
    }

    private static FileOperations trusting() {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(),
                new Class<?>[] {FileOperations.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("allocate")) {
                        return null;
                    }
                    try {
                        return method.invoke(SystemFiles.INSTANCE, given);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
