/** What triage speaks of: a declaration, an assessment of it and its parts. Java alone; no I/O, no clock, no framework. */
@NullMarked
package studio.clearance.triage.domain;

import org.jspecify.annotations.NullMarked;
