/**
 * The written approval on paper: the signed letter set on one or two pages, with the signed letter enclosed.
 *
 * <p>It knows a letter by its signed form alone, so that the paper cannot say what was not signed.
 */
@NullMarked
package studio.clearance.approval.printing;

import org.jspecify.annotations.NullMarked;
