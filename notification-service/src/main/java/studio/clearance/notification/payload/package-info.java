/** What a webhook says. */
@NullMarked
package studio.clearance.notification.payload;

import org.jspecify.annotations.NullMarked;
