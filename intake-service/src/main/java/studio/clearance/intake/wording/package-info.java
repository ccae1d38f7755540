/** The partner's own words: how a declaration is read, checked and brought into the form that its hash is of. */
@NullMarked
package studio.clearance.intake.wording;

import org.jspecify.annotations.NullMarked;
