@NullMarked
package studio.clearance.approval.auditing;

import org.jspecify.annotations.NullMarked;
