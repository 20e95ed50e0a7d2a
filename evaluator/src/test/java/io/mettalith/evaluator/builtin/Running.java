package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.store.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/** An interpreter that has imported a module. */
final class Running implements AutoCloseable {
    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);
    private final List<String> printed = new ArrayList<>();

    Running(String module) {
        metta.output(printed::add);
        metta.run("!(import! &self " + module + ")");
    }

    Metta metta() {
        return metta;
    }

    List<String> printed() {
        return printed;
    }

    /** Runs a program and returns the results of its {@code !}s as one text. */
    String run(String program) {
        final StringBuilder out = new StringBuilder();
        for (final List<Atom> results : metta.run(program)) {
            out.append(metta.format(results));
        }
        return out.toString();
    }

    @Override
    public void close() {
        environment.close();
    }
}
