/** Load on a running system: how fast a declaration reaches the queue, and how many whole trips a second the system makes. */
@NullMarked
package studio.clearance.bench;

import org.jspecify.annotations.NullMarked;
