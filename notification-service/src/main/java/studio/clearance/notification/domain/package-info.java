/** Who is told what, when to try again, and when an endpoint counts as dead. No framework, no clock, no I/O. */
@NullMarked
package studio.clearance.notification.domain;

import org.jspecify.annotations.NullMarked;
