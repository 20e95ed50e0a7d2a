/**
 * The systems that the environment store is measured beside, behind one interface.
 *
 * <pre>{@code
 * try (Peer base = PeerKind.of("lmdb").create()) {
 *     base.load(new Facts(1_000_000));
 *     try (Peer fork = base.fork(); Peer.Reader reader = fork.reader()) {
 *         fork.add(key);
 *         reader.contains(key);
 *     }
 * }
 * }</pre>
 *
 * <p>Every system gets the same {@link io.mettalith.bench.peer.Key}: the bytes of an atom code, made beforehand, so that
 * no system pays for the encoding of a query. The value is the count of the atom.
 *
 * <p>Reading order: {@link io.mettalith.bench.peer.Peer}, {@link io.mettalith.bench.peer.PeerKind}, then one class per
 * system, of which each says what its fork does.
 */
package io.mettalith.bench.peer;
