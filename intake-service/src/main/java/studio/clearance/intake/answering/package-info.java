/** A partner answers a reviewer's question. */
@NullMarked
package studio.clearance.intake.answering;

import org.jspecify.annotations.NullMarked;
