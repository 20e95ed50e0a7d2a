package io.mettalith.store.environment;

/** What becomes of an atom whose number of copies both sides of a union have changed since their common ancestor. */
public enum UnionMode {
    /**
     * What both did alike counts once, as in a version control system: both have added a fact, so it is added; both have
     * removed it, so it is removed. Of changes in the same direction the greater counts; a removal and an addition are both
     * done. For knowledge bases, whose facts are a set to those who keep them.
     */
    ALIKE_ONCE {
        @Override
        long change(long base, long left, long right) {
            final long mine = left - base;
            final long theirs = right - base;
            if (mine > 0 && theirs > 0) {
                return Math.max(0, theirs - mine);
            }
            return mine < 0 && theirs < 0 ? Math.min(0, theirs - mine) : theirs;
        }
    },
    /**
     * All changes count: of each atom {@code max(0, left + right - base)} copies, as if the one side had worked after the
     * other. For programs whose copies mean something, and for evaluation in parallel.
     */
    SUM {
        @Override
        long change(long base, long left, long right) {
            return right - base;
        }
    };

    /** Returns how many copies the right side adds to the left one, or takes away if negative. */
    abstract long change(long base, long left, long right);
}
