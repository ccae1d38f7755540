@NullMarked
package studio.clearance.approval.renewing;

import org.jspecify.annotations.NullMarked;
