package io.mettalith.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a directory takes on the disk: the blocks that its files have been given, not their lengths. */
final class DiskUsage {
    private static final long KIB = 1024;

    private DiskUsage() {}

    /**
     * Returns the bytes of all blocks of all files below a directory.
     *
     * @throws IOException if the command {@code du} of POSIX cannot tell
     */
    static long bytes(Path directory) throws IOException {
        final Process du = new ProcessBuilder("du", "-sk", directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final String output = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (du.waitFor() != 0) {
                throw new IOException("du failed: directory=" + directory + ", exit=" + du.exitValue());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return KIB * Long.parseLong(output.substring(0, output.indexOf('\t')));
    }
}
