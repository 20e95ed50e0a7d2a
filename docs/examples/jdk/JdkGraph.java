import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Prints the class graph of the JDK that runs it as MeTTa facts: {@code java JdkGraph.java > jdk.metta}.
 *
 * <p>It reads every class file of the run-time image (the {@code jrt} file system) and loads none of them, so modules
 * that the JVM did not resolve are there too. The facts are a set, sorted, one a line; the same JDK gives the same
 * bytes. An arrow joins two facts that say the same, each to be looked up by its own first argument.
 *
 * <pre>{@code
 * M module, P package, C D classes, I J interfaces, T type, N method name, A (T ...) its parameter types
 *
 * (module M)                  (package P M)               packages that hold a class
 * (requires M M2)             <-> (required-by M2 M)      mandated, static and transitive ones alike
 * (exports M P)               (exports-to M P M2)         to all modules; to one of those named
 * (opens M P)                 (opens-to M P M2)
 * (uses M I)                  (provides M I C)            <-> (provider I C); a service may also be a class
 *
 * (class C M)                 nested, local and anonymous ones too; not module-info and package-info
 * (kind C K)                  <-> (of-kind K C)           K: class interface enum annotation record
 * (in-package C P)            <-> (contains P C)
 * (access C X)                X: public protected package private, as declared
 * (extends C D)               <-> (subclass D C)          classes only
 * (implements C I)            <-> (implementer I C)       direct, by a class
 * (extends-interface I J)     <-> (subinterface J I)      direct, by an interface
 *
 * (method C N A T)            public or protected; T: the result type
 * (protected C N A)           (static C N A)
 * (throws C N A D)            D: a declared exception
 * (returns T C N)             some method N of C returns T
 * (parameter T C N)           some method N of C has a parameter of type T
 *
 * (deprecated C)              (deprecated-method C N A)   by annotation or by documentation tag
 * (deprecated-since C "V")    (deprecated-method-since C N A "V")
 * (deprecated-for-removal C)  (deprecated-method-for-removal C N A)
 * }</pre>
 *
 * <p>Names are binary names with dots ({@code java.util.Map$Entry}). Types are erased; an array is {@code (array T)}; a
 * constructor is {@code <init>} and returns {@code void}. Private, package-private and synthetic methods are left out.
 * Source: The Java Virtual Machine Specification, chapter 4.
 */
public final class JdkGraph {
    private static final int SYNTHETIC = 0x1000;
    private static final int ANNOTATION = 0x2000;
    private static final int ENUM = 0x4000;
    private static final String PRIMITIVE_CODES = "BCDFIJSVZ";
    private static final List<String> PRIMITIVES =
            List.of("byte", "char", "double", "float", "int", "long", "short", "void", "boolean");

    private final Set<String> facts = new TreeSet<>();

