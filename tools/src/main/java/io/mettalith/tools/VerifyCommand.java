package io.mettalith.tools;

import io.mettalith.store.verify.Damage;
import io.mettalith.store.verify.Finding;
import io.mettalith.store.verify.StoreVerifier;
import io.mettalith.store.verify.Verification;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a store for damage. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a store, or what one snapshot of it needs: one line per part, OK or DAMAGED, and then where and why.",
            "Without --deep, segments are not read, only what leads to them. Takes no lock and writes nothing."
        },
        footer = {"", "Example:", "  mettalith verify jdk --deep"})
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "REF",
            description = "name, id or unique beginning of an id (default: everything)")
    private String ref;

    @Option(names = "--deep", description = "read everything: every hash, every atom, every count")
    private boolean deep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final Verification verification = verify();
        final PrintWriter out = spec.commandLine().getOut();
        for (final Finding finding : verification.findings()) {
            if (report.isJson()) {
                ReportOptions.print(out, json(finding));
            } else {
                print(out, finding);
            }
        }
        return verification.isDamaged() ? ExitCode.DIFFERENCE : ExitCode.OK;
    }

    private Verification verify() {
        final StoreVerifier verifier = new StoreVerifier(store.directory());
        if (!deep) {
            return verify(verifier);
        }
        try (VerificationBar bar = new VerificationBar()) {
            return verify(verifier.deep().progress(bar));
        }
    }

    private Verification verify(StoreVerifier verifier) {
        return ref == null ? verifier.verify() : verifier.verify(ref);
    }

    private static void print(PrintWriter out, Finding finding) {
        final StringBuilder line = new StringBuilder(finding.isDamaged() ? "DAMAGED  " : "OK       ");
        line.append(word(finding.part())).append(' ').append(finding.name());
        if (finding.isDamaged()) {
            line.append(": ").append(finding.damages().get(0));
        }
        finding.remarks().forEach(remark -> line.append("; ").append(remark));
        if (finding.damageCount() > 1) {
            line.append("; and ").append(finding.damageCount() - 1).append(" more");
        }
        out.println(line);
    }

    private static String word(Finding.Part part) {
        return switch (part) {
            case STORE -> "file";
            case LOG -> "log";
            case INDEX -> "index";
            case MAP -> "map";
            case SNAPSHOT -> "snapshot";
            case INDEXES -> "indexes";
            case TREE -> "tree";
            case INDEX_TREE -> "index-tree";
        };
    }

    private static Map<String, Object> json(Finding finding) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("part", word(finding.part()));
        object.put("name", finding.name());
        object.put("ok", !finding.isDamaged());
        object.put("damageCount", finding.damageCount());
        object.put(
                "damages", finding.damages().stream().map(VerifyCommand::json).toList());
        object.put("remarks", finding.remarks());
        return object;
    }

    private static Map<String, Object> json(Damage damage) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", damage.file().toString());
        object.put("offset", damage.offset());
        object.put("rule", damage.rule());
        object.put("expected", damage.expected());
        object.put("actual", damage.actual());
        return object;
    }
}
