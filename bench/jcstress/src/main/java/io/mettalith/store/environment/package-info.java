/**
 * What threads may see of each other, each outcome named, under jcstress. In the package of the store's environments, as
 * the protocol's parts are no one else's business.
 *
 * <p>Reading order: {@code Facts}, what is written; {@code ReadingStress}, readers beside a writer; {@code ForkingStress},
 * forks beside writers and epochs that resume; {@code UnionStress}; {@code StateStress}; {@code LineStress}, how holders of
 * a history are counted. {@code bench/run concurrency} runs them.
 */
package io.mettalith.store.environment;
