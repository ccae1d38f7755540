/** The tables. One class a subject; all SQL stands here. */
@NullMarked
package studio.clearance.notification.persistence;

import org.jspecify.annotations.NullMarked;
