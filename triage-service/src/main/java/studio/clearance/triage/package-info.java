@NullMarked
package studio.clearance.triage;

import org.jspecify.annotations.NullMarked;
