@NullMarked
package studio.clearance.local;

import org.jspecify.annotations.NullMarked;
