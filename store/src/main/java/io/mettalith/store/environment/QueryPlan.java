package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.segment.SegmentTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Which ranges of which trees hold every atom of a space that may answer a pattern.
 *
 * <p>What a pattern has bound from the left is one range of the space. Matching is unification both ways, a stored
 * variable answers to anything: so for each bound token there is one range more, of the atoms that have a variable
 * there; a space without such atoms has the first alone. Where the pattern has a whole child bound behind its first
 * variable, the index by that child, if it is there and its range is shorter, takes the place of the space.
 *
 * <p>Immutable. Planning costs O(log n), and for a pattern that is bound from the left next to nothing.
 */
final class QueryPlan {
    /** A range this short is read without asking whether an index were shorter. */
    private static final int SHORT = 64;
    /** A range this long is worth an index. */
    private static final int LONG = 512;

    /** Stands for no position. */
    private static final int NONE = 0;

    /** The ranges; those of the space itself first. */
    private final byte[][] ranges;
    /** How many of the ranges are of the space itself. */
    private final int ownRanges;

    private final SegmentTree space;
    private final ArgumentIndex index;
    private final boolean exactRange;
    private final long estimate;
    private final int size;
    private final int wanted;

    private QueryPlan(Choice choice, byte[][] ranges, int ownRanges, boolean exactRange) {
        this.ranges = ranges;
        this.ownRanges = ownRanges;
        this.space = choice.space;
        this.index = choice.index;
        this.exactRange = exactRange;
        this.estimate = choice.estimate;
        this.size = choice.size;
        this.wanted = choice.wanted;
    }

    /** Returns the plan for all atoms that begin with {@code prefix}. */
    static QueryPlan ofPrefix(SpaceState state, byte[] prefix) {
        return new QueryPlan(new Choice(state.tree, 0), new byte[][] {prefix}, 1, true);
    }

    /** Returns the plan for a pattern. */
    static QueryPlan of(SpaceState state, AtomCode pattern) {
        final Pattern asWritten = new Pattern(pattern.array(), pattern.length());
        final Choice choice = choose(state, pattern, asWritten);
        final boolean variablesStored = state.tree.variableEntries() > 0;
        if (choice.index == null) {
            final byte[][] ranges = asWritten.ranges(variablesStored);
            return new QueryPlan(choice, ranges, ranges.length, asWritten.isPrefix);
        }
        final byte[][] ranges = choice.arranged.ranges(variablesStored);
        // The first of several is that of atoms which are a variable: no index has them.
        return new QueryPlan(choice, ranges, ranges.length > 1 ? 1 : 0, choice.arranged.isPrefix);
    }

    private static Choice choose(SpaceState state, AtomCode pattern, Pattern asWritten) {
        final Choice choice = new Choice(state.tree, asWritten.size);
        if (asWritten.boundBehind.length == 0 || state.tree.entries() <= SHORT) {
            choice.estimate = SHORT;
            return choice;
        }
        choice.estimate = state.tree.estimate(asWritten.bytes, asWritten.bound);
        if (choice.estimate <= SHORT) {
            return choice;
        }
        for (final int position : asWritten.boundBehind) {
            choice.consider(state.index(asWritten.size, position), position, pattern);
        }
        if (choice.estimate < LONG) {
            choice.wanted = NONE;
        }
        return choice;
    }

    boolean usesIndex() {
        return index != null;
    }

    int ranges() {
        return ranges.length;
    }

    byte[] range(int number) {
        return ranges[number];
    }

    SegmentTree tree(int range) {
        return range < ownRanges ? space : index.tree();
    }

    /** Returns the position by which the keys of a range are ordered, 0 for the space itself. */
    int position(int range) {
        return range < ownRanges ? 0 : index.position;
    }

    /** Reports whether every ground atom of the last range is an answer. */
    boolean isLastRangeExact() {
        return exactRange;
    }

    /** Returns about how many atoms will be read. */
    long estimate() {
        return estimate;
    }

    /** Returns how many children the pattern has. */
    int size() {
        return size;
    }

    /** Returns the position an index by which would have served, 0 for none. */
    int wantedIndex() {
        return wanted;
    }

    /** Reports whether the wanted index has come to be worth its cost, this query included. */
    boolean isIndexDue(SpaceState state) {
        if (wanted == NONE) {
            return false;
        }
        final byte[] header = ArgumentIndex.header(size);
        return state.demand.isDue(size, wanted, space.estimate(header, header.length), estimate);
    }

