package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.interpreter.Names;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The types in the language of objects of Java, by their classes. Not thread-safe. */
final class JavaTypes {
    private final Map<Class<?>, Atom> declared = new HashMap<>();

    void declare(Class<?> of, Atom type) {
        declared.put(of, type);
    }

    Atom atom(Object value) {
        return Values.toAtom(value, object -> new NativeAtom(object, typeOf(object.getClass())));
    }

    /** Returns the type of the class or of what it extends, the nearest first. */
    private Atom typeOf(Class<?> of) {
        if (declared.isEmpty()) {
            return Names.UNDEFINED;
        }
        final Deque<Class<?>> pending = new ArrayDeque<>();
        pending.add(of);
        while (!pending.isEmpty()) {
            final Class<?> candidate = pending.poll();
            final Atom type = declared.get(candidate);
            if (type != null) {
                return type;
            }
            if (candidate.getSuperclass() != null) {
                pending.add(candidate.getSuperclass());
            }
            pending.addAll(Arrays.asList(candidate.getInterfaces()));
        }
        return Names.UNDEFINED;
    }
}
