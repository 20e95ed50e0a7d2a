package io.mettalith.store.verify;

import java.util.List;

/**
 * What a verification has found.
 *
 * @param findings one for each part that was looked at: the file {@code STORE}, logs, generations, records, trees
 * @param values number of segments, directories and records whose hash was computed
 * @param bytes of those
 */
public record Verification(List<Finding> findings, long values, long bytes) {
    public Verification {
        findings = List.copyOf(findings);
    }

    /** Reports whether any part is not as it should be. */
    public boolean isDamaged() {
        return findings.stream().anyMatch(Finding::isDamaged);
    }
}
