package io.mettalith.store.disk;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.PosixAPI;
import net.openhft.posix.PosixRuntimeException;
import net.openhft.posix.internal.PosixAPIHolder;

/**
 * What Chronicle asks of the system, answered by the Java platform: without a native library, which would be unpacked to a
 * directory for temporary files, and end the process where that fails.
 *
 * <p>Chronicle asks two things of it. To set room aside for a new file: done for as much of the file as Chronicle is about
 * to write, see {@link #reserving}. To force a mapping: not done, {@link ChronicleFile#sync} does it. Where the native
 * library is on the class path, which it is not by way of this store, somebody else has put it there for other uses of
 * Chronicle, and it stays in charge.
 *
 * <p>Threading: any thread; a reservation belongs to the thread that made it.
 */
final class ChronicleSystem {
    private static final String NATIVE_LIBRARY = "jnr.ffi.Platform";
    private static final int COPIED_AT_ONCE = 1 << 20;
    /** The system's number for no room on the disk. */
    private static final int ENOSPC = 28;

    private static final ThreadLocal<Reservation> RESERVATION = new ThreadLocal<>();

    private ChronicleSystem() {}

    /** Sees to it that Chronicle does not look for the native library. */
    static synchronized void install() {
        if (PosixAPIHolder.POSIX_API == null && !isNativeLibraryThere()) {
            PosixAPIHolder.POSIX_API = (PosixAPI) Proxy.newProxyInstance(
                    PosixAPI.class.getClassLoader(),
                    new Class<?>[] {PosixAPI.class},
                    (proxy, method, arguments) -> answer(method));
        }
    }

    private static boolean isNativeLibraryThere() {
        try {
            Class.forName(NATIVE_LIBRARY, false, PosixAPI.class.getClassLoader());
            return true;
        } catch (final ClassNotFoundException e) {
            return false;
        }
    }

    private static Object answer(Method method) {
        return switch (method.getName()) {
            case "fallocate" ->
                RESERVATION.get() == null ? 0 : RESERVATION.get().make();
            case "msync" -> 0;
            case "lastError" -> ENOSPC;
            default ->
                throw new PosixRuntimeException("not to be had without the native library: call=" + method.getName()
                        + "; add com.github.jnr:jnr-ffi to the class path");
        };
    }

    /** Creates a map. */
    interface Creation<T> {
        T create() throws IOException;
    }

    /**
     * Creates a map; when Chronicle sets room aside for it, this is done for the first bytes only.
     *
     * @param bytes to set aside
     */
    static <T> T reserving(Path file, long bytes, Creation<T> creation) throws IOException {
        final Reservation reservation = new Reservation(file, bytes);
        RESERVATION.set(reservation);
        try {
            return creation.create();
        } catch (final IOException e) {
            throw reservation.failure == null ? e : reservation.failure;
        } finally {
            RESERVATION.remove();
        }
    }

    /** Room that is going to be set aside in a file. */
    private static final class Reservation {
        private final Path file;
        private final long bytes;
        /** Why there was no room; Chronicle's own exception has no more than a number. */
        private IOException failure;

        Reservation(Path file, long bytes) {
            this.file = file;
            this.bytes = bytes;
        }

        /** Writes back what the file holds, holes included, which makes them blocks; returns 0, or what went wrong. */
        private int make() {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                final long end = Math.min(bytes, channel.size());
                final ByteBuffer copied = ByteBuffer.allocateDirect((int) Math.min(COPIED_AT_ONCE, end));
                for (long at = 0; at < end; ) {
                    copied.clear().limit((int) Math.min(copied.capacity(), end - at));
                    channel.read(copied, at);
                    copied.flip();
                    at += channel.write(copied, at);
                }
                return 0;
            } catch (final IOException e) {
                failure = e;
                return ENOSPC;
            }
        }
    }
}
