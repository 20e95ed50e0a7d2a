package io.mettalith.store.atom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order of atoms, as the descriptor words it, on trees. */
final class ModelOrder implements Comparator<ModelAtom> {
    private static final List<Class<? extends ModelAtom>> KINDS = List.of(
            ModelAtom.Variable.class,
            ModelAtom.Bool.class,
            ModelAtom.Int.class,
            ModelAtom.Real.class,
            ModelAtom.Str.class,
            ModelAtom.State.class,
            ModelAtom.Space.class,
            ModelAtom.Expr.class,
            ModelAtom.Sym.class);

    @Override
    public int compare(ModelAtom left, ModelAtom right) {
        return new Walk().compare(left, right);
    }

    /** One comparison: up to where two atoms differ they introduce the same variables. */
    private static final class Walk {
        private final Map<String, Integer> leftIndexes = new HashMap<>();
        private final Map<String, Integer> rightIndexes = new HashMap<>();

        int compare(ModelAtom left, ModelAtom right) {
            int kinds = Integer.compare(KINDS.indexOf(left.getClass()), KINDS.indexOf(right.getClass()));
            return kinds != 0 ? kinds : compareSameKind(left, right);
        }

        private int compareSameKind(ModelAtom left, ModelAtom right) {
            if (left instanceof ModelAtom.Variable a && right instanceof ModelAtom.Variable b) {
                return compareVariables(a.name(), b.name());
            } else if (left instanceof ModelAtom.Bool a && right instanceof ModelAtom.Bool b) {
                return Boolean.compare(a.value(), b.value());
            } else if (left instanceof ModelAtom.Int a && right instanceof ModelAtom.Int b) {
                return a.value().compareTo(b.value());
            } else if (left instanceof ModelAtom.Real a && right instanceof ModelAtom.Real b) {
                return Double.compare(a.value(), b.value());
            } else if (left instanceof ModelAtom.Str a && right instanceof ModelAtom.Str b) {
                return compareTexts(a.value(), b.value());
            } else if (left instanceof ModelAtom.Sym a && right instanceof ModelAtom.Sym b) {
                return compareTexts(a.name(), b.name());
            } else if (left instanceof ModelAtom.State a && right instanceof ModelAtom.State b) {
                return compareIds(a.high(), a.low(), b.high(), b.low());
            } else if (left instanceof ModelAtom.Space a && right instanceof ModelAtom.Space b) {
                return compareIds(a.high(), a.low(), b.high(), b.low());
            }
            return compareChildren(((ModelAtom.Expr) left).children(), ((ModelAtom.Expr) right).children());
        }

        private int compareVariables(String left, String right) {
            Integer leftIndex = leftIndexes.putIfAbsent(left, leftIndexes.size());
            Integer rightIndex = rightIndexes.putIfAbsent(right, rightIndexes.size());
            if (leftIndex == null && rightIndex == null) {
                return compareTexts(left, right);
            }
            if (leftIndex == null || rightIndex == null) {
                return leftIndex == null ? -1 : 1;
            }
            return leftIndex.compareTo(rightIndex);
        }

        private int compareChildren(List<ModelAtom> left, List<ModelAtom> right) {
            int result = Integer.compare(left.size(), right.size());
            for (int i = 0; result == 0 && i < left.size(); i++) {
                result = compare(left.get(i), right.get(i));
            }
            return result;
        }

        private static int compareTexts(String left, String right) {
            byte[] a = ModelAtom.utf8(left);
            byte[] b = ModelAtom.utf8(right);
            int lengths = Integer.compare(a.length, b.length);
            return lengths != 0 ? lengths : Arrays.compareUnsigned(a, b);
        }

        private static int compareIds(long leftHigh, long leftLow, long rightHigh, long rightLow) {
            int high = Long.compareUnsigned(leftHigh, rightHigh);
            return high != 0 ? high : Long.compareUnsigned(leftLow, rightLow);
        }
    }
}
