/** What the {@code clearance} script does once something is built: a class for each command. */
@NullMarked
package studio.clearance.local.command;

import org.jspecify.annotations.NullMarked;
