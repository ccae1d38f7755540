/** What the resources of intake have in common: forms, who sees what, refusals, answers given once. */
@NullMarked
package studio.clearance.intake.http;

import org.jspecify.annotations.NullMarked;
