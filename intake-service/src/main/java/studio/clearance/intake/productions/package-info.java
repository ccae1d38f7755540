/**
 * Reference data: the productions, the partners, and which partner works on which production. Plain reading and changing is
 * done with Panache; registering a production goes through the database of the kit, since it answers a repeated request.
 */
@NullMarked
package studio.clearance.intake.productions;

import org.jspecify.annotations.NullMarked;
