@NullMarked
package studio.clearance.approval.signing;

import org.jspecify.annotations.NullMarked;
