/** The real parts a system stands on, each startable on any free port: database, broker, mail. */
@NullMarked
package studio.clearance.local.parts;

import org.jspecify.annotations.NullMarked;
