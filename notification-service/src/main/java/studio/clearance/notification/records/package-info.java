/** What was told to whom about a use case. */
@NullMarked
package studio.clearance.notification.records;

import org.jspecify.annotations.NullMarked;
