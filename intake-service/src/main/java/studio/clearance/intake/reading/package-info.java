/** Partners, contacts and reviewers look at use cases. */
@NullMarked
package studio.clearance.intake.reading;

import org.jspecify.annotations.NullMarked;
