/** Compiles a policy text and applies it: conditions in CEL over the facts, in three values. */
@NullMarked
package studio.clearance.triage.policy.evaluation;

import org.jspecify.annotations.NullMarked;
