package io.mettalith.store.environment;

import java.util.Arrays;

/** Walks two deltas side by side and writes their sum or difference. Time linear in both; used once, by one thread. */
final class DeltaSum {
    private final DeltaReader left;
    private final DeltaReader right;
    private final long sign;
    private final DeltaWriter writer = new DeltaWriter();

    private DeltaSum(DeltaReader left, DeltaReader right, long sign) {
        this.left = left;
        this.right = right;
        this.sign = sign;
    }

    /**
     * Returns {@code left + sign * right}.
     *
     * @param sign 1 or -1
     * @throws UnrelatedDeltasException if they have different bases
     */
    static Delta of(Delta left, Delta right, long sign) {
        if (!left.base().equals(right.base())) {
            throw new UnrelatedDeltasException(left.base(), right.base());
        }
        final DeltaSum sum = new DeltaSum(left.reader(), right.reader(), sign);
        sum.addSpaces();
        return sum.writer.finish(left.base());
    }

    private void addSpaces() {
        boolean leftHas = left.nextSpace();
        boolean rightHas = right.nextSpace();
        while (leftHas || rightHas) {
            final int order = !leftHas ? 1 : !rightHas ? -1 : left.space().compareTo(right.space());
            addSpace(order <= 0, order >= 0);
            leftHas = order <= 0 ? left.nextSpace() : leftHas;
            rightHas = order >= 0 ? right.nextSpace() : rightHas;
        }
    }

    private void addSpace(boolean fromLeft, boolean fromRight) {
        writer.beginSpace(
                fromLeft ? left.space() : right.space(),
                (fromLeft ? left.existence() : 0) + (fromRight ? sign * right.existence() : 0));
        boolean leftHas = fromLeft && left.nextEntry();
        boolean rightHas = fromRight && right.nextEntry();
        while (leftHas || rightHas) {
            final int order = !leftHas ? 1 : !rightHas ? -1 : compareCodes();
            addEntry(order <= 0, order >= 0);
            leftHas = order <= 0 ? left.nextEntry() : leftHas;
            rightHas = order >= 0 ? right.nextEntry() : rightHas;
        }
        writer.endSpace();
    }

    private void addEntry(boolean fromLeft, boolean fromRight) {
        final DeltaReader atom = fromLeft ? left : right;
        final long leftFactor = fromLeft ? 1 : 0;
        final long rightFactor = fromRight ? sign : 0;
        writer.entry(
                atom.code(),
                atom.codeLength(),
                atom.variables(),
                leftFactor * left.count() + rightFactor * right.count(),
                leftFactor * left.moves() + rightFactor * right.moves(),
                leftFactor * left.moment() + rightFactor * right.moment());
    }

    private int compareCodes() {
        return Arrays.compareUnsigned(left.code(), 0, left.codeLength(), right.code(), 0, right.codeLength());
    }
}
