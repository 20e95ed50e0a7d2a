package io.mettalith.evaluator.module;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a module as a program writes it: words with {@code :} between, each a step down in a directory, where {@code
 * top:} begins at the program's own directory and {@code self:} below the module that says so.
 *
 * @param root where it begins
 * @param words the steps, at least one
 */
public record ModuleName(Root root, List<String> words) implements ModuleReference {
    /** The name of the module that a program begins in. */
    public static final String TOP = "top";

    private static final String SELF = "self";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

    /** Where a name begins. */
    public enum Root {
        /** Beside the module that asks, or where all modules are looked for. */
        ANYWHERE,
        /** Where all modules are looked for. */
        TOP,
        /** Below the module that asks. */
        SELF
    }

    /**
     * Reads a name.
     *
     * @throws ModuleException if it is not of the form of one
     */
    public static ModuleName parse(String text) {
        final List<String> words = List.of(text.split(":", -1));
        final Root root = root(words.get(0));
        final List<String> steps = root == Root.ANYWHERE ? words : words.subList(1, words.size());
        if (steps.isEmpty()
                || !steps.stream().allMatch(word -> WORD.matcher(word).matches())) {
            throw new ModuleException("not the name of a module: name=" + text
                    + "; write words of letters, digits, - and _ with : between them");
        }
        return new ModuleName(root, steps);
    }

    private static Root root(String word) {
        return TOP.equals(word) ? Root.TOP : SELF.equals(word) ? Root.SELF : Root.ANYWHERE;
    }

    /** Returns the name below a directory's: {@code top:a} and {@code b:c} give {@code top:a:b:c}. */
    public String under(String parent) {
        return parent + ":" + String.join(":", words);
    }

    /** Returns the name as a program writes it. */
    @Override
    public String toString() {
        final String steps = String.join(":", words);
        return root == Root.ANYWHERE ? steps : (root == Root.TOP ? TOP : SELF) + ":" + steps;
    }
}
