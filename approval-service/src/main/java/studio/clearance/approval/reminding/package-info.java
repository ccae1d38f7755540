@NullMarked
package studio.clearance.approval.reminding;

import org.jspecify.annotations.NullMarked;
