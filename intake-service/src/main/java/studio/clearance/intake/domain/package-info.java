/** The rules of intake: what may become of a declared use, and what is believed of what other contexts say about it. */
@NullMarked
package studio.clearance.intake.domain;

import org.jspecify.annotations.NullMarked;
