/** A submitted revision is decided, and what the decision leads to is published. */
@NullMarked
package studio.clearance.triage.triaging;

import org.jspecify.annotations.NullMarked;
