/**
 * Figures about environments, snapshots and their place in a store. Nothing below knows of it.
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>{@link io.mettalith.store.report.EnvironmentStatistics}: figures about an environment. {@code SpaceCensus} and
 *       {@link io.mettalith.store.report.SegmentCensus} count.
 *   <li>{@link io.mettalith.store.report.SnapshotReport}: figures about a snapshot and its place in the store. A survey
 *       finds each: {@code ShapeSurvey}, {@code GrowthSurvey}, {@code SharingSurvey}, {@code DifferenceSurvey}.
 * </ol>
 */
package io.mettalith.store.report;
