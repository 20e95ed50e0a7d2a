package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The results of an evaluation, each found when it is asked for. */
final class AtomStream extends Spliterators.AbstractSpliterator<Atom> {
    private final Supplier<Atom> next;

    /** Asks for results until there is none, which is null. */
    AtomStream(Supplier<Atom> next) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.next = next;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Atom> action) {
        final Atom atom = next.get();
        if (atom != null) {
            action.accept(atom);
        }
        return atom != null;
    }
}
