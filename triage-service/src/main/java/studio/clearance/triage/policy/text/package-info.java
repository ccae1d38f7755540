/** A policy as it is written: clauses, terms, requirements and worked cases, each with its line. Nothing here decides. */
@NullMarked
package studio.clearance.triage.policy.text;

import org.jspecify.annotations.NullMarked;
