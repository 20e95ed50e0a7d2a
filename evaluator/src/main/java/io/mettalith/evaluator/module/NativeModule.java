package io.mettalith.evaluator.module;

import io.mettalith.evaluator.interpreter.Operations;

/**
 * A module that is written in Java: its operations are there once a program has imported it.
 *
 * <p>As all grounded names, they are then known in every module of the run.
 */
public interface NativeModule {
    /** Returns the name to import it by, one word. */
    String name();

    /** Defines its operations. Called once per interpreter that imports it. */
    void define(Operations operations);
}
