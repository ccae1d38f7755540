/** The whole system, started for real and used as its people and machines use it. */
@NullMarked
package studio.clearance.system;

import org.jspecify.annotations.NullMarked;
