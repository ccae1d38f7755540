@NullMarked
package studio.clearance.approval.casework;

import org.jspecify.annotations.NullMarked;
