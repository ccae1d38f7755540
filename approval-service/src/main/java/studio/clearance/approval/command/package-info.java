/** The checks that run without the service, on a letter or an export that somebody holds: {@code ./clearance verify} and {@code audit verify}. */
@NullMarked
package studio.clearance.approval.command;

import org.jspecify.annotations.NullMarked;
