package io.mettalith.tools.report;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomPrinter;
import io.mettalith.store.report.DifferenceByHead;
import io.mettalith.store.report.DifferenceByHead.HeadDifference;
import io.mettalith.store.report.EnvironmentStatistics.HeadCount;
import io.mettalith.store.report.EnvironmentStatistics.IndexStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SegmentStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SpaceStatistics;
import io.mettalith.store.report.Growth;
import io.mettalith.store.report.SegmentShape;
import io.mettalith.store.report.Sharing;
import io.mettalith.store.report.SnapshotReport;
import io.mettalith.store.report.SnapshotReport.LargeAtom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report on a snapshot as one JSON object: all of it, in fields whose names and order stay. */
public final class ReportJson {
    private ReportJson() {}

    /** Returns the object's fields, made of maps, lists, texts and numbers. */
    public static Map<String, Object> of(SnapshotReport report) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("ref", report.ref());
        object.put("id", report.id().toHex());
        object.put("time", report.time().toString());
        object.put("spaces", report.spaces().stream().map(ReportJson::space).toList());
        object.put("segments", segments(report.segments()));
        object.put("indexes", segments(report.indexes()));
        object.put("shape", shape(report.shape()));
        object.put("largest", report.largest().stream().map(ReportJson::large).toList());
        object.put("sharing", sharing(report.sharing()));
        object.put("growth", growth(report.growth()));
        report.difference().ifPresent(difference -> object.put("difference", difference(difference)));
        return object;
    }

    private static Map<String, Object> space(SpaceStatistics space) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("space", space.space().toString());
        object.put("atoms", space.atoms());
        object.put("distinctAtoms", space.distinctAtoms());
        object.put("facts", space.facts());
        object.put("rules", space.rules());
        object.put("types", space.types());
        object.put("withVariables", space.withVariables());
        object.put("heads", space.heads().stream().map(ReportJson::head).toList());
        object.put("segments", segments(space.segments()));
        object.put("indexes", space.indexes().stream().map(ReportJson::index).toList());
        return object;
    }

    private static Map<String, Object> head(HeadCount head) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("head", head.symbol());
        object.put("arity", head.arity());
        object.put("atoms", head.atoms());
        object.put("distinctAtoms", head.distinctAtoms());
        object.put("bytes", head.bytes());
        return object;
    }

    private static Map<String, Object> segments(SegmentStatistics segments) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("segments", segments.segments());
        object.put("directories", segments.directories());
        object.put("height", segments.height());
        object.put("entries", segments.entries());
        object.put("usedBytes", segments.usedBytes());
        object.put("capacityBytes", segments.capacityBytes());
        return object;
    }

    private static Map<String, Object> index(IndexStatistics index) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("size", index.key().size());
        object.put("position", index.key().position());
        object.putAll(segments(index.segments()));
        return object;
    }

    private static Map<String, Object> shape(SegmentShape shape) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("widthBytes", shape.widthBytes());
        object.put("segmentsBySize", shape.sizes());
        object.put("medianBytes", shape.medianBytes());
        object.put("levels", shape.levels().stream().map(ReportJson::level).toList());
        return object;
    }

    private static Map<String, Object> level(SegmentShape.Level level) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("height", level.height());
        object.put("directories", level.directories());
        object.put("children", level.children());
        object.put("mostChildren", level.mostChildren());
        return object;
    }

    private static Map<String, Object> large(LargeAtom atom) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("space", atom.space().toString());
        object.put("atom", AtomPrinter.print(atom.code()));
        object.put("bytes", atom.bytes());
        object.put("count", atom.count());
        return object;
    }

    private static Map<String, Object> sharing(Sharing sharing) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("refs", sharing.refs().stream().map(ReportJson::ref).toList());
        object.put("omittedRefs", sharing.omitted());
        object.put("sharedBytes", sharing.sharedBytes());
        object.put("storedBytes", sharing.storedBytes());
        object.put("separateBytes", sharing.separateBytes());
        object.put("olderBytes", sharing.olderBytes());
        return object;
    }

    private static Map<String, Object> ref(Sharing.RefShare share) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", share.ref().name());
        object.put("id", share.ref().snapshot().toHex());
        object.put("atoms", share.ref().atoms());
        object.put("bytes", share.bytes());
        object.put("aloneBytes", share.aloneBytes());
        return object;
    }

    private static Map<String, Object> growth(Growth growth) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("ref", growth.ref());
        object.put("entries", growth.steps().stream().map(ReportJson::step).toList());
        return object;
    }

    private static Map<String, Object> step(Growth.Step step) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", step.entry().snapshot().toHex());
        object.put("time", step.entry().time().toString());
        object.put("kind", step.entry().kind().name().toLowerCase(Locale.ROOT));
        object.put("message", step.entry().message());
        object.put("atoms", step.entry().atoms());
        object.put("newParts", step.newParts());
        object.put("newBytes", step.newBytes());
        object.put("allBytes", step.allBytes());
        return object;
    }

    private static Map<String, Object> difference(DifferenceByHead difference) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("against", difference.against());
        object.put("id", difference.id().toHex());
        object.put("added", difference.added());
        object.put("removed", difference.removed());
        object.put("heads", difference.heads().stream().map(ReportJson::head).toList());
        return object;
    }

    private static Map<String, Object> head(HeadDifference head) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("space", head.space().toString());
        object.put("head", head.symbol());
        object.put("arity", head.arity());
        object.put("added", head.added());
        object.put("removed", head.removed());
        object.put("addedSamples", texts(head.addedSamples()));
        object.put("removedSamples", texts(head.removedSamples()));
        return object;
    }

    private static List<String> texts(List<AtomCode> atoms) {
        return atoms.stream().map(AtomPrinter::print).toList();
    }
}
