/** The tables, a repository each: SQL and rows on this side, the domain's words on the other. */
@NullMarked
package studio.clearance.triage.persistence;

import org.jspecify.annotations.NullMarked;
