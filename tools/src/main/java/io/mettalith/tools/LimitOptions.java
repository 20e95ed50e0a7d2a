package io.mettalith.tools;

import io.mettalith.evaluator.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a program may use. */
final class LimitOptions {
    @Option(
            names = "--max-stack-depth",
            paramLabel = "N",
            description =
                    "frames an evaluation may take before it ends in StackOverflow (default: 3000000, fewer in a small heap)")
    private Integer maxStackDepth;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            description = "steps the whole program may take; a call takes a few (default: no limit)")
    private Long maxSteps;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "time the whole program may take: 500ms, 10s, 2m, 1h (default: no limit)")
    private Duration timeout;

    @Option(
            names = "--max-results",
            paramLabel = "N",
            description = "results each evaluation may have (default: no limit)")
    private Long maxResults;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "memory that what the program holds may take: 500m, 2g (default: what the heap has room for)")
    private Long maxMemoryBytes;

    Limits limits() {
        Limits limits = Limits.none().withMemoryOfHeap();
        try {
            limits = maxStackDepth == null ? limits : limits.withMaxStackDepth(maxStackDepth);
            limits = maxSteps == null ? limits : limits.withMaxSteps(maxSteps);
            limits = timeout == null ? limits : limits.withTimeout(timeout);
            limits = maxMemoryBytes == null ? limits : limits.withMaxMemoryBytes(maxMemoryBytes);
            return maxResults == null ? limits : limits.withMaxResults(maxResults);
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
