package io.mettalith.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine that was measured on, without its name.
 *
 * @param cores number of processors that the JVM may use
 * @param cpu model of the processor
 * @param memoryBytes physical memory
 * @param kernel name and version of the operating system
 * @param jdk version of the JDK
 * @param vm name and version of the JVM
 * @param flags that every JVM got, without those that name a place on the machine
 */
public record Machine(int cores, String cpu, long memoryBytes, String kernel, String jdk, String vm, String flags) {
    private static final String UNKNOWN = "unknown";

    /** Returns the machine that this JVM runs on. */
    public static Machine here() {
        final var runtime = ManagementFactory.getRuntimeMXBean();
        final var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuModel(),
                system.getTotalMemorySize(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                runtime.getVmName() + " " + runtime.getVmVersion(),
                String.join(
                        " ",
                        runtime.getInputArguments().stream()
                                .filter(flag -> !flag.startsWith("-Dbench.") && !flag.startsWith("-Djava.io.tmpdir"))
                                .toList()));
    }

    /** Returns the version of Java that the JDK implements, which names the results file. */
    public static int feature() {
        return Runtime.version().feature();
    }

    /** Returns JDK, processor, memory and operating system in a line. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "JDK %s, %s; %d cores, %s, %.0f GiB, %s",
                jdk,
                vm,
                cores,
                cpu,
                memoryBytes / (double) (1L << 30),
                kernel);
    }

    private static String cpuModel() {
        final Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return UNKNOWN;
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (final IOException e) {
            return UNKNOWN;
        }
    }
}
