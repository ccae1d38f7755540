/**
 * The policy as people read it, what a draft would change, and a place to try answers.
 *
 * <p>A page reads the same repositories as the API and acts through the same handlers. Views are records of ready text: the templates
 * decide nothing.
 */
@NullMarked
package studio.clearance.triage.pages;

import org.jspecify.annotations.NullMarked;
