/** A partner changes what it declared. */
@NullMarked
package studio.clearance.intake.revising;

import org.jspecify.annotations.NullMarked;
