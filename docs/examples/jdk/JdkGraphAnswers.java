import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers the questions of {@code queries.metta} about the JDK that runs it, without MeTTa: {@code java
 * JdkGraphAnswers.java} prints one line per question, in the order and the form of the MeTTa program's own output,
 * except that the results of a line are in ascending order of their text.
 *
 * <p>It is made to disagree with {@link JdkGraph} where either is wrong, and so shares nothing with it: modules come
 * from the module system's own descriptors, and class files are read in place in a byte buffer, as far as the questions
 * need. Reflection would not do: without a flag it finds no class of a module that the JVM did not resolve.
 */
public final class JdkGraphAnswers {
    private static final int SYNTHETIC = 0x1000;
    private static final int ANNOTATION = 0x2000;
    private static final int ENUM = 0x4000;
    private static final Set<String> TIME =
            Set.of("java.time", "java.time.chrono", "java.time.format", "java.time.temporal", "java.time.zone");

    private final Map<String, ModuleDescriptor> modules = new TreeMap<>();
    private final Map<String, Type> types = new TreeMap<>();
    private final Map<String, Set<String>> subtypes = new TreeMap<>();

    /** Reads all observable system modules. */
    public JdkGraphAnswers() throws IOException {
        for (ModuleReference reference : ModuleFinder.ofSystem().findAll()) {
            modules.put(reference.descriptor().name(), reference.descriptor());
            try (ModuleReader reader = reference.open()) {
                readTypes(reader);
            }
        }
        for (Type type : types.values()) {
            type.supertypes()
                    .forEach(parent -> subtypes.computeIfAbsent(parent, key -> new TreeSet<>())
                            .add(type.name));
        }
    }

    public static void main(String[] arguments) throws IOException {
        new JdkGraphAnswers().answers().values().forEach(results -> System.out.println(line(results)));
    }

    /** The results of one question as hyperon prints them. */
    private static String line(List<String> results) {
        return "[" + String.join(", ", results) + "]";
    }

    private void readTypes(ModuleReader reader) throws IOException {
        try (Stream<String> resources = reader.list()) {
            for (String resource : (Iterable<String>) resources.filter(JdkGraphAnswers::isType)::iterator) {
                ByteBuffer bytes = reader.read(resource).orElseThrow();
                Type type = new Type(bytes);
                types.put(type.name, type);
                reader.release(bytes);
            }
        }
    }

    private static boolean isType(String resource) {
        return resource.endsWith(".class")
                && !resource.endsWith("module-info.class")
                && !resource.endsWith("/package-info.class");
    }

    /** The results of each question, sorted, by its name; the names are in the order of the questions. */
    public Map<String, List<String>> answers() {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        answers.put("value-of", methods("java.lang.String", m -> m.name.equals("valueOf"), Method::tuple));
        answers.put("optional-in-stream", optionalInStream());
        answers.put("optional-factories", methods("java.util.Optional", Method::isFactory, Method::name));
        answers.put("object-throws", objectThrows());
        answers.put("exception-subclasses", count(subtypes("java.lang.Exception")));
        answers.put("time-enums", types(type -> type.isEnum() && TIME.contains(type.packageName())));
        answers.put("for-removal", types(type -> type.deprecation.forRemoval));
        answers.put("since-9", sinceNine());
        answers.put("comparable-times", comparableTimes());
        answers.put("unused-exports", unusedExports());
        answers.put("open-services", openServices());
        answers.put("optional-methods", count(methods(Method::isOptional)));
        answers.put("path-parameters", pathParameters());
        answers.put("equals-without-hashcode", count(types(JdkGraphAnswers::equalsWithoutHashCode)));
        answers.put("base-is-everywhere", baseIsEverywhere());
        answers.put("lineage", List.of(lineage("java.nio.file.FileSystemLoopException")));
        answers.put("logging-dependents", List.copyOf(below("java.logging", this::dependents)));
        answers.put("closeable-zip", closeableZip());
        answers.put("closeable-types", closeableTypes());
        answers.put("throwables", List.of("" + (1 + below("java.lang.Throwable", this::subtypes).size())));
        answers.put("popular-interfaces", popularInterfaces());
        answers.put("deepest", deepest());
        answers.replaceAll((name, results) -> results.stream().sorted().toList());
        return answers;
    }

