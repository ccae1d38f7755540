/** A partner no longer wants the use. */
@NullMarked
package studio.clearance.intake.withdrawal;

import org.jspecify.annotations.NullMarked;
