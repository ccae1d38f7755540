@NullMarked
package studio.clearance.approval.people;

import org.jspecify.annotations.NullMarked;