    /** Names, each once however many overloads it stands for. */
    private List<String> optionalInStream() {
        return List.copyOf(Set.copyOf(methods("java.util.stream.Stream", Method::isOptional, Method::name)));
    }

    private List<String> objectThrows() {
        return types.get("java.lang.Object").methods.stream()
                .flatMap(m -> m.exceptions.stream().map(e -> "(" + e + " from " + m.name + " " + m.tuple() + ")"))
                .toList();
    }

    private List<String> sinceNine() {
        long classes = types.values().stream().filter(type -> "9".equals(type.deprecation.since)).count();
        return List.of("((classes " + classes + ") (methods "
                + methods(method -> "9".equals(method.deprecation.since)).size() + "))");
    }

    private List<String> comparableTimes() {
        List<String> both = List.of("java.lang.Comparable", "java.io.Serializable");
        return types(type -> type.packageName().equals("java.time")
                && !type.isInterface()
                && type.interfaces.containsAll(both));
    }

    private List<String> unusedExports() {
        return modules.values().stream()
                .filter(module -> dependents(module.name()).isEmpty())
                .flatMap(module -> module.exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(exports -> "(" + module.name() + " exports " + exports.source() + ")"))
                .toList();
    }

    private List<String> openServices() {
        Set<String> provided = modules.values().stream()
                .flatMap(module -> module.provides().stream())
                .map(ModuleDescriptor.Provides::service)
                .collect(Collectors.toSet());
        return modules.values().stream()
                .flatMap(module -> module.uses().stream())
                .distinct()
                .filter(service -> !provided.contains(service))
                .toList();
    }

    private List<String> pathParameters() {
        Predicate<Method> takesPath = method -> method.parameters().contains("java.nio.file.Path");
        long names = types.values().stream()
                .mapToLong(type -> type.methods.stream().filter(takesPath).map(Method::name).distinct().count())
                .sum();
        return List.of("((methods " + names + ") (classes "
                + types(type -> type.methods.stream().anyMatch(takesPath)).size() + "))");
    }

    private static boolean equalsWithoutHashCode(Type type) {
        return type.declares("equals(Ljava/lang/Object;)Z") && !type.declares("hashCode()I");
    }

    /** The unit atom where the statement holds, and a text no MeTTa program prints where it does not. */
    private List<String> baseIsEverywhere() {
        Set<String> others = new TreeSet<>(modules.keySet());
        others.removeAll(dependents("java.base"));
        return others.equals(Set.of("java.base")) ? List.of("()") : List.of("not only java.base: " + others);
    }

    private List<String> closeableZip() {
        return below("java.io.Closeable", this::subtypes).stream()
                .filter(name -> types.get(name).packageName().equals("java.util.zip"))
                .toList();
    }

    private List<String> closeableTypes() {
        Set<String> all = below("java.io.Closeable", this::subtypes);
        long interfaces = all.stream().filter(name -> types.get(name).isPlainInterface()).count();
        return List.of("((types " + all.size() + ") (interfaces " + interfaces + "))");
    }

    private List<String> popularInterfaces() {
        Map<String, Integer> implementers = new TreeMap<>();
        types.values().stream()
                .filter(type -> !type.isInterface())
                .forEach(type -> type.interfaces.forEach(name -> implementers.merge(name, 1, Integer::sum)));
        return implementers.entrySet().stream()
                .filter(entry -> entry.getValue() >= 100)
                .filter(entry -> types.get(entry.getKey()).isPlainInterface())
                .map(entry -> "(" + entry.getKey() + " " + entry.getValue() + ")")
                .toList();
    }

    private List<String> deepest() {
        Map<Integer, List<String>> byDepth = types.values().stream()
                .filter(type -> !type.isInterface())
                .map(type -> type.name)
                .collect(Collectors.groupingBy(this::depth));
        int depth = byDepth.keySet().stream().max(Integer::compare).orElseThrow();
        return byDepth.get(depth).stream()
                .map(name -> "(" + depth + " " + lineage(name) + ")")
                .toList();
    }

    private int depth(String name) {
        return (int) superclasses(name).count() - 1;
    }

    private String lineage(String name) {
        return superclasses(name).collect(Collectors.joining(" ", "(", ")"));
    }

    private Stream<String> superclasses(String name) {
        return Stream.iterate(name, parent -> parent != null, parent -> types.get(parent).superName);
    }

