@NullMarked
package studio.clearance.approval.opening;

import org.jspecify.annotations.NullMarked;
