/** What every page here has in common, as {@code layout.html} and the tags beside it ask for it. */
@NullMarked
package studio.clearance.kit.pages;

import org.jspecify.annotations.NullMarked;
