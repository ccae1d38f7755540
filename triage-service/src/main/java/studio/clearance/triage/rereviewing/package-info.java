/** Open cases are decided again once a policy that changes them is in force, if its publisher asked for that. */
@NullMarked
package studio.clearance.triage.rereviewing;

import org.jspecify.annotations.NullMarked;
