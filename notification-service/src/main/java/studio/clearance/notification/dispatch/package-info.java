/** The way from the queue to the senders and back: claims, and reports in batches. Knows neither mails nor webhooks. */
@NullMarked
package studio.clearance.notification.dispatch;

import org.jspecify.annotations.NullMarked;
