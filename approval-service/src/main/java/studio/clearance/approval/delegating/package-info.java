@NullMarked
package studio.clearance.approval.delegating;

import org.jspecify.annotations.NullMarked;
