package io.mettalith.store.atom;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of an atom's variables by index. The usual handful is searched in order, which allocates nothing; more go to a
 * map whose worst case stays logarithmic when an adversary picks the names.
 */
final class VariableNames {
    static final int UNKNOWN = -1;

    private static final int FEW = 16;

    private String[] few = {};
    private Map<String, Integer> many = Map.of();
    private int count;

    int count() {
        return count;
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(few, 0, Math.min(count, FEW), null);
            many = Map.of();
            count = 0;
        }
    }

    /** Index of the name, or {@link #UNKNOWN}. */
    int indexOf(String name) {
        for (int i = 0, end = Math.min(count, FEW); i < end; i++) {
            if (few[i].equals(name)) {
                return i;
            }
        }
        return count > FEW ? many.getOrDefault(name, UNKNOWN) : UNKNOWN;
    }

    /** Gives the next index to a name that has none. */
    void add(String name) {
        if (count < FEW) {
            addToFew(name);
        } else {
            addToMany(name);
        }
        count++;
    }

    private void addToFew(String name) {
        if (few.length == 0) {
            few = new String[FEW];
        }
        few[count] = name;
    }

    private void addToMany(String name) {
        if (count == FEW) {
            many = new HashMap<>();
        }
        many.put(name, count);
    }
}
