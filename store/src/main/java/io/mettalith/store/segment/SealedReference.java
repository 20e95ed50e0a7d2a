package io.mettalith.store.segment;

import java.lang.invoke.VarHandle;

/** A node of a sealed tree that nobody has touched yet: its hash, its first key, and where to load it from. */
final class SealedReference extends TreeNode {
    private final SegmentSource source;
    private final long keyAddress;
    private final int keyLength;
    private final long entries;
    private final int height;

    /**
     * @param keyAddress of the first key's bytes inside the parent's sealed bytes, which {@code source} keeps mapped; 0
     *     for a root, which is never compared
     */
    SealedReference(SegmentSource source, ContentHash hash, long keyAddress, int keyLength, long entries, int height) {
        this.source = source;
        this.keyAddress = keyAddress;
        this.keyLength = keyLength;
        this.entries = entries;
        this.height = height;
        sealedAs(hash);
    }

    @Override
    int compareFirst(byte[] key, int length) {
        return Bytes.compare(key, length, keyAddress, keyLength);
    }

    @Override
    boolean startsBeyond(byte[] prefix, int length) {
        return Bytes.compare(prefix, length, keyAddress, Math.min(length, keyLength)) < 0;
    }

    @Override
    long digestOfFirst(int offset) {
        return Bytes.digest(keyAddress, offset, keyLength);
    }

    @Override
    boolean firstStartsWith(byte[] start) {
        return Bytes.startsWith(keyAddress, keyLength, start);
    }

    @Override
    byte[] firstKey() {
        final byte[] key = new byte[keyLength];
        Bytes.read(keyAddress, key, 0, keyLength);
        return key;
    }

    @Override
    long entries() {
        return entries;
    }

    @Override
    TreeNode resolve() {
        final SegmentSource.Mapped mapped = source.find(hash());
        if (height == 0) {
            SegmentVerifier.verify(mapped.address(), mapped.length());
            final Segment segment = Segment.sealed(mapped.address(), hash(), source);
            // Racing readers publish what they load by a plain store.
            VarHandle.releaseFence();
            return segment;
        }
        return DirectoryCodec.decode(mapped.address(), mapped.length(), hash(), source);
    }

    @Override
    int height() {
        return height;
    }
}
