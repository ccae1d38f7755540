/** The events that triage reads and publishes, in the forms they have on the wire. */
@NullMarked
package studio.clearance.triage.messaging;

import org.jspecify.annotations.NullMarked;
