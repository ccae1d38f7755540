@NullMarked
package studio.clearance.approval.deciding;

import org.jspecify.annotations.NullMarked;
