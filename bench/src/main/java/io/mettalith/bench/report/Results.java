package io.mettalith.bench.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was measured with one JDK on one machine, and its file.
 *
 * <pre>
 * {"schema": 1,
 *  "machine": {"cores": 2, "cpu": "...", "memoryBytes": 1, "kernel": "...", "jdk": "17", "vm": "...", "flags": "..."},
 *  "rows": {
 *    "fork": {
 *      "date": "2026-01-31", "commit": "0123abc", "quick": false,
 *      "measurements": [
 *        {"system": "mettalith", "size": 10, "variant": "", "score": 25.0, "error": 0.5, "unit": "ns/op",
 *         "bytes": 96.0, "samples": 15}]}}}
 * </pre>
 *
 * {@code bytes} is missing where allocation was not measured. Rows are measured and replaced one by one, so each has its
 * date and commit.
 */
public final class Results {
    private static final int SCHEMA = 1;

    private final Machine machine;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** Results of a machine, without rows. */
    public Results(Machine machine) {
        this.machine = machine;
    }

    /** Returns the machine. */
    public Machine machine() {
        return machine;
    }

    /** Returns the rows in the order in which they were first put. */
    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** Returns a row, empty if it was not measured. */
    public Optional<Row> row(String name) {
        return Optional.ofNullable(rows.get(name));
    }

    /** Returns a figure, empty if it was not measured. */
    public Optional<Measurement> find(String row, String system, long size, String variant) {
        return row(row).flatMap(found -> found.find(system, size, variant));
    }

    /** Puts a row in place of what was known of it. */
    public void put(Row row) {
        rows.put(row.name(), row);
    }

    /** Returns these rows beside those of {@code other} that are not among them, as of this machine. */
    public Results over(Results other) {
        final Results both = new Results(machine);
        other.rows.values().forEach(both::put);
        rows.values().forEach(both::put);
        return both;
    }

    /* ---------------- JSON ---------------- */

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is of another schema
     */
    public static Results read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Writes a file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, toJson().getBytes(StandardCharsets.UTF_8));
    }

    static Results parse(String json) throws IOException {
        final Map<String, Object> root = JSON.std.mapFrom(json);
        checkSchema(root, SCHEMA);
        final Results results = new Results(machine(object(root.get("machine"))));
        object(root.get("rows")).forEach((name, row) -> results.put(row(name, object(row))));
        return results;
    }

    static void checkSchema(Map<String, Object> root, int expected) throws IOException {
        final int schema = number(root, "schema").intValue();
        if (schema != expected) {
            throw new IOException("results of another schema: schema=" + schema + ", expected=" + expected);
        }
    }

    static Machine machine(Map<String, Object> json) {
        return new Machine(
                number(json, "cores").intValue(),
                text(json, "cpu"),
                number(json, "memoryBytes").longValue(),
                text(json, "kernel"),
                text(json, "jdk"),
                text(json, "vm"),
                text(json, "flags"));
    }

    static Row row(String name, Map<String, Object> json) {
        final List<Measurement> measurements = new ArrayList<>();
        for (final Object measurement : (List<?>) json.get("measurements")) {
            measurements.add(measurement(object(measurement)));
        }
        return new Row(
                name, text(json, "date"), text(json, "commit"), Boolean.TRUE.equals(json.get("quick")), measurements);
    }

    private static Measurement measurement(Map<String, Object> json) {
        return new Measurement(
                text(json, "system"),
                number(json, "size").longValue(),
                text(json, "variant"),
                number(json, "score").doubleValue(),
                number(json, "error").doubleValue(),
                text(json, "unit"),
                json.containsKey("bytes") ? number(json, "bytes").doubleValue() : Measurement.NOT_MEASURED,
                number(json, "samples").intValue());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    static String text(Map<String, Object> json, String field) {
        return (String) json.get(field);
    }

    static Number number(Map<String, Object> json, String field) {
        return (Number) json.get(field);
    }

    String toJson() throws IOException {
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("machine", toMap(machine));
        final Map<String, Object> byName = new LinkedHashMap<>();
        rows.values().forEach(row -> byName.put(row.name(), toMap(row)));
        root.put("rows", byName);
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(root) + "\n";
    }

    static Map<String, Object> toMap(Machine machine) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("cores", machine.cores());
        json.put("cpu", machine.cpu());
        json.put("memoryBytes", machine.memoryBytes());
        json.put("kernel", machine.kernel());
        json.put("jdk", machine.jdk());
        json.put("vm", machine.vm());
        json.put("flags", machine.flags());
        return json;
    }

    static Map<String, Object> toMap(Row row) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("date", row.date());
        json.put("commit", row.commit());
        json.put("quick", row.quick());
        json.put("measurements", row.measurements().stream().map(Results::toMap).toList());
        return json;
    }

    private static Map<String, Object> toMap(Measurement measurement) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("system", measurement.system());
        json.put("size", measurement.size());
        json.put("variant", measurement.variant());
        json.put("score", measurement.score());
        json.put("error", measurement.error());
        json.put("unit", measurement.unit());
        if (measurement.bytes() >= 0) {
            json.put("bytes", measurement.bytes());
        }
        json.put("samples", measurement.samples());
        return json;
    }
}
