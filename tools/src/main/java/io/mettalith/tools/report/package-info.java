/**
 * The report on a snapshot: as one HTML page that needs nothing else, and as one JSON object.
 *
 * <pre>{@code
 * SnapshotReport report = SnapshotReport.of(store, request, atoms -> {});
 * Files.writeString(Path.of("report.html"), ReportPage.of(report));
 * }</pre>
 *
 * <p>The page is made by the templates in {@code src/main/jte}, which become classes of this package when it is built.
 * They have the words and the order of things; what they show, and where it lies in a picture, is computed here.
 *
 * <p>Reading order: {@link io.mettalith.tools.report.ReportPage}; {@code ReportView}, which the templates read; {@code
 * ColumnPlot} and {@code LinePlot}, the pictures, over an {@link io.mettalith.tools.report.Axis}; {@code Figures}, how
 * numbers are written; {@link io.mettalith.tools.report.ReportJson}.
 */
package io.mettalith.tools.report;
