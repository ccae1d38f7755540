@NullMarked
package studio.clearance.approval.docket;

import org.jspecify.annotations.NullMarked;
