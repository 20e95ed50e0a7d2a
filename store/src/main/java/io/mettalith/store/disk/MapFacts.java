package io.mettalith.store.disk;

/**
 * What an index says about its map file.
 *
 * @param mapLength length of the file
 * @param structureLength how many of its first bytes are Chronicle's
 * @param structureChecksum CRC32C of those
 * @param usedChunks how many chunks are taken, the first ones
 */
public record MapFacts(long mapLength, long structureLength, int structureChecksum, long usedChunks) {
    /** Returns the number of chunks that are not taken. */
    long freeChunks() {
        return (mapLength - structureLength) / GenerationSize.CHUNK_LENGTH - usedChunks;
    }
}
