@NullMarked
package studio.clearance.approval.messaging;

import org.jspecify.annotations.NullMarked;
