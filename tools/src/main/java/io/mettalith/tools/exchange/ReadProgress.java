package io.mettalith.tools.exchange;

/** Is told how far a file has been read. */
public interface ReadProgress {
    /** Tells nobody. */
    ReadProgress NONE = new ReadProgress() {
        @Override
        public void begin(String file, long lengthBytes) {
            // nobody asked
        }

        @Override
        public void read(long bytes) {
            // nobody asked
        }
    };

    /** A file is begun; its length is -1 where it is not known. */
    void begin(String file, long lengthBytes);

    /** So many bytes of it, as it is stored, have been read. */
    void read(long bytes);
}
