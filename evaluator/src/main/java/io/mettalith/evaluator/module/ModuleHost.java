package io.mettalith.evaluator.module;

import io.mettalith.evaluator.interpreter.Host;

/** What a machine runs in where there are modules. */
public interface ModuleHost extends Host {
    /** Returns the module whose text is being run. */
    Module module();
}
