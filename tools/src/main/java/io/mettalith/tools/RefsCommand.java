package io.mettalith.tools;

import io.mettalith.store.snapshot.Ref;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the named snapshots. */
@Command(
        name = "refs",
        mixinStandardHelpOptions = true,
        description = "Lists the named snapshots of a store: name, id, atoms, time.")
final class RefsCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try (SegmentStore opened = store.open()) {
            final List<Ref> refs = opened.refs();
            refs.forEach(ref -> print(out, ref));
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, Ref ref) {
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", ref.name());
            object.put("id", ref.snapshot().toHex());
            object.put("atoms", ref.atoms());
            object.put("time", ref.time().toString());
            ReportOptions.print(out, object);
        } else {
            out.printf(
                    "%-20s %s %,15d atoms  %s%n",
                    ref.name(), ref.snapshot().toHex().substring(0, 12), ref.atoms(), ref.time());
        }
    }
}
