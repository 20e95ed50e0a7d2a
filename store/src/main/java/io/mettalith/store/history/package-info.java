/**
 * Names and their histories: what a ref stands for, how it came to, and where two histories meet. Knows snapshots by their
 * ids alone.
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>{@link io.mettalith.store.history.Ref} and {@link io.mettalith.store.history.RefEntry}: a name, and an entry of its
 *       log.
 *   <li>{@link io.mettalith.store.history.Refs}: what names stand for, and the verbs that move them.
 *   <li>{@link io.mettalith.store.history.RefLogs}: where logs are kept. {@link io.mettalith.store.history.FileRefLogs}: the
 *       last step of a commit. {@link io.mettalith.store.history.RefLine}: the bytes of a line.
 *   <li>{@link io.mettalith.store.history.HistoryGraph}: all logs as one graph, and common ancestors.
 * </ol>
 */
package io.mettalith.store.history;
