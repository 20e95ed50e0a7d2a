package io.mettalith.tools.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.mettalith.store.report.SnapshotReport;

/** The report on a snapshot as one HTML page. It refers to nothing outside itself, and forbids itself to. */
public final class ReportPage {
    private static final String TEMPLATE = "report.jte";

    private ReportPage() {}

    /** Returns the text of the page, to be written as UTF-8. */
    public static String of(SnapshotReport report) {
        final TemplateEngine templates = TemplateEngine.createPrecompiled(
                null, ContentType.Html, ReportPage.class.getClassLoader(), ReportPage.class.getPackageName());
        final StringOutput page = new StringOutput();
        templates.render(TEMPLATE, new ReportView(report), page);
        return page.toString();
    }
}
