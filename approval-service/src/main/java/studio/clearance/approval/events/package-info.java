@NullMarked
package studio.clearance.approval.events;

import org.jspecify.annotations.NullMarked;
