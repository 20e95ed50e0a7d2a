package io.mettalith.store.snapshot;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Damages of one plan, each met by a {@link DamageProcess}. When one kills that process, or takes it longer than ten
 * seconds, the next process goes on behind it.
 */
final class DamageRun {
    /** Narrows a run to the damage with this number. */
    static final String PROPERTY = "mettalith.test.damage";

    private static final int MAX_FAILURES = 5;
    private static final long START_TIMEOUT_S = 120;
    private static final long DAMAGE_TIMEOUT_S = 10;
    private static final String DEAD = "the process died";
    /** What is damaged here need not survive a power cut, and syncing takes most of the time on a disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private final String sample;
    private final String plan;
    private final boolean verify;
    private final Path place;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final List<String> failures = new ArrayList<>();
    private int next;
    private boolean ended;

    DamageRun(String sample, String plan, boolean verify, Path place) {
        this.sample = sample;
        this.plan = plan;
        this.verify = verify;
        this.place = place;
    }

    /** Goes through the numbers from 0 to {@code end}, each {@code stride} after the last, or to the plan's end. */
    void run(int end, int stride) throws IOException, InterruptedException {
        final Integer only = Integer.getInteger(PROPERTY);
        next = only == null ? 0 : only;
        final int last = only == null ? end : only + 1;
        while (!ended && failures.size() < MAX_FAILURES) {
            runProcess(last, stride);
        }
    }

    /** Returns how many damages came to which end. */
    int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    /** Returns what must not have happened, each with a way to repeat it. */
    List<String> failures() {
        return failures;
    }

    @Override
    public String toString() {
        return "damage: sample=" + sample + ", plan=" + plan + ", verdicts=" + verdicts;
    }

    private void runProcess(int end, int stride) throws IOException, InterruptedException {
        final Path stores = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : place, "damage");
        final Process process = start(stores, end, stride);
        try {
            final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            new Thread(() -> readInto(lines, process.inputReader(StandardCharsets.UTF_8)), "output").start();
            follow(lines, stride);
        } finally {
            process.destroyForcibly().waitFor();
            DamageProcess.delete(stores);
        }
    }

    private static void readInto(BlockingQueue<String> lines, BufferedReader output) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (final IOException e) {
            // destroyed: as if it had ended
        }
        lines.add(DEAD);
    }

    private void follow(BlockingQueue<String> lines, int stride) throws InterruptedException {
        String damage = "damage " + next + " none yet";
        long timeoutS = START_TIMEOUT_S;
        while (failures.size() < MAX_FAILURES) {
            final String line = lines.poll(timeoutS, TimeUnit.SECONDS);
            if (line == null || line.equals(DEAD)) {
                fail(damage, line == null ? "no answer within " + timeoutS + " s" : line);
                next += stride;
                return;
            }
            if (line.equals("end")) {
                ended = true;
                return;
            }
            if (line.startsWith("damage ")) {
                damage = line;
                next = Integer.parseInt(line.split(" ")[1]);
                timeoutS = DAMAGE_TIMEOUT_S;
            } else if (line.startsWith("verdict ")) {
                note(damage, line.split(" ", 3));
            }
        }
    }

    private void note(String damage, String[] verdictLine) {
        final Verdict verdict = Verdict.valueOf(verdictLine[1]);
        verdicts.merge(verdict, 1, Integer::sum);
        if (verdict == Verdict.WRONG) {
            fail(damage, verdictLine[2]);
        }
        next++;
    }

    private void fail(String damage, String outcome) {
        failures.add(damage + ": " + outcome + "; repeat with -Dtest=StoreDamageTest -D" + PROPERTY + "="
                + damage.split(" ")[1] + ", sample=" + sample + ", plan=" + plan);
    }

    private Process start(Path stores, int end, int stride) throws IOException {
        final List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xmx256m", "-XX:-CreateCoredumpOnCrash", "-XX:+IgnoreUnrecognizedVMOptions"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.matches("--(add-|enable-|sun-).*|-Dchronicle.*"))
                .forEach(line::add);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), DamageProcess.class.getName()));
        line.addAll(List.of(sample, plan, stores.toString(), "" + next, "" + end, "" + stride, "" + verify));
        final ProcessBuilder builder = new ProcessBuilder(line)
                .directory(place.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(place.resolve("errors").toFile()));
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder.start();
    }
}
