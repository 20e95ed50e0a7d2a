package io.mettalith.store.snapshot;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.IndexValidator;
import io.mettalith.store.environment.SpaceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Another process that uses a store: run by tests, and by itself the program that it runs. */
final class StoreProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private StoreProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a process with the same class path and flags. */
    static StoreProcess start(String command, Path store, String... more) throws IOException {
        return new StoreProcess(builder(List.of(), command, store, more).start());
    }

    /** Returns what starts a process with the same class path and flags, by way of another program. */
    static ProcessBuilder builder(List<String> prefix, String command, Path store, String... more) {
        final List<String> line = new ArrayList<>(prefix);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx256m");
        line.add("-XX:TieredStopAtLevel=1");
        line.add("-XX:-UsePerfData");
        line.add("-XX:+IgnoreUnrecognizedVMOptions");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.matches("--(add-|enable-|sun-).*|-Dchronicle.*"))
                .forEach(line::add);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), StoreProcess.class.getName(), command));
        line.add(store.toString());
        line.addAll(List.of(more));
        final ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder;
    }

    long pid() {
        return process.pid();
    }

    /** Returns the next line it prints. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Reports whether there is a line to be read, or nothing any more. */
    boolean hasOutput() throws IOException {
        return output.ready() || !process.isAlive();
    }

    /** Lets it go on from where it waits for its input. */
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Ends it at once. What it has printed can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Digests, validates the indexes of, reads, holds the lock of, or commits to, a store until it is killed. */
    public static void main(String[] arguments) throws Exception {
        final Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "digest" -> digest(directory);
            case "indexes" -> validateIndexes(directory);
            case "hold" -> hold(directory);
            case "once" -> commitOnce(directory, SystemFiles.INSTANCE);
            case "deaf" -> commitOnce(directory, deafToSync());
            case "ledger" -> readLedger(directory);
            case "script" ->
                followScript(arguments, SegmentStore.open(directory, SystemFiles.INSTANCE, limits(arguments[3]), true));
            case "planted" ->
                followScript(arguments, LatePublication.open(directory, SystemFiles.INSTANCE, limits(arguments[3])));
            default -> commitForever(directory);
        }
    }

    private static void digest(Path directory) {
        try (SegmentStore store = SegmentStore.open(directory);
                Environment checkout = store.checkout("main")) {
            System.out.println(Contents.of(checkout).hashCode());
        }
    }

    private static void validateIndexes(Path directory) {
        try (SegmentStore store = SegmentStore.open(directory);
                Environment checkout = store.checkout("main")) {
            System.out.println(IndexValidator.validate(checkout) + " valid: " + checkout.indexes(SpaceId.MAIN));
        }
    }

    private static void commitOnce(Path directory, FileOperations files) {
        try (SegmentStore store = SegmentStore.openOrCreate(directory, files, GenerationLimits.DEFAULT);
                Environment environment = Samples.facts(10)) {
            store.commit("main", environment);
        }
    }

    private static FileOperations deafToSync() {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(),
                new Class<?>[] {FileOperations.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(SystemFiles.INSTANCE, arguments);
                    } catch (final InvocationTargetException e) {
                        if (method.getName().equals("sync")) {
                            return null;
                        }
                        throw e.getCause();
                    }
                });
    }

    private static void hold(Path directory) throws IOException {
        try (SegmentStore store = SegmentStore.open(directory);
                Environment environment = Samples.facts(10)) {
            store.writer();
            store.commit("held", environment);
            System.out.println("committed");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        }
    }

    /** Commits one more fact each time, and says so after each commit. */
    private static void commitForever(Path directory) {
        try (SegmentStore store = SegmentStore.open(directory);
                Environment environment = store.checkout("main")) {
            while (true) {
                environment.add(Samples.fact(environment.size()));
                System.out.println(store.commit("main", environment).atoms());
                System.out.flush();
            }
        }
    }

    /** Reads until it is told to end; says when it begins to, and what it has done or what went wrong. */
    private static void readLedger(Path directory) throws Exception {
        System.out.println("reading");
        try {
            System.out.println(
                    new LedgerReaders(directory).readUntil(System.in::read).toLine());
        } catch (final ExecutionException e) {
            System.out.println(e.getCause());
        }
    }

    private static GenerationLimits limits(String maxChunks) {
        return new GenerationLimits(256, Long.parseLong(maxChunks));
    }

    /** Goes on with a script from where the store is when it is told to, and says each step that it has taken. */
    private static void followScript(String[] arguments, SegmentStore opened) throws IOException {
        System.in.read();
        try (SegmentStore store = opened;
                CommitScript script = new CommitScript(Long.parseLong(arguments[2]))) {
            for (long step = CommitScript.last(store) + 1; ; step++) {
                script.take(store, step);
                System.out.println(step);
                System.out.flush();
            }
        }
    }
}
