/** The one door through which requests leave for addresses that others chose. */
@NullMarked
package studio.clearance.notification.egress;

import org.jspecify.annotations.NullMarked;
