/** Signing secrets: made here, sealed here, opened here. */
@NullMarked
package studio.clearance.notification.vault;

import org.jspecify.annotations.NullMarked;
