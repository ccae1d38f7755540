/** Partners attach documents that show what they declared; reviewers read them. */
@NullMarked
package studio.clearance.intake.evidence;

import org.jspecify.annotations.NullMarked;
