package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.KeySorter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The definitions of a space in the order in which they were made. The store has them by their atoms; they are sorted off
 * the heap, by keys of the place and then the atom.
 */
final class OrderedDefinitions implements AutoCloseable {
    private static final String[] HEADS = {"=", ":", ":<"};

    private final KeySorter sorter = new KeySorter();
    private byte[] key = new byte[256];
    private final MutableDirectBuffer view = new UnsafeBuffer(key);

    private OrderedDefinitions() {}

    /** Takes a definition. */
    @FunctionalInterface
    interface Handler {
        /** Takes a definition whose code stands in a buffer, with the number of its copies. */
        void definition(DirectBuffer atom, int offset, int limit, long count) throws IOException;
    }

    /** Collects the definitions of a space. */
    static OrderedDefinitions of(EnvironmentView view, SpaceId space) {
        final OrderedDefinitions order = new OrderedDefinitions();
        for (final String head : HEADS) {
            final AtomCode pattern =
                    AtomCode.expression(AtomCode.symbol(head), AtomCode.variable("left"), AtomCode.variable("right"));
            try (Cursor cursor = view.match(space, pattern)) {
                while (cursor.next()) {
                    order.add(cursor);
                }
            }
        }
        return order;
    }

    /** Adds an atom; one that answers the pattern because its head is a variable is no definition. */
    private void add(Cursor cursor) {
        if (cursor.stamp() == 0) {
            return;
        }
        final int length = Long.BYTES + cursor.length();
        if (length > key.length) {
            key = new byte[Math.max(length, 2 * key.length)];
            view.wrap(key);
        }
        view.putLong(0, cursor.stamp(), ByteOrder.BIG_ENDIAN);
        cursor.atom().getBytes(0, key, Long.BYTES, cursor.length());
        sorter.add(key, length, cursor.hasVariables(), cursor.stamp(), cursor.count());
    }

    /** Hands all of them out, once. */
    void handOut(Handler handler) throws IOException {
        final UnsafeBuffer atom = new UnsafeBuffer(0, 0);
        try {
            sorter.handOut((code, length, variables, stamp, count) -> {
                atom.wrap(code, 0, length);
                handle(handler, atom, length, count);
            });
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void handle(Handler handler, DirectBuffer atom, int length, long count) {
        try {
            handler.definition(atom, Long.BYTES, length, count);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sorter.close();
    }
}
