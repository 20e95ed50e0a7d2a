package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.ContentHash;
import java.util.Arrays;

/**
 * What an environment did since a base, as signed counts per atom and space: what travels between processes and
 * machines, where an environment cannot.
 *
 * <pre>{@code
 * // In each worker: the same snapshot, another branch.
 * try (Environment base = store.checkout("main", branch); Environment fork = base.fork()) {
 *     evaluate(fork);
 *     send(Delta.between(base, fork).toBytes());
 * }
 * // Where they meet, in whatever order and grouping:
 * Delta sum = Delta.empty(environment.id());
 * for (byte[] bytes : received) {
 *     sum = sum.plus(Delta.fromBytes(bytes));
 * }
 * environment.apply(sum);
 * }</pre>
 *
 * <p><b>Design.</b> The deltas of one base are a commutative group under {@link #plus}, with {@link #empty} and {@link
 * #negate}, and each has one form in bytes. So deltas that reduce in a tree give the same bytes for every shape of the
 * tree. Nothing is clamped before {@link Environment#apply} does it once: of a base with one copy, two removals and an
 * addition leave none in any order, whereas clamping after each step would leave none or one, as the order has it.
 *
 * <p>Per space and atom there are three numbers, each added modulo 2^64. The <em>count</em> is how many copies have come
 * or gone. The other two keep the order of definitions, which is not a sum by itself. For a definition that comes or
 * goes, the <em>moment</em> is its count times its place, counted from where the base's definitions end; divided by the
 * count, the sum of moments is the mean place, and a definition that is new where the delta is applied is put there
 * among the others that are new, ties by code. A definition of the base that was taken out and made anew may have the
 * same count as before: it has one <em>move</em>, its moment is its new place, and the mean is taken over moves. It
 * leaves its place where the delta is applied. In the base an atom is defined or it is not, so the deltas of one base
 * never add places of the two kinds, except of a definition that one removes and another moves.
 *
 * <p>A space that was made counts as an entry of its own, so that it arrives even if it is empty. State cells and token
 * bindings are atoms of one more space, which a {@link Visitor} sees too: the old value's entry goes, the new one comes.
 *
 * <p><b>Limits.</b> Applying restores contents, counts, states and, if the changed environment descends from the base,
 * the order of definitions. It carries no history: spaces that arrive are not related to the space they were forked
 * from, and environments do not become related. A negated delta takes back counts; definitions it restores come last, in
 * the order they had. Two workers that make spaces or states need different branches of the checkout, or both
 * give them the same names.
 *
 * <p><b>Threads.</b> Immutable. <b>Memory.</b> One array on the heap, that of {@link #toBytes()}, so less than 2 GiB: what
 * is larger is better committed as a snapshot. <b>Cost.</b> Time linear in the bytes, for all that does not say otherwise.
 */
public final class Delta {
    private final byte[] bytes;
    private final ContentHash base;
    private final long size;

    /** Takes over verified bytes. */
    Delta(byte[] bytes, ContentHash base, long size) {
        this.bytes = bytes;
        this.base = base;
        this.size = size;
    }

    /**
     * Returns what {@code changed} has done since it was {@code base}: most usefully a fork, or a fork of a fork, but
     * any two environments differ somehow. Ends the epoch of both, as {@link Environment#fork()} does.
     *
     * <p>Takes time proportional to the difference, and what {@link Environment#id()} takes on the base.
     */
    public static Delta between(Environment base, Environment changed) {
        final Root from = base.frozen();
        return DeltaDifference.between(from, base == changed ? from : changed.frozen());
    }

    /** Returns the delta that changes nothing. */
    public static Delta empty(ContentHash base) {
        return new DeltaWriter().finish(base);
    }

    /**
     * Returns the delta that the bytes are.
     *
     * @throws DeltaDamagedException if they are none: any change to a single byte is found, and any cut
     * @throws DeltaTooNewException if they have a layout that only a later release reads
     * @throws DeltaTooOldException if they have a layout that is no longer read
     */
    public static Delta fromBytes(byte[] bytes) {
        return DeltaVerifier.verified(bytes.clone());
    }

    /** Returns the bytes, equal for equal deltas; {@code DeltaDescriptor} has the layout. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * Returns the {@linkplain Environment#id() id} of the base. If that had been committed or checked out, and not
     * written since, it is the snapshot's id.
     */
    public ContentHash base() {
        return base;
    }

    /** Returns the number of entries for atoms: distinct in their space, definitions that only moved among them. O(1). */
    public long size() {
        return size;
    }

    /** Reports whether this delta changes nothing. O(1). */
    public boolean isEmpty() {
        return bytes.length == DeltaDescriptor.EMPTY_LENGTH;
    }

    /**
     * Returns the delta that does what both do.
     *
     * @throws UnrelatedDeltasException if they have different bases
     */
    public Delta plus(Delta other) {
        return DeltaSum.of(this, other, 1);
    }

    /**
     * Returns the delta that, added to {@code other}, gives this one.
     *
     * @throws UnrelatedDeltasException if they have different bases
     */
    public Delta minus(Delta other) {
        return DeltaSum.of(this, other, -1);
    }

    /** Returns the delta that does the opposite: added to this one, it gives the empty one. */
    public Delta negate() {
        return empty(base).minus(this);
    }

    /** Takes the entries one by one. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * An atom.
         *
         * @param count copies that came, negative for copies that went, 0 for a definition that only moved to the end
         */
        void atom(SpaceId space, AtomCode atom, long count);

        /**
         * A space that was made or removed, before its atoms.
         *
         * @param count how often it was made, negative for how often it was removed
         */
        default void space(SpaceId space, long count) {}
    }

    /** Shows all entries to a visitor, by space and then by atom. */
    public void forEach(Visitor visitor) {
        final DeltaReader reader = reader();
        while (reader.nextSpace()) {
            if (reader.existence() != 0) {
                visitor.space(reader.space(), reader.existence());
            }
            while (reader.nextEntry()) {
                final AtomCode atom = AtomCode.copyOf(reader.code(), 0, reader.codeLength());
                visitor.atom(reader.space(), atom, reader.count());
            }
        }
    }

    DeltaReader reader() {
        return new DeltaReader(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Delta delta && Arrays.equals(bytes, delta.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Delta[base=" + base + ", size=" + size + ", lengthBytes=" + bytes.length + "]";
    }
}
