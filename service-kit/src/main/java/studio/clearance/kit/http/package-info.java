/** What every HTTP interface here has in common: problems, callers, idempotency, preconditions, cursors, limits. */
@NullMarked
package studio.clearance.kit.http;

import org.jspecify.annotations.NullMarked;
