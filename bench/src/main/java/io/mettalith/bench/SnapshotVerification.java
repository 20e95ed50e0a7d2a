package io.mettalith.bench;

import io.mettalith.bench.report.Measurement;
import io.mettalith.store.verify.StoreVerifier;
import io.mettalith.store.verify.Verification;
import java.nio.file.Path;

/** Says how fast a store is verified, every byte of it. Arguments: a store, number of facts, number of rounds. */
public final class SnapshotVerification {
    private SnapshotVerification() {}

    /** Measures. */
    public static void main(String[] arguments) {
        final int size = Integer.parseInt(arguments[1]);
        double best = 0;
        for (int round = Integer.parseInt(arguments[2]); round > 0; round--) {
            final long startNs = System.nanoTime();
            final Verification verification =
                    new StoreVerifier(Path.of(arguments[0])).deep().verify();
            best = Math.max(best, verification.bytes() * 1e9 / (System.nanoTime() - startNs));
            if (verification.isDamaged()) {
                throw new IllegalStateException("damaged: findings=" + verification.findings());
            }
        }
        ChildJvm.report("verify", Measurement.single("mettalith", size, "deep", best, "B/s"));
    }
}
