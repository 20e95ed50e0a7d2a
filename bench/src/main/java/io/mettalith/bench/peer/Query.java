package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomCode;

/**
 * A question for all atoms whose code begins with some bytes, in the words of each system.
 *
 * @param pattern the question as a MeTTa pattern
 * @param prefix the bytes that the answers begin with
 * @param head the head of the rules that are asked for; null if the question is not for rules
 */
public record Query(AtomCode pattern, byte[] prefix, AtomCode head) {}
