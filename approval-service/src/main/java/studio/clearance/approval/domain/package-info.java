@NullMarked
package studio.clearance.approval.domain;

import org.jspecify.annotations.NullMarked;
