/** Where partners want their webhooks: registering, changing, removing, and rotating secrets. */
@NullMarked
package studio.clearance.notification.endpoints;

import org.jspecify.annotations.NullMarked;
