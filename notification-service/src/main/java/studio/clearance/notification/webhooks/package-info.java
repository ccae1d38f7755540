/** Sending webhooks as Standard Webhooks 1.0 says. */
@NullMarked
package studio.clearance.notification.webhooks;

import org.jspecify.annotations.NullMarked;
