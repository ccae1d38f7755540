@NullMarked
package studio.clearance.approval.following;

import org.jspecify.annotations.NullMarked;
