package io.mettalith.tools;

/** Text in roff, by the macros that manual pages are written in. */
final class Roff {
    private final StringBuilder out = new StringBuilder();

    /** Begins the first section of the manual. */
    Roff title(String name) {
        out.append(".TH \"").append(escaped(name)).append("\" \"1\" \"\" \"Mettalith\" \"Mettalith manual\"\n");
        // Neither hyphenated nor stretched: most of it is names.
        out.append(".nh\n.ad l\n");
        return this;
    }

    /** Begins a section. */
    Roff section(String name) {
        out.append(".SH ").append(name).append('\n');
        return this;
    }

    /** Adds a paragraph. */
    Roff paragraph(String text) {
        out.append(".PP\n").append(line(text));
        return this;
    }

    /** Adds plain text to what was begun. */
    Roff text(String text) {
        out.append(line(text));
        return this;
    }

    /** Adds a term and what it means, in an indented paragraph. */
    Roff item(String term, String text) {
        out.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n").append(line(text));
        return this;
    }

    /** Adds lines as they are. */
    Roff verbatim(String text) {
        out.append(".PP\n.nf\n");
        text.lines().forEach(each -> out.append(line(each)));
        out.append(".fi\n");
        return this;
    }

    private static String line(String text) {
        final String escaped = escaped(text);
        // A line that begins so would be a request.
        return (escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "") + escaped + "\n";
    }

    static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