    private Set<String> dependents(String required) {
        return modules.values().stream()
                .filter(module -> module.requires().stream().anyMatch(r -> r.name().equals(required)))
                .map(ModuleDescriptor::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> subtypes(String name) {
        return subtypes.getOrDefault(name, Set.of());
    }

    /** All that can be reached from the start in one step or more. */
    private static Set<String> below(String start, Function<String, Set<String>> next) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(next.apply(start));
        while (!open.isEmpty()) {
            String node = open.pop();
            if (reached.add(node)) {
                open.addAll(next.apply(node));
            }
        }
        return reached;
    }

    private List<String> types(Predicate<Type> condition) {
        return types.values().stream().filter(condition).map(type -> type.name).toList();
    }

    private List<Method> methods(Predicate<Method> condition) {
        return types.values().stream().flatMap(type -> type.methods.stream()).filter(condition).toList();
    }

    private List<String> methods(String owner, Predicate<Method> condition, Function<Method, String> text) {
        return types.get(owner).methods.stream().filter(condition).map(text).toList();
    }

    private static List<String> count(Collection<?> all) {
        return List.of(Integer.toString(all.size()));
    }

    /** {@code since} is null and {@code forRemoval} false where the annotation is absent or does not say. */
    private record Deprecation(String since, boolean forRemoval) {
        static final Deprecation NONE = new Deprecation(null, false);
    }

    /** A public or protected method that is not synthetic. */
    private record Method(
            int flags, String name, String descriptor, List<String> exceptions, Deprecation deprecation) {
        boolean isOptional() {
            return descriptor.endsWith(")Ljava/util/Optional;");
        }

        boolean isFactory() {
            return isOptional() && Modifier.isStatic(flags);
        }

        List<String> parameters() {
            List<String> parameters = new ArrayList<>();
            int start = 1;
            while (descriptor.charAt(start) != ')') {
                int end = end(start);
                parameters.add(type(descriptor.substring(start, end)));
                start = end;
            }
            return parameters;
        }

        String tuple() {
            return "(" + String.join(" ", parameters()) + ")";
        }

        private int end(int start) {
            return switch (descriptor.charAt(start)) {
                case '[' -> end(start + 1);
                case 'L' -> descriptor.indexOf(';', start) + 1;
                default -> start + 1;
            };
        }

        private static String type(String code) {
            return switch (code.charAt(0)) {
                case '[' -> "(array " + type(code.substring(1)) + ")";
                case 'L' -> code.substring(1, code.length() - 1).replace('/', '.');
                case 'B' -> "byte";
                case 'C' -> "char";
                case 'D' -> "double";
                case 'F' -> "float";
                case 'I' -> "int";
                case 'J' -> "long";
                case 'S' -> "short";
                case 'Z' -> "boolean";
                default -> throw new IllegalArgumentException("not a type: code=" + code);
            };
        }
    }

    /** A class file, decoded from its buffer as the constructor runs; nothing refers to the buffer afterwards. */
    private static final class Type {
        final int flags;
        final String name;
        final String superName;
        final List<String> interfaces;
        final List<Method> methods = new ArrayList<>();
        final Deprecation deprecation;

        Type(ByteBuffer bytes) {
            ConstantPool pool = new ConstantPool(bytes);
            flags = bytes.getChar();
            name = pool.name(bytes.getChar());
            superName = pool.name(bytes.getChar());
            interfaces = pool.names(bytes);
            for (int left = bytes.getChar(); left > 0; left--) { // fields
                bytes.position(bytes.position() + 6);
                new Attributes(bytes, pool);
            }
            for (int left = bytes.getChar(); left > 0; left--) {
                addMethod(bytes, pool);
            }
            deprecation = new Attributes(bytes, pool).deprecation;
        }

        private void addMethod(ByteBuffer bytes, ConstantPool pool) {
            int methodFlags = bytes.getChar();
            String methodName = pool.text(bytes.getChar());
            String descriptor = pool.text(bytes.getChar());
            Attributes attributes = new Attributes(bytes, pool);
            boolean visible = Modifier.isPublic(methodFlags) || Modifier.isProtected(methodFlags);
            if (visible && (methodFlags & SYNTHETIC) == 0) {
                methods.add(
                        new Method(methodFlags, methodName, descriptor, attributes.exceptions, attributes.deprecation));
            }
        }

        String packageName() {
            return name.substring(0, name.lastIndexOf('.'));
        }

        boolean isInterface() {
            return Modifier.isInterface(flags);
        }

        boolean isPlainInterface() {
            return isInterface() && (flags & ANNOTATION) == 0;
        }

        boolean isEnum() {
            return (flags & ENUM) != 0 && "java.lang.Enum".equals(superName);
        }

        /** An interface names java.lang.Object as its superclass, which means nothing. */
        Stream<String> supertypes() {
            return isInterface() || superName == null
                    ? interfaces.stream()
                    : Stream.concat(Stream.of(superName), interfaces.stream());
        }

        boolean declares(String nameAndDescriptor) {
            return methods.stream().anyMatch(method -> nameAndDescriptor.equals(method.name + method.descriptor));
        }
    }

    /** The start of each constant in the buffer, past its tag. Constructing it moves the buffer past the pool. */
    private static final class ConstantPool {
        private final ByteBuffer bytes;
        private final int[] starts;

        ConstantPool(ByteBuffer bytes) {
            this.bytes = bytes.position(bytes.position() + 8);
            starts = new int[bytes.getChar()];
            for (int index = 1; index < starts.length; index++) {
                int tag = bytes.get();
                starts[index] = bytes.position();
                bytes.position(bytes.position() + lengthBytes(tag));
                index += tag == 5 || tag == 6 ? 1 : 0;
            }
        }

        private int lengthBytes(int tag) {
            return switch (tag) {
                case 1 -> 2 + bytes.getChar(bytes.position());
                case 7, 8, 16, 19, 20 -> 2;
                case 15 -> 3;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
                case 5, 6 -> 8;
                default -> throw new IllegalArgumentException("unknown constant: tag=" + tag);
            };
        }

        String text(int index) {
            byte[] text = new byte[bytes.getChar(starts[index])];
            bytes.get(starts[index] + 2, text);
            return new String(text, StandardCharsets.UTF_8);
        }

        int number(int index) {
            return bytes.getInt(starts[index]);
        }

        /** The name of a class, with dots; null for index 0. */
        String name(int index) {
            return index == 0 ? null : text(bytes.getChar(starts[index])).replace('/', '.');
        }

        List<String> names(ByteBuffer at) {
            return Stream.generate(() -> name(at.getChar())).limit(at.getChar()).toList();
        }
    }

    /** The attributes at the buffer's position, as far as the questions need them. Moves the buffer past them. */
    private static final class Attributes {
        private final ByteBuffer bytes;
        private final ConstantPool pool;
        List<String> exceptions = List.of();
        Deprecation deprecation = Deprecation.NONE;

        Attributes(ByteBuffer bytes, ConstantPool pool) {
            this.bytes = bytes;
            this.pool = pool;
            for (int left = bytes.getChar(); left > 0; left--) {
                String name = pool.text(bytes.getChar());
                int end = bytes.getInt() + bytes.position();
                if (name.equals("Exceptions")) {
                    exceptions = pool.names(bytes);
                } else if (name.equals("RuntimeVisibleAnnotations")) {
                    readAnnotations();
                }
                bytes.position(end);
            }
        }

        private void readAnnotations() {
            for (int left = bytes.getChar(); left > 0; left--) {
                boolean deprecated = pool.text(bytes.getChar()).equals("Ljava/lang/Deprecated;");
                readElements(deprecated);
            }
        }

        private void readElements(boolean deprecated) {
            for (int left = bytes.getChar(); left > 0; left--) {
                String element = pool.text(bytes.getChar());
                int value = readValue();
                if (deprecated && element.equals("since")) {
                    deprecation = new Deprecation(pool.text(value), deprecation.forRemoval);
                } else if (deprecated && element.equals("forRemoval")) {
                    deprecation = new Deprecation(deprecation.since, pool.number(value) == 1);
                }
            }
        }

        /** The index of the constant; of no use for values of other kinds. */
        private int readValue() {
            int tag = bytes.get();
            int first = bytes.getChar();
            if (tag == 'e') {
                bytes.getChar();
            } else if (tag == '@') {
                readElements(false);
            } else if (tag == '[') {
                for (int i = 0; i < first; i++) {
                    readValue();
                }
            }
            return first;
        }
    }
}
