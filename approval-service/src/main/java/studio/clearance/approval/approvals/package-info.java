@NullMarked
package studio.clearance.approval.approvals;

import org.jspecify.annotations.NullMarked;
