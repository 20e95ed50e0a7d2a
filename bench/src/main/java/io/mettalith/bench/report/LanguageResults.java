package io.mettalith.bench.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was measured of the language with one JDK on one machine, and its file.
 *
 * <pre>
 * {"schema": 1,
 *  "machine": {...},
 *  "systems": {"mettalith": "version, options", "petta": "version"},
 *  "rounds": [
 *    {"program": "fib", "system": "petta", "size": 30, "date": "2026-01-31", "commit": "0123abc", "quick": false,
 *     "seconds": [0.94, 0.95], "peakBytes": [30000000, 30000000], "problem": ""}],
 *  "rows": {"fork": {...}}}
 * </pre>
 *
 * Machine and rows are as in {@link Results}.
 */
public final class LanguageResults {
    /** The program that tells how long a start takes. */
    public static final String START = "start";
    /** The program whose calls wait for one another. */
    public static final String RECURSION = "recursion";
    /** The row that compares evaluation on a fork with evaluation on what it is a fork of. */
    public static final String FORK = "forkEvaluation";

    /** Mettalith, as it is started by default. */
    public static final String METTALITH = "mettalith";
    /** Mettalith with memoisation. */
    public static final String METTALITH_MEMO = "mettalith-memo";
    /** PeTTa, which compiles MeTTa to Prolog. */
    public static final String PETTA = "petta";

    private static final int SCHEMA = 1;

    private final Machine machine;
    private final Map<String, String> systems = new LinkedHashMap<>();
    private final Map<List<String>, Rounds> rounds = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** Results of a machine, without figures. */
    public LanguageResults(Machine machine) {
        this.machine = machine;
    }

    /** Returns the machine. */
    public Machine machine() {
        return machine;
    }

    /** Returns what is known of each system, such as its version. */
    public Map<String, String> systems() {
        return Collections.unmodifiableMap(systems);
    }

    /** Returns all rounds, in the order in which they were first put. */
    public List<Rounds> rounds() {
        return List.copyOf(rounds.values());
    }

    /** Returns how a system ran a program, empty if it did not. */
    public Optional<Rounds> rounds(String program, String system) {
        return Optional.ofNullable(rounds.get(List.of(program, system)));
    }

    /** Returns the programs by which speed is compared, without those that tell something else. */
    List<String> programs() {
        return rounds.values().stream()
                .map(Rounds::program)
                .filter(program -> !program.equals(START) && !program.equals(RECURSION))
                .distinct()
                .toList();
    }

    /** Returns a row of other figures, empty if it was not measured. */
    public Optional<Row> row(String name) {
        return Optional.ofNullable(rows.get(name));
    }

    /** Says what is known of a system. */
    public void describe(String system, String text) {
        systems.put(system, text);
    }

    /** Puts rounds in place of what was known of that program and system. */
    public void put(Rounds of) {
        rounds.put(List.of(of.program(), of.system()), of);
    }

    /** Puts a row in place of what was known of it. */
    public void put(Row row) {
        rows.put(row.name(), row);
    }

    /** Returns these figures beside those of {@code other} that are not among them, as of this machine. */
    public LanguageResults over(LanguageResults other) {
        final LanguageResults both = new LanguageResults(machine);
        both.putAll(other);
        both.putAll(this);
        return both;
    }

    private void putAll(LanguageResults other) {
        systems.putAll(other.systems);
        rounds.putAll(other.rounds);
        rows.putAll(other.rows);
    }

    /* ---------------- JSON ---------------- */

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is of another schema
     */
    public static LanguageResults read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Writes a file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, toJson().getBytes(StandardCharsets.UTF_8));
    }

    static LanguageResults parse(String json) throws IOException {
        final Map<String, Object> root = JSON.std.mapFrom(json);
        Results.checkSchema(root, SCHEMA);
        final LanguageResults results = new LanguageResults(Results.machine(Results.object(root.get("machine"))));
        Results.object(root.get("systems")).forEach((system, text) -> results.describe(system, (String) text));
        ((List<?>) root.get("rounds")).forEach(each -> results.put(rounds(Results.object(each))));
        Results.object(root.get("rows")).forEach((name, row) -> results.put(Results.row(name, Results.object(row))));
        return results;
    }

    private static Rounds rounds(Map<String, Object> json) {
        return new Rounds(
                Results.text(json, "program"),
                Results.text(json, "system"),
                Results.number(json, "size").longValue(),
                Results.text(json, "date"),
                Results.text(json, "commit"),
                Boolean.TRUE.equals(json.get("quick")),
                numbers(json, "seconds").stream().map(Number::doubleValue).toList(),
                numbers(json, "peakBytes").stream().map(Number::longValue).toList(),
                Results.text(json, "problem"));
    }

    private static List<Number> numbers(Map<String, Object> json, String field) {
        final List<Number> numbers = new ArrayList<>();
        ((List<?>) json.get(field)).forEach(each -> numbers.add((Number) each));
        return numbers;
    }

    String toJson() throws IOException {
        final Map<String, Object> byName = new LinkedHashMap<>();
        rows.values().forEach(row -> byName.put(row.name(), Results.toMap(row)));
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("machine", Results.toMap(machine));
        root.put("systems", systems);
        root.put("rounds", rounds.values().stream().map(LanguageResults::toMap).toList());
        root.put("rows", byName);
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(root) + "\n";
    }

    private static Map<String, Object> toMap(Rounds of) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("program", of.program());
        json.put("system", of.system());
        json.put("size", of.size());
        json.put("date", of.date());
        json.put("commit", of.commit());
        json.put("quick", of.quick());
        json.put("seconds", of.seconds());
        json.put("peakBytes", of.peakBytes());
        json.put("problem", of.problem());
        return json;
    }
}
