package io.mettalith.store.segment;

import java.util.ArrayList;
import java.util.List;

/** What a sealed directory refers to, for those who copy trees without reading what is in them. */
public final class SealedDirectory {
    private SealedDirectory() {}

    /**
     * Returns the hashes of a directory's children, in key order.
     *
     * @param hash of the directory
     * @param source has its bytes
     * @throws SegmentDamagedException if the bytes are no directory
     */
    public static List<ContentHash> children(ContentHash hash, SegmentSource source) {
        final SegmentSource.Mapped mapped = source.find(hash);
        final Directory directory = DirectoryCodec.decode(mapped.address(), mapped.length(), hash, source);
        final List<ContentHash> children = new ArrayList<>(directory.size());
        for (int i = 0; i < directory.size(); i++) {
            children.add(directory.childAsIs(i).hash());
        }
        return children;
    }
}
