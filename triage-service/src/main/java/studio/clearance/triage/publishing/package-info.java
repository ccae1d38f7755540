/** A policy is drafted, checked as it is saved, and published by someone else than its author. */
@NullMarked
package studio.clearance.triage.publishing;

import org.jspecify.annotations.NullMarked;
