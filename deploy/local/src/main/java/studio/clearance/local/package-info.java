/** Runs everything without containers: what the tests start, and what the {@code clearance} script starts. */
@NullMarked
package studio.clearance.local;

import org.jspecify.annotations.NullMarked;
