@NullMarked
package studio.clearance.intake;

import org.jspecify.annotations.NullMarked;
