/** The whole system on one machine: which parts there are, where they listen, and how they are started and stopped together. */
@NullMarked
package studio.clearance.local.system;

import org.jspecify.annotations.NullMarked;
