@NullMarked
package studio.clearance.approval.consents;

import org.jspecify.annotations.NullMarked;
