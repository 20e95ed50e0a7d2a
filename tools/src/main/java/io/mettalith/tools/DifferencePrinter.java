package io.mettalith.tools;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Difference.SpaceDifference;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints a difference: atoms while they are found, or numbers. */
final class DifferencePrinter implements Difference.Visitor {
    private final PrintWriter out;
    private final boolean json;
    private final long limit;
    private long seen;
    private SpaceId current = SpaceId.MAIN;

    /**
     * Begins in the main space.
     *
     * @param limit how many atoms to print; the others are counted
     */
    DifferencePrinter(PrintWriter out, boolean json, long limit) {
        this.out = out;
        this.json = json;
        this.limit = limit;
    }

    @Override
    public void space(SpaceId space, int existence) {
        if (!json && !space.isRegistry()) {
            out.println("; " + name(space) + (existence > 0 ? " is new" : " is gone"));
            current = space;
        }
    }

    @Override
    public void atom(SpaceId space, AtomCode atom, long before, long after) {
        if (++seen > limit) {
            return;
        }
        if (json) {
            ReportOptions.print(out, json(space, atom, before, after));
            return;
        }
        if (!space.equals(current)) {
            out.println("; " + name(space));
            current = space;
        }
        final long count = Math.abs(after - before);
        out.println((after > before ? "+ " : "- ") + atom + (count > 1 ? " ; x" + count : ""));
    }

    private static Map<String, Object> json(SpaceId space, AtomCode atom, long before, long after) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("space", name(space));
        object.put("atom", atom.toString());
        object.put("before", before);
        object.put("after", after);
        return object;
    }

    /** Returns a space's name as it stands in atoms, but for the main space. */
    static String name(SpaceId space) {
        if (space.isRegistry()) {
            return "states and tokens";
        }
        return space.equals(SpaceId.MAIN)
                ? space.toString()
                : new AtomWriter().space(space.high(), space.low()).toAtomCode().toString();
    }

    /** Says, to people, what the lines did not. */
    void end(Difference difference) {
        cut();
        final long moved = difference.sum(SpaceDifference::moved);
        if (!json && moved > 0) {
            out.printf("; definitions at other places: %,d%n", moved);
        }
    }

    /** Says how many atoms were not printed, if any. */
    void cut() {
        if (!json && seen > limit) {
            out.printf("; and %,d more%n", seen - limit);
        }
    }

    /** Prints numbers only. */
    void summary(ContentHash from, ContentHash to, Difference difference) {
        if (json) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("from", from.toHex());
            object.put("to", to.toHex());
            object.putAll(counts(difference));
            object.put(
                    "spaces",
                    difference.spaces().stream().map(DifferencePrinter::json).toList());
            ReportOptions.print(out, object);
        } else {
            out.printf("%s %s%n", RefPrinter.shortId(from), RefPrinter.shortId(to));
            difference.spaces().forEach(this::print);
        }
    }

    /** Returns the numbers over all spaces. */
    static Map<String, Object> counts(Difference difference) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("added", difference.added());
        object.put("removed", difference.removed());
        object.put("copiesAdded", difference.sum(SpaceDifference::copiesAdded));
        object.put("copiesRemoved", difference.sum(SpaceDifference::copiesRemoved));
        object.put("definitionsAdded", difference.sum(SpaceDifference::definitionsAdded));
        object.put("definitionsRemoved", difference.sum(SpaceDifference::definitionsRemoved));
        object.put("definitionsMoved", difference.sum(SpaceDifference::moved));
        return object;
    }

    private static Map<String, Object> json(SpaceDifference space) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("space", name(space.space()));
        object.put("existence", space.existence());
        object.put("added", space.added());
        object.put("removed", space.removed());
        object.put("copiesAdded", space.copiesAdded());
        object.put("copiesRemoved", space.copiesRemoved());
        object.put("definitionsAdded", space.definitionsAdded());
        object.put("definitionsRemoved", space.definitionsRemoved());
        object.put("definitionsMoved", space.moved());
        return object;
    }

    private void print(SpaceDifference space) {
        out.printf(
                "%-20s +%,d -%,d atoms, +%,d -%,d copies; definitions +%,d -%,d, %,d at other places%s%n",
                name(space.space()),
                space.added(),
                space.removed(),
                space.copiesAdded(),
                space.copiesRemoved(),
                space.definitionsAdded(),
                space.definitionsRemoved(),
                space.moved(),
                space.existence() == 0 ? "" : space.existence() > 0 ? "; new" : "; gone");
    }
}
