package io.mettalith.evaluator.interpreter;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Which spaces see the atoms of which others. A space depends on those it was made to depend on, and on what these depend
 * on; each counts once however many ways lead to it.
 *
 * <p>The versions of a space with dependencies are negative, so that they differ from all of the environment's own, and
 * are counted anew whenever a version of one of its parts is no longer what it was.
 *
 * <p>Not thread-safe.
 */
final class Dependencies {
    private static final SpaceId[] NONE = {};

    private final Knowledge knowledge;
    private final Map<SpaceId, Set<SpaceId>> direct = new HashMap<>();
    private final Map<SpaceId, Closure> closures = new HashMap<>();

    /** Begins without dependencies. */
    Dependencies(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    private Environment environment() {
        return knowledge.environment();
    }

    /** Makes one space depend on another; returns whether it did not before. */
    boolean add(SpaceId space, SpaceId on) {
        final boolean added =
                direct.computeIfAbsent(space, id -> new LinkedHashSet<>()).add(on);
        if (added) {
            closures.clear();
        }
        return added;
    }

    /** Returns how many spaces one was made to depend on itself. */
    int count(SpaceId space) {
        return direct.getOrDefault(space, Set.of()).size();
    }

    /** Returns all that a space depends on, without itself, nearest first. */
    SpaceId[] of(SpaceId space) {
        return closure(space).others;
    }

    long rulesVersion(SpaceId space) {
        final Closure closure = closure(space);
        return closure.others.length == 0 ? environment().rulesVersion(space) : closure.rules.current();
    }

    long typesVersion(SpaceId space) {
        final Closure closure = closure(space);
        return closure.others.length == 0 ? environment().typesVersion(space) : closure.types.current();
    }

    private Closure closure(SpaceId space) {
        final Closure known = closures.get(space);
        return known == null ? close(space) : known;
    }

    private Closure close(SpaceId space) {
        final Set<SpaceId> reached = new LinkedHashSet<>();
        final List<SpaceId> pending = new ArrayList<>(direct.getOrDefault(space, Set.of()));
        for (int i = 0; i < pending.size(); i++) {
            final SpaceId next = pending.get(i);
            if (!next.equals(space) && reached.add(next)) {
                pending.addAll(direct.getOrDefault(next, Set.of()));
            }
        }
        final Closure closure = new Closure(space, reached.toArray(NONE));
        closures.put(space, closure);
        return closure;
    }

    /** All that one space sees of others, and the versions of the whole. */
    private final class Closure {
        private final SpaceId[] others;
        private final JointVersion rules;
        private final JointVersion types;

        Closure(SpaceId space, SpaceId[] others) {
            this.others = others;
            final List<SpaceId> all = new ArrayList<>(List.of(others));
            all.add(0, space);
            rules = new JointVersion(all, part -> environment().rulesVersion(part));
            types = new JointVersion(all, part -> environment().typesVersion(part));
        }
    }

    /** One number for the versions of several spaces: 0 while all are 0, else negative and new after each change. */
    private final class JointVersion {
        private final SpaceId[] spaces;
        private final ToLongFunction<SpaceId> version;
        private final long[] seen;
        private long definitions = -1;
        private long joint;

        JointVersion(List<SpaceId> spaces, ToLongFunction<SpaceId> version) {
            this.spaces = spaces.toArray(NONE);
            this.version = version;
            seen = new long[this.spaces.length];
        }

        long current() {
            final long now = knowledge.definitionsVersion();
            if (now != definitions) {
                definitions = now;
                look();
            }
            return joint;
        }

        private void look() {
            boolean changed = false;
            boolean any = false;
            for (int i = 0; i < spaces.length; i++) {
                final long now = version.applyAsLong(spaces[i]);
                changed |= now != seen[i];
                any |= now != 0;
                seen[i] = now;
            }
            if (changed) {
                joint = any ? knowledge.nextJointVersion() : 0;
            }
        }
    }
}
