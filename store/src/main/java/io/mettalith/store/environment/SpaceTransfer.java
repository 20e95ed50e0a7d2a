package io.mettalith.store.environment;

import java.util.Set;

/** How a space leaves an environment, comes into another, and learns where it can be read from. Thread-safe. */
final class SpaceTransfer {
    private SpaceTransfer() {}

    /** Freezes a space for good and marks the point, for somebody who takes it out of its environment. */
    static Version<SpaceState> handOut(Environment from, SpaceId space) {
        from.enterToWrite();
        try {
            final SpaceState frozen = from.root.existing(space);
            from.freezeForGood();
            final SpaceState continued = from.continued(frozen);
            final Version<SpaceState> version = from.ancestryOf(continued).handOut(frozen);
            from.root(from.root.with(continued));
            return version;
        } finally {
            from.release();
        }
    }

    /** Makes a space that begins at a version of one that is elsewhere. */
    static SpaceId graft(Environment into, Version<SpaceState> version) {
        into.enterToWrite();
        try {
            final SpaceId id = into.nextSpaceId();
            final SpaceState child = new SpaceState(id, into.writableEpoch(), version.state());
            child.ancestry = Ancestry.startingAt(version, id.low() ^ id.high());
            child.ancestryOwner = into.ancestry().line();
            into.root(into.root.with(child));
            return id;
        } finally {
            into.release();
        }
    }

    /**
     * Relates a space to an image of what it was when it was handed out, and lets it read from there if it is still the
     * same; its origins are replaced by others. Does nothing where the space is gone.
     */
    static void reopen(
            Environment in,
            SpaceState handedOut,
            Version<SpaceState> image,
            Set<Origin> replaced,
            Set<Origin> origins) {
        in.enterToWrite();
        try {
            final SpaceState now = in.root.space(handedOut.id);
            if (now != null) {
                final boolean unchanged = now.tree.isSameAs(handedOut.tree);
                final SpaceState continued = in.continued(unchanged ? now.readFrom(image.state()) : now);
                continued.selfContained = image.state().selfContained;
                in.ancestryOf(continued).joinImage(image);
                in.root(in.root.with(continued));
                in.noteOrigins(handedOut.id, replaced, origins);
            }
        } finally {
            in.release();
        }
    }
}
