package io.mettalith.store.segment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes one level of a tree in normal form of what is there: parts that may be grouped anyhow, and whole nodes of this
 * level or a higher one, which stay as they are wherever that is right.
 *
 * <p>Where a node ends depends on what it holds and on what follows it alone. So a whole node can stay if the one before
 * it ends there. Otherwise that one goes on, and the next is taken apart, until both come to the same end again.
 *
 * <p>Used once; not thread-safe.
 */
abstract class Grouping {
    private final int height;
    private final Deque<Item> pending = new ArrayDeque<>();
    private final List<Item> done = new ArrayList<>();

    /** @param height of the nodes that are made */
    Grouping(int height) {
        this.height = height;
    }

    /**
     * A part or a whole.
     *
     * @param node in normal form but for parts of the lowest level
     * @param adjacent whether, in some tree of normal form, just that stood before it which stands there now
     */
    record Item(TreeNode node, boolean adjacent) {}

    /** Reports whether the next node has nothing in it yet. */
    abstract boolean isEmpty();

    /** Reports whether the next node, which is not empty, ends before what comes first in another. */
    abstract boolean endsBefore(TreeNode next);

    /** Reports whether a node is whole; if not, it is a part. */
    abstract boolean isWhole(TreeNode node);

    /** Puts a part into the next node, and {@linkplain #end() ends} that wherever it has to. */
    abstract void add(TreeNode part);

    /** Puts all that a whole node of this level holds into the next node. */
    abstract void addAll(TreeNode whole);

    /** Returns the next node, and begins another. */
    abstract TreeNode finish();

    /** Forgets what has been put into the next node. */
    abstract void clear();

    final int height() {
        return height;
    }

    /** Returns the level. */
    final List<Item> group(List<Item> items) {
        pending.addAll(items);
        while (!pending.isEmpty()) {
            final Item item = pending.poll();
            if (isEmpty() && !item.adjacent()) {
                goOnWithLast(item.node());
            }
            if (isWhole(item.node())) {
                follow(item);
            } else {
                add(item.node());
            }
        }
        if (!isEmpty()) {
            end();
        }
        return done;
    }

    /** Ends the next node. */
    final void end() {
        done.add(new Item(finish(), false));
    }

    /** Opens the last node that is done if it does not end before {@code next}. */
    private void goOnWithLast(TreeNode next) {
        if (done.isEmpty()) {
            return;
        }
        TreeNode last = done.get(done.size() - 1).node().resolve();
        while (last.height() > height) {
            last = lastChild(last);
        }
        addAll(last);
        if (endsBefore(next)) {
            clear();
        } else {
            removeLast();
        }
    }

    private static TreeNode lastChild(TreeNode node) {
        final Directory directory = (Directory) node;
        return directory.child(directory.size() - 1);
    }

    /** Takes the last node of this level off what is done, and those above it apart. */
    private void removeLast() {
        Item last = done.remove(done.size() - 1);
        while (last.node().height() > height) {
            final List<Item> children = children(last);
            done.addAll(children.subList(0, children.size() - 1));
            last = children.get(children.size() - 1);
        }
    }

    private static List<Item> children(Item item) {
        final Directory directory = (Directory) item.node().resolve();
        final List<Item> children = new ArrayList<>(directory.size());
        for (int i = 0; i < directory.size(); i++) {
            children.add(new Item(directory.childAsIs(i), i > 0 || item.adjacent()));
        }
        return children;
    }

    private void follow(Item whole) {
        if (isEmpty()) {
            done.add(whole);
        } else if (endsBefore(whole.node())) {
            end();
            done.add(new Item(whole.node(), false));
        } else if (whole.node().height() > height) {
            final List<Item> children = children(whole);
            for (int i = children.size() - 1; i >= 0; i--) {
                pending.push(children.get(i));
            }
        } else {
            addAll(whole.node().resolve());
        }
    }
}
