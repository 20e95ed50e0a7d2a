package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.module.Modules;
import io.mettalith.evaluator.module.NativeModule;
import java.util.List;

/** All modules that come with the evaluator. */
public final class BuiltinModules {
    private BuiltinModules() {}

    /** Returns the modules for an interpreter that has these. */
    public static List<NativeModule> of(Modules modules) {
        return List.of(
                new RandomModule(), new JsonModule(), new FileModule(), new CatalogModule(modules), new PettaModule());
    }
}
