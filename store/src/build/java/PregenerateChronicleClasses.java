import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.ValueModel;

/**
 * Compiles, at build time, the class that Chronicle Map would otherwise generate and compile at the first
 * open of a map in every process: {@code VanillaGlobalMutableState$$Native}.
 *
 * <p>{@code ValueModel} looks for the class by name on the class path before it generates one, so a copy in
 * the jar of the store is enough. The source text comes from Chronicle's own generator, which is not public:
 * should a new version of Chronicle move it, this step fails the build and says so.
 *
 * <p>Run as a single source file: {@code java -classpath DEPENDENCIES PregenerateChronicleClasses.java
 * OUTPUT_DIRECTORY RELEASE}.
 */
final class PregenerateChronicleClasses {

    private static final List<Class<?>> VALUE_TYPES = List.of(VanillaGlobalMutableState.class);

    private PregenerateChronicleClasses() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: PregenerateChronicleClasses OUTPUT_DIRECTORY RELEASE");
        }
        for (Class<?> valueType : VALUE_TYPES) {
            String simpleName = valueType.getSimpleName() + ValueModel.$$NATIVE;
            String source = nativeClassSource(ValueModel.acquire(valueType), simpleName);
            compile(valueType.getPackageName() + "." + simpleName, source, args[0], args[1]);
        }
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

    private static void compile(String className, String source, String outputDirectory, String release)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "--release",
                release,
                "-d",
                outputDirectory,
                "-classpath",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-nowarn",
                "-g:none");
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
