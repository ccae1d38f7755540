/** Events out (outbox and relay) and in (inbox, batches, dead letters), at least once and exactly once in effect. */
@NullMarked
package studio.clearance.kit.events;

import org.jspecify.annotations.NullMarked;
