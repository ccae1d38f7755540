/** What triage would say, what it said, and in which words it can be asked. */
@NullMarked
package studio.clearance.triage.assessing;

import org.jspecify.annotations.NullMarked;
