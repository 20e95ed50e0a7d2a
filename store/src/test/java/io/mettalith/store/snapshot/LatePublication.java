package io.mettalith.store.snapshot;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.PersistedStorage;
import io.mettalith.store.disk.Storage;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.history.FileRefLogs;
import io.mettalith.store.history.RefLogs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A planted bug: the ref is moved a moment before what it names is published. */
final class LatePublication {
    private static final long MOMENT_NS = 5_000_000;

    private final Storage storage;
    private final RefLogs logs;
    private boolean due;

    private LatePublication(Storage storage, RefLogs logs) {
        this.storage = storage;
        this.logs = logs;
    }

    static SegmentStore open(Path directory, FileOperations files, GenerationLimits limits) {
        final StorePaths paths = new StorePaths(directory);
        final LatePublication late =
                new LatePublication(new PersistedStorage(paths, files, limits, true), new FileRefLogs(paths, files));
        return new SegmentStore(proxy(Storage.class, late::callStorage), proxy(RefLogs.class, late::callLogs));
    }

    private Object callStorage(Method method, Object[] arguments) throws ReflectiveOperationException {
        return method.getName().equals("publish") ? due() : method.invoke(storage, arguments);
    }

    private Object due() {
        due = true;
        return null;
    }

    private Object callLogs(Method method, Object[] arguments) throws ReflectiveOperationException {
        final Object result = method.invoke(logs, arguments);
        if (due && method.getReturnType() == void.class) {
            LockSupport.parkNanos(MOMENT_NS);
            storage.publish();
            due = false;
        }
        return result;
    }

    private interface Call {
        Object apply(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.apply(method, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
