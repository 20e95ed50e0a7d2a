package io.mettalith.store.snapshot;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.SealedBytes;
import io.mettalith.store.disk.SystemFiles;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A planted bug: what is put into a map comes to its file a moment after it was published. */
final class LateData implements InvocationHandler {
    private static final int MOMENT_MS = 3;

    private final Map<Object, FileChannel> channels = new IdentityHashMap<>();
    private final List<Value> values = new ArrayList<>();

    private record Value(FileChannel channel, long offset, byte[] bytes) {
        void write(byte[] content) throws IOException {
            channel.write(ByteBuffer.wrap(content), offset);
        }
    }

    static FileOperations files() {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(), new Class<?>[] {FileOperations.class}, new LateData());
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        final Object result;
        try {
            result = method.invoke(SystemFiles.INSTANCE, arguments);
        } catch (final InvocationTargetException e) {
            throw e.getCause();
        }
        switch (method.getName()) {
            case "createMap", "openMap" ->
                channels.put(result, FileChannel.open((Path) arguments[0], StandardOpenOption.WRITE));
            case "put" ->
                values.add(new Value(channels.get(arguments[0]), (Long) result, ((SealedBytes) arguments[1]).bytes()));
            case "sync" -> hide();
            case "append" -> show();
            default -> {
                // as it should be
            }
        }
        return result;
    }

    private void hide() throws IOException {
        for (final Value value : values) {
            value.write(new byte[value.bytes().length]);
        }
    }

    private void show() throws IOException, InterruptedException {
        Thread.sleep(MOMENT_MS);
        for (final Value value : values) {
            value.write(value.bytes());
        }
        values.clear();
    }
}
