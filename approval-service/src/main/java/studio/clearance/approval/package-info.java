@NullMarked
package studio.clearance.approval;

import org.jspecify.annotations.NullMarked;
