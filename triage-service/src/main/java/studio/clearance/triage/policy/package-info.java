/** The guidance as data: a policy file is read, checked, compiled and applied to a declaration. */
@NullMarked
package studio.clearance.triage.policy;

import org.jspecify.annotations.NullMarked;