    public static void main(String[] arguments) throws IOException {
        long startNs = System.nanoTime();
        JdkGraph graph = new JdkGraph();
        graph.readImage(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules"));
        graph.print();
        graph.summarize((System.nanoTime() - startNs) / 1_000_000);
    }

    private void readImage(Path image) throws IOException {
        try (Stream<Path> files = Files.walk(image)) {
            for (Path file : files.filter(JdkGraph::isClassFile).toList()) {
                ClassFile classFile = ClassFile.parse(Files.readAllBytes(file));
                if (file.endsWith("module-info.class")) {
                    addModule(classFile.attributes().reader("Module"));
                } else {
                    addClass(classFile, file.getName(1).toString());
                }
            }
        }
    }

    private static boolean isClassFile(Path path) {
        return path.toString().endsWith(".class") && !path.endsWith("package-info.class");
    }

    private void addModule(Reader reader) throws IOException {
        String module = reader.name();
        add("module", module);
        reader.skip(2 * Short.BYTES); // flags and version
        for (int count = reader.u2(); count > 0; count--) {
            addBothWays("requires", "required-by", module, reader.name());
            reader.skip(2 * Short.BYTES); // flags and version
        }
        addPackages("exports", module, reader);
        addPackages("opens", module, reader);
        reader.names().forEach(service -> add("uses", module, service));
        for (int count = reader.u2(); count > 0; count--) {
            String service = reader.name();
            for (String provider : reader.names()) {
                add("provides", module, service, provider);
                add("provider", service, provider);
            }
        }
    }

    private void addPackages(String head, String module, Reader reader) throws IOException {
        for (int count = reader.u2(); count > 0; count--) {
            String packageName = reader.name();
            reader.skip(Short.BYTES); // flags
            List<String> targets = reader.names();
            targets.forEach(target -> add(head + "-to", module, packageName, target));
            if (targets.isEmpty()) {
                add(head, module, packageName);
            }
        }
    }

    private void addClass(ClassFile file, String module) throws IOException {
        String name = file.name();
        String packageName = name.substring(0, name.lastIndexOf('.'));
        add("class", name, module);
        add("package", packageName, module);
        addBothWays("in-package", "contains", name, packageName);
        addBothWays("kind", "of-kind", name, kind(file));
        add("access", name, access(file.attributes().innerFlags(name, file.flags())));
        addSupertypes(file);
        addDeprecation(file.attributes().deprecation(), "deprecated", name);
        for (Method method : file.methods()) {
            if ((method.flags() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0 && (method.flags() & SYNTHETIC) == 0) {
                addMethod(name, method);
            }
        }
    }

    private void addSupertypes(ClassFile file) {
        boolean isInterface = Modifier.isInterface(file.flags());
        if (!isInterface && file.superName() != null) {
            addBothWays("extends", "subclass", file.name(), file.superName());
        }
        String head = isInterface ? "extends-interface" : "implements";
        String inverse = isInterface ? "subinterface" : "implementer";
        file.interfaces().forEach(supertype -> addBothWays(head, inverse, file.name(), supertype));
    }

    private void addMethod(String owner, Method method) throws IOException {
        String name = method.name();
        List<String> types = method.parametersAndResult();
        List<String> parameters = types.subList(0, types.size() - 1);
        String result = types.get(types.size() - 1);
        String tuple = "(" + String.join(" ", parameters) + ")";
        add("method", owner, name, tuple, result);
        add("returns", result, owner, name);
        parameters.forEach(parameter -> add("parameter", parameter, owner, name));
        if (Modifier.isProtected(method.flags())) {
            add("protected", owner, name, tuple);
        }
        if (Modifier.isStatic(method.flags())) {
            add("static", owner, name, tuple);
        }
        for (String exception : method.attributes().reader("Exceptions").names()) {
            add("throws", owner, name, tuple, exception);
        }
        addDeprecation(method.attributes().deprecation(), "deprecated-method", owner, name, tuple);
    }

    private void addDeprecation(Deprecation deprecation, String head, String... what) {
        if (deprecation == null) {
            return;
        }
        String subject = String.join(" ", what);
        add(head, subject);
        if (!deprecation.since().isEmpty()) {
            add(head + "-since", subject, quoted(deprecation.since()));
        }
        if (deprecation.forRemoval()) {
            add(head + "-for-removal", subject);
        }
    }

    private void addBothWays(String head, String inverse, String left, String right) {
        add(head, left, right);
        add(inverse, right, left);
    }

    private void add(String head, String... rest) {
        facts.add("(" + head + " " + String.join(" ", rest) + ")");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String kind(ClassFile file) {
        if (Modifier.isInterface(file.flags())) {
            return (file.flags() & ANNOTATION) != 0 ? "annotation" : "interface";
        }
        // The body of an enum constant has the flag as well, but another superclass.
        if ((file.flags() & ENUM) != 0 && "java.lang.Enum".equals(file.superName())) {
            return "enum";
        }
        return file.attributes().has("Record") ? "record" : "class";
    }

    private static String access(int flags) {
        String access = Modifier.toString(flags & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE));
        return access.isEmpty() ? "package" : access;
    }

    private void print() throws IOException {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        out.print("; The class graph of Java " + Runtime.version() + ": " + facts.size() + " facts\n");
        facts.forEach(fact -> out.print(fact + "\n"));
        out.flush();
    }

    private void summarize(long milliseconds) {
        Map<String, Integer> heads = new TreeMap<>();
        facts.forEach(fact -> heads.merge(fact.substring(1, fact.indexOf(' ')), 1, Integer::sum));
        heads.forEach((head, count) -> System.err.printf("%9d %s%n", count, head));
        System.err.printf("%9d facts of Java %s in %d ms%n", facts.size(), Runtime.version(), milliseconds);
    }

    /** What the graph needs of one class file. {@code superName} is null for java.lang.Object and for a module. */
    private record ClassFile(
            int flags,
            String name,
            String superName,
            List<String> interfaces,
            List<Method> methods,
            Attributes attributes) {
        static ClassFile parse(byte[] bytes) throws IOException {
            Reader reader = new Reader(bytes, null);
            reader.readPool();
            int flags = reader.u2();
            String name = reader.name();
            String superName = reader.name();
            List<String> interfaces = reader.names();
            reader.members(); // the fields
            return new ClassFile(flags, name, superName, interfaces, reader.members(), reader.attributes());
        }
    }

    private record Method(int flags, String name, String descriptor, Attributes attributes) {
        /** The types of a descriptor such as {@code (I[Ljava/lang/String;)V}, the result last. */
        List<String> parametersAndResult() {
            List<String> types = new ArrayList<>();
            int dimensions = 0;
            for (int i = 0; i < descriptor.length(); i++) {
                char c = descriptor.charAt(i);
                if (c == '[') {
                    dimensions++;
                } else if (c != '(' && c != ')') {
                    int end = c == 'L' ? descriptor.indexOf(';', i) : i;
                    types.add("(array ".repeat(dimensions) + element(i, end) + ")".repeat(dimensions));
                    dimensions = 0;
                    i = end;
                }
            }
            return types;
        }

        private String element(int start, int end) {
            return start < end
                    ? descriptor.substring(start + 1, end).replace('/', '.')
                    : PRIMITIVES.get(PRIMITIVE_CODES.indexOf(descriptor.charAt(start)));
        }
    }

    /** {@code since} is empty where the annotation does not say. */
    private record Deprecation(String since, boolean forRemoval) {}

    /** The attributes of a class or method by name, undecoded, with the constant pool they refer to. */
    private record Attributes(Object[] pool, Map<String, byte[]> bytes) {
        boolean has(String name) {
            return bytes.containsKey(name);
        }

        /** Reads the named attribute; one that is absent reads as a count of zero. */
        Reader reader(String name) {
            return new Reader(bytes.getOrDefault(name, new byte[Short.BYTES]), pool);
        }

        /** The flags in the source: the class file of a nested class has them here, and others in its header. */
        int innerFlags(String className, int headerFlags) throws IOException {
            Reader reader = reader("InnerClasses");
            for (int count = reader.u2(); count > 0; count--) {
                String inner = reader.name();
                reader.skip(2 * Short.BYTES); // the outer class and the simple name
                int flags = reader.u2();
                if (className.equals(inner)) {
                    return flags;
                }
            }
            return headerFlags;
        }

        /** Null where nothing is deprecated. */
        Deprecation deprecation() throws IOException {
            Reader reader = reader("RuntimeVisibleAnnotations");
            for (int count = reader.u2(); count > 0; count--) {
                String type = reader.text();
                Map<String, Object> elements = reader.annotationElements();
                if (type.equals("Ljava/lang/Deprecated;")) {
                    boolean forRemoval = Integer.valueOf(1).equals(elements.get("forRemoval"));
                    return new Deprecation((String) elements.getOrDefault("since", ""), forRemoval);
                }
            }
            return has("Deprecated") ? new Deprecation("", false) : null;
        }
    }

    /** Reads a class file, or one attribute of it, from front to back. */
    private static final class Reader {
        private final DataInputStream in;
        private Object[] pool;

        Reader(byte[] bytes, Object[] pool) {
            this.in = new DataInputStream(new ByteArrayInputStream(bytes));
            this.pool = pool;
        }

        void readPool() throws IOException {
            skip(2 * Integer.BYTES); // magic number and version
            pool = new Object[u2()];
            for (int i = 1; i < pool.length; i++) {
                pool[i] = constant(in.readUnsignedByte());
                if (pool[i] instanceof Long) {
                    i++; // long and double take two places
                }
            }
        }

        /** A text, an int, a long, or (of a class, string, module or package) the index of its text as a char. */
        private Object constant(int tag) throws IOException {
            return switch (tag) {
                case 1 -> in.readUTF();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
                case 5, 6 -> in.readLong();
                case 7, 8, 16, 19, 20 -> in.readChar();
                case 15 -> skip(3);
                default -> throw new IOException("unknown constant: tag=" + tag);
            };
        }

        Object skip(int lengthBytes) throws IOException {
            in.skipNBytes(lengthBytes);
            return null;
        }

        int u2() throws IOException {
            return in.readUnsignedShort();
        }

        String text() throws IOException {
            return (String) pool[u2()];
        }

        /** The name of a class, module or package, with dots; null for index 0. */
        String name() throws IOException {
            Object index = pool[u2()];
            return index == null ? null : ((String) pool[(Character) index]).replace('/', '.');
        }

        List<String> names() throws IOException {
            List<String> names = new ArrayList<>();
            for (int count = u2(); count > 0; count--) {
                names.add(name());
            }
            return names;
        }

        /** Fields have the same form as methods. */
        List<Method> members() throws IOException {
            List<Method> members = new ArrayList<>();
            for (int count = u2(); count > 0; count--) {
                members.add(new Method(u2(), text(), text(), attributes()));
            }
            return members;
        }

        Attributes attributes() throws IOException {
            Map<String, byte[]> bytes = new HashMap<>();
            for (int count = u2(); count > 0; count--) {
                bytes.put(text(), in.readNBytes(in.readInt()));
            }
            return new Attributes(pool, bytes);
        }

        /** By name; only strings, ints and booleans (as ints) have values. */
        Map<String, Object> annotationElements() throws IOException {
            Map<String, Object> elements = new HashMap<>();
            for (int count = u2(); count > 0; count--) {
                elements.put(text(), elementValue());
            }
            return elements;
        }

        private Object elementValue() throws IOException {
            char tag = (char) in.readUnsignedByte();
            int first = u2(); // a constant, a type, or the length of an array
            switch (tag) {
                case 'c' -> {}
                case 'e' -> skip(Short.BYTES); // the constant's name
                case '@' -> annotationElements();
                case '[' -> {
                    for (int i = 0; i < first; i++) {
                        elementValue();
                    }
                }
                default -> {
                    return pool[first];
                }
            }
            return null;
        }
    }
}
