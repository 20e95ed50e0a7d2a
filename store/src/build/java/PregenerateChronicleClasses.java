import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.ValueModel;

/**
 * Compiles, at build time, two classes that let Chronicle Map do without a Java compiler at run time.
 *
 * <p>{@code VanillaGlobalMutableState$$Native} is what Chronicle would otherwise generate and compile at the first
 * open of a map in every process. {@code ValueModel} looks for the class by name on the class path before it
 * generates one, so a copy in the jar of the store is enough. The source text comes from Chronicle's own generator,
 * which is not public: should a new version of Chronicle move it, this step fails the build and says so.
 *
 * <p>{@code com.sun.tools.javac.api.JavacTool} stands in for the compiler in a runtime without {@code jdk.compiler}:
 * Chronicle asks for a compiler before it finds that there is nothing to compile, and looks for it under this name
 * where the platform has none. Where the platform has one, it is the platform's class, and this one is never loaded.
 *
 * <p>Run as a single source file: {@code java -classpath DEPENDENCIES PregenerateChronicleClasses.java
 * OUTPUT_DIRECTORY RELEASE}.
 */
final class PregenerateChronicleClasses {

    private static final List<Class<?>> VALUE_TYPES = List.of(VanillaGlobalMutableState.class);

    private static final String ABSENT_COMPILER = """
            package com.sun.tools.javac.api;

            import java.lang.reflect.Proxy;
            import javax.tools.JavaCompiler;

            /** Stands in for the compiler in a runtime that has none. */
            public final class JavacTool {
                private JavacTool() {}

                /** Returns a compiler that refuses everything. */
                public static JavaCompiler create() {
                    return (JavaCompiler) Proxy.newProxyInstance(
                            JavacTool.class.getClassLoader(), new Class<?>[] {JavaCompiler.class}, (proxy, method, arguments) -> {
                                throw new UnsupportedOperationException("no Java compiler in this runtime: call="
                                        + method.getName() + "; run on a JDK, or add the module jdk.compiler");
                            });
                }
            }
            """;

    private PregenerateChronicleClasses() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: PregenerateChronicleClasses OUTPUT_DIRECTORY RELEASE");
        }
        for (Class<?> valueType : VALUE_TYPES) {
            String simpleName = valueType.getSimpleName() + ValueModel.$$NATIVE;
            String source = nativeClassSource(ValueModel.acquire(valueType), simpleName);
            compile(valueType.getPackageName() + "." + simpleName, source, args[0], args[1], List.of());
        }
        // the package belongs to jdk.compiler, so a compilation that sees this module would refuse it
        compile(
                "com.sun.tools.javac.api.JavacTool",
                ABSENT_COMPILER,
                args[0],
                args[1],
                List.of("--limit-modules", "java.base,java.compiler"));
    }

    private static String nativeClassSource(ValueModel model, String simpleName) {
        String generator = "net.openhft.chronicle.values.Generators";
        try {
            Method generate =
                    Class.forName(generator).getDeclaredMethod("generateNativeClass", ValueModel.class, String.class);
            generate.setAccessible(true);
            return (String) generate.invoke(null, model, simpleName);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(
                    "Chronicle's generator is not where it was: class=" + generator
                            + "; adapt PregenerateChronicleClasses to the new version of chronicle-values",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("generation failed: class=" + simpleName, e.getCause());
        }
    }

    private static void compile(
            String className, String source, String outputDirectory, String release, List<String> more)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>(List.of(
                "--release",
                release,
                "-d",
                outputDirectory,
                "-classpath",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-nowarn",
                "-g:none"));
        options.addAll(more);
        StringWriter output = new StringWriter();
        List<JavaFileObject> units = List.of(new SourceText(className, source));
        if (!compiler.getTask(output, null, null, options, null, units).call()) {
            throw new IllegalStateException(
                    "generated source does not compile: class=" + className + System.lineSeparator() + output + source);
        }
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
