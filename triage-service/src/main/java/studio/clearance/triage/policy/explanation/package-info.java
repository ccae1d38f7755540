/** Why an outcome is what it is, which answer would settle it, and what would make it lower: all found by asking the policy. */
@NullMarked
package studio.clearance.triage.policy.explanation;

import org.jspecify.annotations.NullMarked;
