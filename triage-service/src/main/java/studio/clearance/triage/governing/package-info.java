/** Which policy decides now, and the compiled form of every one that ever did. */
@NullMarked
package studio.clearance.triage.governing;

import org.jspecify.annotations.NullMarked;
