package io.mettalith.store.snapshot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A planted bug: the ref is moved before what it names is published. */
final class LatePublication {
    private final Storage storage;
    private boolean due;

    private LatePublication(Storage storage) {
        this.storage = storage;
    }

    static Storage of(Storage storage) {
        final LatePublication late = new LatePublication(storage);
        final RefLogs refs = proxy(RefLogs.class, late::callRefs);
        return proxy(Storage.class, (method, arguments) -> switch (method.getName()) {
            case "publish" -> late.due();
            case "refs" -> refs;
            default -> method.invoke(storage, arguments);
        });
    }

    private Object due() {
        due = true;
        return null;
    }

    private Object callRefs(Method method, Object[] arguments) throws ReflectiveOperationException {
        final Object result = method.invoke(storage.refs(), arguments);
        if (due && method.getReturnType() == void.class) {
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
