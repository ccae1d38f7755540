/** Writing and sending mails. */
@NullMarked
package studio.clearance.notification.mailing;

import org.jspecify.annotations.NullMarked;
