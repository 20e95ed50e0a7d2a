package io.mettalith.evaluator.module;

/**
 * The path of a module's file or directory as a program writes it, with {@code /} between its parts, with or without the
 * ending {@code .metta}.
 *
 * @param text the path
 * @param library whether it is looked for in the directories of libraries, not beside the file that asks
 */
record ModulePath(String text, boolean library) implements ModuleReference {
    /** Reports whether a text can be a path only: a name has neither {@code /} nor {@code .} in it. */
    static boolean isPath(String text) {
        return text.indexOf('/') >= 0 || text.startsWith(".") || text.endsWith(ModuleSource.EXTENSION);
    }

    /** Returns the path as a program writes it. */
    @Override
    public String toString() {
        return library ? "(library " + text.replace('/', ' ') + ")" : text;
    }
}
