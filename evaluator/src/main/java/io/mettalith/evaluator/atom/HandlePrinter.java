package io.mettalith.evaluator.atom;

import java.util.Locale;

/** Prints the handles of states and spaces, whose contents only the runtime knows. */
public interface HandlePrinter {
    /** Prints ids: {@code (State #2a)}, {@code &space-2a}. */
    HandlePrinter IDS = new HandlePrinter() {
        @Override
        public String state(StateAtom state) {
            return "(State #" + hex(state.high(), state.low()) + ")";
        }

        @Override
        public String space(SpaceAtom space) {
            return "&space-" + hex(space.high(), space.low());
        }

        private String hex(long high, long low) {
            return high == 0 ? Long.toHexString(low) : String.format(Locale.ROOT, "%x%016x", high, low);
        }
    };

    /** Returns the text of a state. */
    String state(StateAtom state);

    /** Returns the text of a space. */
    String space(SpaceAtom space);
}
