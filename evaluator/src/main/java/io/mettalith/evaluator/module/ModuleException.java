package io.mettalith.evaluator.module;

/** Thrown where a module cannot be found or loaded; the call that asked for it becomes an {@code Error}. */
public final class ModuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong, with which module, and what helps. */
    public ModuleException(String message) {
        super(message);
    }
}
