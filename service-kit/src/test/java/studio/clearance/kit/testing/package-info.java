/** Checks that every service's tests apply: its contracts, its HTTP document, its architecture. Published as the test jar. */
@NullMarked
package studio.clearance.kit.testing;

import org.jspecify.annotations.NullMarked;
