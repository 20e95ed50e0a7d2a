package io.mettalith.store.verify;

import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import java.nio.file.Path;

/**
 * One place of a store that is not as it was written, or breaks a rule of the format.
 *
 * @param file that it is in
 * @param offset in the file, in bytes
 * @param rule what does not hold, in a few words
 * @param expected what should be there
 * @param actual what is there
 */
public record Damage(Path file, long offset, String rule, String expected, String actual) {
    /** Makes a damage from values of any type. */
    static Damage of(Path file, long offset, String rule, Object expected, Object actual) {
        return new Damage(file, offset, rule, String.valueOf(expected), String.valueOf(actual));
    }

    /** Where a damage is. */
    record Place(Path file, long offset) {
        Damage damage(String rule, Object expected, Object actual) {
            return of(file, offset, rule, expected, actual);
        }
    }

    /** Makes a damage of what ended the reading of a part, whatever it was. */
    static Damage of(Path file, long offset, Throwable refusal) {
        if (refusal instanceof StoreDamagedException damage && damage.field() != null) {
            return new Damage(file, offset, damage.field(), damage.expected(), damage.actual());
        }
        return new Damage(file, offset, "readable", "no refusal", message(refusal));
    }

    private static String message(Throwable refusal) {
        return refusal instanceof StoreException ? refusal.getMessage() : refusal.toString();
    }

    @Override
    public String toString() {
        return rule + ": path=" + file + ", offset=" + offset + ", expected=" + expected + ", actual=" + actual;
    }
}
