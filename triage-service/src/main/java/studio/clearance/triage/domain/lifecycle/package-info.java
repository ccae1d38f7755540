/** How a version of the policy goes from a draft to one that decides, and who may do what on the way. */
@NullMarked
package studio.clearance.triage.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
