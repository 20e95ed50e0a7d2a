package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomMatcher;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks the atoms of a space that answer a pattern, in key order.
 *
 * <p>Matching is unification both ways: a stored variable answers to anything. So besides the range of atoms that begin
 * with what the pattern has bound from the left, there is one range per bound position for the atoms that have a
 * variable there; a space without such atoms has the first alone. An atom without variables is returned only if it
 * matches; of an atom with variables, {@link #isExact()} is false, and the caller unifies.
 *
 * <p>Lifetime: it sees the space as it was when the cursor was opened, whatever is written meanwhile. It must be closed,
 * before its environment is; until then the writer copies what it would have written in place.
 *
 * <p>Threading: one thread at a time, any thread.
 */
public final class Cursor implements AutoCloseable {
    /** Restricts nothing. */
    static final byte[] NO_PREFIX = {};

    private final TreeCursor tree;
    private final Generation pinned;
    private final Environment environment;
    private final List<byte[]> ranges;
    private final AtomCode pattern;
    private final AtomMatcher matcher = new AtomMatcher();
    private final UnsafeBuffer atom = new UnsafeBuffer(new byte[0]);
    private int nextRange;
    private boolean inRange;
    private boolean exact;
    private boolean closed;

    /** Opens a cursor over what answers {@code pattern}, or, if that is null, over what begins with {@code prefix}. */
    Cursor(Environment environment, SegmentTree space, Generation pinned, AtomCode pattern, byte[] prefix) {
        this.environment = environment;
        this.tree = space.cursor();
        this.pinned = pinned;
        this.pattern = pattern;
        this.ranges = pattern == null ? List.of(prefix) : ranges(pattern, space.variableEntries() > 0);
    }

    private static List<byte[]> ranges(AtomCode pattern, boolean variablesStored) {
        final byte[] bytes = pattern.toByteArray();
        final List<byte[]> ranges = new ArrayList<>();
        final AtomReader reader = new AtomReader().wrap(pattern);
        int bound = 0;
        while (reader.advance() && !AtomDescriptor.isVariable(reader.tag())) {
            if (variablesStored) {
                final byte[] range = Arrays.copyOf(bytes, reader.offset() + 1);
                range[reader.offset()] = (byte) AtomDescriptor.VARIABLE_FIRST;
                ranges.add(range);
            }
            bound = reader.nextOffset();
        }
        ranges.add(Arrays.copyOf(bytes, bound));
        return ranges;
    }

    /** Goes to the next atom; returns false where there is none. */
    public boolean next() {
        checkOpen();
        while (inRange || nextRange < ranges.size()) {
            if (!inRange) {
                final byte[] range = ranges.get(nextRange++);
                tree.seek(range, range.length);
                inRange = true;
            }
            while (tree.advance()) {
                atom.wrap(tree.key(), 0, tree.keyLength());
                if (answers()) {
                    return true;
                }
            }
            inRange = false;
        }
        return false;
    }

    private boolean answers() {
        if (pattern == null) {
            exact = true;
            return true;
        }
        final int result = matcher.match(pattern.buffer(), 0, pattern.length(), atom, 0, tree.keyLength());
        exact = result == AtomMatcher.MATCH;
        return result != AtomMatcher.NO_MATCH;
    }

    /** Returns the atom's code as a view that is valid until the next move. */
    public UnsafeBuffer atom() {
        return atom;
    }

    /** Returns the length of the atom's code in bytes. */
    public int length() {
        return tree.keyLength();
    }

    /** Returns how many copies of the atom there are, at least 1. */
    public long count() {
        return tree.count();
    }

    /** Returns the place of the atom's first definition, 0 for an atom that is not a definition. */
    public long stamp() {
        return tree.stamp();
    }

    /** Reports whether the atom certainly matches; false where it has variables and the caller must unify. */
    public boolean isExact() {
        return exact;
    }

    /** Reports whether the atom contains variables. */
    public boolean hasVariables() {
        return tree.hasVariables();
    }

    /** Returns where in {@link #atom()} the part begins that answers to the pattern's variable; only if exact. */
    public int bindingOffset(int variable) {
        return matcher.bindingOffset(variable);
    }

    /** Returns the length of that part in bytes. */
    public int bindingLength(int variable) {
        return matcher.bindingLength(variable);
    }

    /** Returns a copy of the atom. */
    public StoredAtom toStoredAtom() {
        return new StoredAtom(AtomCode.copyOf(tree.key(), 0, tree.keyLength()), tree.count(), tree.stamp());
    }

    private void checkOpen() {
        if (closed || environment.isClosed()) {
            throw new IllegalStateException("cursor used after close: cursor=" + closed + ", environment="
                    + environment.isClosed() + "; close cursors before their environment");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            tree.close();
            if (pinned != null) {
                pinned.unpin();
            }
        }
    }
}
