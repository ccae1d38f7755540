/** Load on a system of its own: how fast a declaration reaches the queue, how many whole trips a second; and on the approval service alone. */
@NullMarked
package studio.clearance.bench;

import org.jspecify.annotations.NullMarked;
