/** What was sent to an endpoint, attempt by attempt, and sending it again. */
@NullMarked
package studio.clearance.notification.deliveries;

import org.jspecify.annotations.NullMarked;
