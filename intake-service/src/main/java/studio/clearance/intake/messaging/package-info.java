/** The events of intake as they are on the wire; {@code src/main/contracts} describes them. */
@NullMarked
package studio.clearance.intake.messaging;

import org.jspecify.annotations.NullMarked;
