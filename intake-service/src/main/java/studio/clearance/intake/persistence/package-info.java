/** What intake keeps, one class a table. Statements take many rows at once. */
@NullMarked
package studio.clearance.intake.persistence;

import org.jspecify.annotations.NullMarked;
