@NullMarked
package studio.clearance.kit;

import org.jspecify.annotations.NullMarked;
