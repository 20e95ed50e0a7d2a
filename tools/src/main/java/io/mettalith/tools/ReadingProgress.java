package io.mettalith.tools;

import io.mettalith.tools.exchange.ReadProgress;

/** A bar that follows the reading of one file. */
final class ReadingProgress implements ReadProgress, AutoCloseable {
    private Progress bar;

    @Override
    public void begin(String file, long lengthBytes) {
        bar = Progress.start("reading " + file, lengthBytes);
    }

    @Override
    public void read(long bytes) {
        bar.stepTo(bytes);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
