package io.mettalith.store.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** Says what a failure of the file system means. */
public final class IoErrors {
    private IoErrors() {}

    /** Returns the exception to throw when {@code path} could not be written. */
    public static StoreException writing(Path path, Exception cause) {
        if (isFull(cause)) {
            return new StoreFullException(
                    "no room on the file system of the store: path=" + path + ", usableBytes=" + usableBytes(path)
                            + "; free some space and commit again, what was committed before is intact",
                    cause);
        }
        if (cause instanceof AccessDeniedException || cause instanceof ReadOnlyFileSystemException) {
            return new StoreException(
                    "store is not writable: path=" + path + "; check the permissions of the directory", cause);
        }
        return new StoreException(
                "store cannot be written: path=" + path + ", cause=" + describe(cause)
                        + "; what was committed before is intact",
                cause);
    }

    /** Returns the exception to throw when {@code path} could not be read. */
    public static StoreException reading(Path path, Exception cause) {
        return new StoreException("store cannot be read: path=" + path + ", cause=" + describe(cause), cause);
    }

    private static String usableBytes(Path path) {
        try {
            final Path existing = Files.exists(path) ? path : path.getParent();
            return String.valueOf(Files.getFileStore(existing).getUsableSpace());
        } catch (final IOException | RuntimeException e) {
            return "unknown";
        }
    }

    private static String describe(Exception cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Reports whether the file system is full, in the words of the system or of Chronicle Map. */
    static boolean isFull(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            final String message =
                    at.getMessage() == null ? "" : at.getMessage().toLowerCase(Locale.ROOT);
            if (at instanceof IOException
                    && (message.contains("no space left")
                            || message.contains("quota exceeded")
                            || message.contains("not enough space"))) {
                return true;
            }
        }
        return false;
    }
}
