@NullMarked
package studio.clearance.notification;

import org.jspecify.annotations.NullMarked;
