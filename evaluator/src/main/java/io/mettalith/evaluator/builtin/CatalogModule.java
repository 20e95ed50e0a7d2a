package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.Modules;
import io.mettalith.evaluator.module.NativeModule;
import io.mettalith.evaluator.stdlib.Library;
import java.util.List;
import java.util.Map;

/** What modules there are to import. A catalog is a directory; none is kept up to date from elsewhere. */
final class CatalogModule implements NativeModule {
    private static final String TYPE = "(-> Symbol (->))";
    private static final Symbol ALL = Symbol.of("all");

    private final Modules modules;

    CatalogModule(Modules modules) {
        this.modules = modules;
    }

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public void define(Operations operations) {
        new Library(operations)
                .function("catalog-list!", TYPE, this::list)
                .function("catalog-update!", TYPE, (machine, arguments) -> allOf("catalog-update!", arguments))
                .function("catalog-clear!", TYPE, (machine, arguments) -> allOf("catalog-clear!", arguments));
    }

    private Atom list(Machine machine, Atom... arguments) {
        final Map<String, List<String>> catalogs = modules.available();
        boolean found = false;
        for (final Map.Entry<String, List<String>> catalog : catalogs.entrySet()) {
            if (ALL.equals(arguments[0]) || Symbol.of(catalog.getKey()).equals(arguments[0])) {
                found = true;
                machine.host().print(catalog.getKey() + ":");
                catalog.getValue().forEach(module -> machine.host().print("   " + module));
            }
        }
        return found
                ? Expression.UNIT
                : Library.error(
                        "catalog-list!",
                        arguments,
                        "no such catalog: catalogs=" + catalogs.keySet() + "; write all for all of them");
    }

    /** Does a thing with all catalogs that are copies of something elsewhere, of which there are none. */
    private static Atom allOf(String name, Atom... arguments) {
        return ALL.equals(arguments[0])
                ? Expression.UNIT
                : Library.error(name, arguments, "no catalog is a copy of something elsewhere; write all");
    }
}
