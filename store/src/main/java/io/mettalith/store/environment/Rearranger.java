package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.atom.AtomSkipper;
import io.mettalith.store.atom.AtomWriter;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Moves one child of an expression to the front of the others, and back: {@code (edge a b)} by its second argument is
 * {@code (b edge a)}. What comes out is a valid code again, in which the variables are named and numbered anew.
 *
 * <p>A child without variables is moved as bytes, which allocates nothing once the buffer is large enough: the variables
 * around it keep their order. Where the child has variables, the atom is written anew child by child. Reusable; not
 * thread-safe.
 */
final class Rearranger {
    private static final ThreadLocal<Rearranger> OF_THREAD = ThreadLocal.withInitial(Rearranger::new);

    private final UnsafeBuffer view = new UnsafeBuffer(new byte[0]);
    private final AtomReader reader = new AtomReader();
    private byte[] result = new byte[256];
    private int length;

    /** Returns the calling thread's own. */
    static Rearranger ofThread() {
        return OF_THREAD.get();
    }

    /** Returns the buffer whose first {@link #length()} bytes are the last result. */
    byte[] array() {
        return result;
    }

    int length() {
        return length;
    }

    /**
     * Moves a child to the front.
     *
     * @param code of an expression with more than {@code position} children
     * @param variables whether it contains variables
     * @param position of the child, from 1
     */
    void moveToFront(byte[] code, int codeLength, boolean variables, int position) {
        view.wrap(code, 0, codeLength);
        final int first = header();
        final int moved = skip(first, position);
        final int after = skip(moved, 1);
        if (variables && !AtomSkipper.isGround(view, moved, after)) {
            final AtomCode[] children = children();
            final AtomCode child = children[position];
            System.arraycopy(children, 0, children, 1, position);
            children[0] = child;
            compose(children);
            return;
        }
        begin(code, first, codeLength);
        append(code, moved, after);
        append(code, first, moved);
        append(code, after, codeLength);
    }

    /** Takes {@link #moveToFront} back; the parameters are the same. */
    void moveBack(byte[] code, int codeLength, boolean variables, int position) {
        view.wrap(code, 0, codeLength);
        final int moved = header();
        final int first = skip(moved, 1);
        if (variables && !AtomSkipper.isGround(view, moved, first)) {
            final AtomCode[] children = children();
            final AtomCode child = children[0];
            System.arraycopy(children, 1, children, 0, position);
            children[position] = child;
            compose(children);
            return;
        }
        final int after = skip(first, position);
        begin(code, moved, codeLength);
        append(code, first, after);
        append(code, moved, first);
        append(code, after, codeLength);
    }

    /** Returns where the first child begins. */
    private int header() {
        reader.wrap(view, 0, view.capacity()).advance();
        return reader.nextOffset();
    }

    private int skip(int offset, int children) {
        int at = offset;
        for (int i = 0; i < children; i++) {
            at = AtomSkipper.skip(view, at, view.capacity());
        }
        return at;
    }

    private void begin(byte[] code, int headerLength, int codeLength) {
        reserve(codeLength);
        System.arraycopy(code, 0, result, 0, headerLength);
        length = headerLength;
    }

    private void append(byte[] code, int from, int to) {
        System.arraycopy(code, from, result, length, to - from);
        length += to - from;
    }

    private void reserve(int bytes) {
        if (result.length < bytes) {
            result = new byte[Math.max(bytes, 2 * result.length)];
        }
    }

    /** Returns the children as atoms of their own. */
    private AtomCode[] children() {
        reader.wrap(view, 0, view.capacity()).advance();
        final AtomCode[] children = new AtomCode[reader.arity()];
        for (int i = 0; i < children.length; i++) {
            final AtomWriter child = new AtomWriter();
            while (!child.isComplete()) {
                reader.advance();
                copyToken(child);
            }
            children[i] = child.toAtomCode();
        }
        return children;
    }

    private void copyToken(AtomWriter child) {
        final int tag = reader.tag();
        if (AtomDescriptor.isExpression(tag)) {
            child.expression(reader.arity());
        } else if (AtomDescriptor.isVariable(tag)) {
            child.variable(reader.text());
        } else {
            child.copy(view, reader.offset(), reader.nextOffset() - reader.offset());
        }
    }

    private void compose(AtomCode[] children) {
        final AtomWriter whole = new AtomWriter().expression(children.length);
        for (final AtomCode child : children) {
            whole.atom(child);
        }
        length = whole.length();
        reserve(length);
        System.arraycopy(whole.array(), 0, result, 0, length);
        assert whole.isComplete() : Arrays.toString(children);
    }
}
