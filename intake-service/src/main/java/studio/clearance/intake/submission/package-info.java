/** A partner declares a use. */
@NullMarked
package studio.clearance.intake.submission;

import org.jspecify.annotations.NullMarked;
