/** A version is tried on everything declared so far, before it may decide anything. */
@NullMarked
package studio.clearance.triage.replaying;

import org.jspecify.annotations.NullMarked;
