/** One address in front of everything, and the local inbox behind it. */
@NullMarked
package studio.clearance.local.gateway;

import org.jspecify.annotations.NullMarked;
