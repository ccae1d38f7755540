/** Transactions on the reactive pool for code that blocks, and the gathering of many callers into one of them. */
@NullMarked
package studio.clearance.kit.db;

import org.jspecify.annotations.NullMarked;
