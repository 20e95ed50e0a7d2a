package io.mettalith.store.environment;

import io.mettalith.store.segment.TreeSurvey;

/**
 * What an environment holds and has done: for a look from inside the process. The segments are those of all spaces, of
 * their indexes, and of states and tokens.
 *
 * @param segmentsOwned segments that are written in place
 * @param bytesOwned off-heap bytes of those
 * @param segmentsFrozen segments in memory that are shared, or were, and are copied before they are written
 * @param bytesFrozen off-heap bytes of those, each counted for every environment that shares it
 * @param segmentsSealed segments read in place from a store, as far as they have been touched
 * @param bytesSealed mapped bytes of those
 * @param atomsUntouched distinct atoms, copies in indexes included, in segments of a store that nobody has touched
 * @param segmentsCopied segments copied so far because they were not owned
 * @param bytesCopied bytes of those copies
 * @param epochsResumed how often writing went on in place because all forks had been closed unshared
 * @param forksOpen forks that are open, and histories of unions that remember this environment
 */
public record EnvironmentFigures(
        long segmentsOwned,
        long bytesOwned,
        long segmentsFrozen,
        long bytesFrozen,
        long segmentsSealed,
        long bytesSealed,
        long atomsUntouched,
        long segmentsCopied,
        long bytesCopied,
        long epochsResumed,
        long forksOpen) {
    static EnvironmentFigures of(
            TreeSurvey survey, long segmentsCopied, long bytesCopied, long epochsResumed, long forksOpen) {
        return new EnvironmentFigures(
                survey.owned(),
                survey.ownedBytes(),
                survey.frozen(),
                survey.frozenBytes(),
                survey.sealed(),
                survey.sealedBytes(),
                survey.untouchedEntries(),
                segmentsCopied,
                bytesCopied,
                epochsResumed,
                forksOpen);
    }
}
