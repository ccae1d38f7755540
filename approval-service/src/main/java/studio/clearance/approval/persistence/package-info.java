@NullMarked
package studio.clearance.approval.persistence;

import org.jspecify.annotations.NullMarked;
