/** From what is heard to what is to be told: who is concerned, and what goes into the queue for them. */
@NullMarked
package studio.clearance.notification.telling;

import org.jspecify.annotations.NullMarked;
