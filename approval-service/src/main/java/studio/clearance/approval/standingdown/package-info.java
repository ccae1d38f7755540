/** What triage no longer asks people to look at leaves their queue. */
@NullMarked
package studio.clearance.approval.standingdown;

import org.jspecify.annotations.NullMarked;
