/** The Kafka side: one consumer a topic. What we publish leaves through the outbox. */
@NullMarked
package studio.clearance.notification.messaging;

import org.jspecify.annotations.NullMarked;
