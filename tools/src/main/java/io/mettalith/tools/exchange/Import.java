package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.ZipException;

/**
 * Atoms on their way from files into an environment.
 *
 * <pre>{@code
 * try (Import facts = new Import()) {
 *     facts.read("people.csv", ImportOptions.BY_NAME, ReadProgress.NONE);
 *     facts.read("films.nt.gz", ImportOptions.BY_NAME, ReadProgress.NONE);
 *     facts.addTo(environment, SpaceId.MAIN);
 * }
 * }</pre>
 *
 * <p>Nothing is added before all has been read, so that a file with an error leaves no trace. Until then the atoms are
 * kept off the heap. Not thread-safe.
 */
public final class Import implements AutoCloseable {
    private final AtomBatch target = new AtomBatch();
    private final Map<SpaceId, AtomBatch> others = new LinkedHashMap<>();
    private final Map<StateId, AtomCode> states = new LinkedHashMap<>();
    private final Map<String, AtomCode> tokens = new LinkedHashMap<>();
    private long atoms;

    /** Makes an import of nothing yet. */
    public Import() {}

    /**
     * Reads a file.
     *
     * @param file its path, or {@code -} for standard input
     * @throws FormatException if it is not in its format
     * @throws UnsuitableException if it has what cannot be imported
     * @throws io.mettalith.evaluator.syntax.SyntaxErrorsException if it is MeTTa, and has errors
     * @throws IOException if it cannot be read
     */
    public void read(String file, ImportOptions options, ReadProgress progress) throws IOException {
        try (FactFile opened = FactFile.open(file)) {
            progress.begin(opened.name(), opened.lengthBytes());
            options.open(opened).readInto(new Sorter(), () -> progress.read(opened.readBytes()));
        } catch (final EOFException | ZipException e) {
            throw new FormatException(file + ": compressed file damaged: reason=" + e.getMessage() + "; get it again");
        }
    }

    /** Returns how many atoms have been read, copies counted. */
    public long atoms() {
        return atoms;
    }

    /**
     * Adds all that was read to an environment; done once.
     *
     * @param space takes what no file has put in another; it is there
     */
    public void addTo(Environment environment, SpaceId space) {
        addTo(environment, () -> space);
    }

    /**
     * As {@link #addTo(Environment, SpaceId)}.
     *
     * @param space is asked for it when the spaces, states and tokens of the files are there
     */
    public void addTo(Environment environment, Supplier<SpaceId> space) {
        others.keySet().forEach(environment::ensureSpace);
        states.forEach(environment::changeState);
        tokens.forEach(environment::bind);
        environment.addAll(space.get(), target);
        others.forEach(environment::addAll);
    }

    @Override
    public void close() {
        target.close();
        others.values().forEach(AtomBatch::close);
    }

    /** Puts what is read from one file where it belongs. */
    private final class Sorter implements FactSink {
        private AtomBatch current = target;

        @Override
        public void add(AtomWriter atom, long copies) {
            current.add(atom, copies);
            atoms = copies > Long.MAX_VALUE - atoms ? Long.MAX_VALUE : atoms + copies;
        }

        @Override
        public void enter(SpaceId space) {
            current = space.equals(SpaceId.MAIN) ? target : others.computeIfAbsent(space, id -> new AtomBatch());
        }

        @Override
        public void set(StateId state, AtomCode value) {
            states.put(state, value);
        }

        @Override
        public void bind(String token, AtomCode value) {
            tokens.put(token, value);
        }
    }
}