    /** Reports whether {@link #count()} tells how many answers there are. */
    boolean isCounted(SpaceState state) {
        return exactRange && state.tree.variableEntries() == 0 && state.tree.atoms() == state.tree.entries();
    }

    /** Returns the number of distinct atoms in the last range. */
    long count() {
        final byte[] last = ranges[ranges.length - 1];
        return tree(ranges.length - 1).entriesWithPrefix(last, last.length);
    }

    /** What has been chosen so far. */
    private static final class Choice {
        private final SegmentTree space;
        private final int size;
        private ArgumentIndex index;
        private Pattern arranged;
        private long estimate = SHORT;
        private int wanted = NONE;

        Choice(SegmentTree space, int size) {
            this.space = space;
            this.size = size;
        }

        void consider(ArgumentIndex candidate, int position, AtomCode pattern) {
            if (candidate == null) {
                wanted = wanted == NONE ? position : wanted;
                return;
            }
            final Rearranger rearranger = new Rearranger();
            rearranger.moveToFront(pattern.array(), pattern.length(), !pattern.ground(), position);
            final Pattern moved =
                    new Pattern(Arrays.copyOf(rearranger.array(), rearranger.length()), rearranger.length());
            final long expected = candidate.tree().estimate(moved.bytes, moved.bound);
            if (expected < estimate) {
                estimate = expected;
                index = candidate;
                arranged = moved;
            }
        }
    }

    /** What of a pattern's code is bound. */
    private static final class Pattern {
        private static final int[] NOWHERE = {};

        private final byte[] bytes;
        /** Offsets of the bound tokens before the first variable. */
        private int[] tokens = new int[8];

        private int tokenCount;
        /** Where the first variable begins, or the code ends. */
        private int bound;
        /** Whether only variables that occur once follow. */
        private boolean isPrefix = true;
        /** Number of children, 0 for what is no expression. */
        private int size;
        /** The children behind the first variable that have none. */
        private int[] boundBehind = NOWHERE;

        Pattern(byte[] code, int length) {
            bytes = code;
            final AtomReader reader = new AtomReader().wrap(new UnsafeBuffer(code, 0, length), 0, length);
            bound = length;
            while (reader.advance()) {
                if (AtomDescriptor.isVariable(reader.tag())) {
                    bound = reader.offset();
                    readBehind(reader);
                    return;
                }
                if (tokenCount == 0 && AtomDescriptor.isExpression(reader.tag())) {
                    size = reader.arity();
                }
                note(reader.offset());
            }
        }

        private void note(int offset) {
            if (tokenCount == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * tokenCount);
            }
            tokens[tokenCount++] = offset;
        }

        /** Reads on from the first variable. */
        private void readBehind(AtomReader atVariable) {
            isPrefix = isOnce(atVariable);
            while (isPrefix && atVariable.advance()) {
                isPrefix = isOnce(atVariable);
            }
            if (size > 1 && !isPrefix) {
                boundBehind = groundChildren();
            }
        }

        private static boolean isOnce(AtomReader reader) {
            return AtomDescriptor.isVariable(reader.tag()) && reader.isFirstOccurrence();
        }

        private int[] groundChildren() {
            final List<Integer> found = new ArrayList<>(2);
            final AtomReader reader = new AtomReader().wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            reader.advance();
            for (int child = 0; child < size; child++) {
                reader.advance();
                final boolean behind = reader.offset() > bound;
                if (isGround(reader) && behind) {
                    found.add(child);
                }
            }
            return found.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Reads the rest of a child and reports whether it has no variable. */
        private static boolean isGround(AtomReader reader) {
            boolean ground = !AtomDescriptor.isVariable(reader.tag());
            for (long open = childrenOf(reader); open > 0; open--) {
                reader.advance();
                ground &= !AtomDescriptor.isVariable(reader.tag());
                open += childrenOf(reader);
            }
            return ground;
        }

        private static int childrenOf(AtomReader reader) {
            return AtomDescriptor.isExpression(reader.tag()) ? reader.arity() : 0;
        }

        /** Returns the range of the bound bytes last, and before it those of atoms with a variable in place of a token. */
        byte[][] ranges(boolean variablesStored) {
            final int before = variablesStored ? tokenCount : 0;
            final byte[][] ranges = new byte[before + 1][];
            for (int i = 0; i < before; i++) {
                ranges[i] = Arrays.copyOf(bytes, tokens[i] + 1);
                ranges[i][tokens[i]] = (byte) AtomDescriptor.VARIABLE_FIRST;
            }
            ranges[before] = Arrays.copyOf(bytes, bound);
            return ranges;
        }
    }
}
