package io.mettalith.store.snapshot;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.SystemFiles;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A file system that fails from a given step on, as a full disk or a dying machine does. */
final class FailingFiles implements InvocationHandler {
    static final String MESSAGE = "No space left on device";

    private final List<String> steps = new ArrayList<>();
    private final int failAt;
    private final String failAtName;
    private final boolean forGood;
    private final boolean half;

    private FailingFiles(int failAt, String failAtName, boolean forGood, boolean half) {
        this.failAt = failAt;
        this.failAtName = failAtName;
        this.forGood = forGood;
        this.half = half;
    }

    /**
     * Fails at a step.
     *
     * @param step number of the step, from 0
     * @param forGood whether all later steps fail too
     * @param half whether a write that fails writes half of what it should before
     */
    static FailingFiles at(int step, boolean forGood, boolean half) {
        return new FailingFiles(step, "", forGood, half);
    }

    /** Fails at every step of a kind. */
    static FileOperations at(String name) {
        return new FailingFiles(Integer.MAX_VALUE, name, true, false).files();
    }

    static FailingFiles never() {
        return new FailingFiles(Integer.MAX_VALUE, "", false, false);
    }

    FileOperations files() {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(), new Class<?>[] {FileOperations.class}, this);
    }

    /** Returns the steps taken so far. */
    List<String> steps() {
        return steps;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        final int step = steps.size();
        steps.add(method.getName());
        if (step == failAt || forGood && step > failAt || method.getName().equals(failAtName)) {
            if (half) {
                doHalf(method, arguments);
            }
            throw new IOException(MESSAGE);
        }
        return call(method, arguments);
    }

    private static void doHalf(Method method, Object[] arguments) throws Throwable {
        final int last = arguments.length - 1;
        if (arguments[last] instanceof ByteBuffer bytes) {
            arguments[last] = bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2);
            call(method, arguments);
        }
    }

    private static Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(SystemFiles.INSTANCE, arguments);
        } catch (final InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
