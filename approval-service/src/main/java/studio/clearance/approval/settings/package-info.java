@NullMarked
package studio.clearance.approval.settings;

import org.jspecify.annotations.NullMarked;
