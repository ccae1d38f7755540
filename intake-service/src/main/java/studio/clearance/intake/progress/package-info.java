/** What triage and review tell about use cases, brought to where partners see it. */
@NullMarked
package studio.clearance.intake.progress;

import org.jspecify.annotations.NullMarked;
