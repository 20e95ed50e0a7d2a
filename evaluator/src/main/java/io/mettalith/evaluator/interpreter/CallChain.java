package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls under way at some point of an evaluation: each waits for the value of the one before. Calls in tail position
 * wait for nothing and are not among them.
 *
 * @param innermost the calls nearest to the point, the nearest first
 * @param omitted how many are between those and the outermost
 * @param outermost the calls farthest from the point, the farthest last; empty unless some are omitted
 */
public record CallChain(List<Call> innermost, int omitted, List<Call> outermost) {
    /** No calls. */
    public static final CallChain EMPTY = new CallChain(List.of(), 0, List.of());

    private static final int KEPT_INNERMOST = 10;
    private static final int KEPT_OUTERMOST = 3;

    /**
     * One call.
     *
     * @param written the expression as it was before anything in it was evaluated: the very object that was parsed, if it
     *     stands in the program's text
     * @param shown the expression with its variables replaced by what they stood for
     * @param part index of the part of the expression that is evaluated, -1 for none in particular
     */
    public record Call(Atom written, Atom shown, int part) {
        static Call of(Atom written, int part) {
            return new Call(written, Atoms.resolve(written), part);
        }
    }

    /** Reports whether there are no calls. */
    public boolean isEmpty() {
        return innermost.isEmpty();
    }

    /** Returns the calls that are kept, the innermost first. */
    public List<Call> calls() {
        final List<Call> all = new ArrayList<>(innermost);
        all.addAll(outermost);
        return all;
    }

    /**
     * Returns the calls above a frame.
     *
     * @param current the expression that is evaluated right now, or null
     */
    static CallChain of(Atom current, Frame top) {
        final List<Call> innermost = new ArrayList<>();
        if (current != null) {
            innermost.add(Call.of(current, Frame.NO_PART));
        }
        final Frame[] last = new Frame[KEPT_OUTERMOST];
        int more = 0;
        for (Frame frame = top; frame != null; frame = frame.next) {
            if (!frame.waits()) {
                continue;
            }
            if (innermost.size() < KEPT_INNERMOST) {
                innermost.add(Call.of(frame.waiting(), frame.part()));
            } else {
                last[more++ % KEPT_OUTERMOST] = frame;
            }
        }
        return new CallChain(innermost, Math.max(0, more - KEPT_OUTERMOST), outermost(last, more));
    }

    private static List<Call> outermost(Frame[] ring, int count) {
        final List<Call> calls = new ArrayList<>();
        for (int i = Math.max(0, count - KEPT_OUTERMOST); i < count; i++) {
            final Frame frame = ring[i % KEPT_OUTERMOST];
            calls.add(Call.of(frame.waiting(), frame.part()));
        }
        return calls;
    }
}
