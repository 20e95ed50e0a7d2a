package io.mettalith.store.segment;

import java.util.Arrays;

/** Makes the directories of one height of a tree in normal form. Parts are the nodes below. */
final class DirectoryGrouping extends Grouping {
    private final long owner;
    private TreeNode[] children = new TreeNode[Directory.FANOUT];
    private int size;

    /**
     * @param height of the directories
     * @param generation that new directories belong to
     */
    DirectoryGrouping(int height, Generation generation) {
        super(height);
        owner = generation.token();
    }

    @Override
    boolean isEmpty() {
        return size == 0;
    }

    @Override
    boolean endsBefore(TreeNode next) {
        return size > 0 && Boundaries.endsDirectory(height(), size, next);
    }

    @Override
    boolean isWhole(TreeNode node) {
        return node.height() >= height();
    }

    @Override
    void add(TreeNode child) {
        if (endsBefore(child)) {
            end();
        }
        children[size++] = child;
    }

    @Override
    void addAll(TreeNode whole) {
        final Directory directory = (Directory) whole;
        for (int i = 0; i < directory.size(); i++) {
            add(directory.childAsIs(i));
        }
    }

    @Override
    TreeNode finish() {
        final Directory directory = new Directory(owner, Arrays.copyOf(children, size), size);
        directory.markNormal();
        clear();
        return directory;
    }

    @Override
    void clear() {
        Arrays.fill(children, null);
        size = 0;
    }
}
