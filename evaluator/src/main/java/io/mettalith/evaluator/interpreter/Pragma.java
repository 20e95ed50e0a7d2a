package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.Symbol;
import java.util.HashMap;
import java.util.Map;

/** The settings of {@code pragma!}, by their keys; any key may be set, the ones named here have an effect. */
public final class Pragma {
    /** {@code auto}: what is added or run is type-checked first. */
    public static final String TYPE_CHECK = "type-check";
    /** {@code bare-minimal}: what is run is taken as a minimal instruction. */
    public static final String INTERPRETER = "interpreter";
    /** How deep an evaluation may go, counted as the minimal interpreter counts; 0 for no limit of its own. */
    public static final String MAX_STACK_DEPTH = "max-stack-depth";

    /** Frames of the minimal interpreter that one frame of the machine takes the place of, in an ordinary program. */
    private static final long MINIMAL_FRAMES_PER_FRAME = 40;
    /** Frames that any run takes, of which the minimal interpreter has none. */
    private static final long FRAMES_OF_A_RUN = 2;

    private static final Symbol AUTO = Symbol.of("auto");
    private static final Symbol BARE_MINIMAL = Symbol.of("bare-minimal");

    private final Map<String, Atom> values = new HashMap<>();

    /** Makes settings of which none is made. */
    public Pragma() {}

    /** Sets a key, in place of what it was set to. */
    public void set(String key, Atom value) {
        values.put(key, value);
    }

    /** Returns how many of the machine's frames an evaluation may take. */
    public int maxFrames() {
        final long depth = values.get(MAX_STACK_DEPTH) instanceof IntegerAtom frames ? frames.value() : 0;
        return depth == 0 ? Integer.MAX_VALUE : frames(depth);
    }

    /** Returns what a key is set to, or null. */
    public Atom get(String key) {
        return values.get(key);
    }

    /** Returns how many of the machine's frames stand for that many of the minimal interpreter's. */
    public static int frames(long minimalFrames) {
        return (int) Math.min(Integer.MAX_VALUE, FRAMES_OF_A_RUN + minimalFrames / MINIMAL_FRAMES_PER_FRAME);
    }

    /** Reports whether atoms are type-checked before they are added or run. */
    public boolean checksTypes() {
        return AUTO.equals(values.get(TYPE_CHECK));
    }

    /** Reports whether atoms are run as minimal instructions. */
    public boolean isBareMinimal() {
        return BARE_MINIMAL.equals(values.get(INTERPRETER));
    }
}
