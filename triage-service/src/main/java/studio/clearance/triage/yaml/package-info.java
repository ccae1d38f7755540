/** Reads YAML so that every complaint can name its line. */
@NullMarked
package studio.clearance.triage.yaml;

import org.jspecify.annotations.NullMarked;
