package io.mettalith.store.verify;

import io.mettalith.store.disk.Extent;
import io.mettalith.store.disk.IndexPartWriter;
import io.mettalith.store.disk.MapFacts;
import io.mettalith.store.disk.SegmentListing;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.SnapshotDescriptor;
import io.mettalith.store.history.FileRefLogs;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLine;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.DirectoryReader;
import io.mettalith.store.segment.SegmentDescriptor;
import io.mettalith.store.snapshot.ArgumentIndexesDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a copy of a store in which values were changed and all hashes are right again, up to the line of the log: what a
 * writer with a bug, or somebody with bad intentions, might have written. The map file is no Chronicle map.
 */
final class ForgedStore {
    private static final int HEIGHT_IN_TREE = ContentHash.LENGTH;

    private final ValueTable source = new ValueTable();
    private final TreeMap<ContentHash, Extent> extents = new TreeMap<>();
    private final ByteArrayOutputStream map = new ByteArrayOutputStream();
    private final Edit edit;

    /** What is changed. */
    interface Edit {
        /**
         * Changes a value in place. References in it are right already.
         *
         * @param magic its first four bytes, as a number
         * @param bytes the value, little-endian
         */
        void change(int magic, ByteBuffer bytes);
    }

    private ForgedStore(Edit edit) {
        this.edit = edit;
    }

    /** Forges what the newest entry of the ref main needs. */
    static void forge(Path original, Path target, Edit edit) throws IOException {
        final StorePaths from = new StorePaths(original);
        final StorePaths to = new StorePaths(target);
        final ForgedStore forged = new ForgedStore(edit);
        SegmentListing.of(from).parts().forEach(new GenerationCheck(from, forged.source)::check);
        forged.source.build();
        final RefEntry entry = forged.entry(
                new FileRefLogs(from, SystemFiles.INSTANCE).last("main").orElseThrow());
        Files.createDirectories(to.segments());
        Files.createDirectories(to.refs());
        Files.copy(from.store(), to.store());
        Files.write(to.map(1), forged.map.toByteArray());
        final ByteBuffer index = IndexPartWriter.encode(
                List.of(), forged.extents, 1, forged.extents.size(), new MapFacts(forged.map.size(), 0, 0, 0));
        Files.write(to.indexPart(1, 1), bytesOf(index));
        Files.write(to.log("main"), RefLine.encode(entry, RefLine.place("main", new byte[0], 0)));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        final byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private RefEntry entry(RefEntry old) {
        final ContentHash id = record(
                old.snapshot(),
                SnapshotDescriptor.HEADER_LENGTH,
                SnapshotDescriptor.SPACE_LENGTH,
                SnapshotDescriptor.SPACE_ROOT_OFFSET,
                Optional.empty());
        final Optional<ContentHash> indexes = old.indexes()
                .map(hash -> record(
                        hash,
                        ArgumentIndexesDescriptor.HEADER_LENGTH,
                        ArgumentIndexesDescriptor.INDEX_LENGTH,
                        ArgumentIndexesDescriptor.ROOT_OFFSET,
                        Optional.of(id)));
        return new RefEntry(old.number(), old.kind(), id, List.of(), indexes, old.time(), old.atoms(), old.message());
    }

    private ContentHash record(
            ContentHash hash, int header, int partLength, int rootOffset, Optional<ContentHash> snapshot) {
        final ByteBuffer record = value(hash);
        snapshot.ifPresent(id -> record.put(ArgumentIndexesDescriptor.SNAPSHOT_OFFSET, id.toBytes()));
        for (int at = header; at < record.limit(); at += partLength) {
            final ContentHash root = hashAt(record, at + rootOffset);
            if (!root.equals(new ContentHash(0, 0))) {
                final int height = record.getInt(at + rootOffset + HEIGHT_IN_TREE);
                record.put(at + rootOffset, node(root, height).toBytes());
            }
        }
        return put(record);
    }

    private ContentHash node(ContentHash hash, int height) {
        final ByteBuffer bytes = value(hash);
        if (height > 0) {
            final int ordinal = source.find(hash);
            final DirectoryReader reader = new DirectoryReader().wrap(source.address(ordinal), source.length(ordinal));
            while (reader.advance()) {
                bytes.put(reader.offset(), node(reader.hash(), height - 1).toBytes());
            }
        }
        return put(bytes);
    }

    private ByteBuffer value(ContentHash hash) {
        final int ordinal = source.find(hash);
        final byte[] bytes = new byte[source.length(ordinal)];
        source.read(ordinal, bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ContentHash put(ByteBuffer value) {
        edit.change(value.getInt(SegmentDescriptor.MAGIC_OFFSET), value);
        final byte[] bytes = value.array();
        final ContentHash hash = ContentHash.of(bytes, 0, bytes.length);
        if (extents.putIfAbsent(hash, new Extent(map.size(), bytes.length)) == null) {
            map.writeBytes(bytes);
        }
        return hash;
    }

    private static ContentHash hashAt(ByteBuffer bytes, int offset) {
        return ContentHash.fromBytes(bytes.array(), offset);
    }

    /** Returns the offsets of the parts of a directory that refer to its children. */
    static List<Integer> childrenOf(ByteBuffer directory) {
        final List<Integer> offsets = new ArrayList<>();
        int at = SegmentDescriptor.HEADER_LENGTH;
        while (at < directory.limit()) {
            offsets.add(at);
            int varint = at + ContentHash.LENGTH;
            while (directory.get(varint) < 0) {
                varint++;
            }
            final int keyLength = directory.get(varint + 1);
            if (keyLength < 0) {
                throw new IllegalStateException("key too long for this: offset=" + at);
            }
            at = varint + 2 + keyLength;
        }
        return offsets;
    }
}
