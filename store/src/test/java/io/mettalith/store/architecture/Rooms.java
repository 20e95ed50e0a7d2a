package io.mettalith.store.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules that packages of a module keep. */
final class Rooms {
    private Rooms() {}

    /**
     * Returns the rule that a package knows only itself and those before it in a list.
     *
     * @param root name of the package that all are in
     * @param names of the packages, from bottom to top
     */
    static ArchRule layers(String root, List<String> names) {
        final Architectures.LayeredArchitecture layers =
                Architectures.layeredArchitecture().consideringOnlyDependenciesInAnyPackage(root + "..");
        names.forEach(name -> layers.layer(name).definedBy(root + "." + name + ".."));
        for (int i = 0; i < names.size(); i++) {
            final List<String> above = names.subList(i + 1, names.size());
            if (above.isEmpty()) {
                layers.whereLayer(names.get(i)).mayNotBeAccessedByAnyLayer();
            } else {
                layers.whereLayer(names.get(i)).mayOnlyBeAccessedByLayers(above.toArray(new String[0]));
            }
        }
        return layers.ensureAllClassesAreContainedInArchitecture();
    }

    /** Returns the rule that no packages below a root know each other in a circle. */
    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** Returns the rule that two packages do not know each other, whichever way. */
    static ArchRule apart(String one, String other) {
        return ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(one + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(other + "..");
    }

    /**
     * Returns the rule that no package has more top-level types than that.
     *
     * @param files number of types
     * @param exceptions numbers for packages that have yet to be divided
     */
    static ArchRule noPackageOver(int files, Map<String, Integer> exceptions) {
        return ArchRuleDefinition.classes().should(new ArchCondition<>("be in packages of at most " + files) {
            private final TreeMap<String, TreeSet<String>> types = new TreeMap<>();

            @Override
            public void init(Collection<JavaClass> all) {
                types.putAll(all.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .collect(Collectors.groupingBy(
                                JavaClass::getPackageName,
                                Collectors.mapping(JavaClass::getName, Collectors.toCollection(TreeSet::new)))));
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                // a package is judged once, when all its types are known
            }

            @Override
            public void finish(ConditionEvents events) {
                types.forEach((name, found) -> events.add(new SimpleConditionEvent(
                        name,
                        found.size() <= exceptions.getOrDefault(name, files),
                        "package too large: name=" + name + ", files=" + found.size())));
            }
        });
    }

    /** Reports what breaks a rule, one line each; empty if nothing does. */
    static List<String> breaches(ArchRule rule, JavaClasses classes) {
        return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
    }
}
