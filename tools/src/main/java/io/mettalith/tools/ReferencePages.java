package io.mettalith.tools;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.documentation.Doc;
import io.mettalith.evaluator.documentation.DocGroup;
import io.mettalith.evaluator.documentation.Documentation;
import io.mettalith.evaluator.documentation.LibraryNames;
import io.mettalith.evaluator.interpreter.Names;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The pages of the language's reference, in Markdown: one for each group of functions, and an index. */
final class ReferencePages {
    private static final String NOTE =
            "<!-- Generated from the documentation of the functions: mettalith reference -o docs/reference -->\n\n";
    private static final Set<String> UNEVALUATED = Set.of("Atom", "Symbol", "Variable", "Expression", "Grounded");
    private static final Pattern VARIABLE_ID = Pattern.compile("(\\$[^\\s()#]+)#\\d+");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|#]");

    private final LibraryNames names;

    /** Makes pages of the names that have a meaning. */
    ReferencePages(LibraryNames names) {
        this.names = names;
    }

    /** Returns the text of each page by the name of its file. */
    Map<String, String> pages() {
        final Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", index());
        Documentation.library().groups().forEach(group -> pages.put(file(group), page(group)));
        return pages;
    }

    private static String file(DocGroup group) {
        return group.name() + ".md";
    }

    private List<Doc> docs(DocGroup group) {
        return group.docs().stream().filter(doc -> names.contains(doc.item())).toList();
    }

    /* ---------------- Index ---------------- */

    private String index() {
        final StringBuilder out = new StringBuilder(NOTE).append("# Reference of the language\n\n");
        out.append("All that is built in, by groups and by name. `!(help! name)` prints the same in a program.\n");
        final Map<String, String> byName = new TreeMap<>();
        for (final DocGroup group : Documentation.library().groups()) {
            final String link = "[" + group.title() + "](" + file(group) + ")";
            out.append("\n- ").append(link).append(": ").append(firstSentence(group.text()));
            docs(group).forEach(doc -> byName.put(doc.item().toString(), link));
        }
        out.append("\n\n## By name\n\n| name | page |\n|---|---|\n");
        byName.forEach((name, link) ->
                out.append("| ").append(code(name)).append(" | ").append(link).append(" |\n"));
        return out.toString();
    }

    private static String firstSentence(String text) {
        final int end = text.indexOf(". ");
        return escaped(end < 0 ? text : text.substring(0, end + 1));
    }

    /* ---------------- Groups ---------------- */

    private String page(DocGroup group) {
        final StringBuilder out = new StringBuilder(NOTE);
        out.append("# ").append(group.title()).append("\n\n");
        out.append(escaped(group.text())).append('\n');
        docs(group).forEach(doc -> append(out, doc));
        return out.toString();
    }

    private void append(StringBuilder out, Doc doc) {
        final List<Atom> types = names.types(doc.item()).stream()
                .filter(type -> !Names.UNDEFINED.equals(type))
                .toList();
        final Atom type =
                types.stream().filter(one -> fits(doc, one)).findFirst().orElse(null);
        out.append("\n## ").append(code(doc.item().toString())).append("\n\n");
        if (type != null) {
            out.append(code(type.toString())).append("\n\n");
        }
        out.append(escaped(text(doc.description()))).append('\n');
        if (doc.isFunction()) {
            appendParts(out, doc, type);
        }
    }

    private static boolean fits(Doc doc, Atom type) {
        return !doc.isFunction()
                || Names.isFunctionType(type)
                        && ((Expression) type).size() - 2 == doc.parameters().size();
    }

    private static void appendParts(StringBuilder out, Doc doc, Atom type) {
        final int count = doc.parameters().size();
        if (count > 0) {
            out.append("\n| argument | type | evaluated first | what it is |\n|---|---|---|---|\n");
        }
        for (int i = 0; i < count; i++) {
            final Atom part = type == null ? null : ((Expression) type).get(i + 1);
            out.append("| ").append(i + 1).append(" | ").append(part == null ? "any" : code(part.toString()));
            out.append(" | ").append(part == null || isEvaluated(part) ? "yes" : "no");
            out.append(" | ").append(escaped(text(doc.parameters().get(i)))).append(" |\n");
        }
        out.append("\nResult: ");
        if (type != null) {
            out.append(code(((Expression) type).get(count + 1).toString())).append(", ");
        }
        out.append(escaped(text(doc.result()))).append(".\n");
    }

    private static boolean isEvaluated(Atom type) {
        return !UNEVALUATED.contains(type.toString());
    }

    /* ---------------- Text ---------------- */

    private static String text(Atom atom) {
        return atom instanceof StringAtom string ? string.value() : atom.toString();
    }

    /** Returns code, in which only the bar of a table needs care, without the numbers of variables. */
    private static String code(String text) {
        return "`" + VARIABLE_ID.matcher(text).replaceAll("$1").replace("|", "\\|") + "`";
    }

    private static String escaped(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
