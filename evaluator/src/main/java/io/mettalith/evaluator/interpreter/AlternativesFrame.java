package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the alternatives of one expression pass, except that errors count only if there is nothing else.
 *
 * <p>Values go on at once; an error waits until it is known that no value comes. If the expression has no choice left
 * when the error arrives, that is known already, which is the usual case and costs nothing.
 */
class AlternativesFrame extends Frame {
    /** The newest choice when the expression began: choices above it are the expression's own. */
    private final Choice mark;

    private boolean succeeded;
    private List<Atom> errors;

    AlternativesFrame(Frame next, Choice mark) {
        super(next);
        this.mark = mark;
    }

    /** Reports whether nothing has come to this frame yet and nobody else will come back to it. */
    boolean isReusable(Choice newest) {
        return newest == mark && !succeeded && errors == null;
    }

    @Override
    protected final void resume(Machine machine, Atom value) {
        final boolean last = machine.newestChoice() == mark;
        if (!Names.isError(value)) {
            succeeded |= !last;
            deliver(machine, value);
            return;
        }
        machine.noteError(value, this);
        if (!last) {
            defer(machine, value);
            machine.fail();
        } else if (succeeded) {
            machine.fail();
        } else {
            deliver(machine, value);
        }
    }

    /** Goes on with an alternative that counts. */
    void deliver(Machine machine, Atom value) {
        machine.answer(next, value);
    }

    /** Reports whether the expression may have further alternatives, which will come back to this frame. */
    final boolean hasAlternatives(Machine machine) {
        return machine.newestChoice() != mark;
    }

    private void defer(Machine machine, Atom error) {
        if (errors == null) {
            errors = new ArrayList<>();
            machine.insertChoiceAbove(mark, new DeferredErrors());
        }
        errors.add(Atoms.resolve(error));
    }

    /** Comes after all of the expression's own choices. */
    private final class DeferredErrors extends Choice {
        private int index;

        @Override
        protected void retry(Machine machine) {
            if (succeeded) {
                machine.drop(this);
                machine.fail();
                return;
            }
            final Atom error = errors.get(index++);
            if (index == errors.size()) {
                machine.drop(this);
            }
            deliver(machine, error);
        }
    }
}
