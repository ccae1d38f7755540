/** The facts a declaration is made of, read from a file: questions, values, when each is asked, and what a partner can change. */
@NullMarked
package studio.clearance.triage.vocabulary;

import org.jspecify.annotations.NullMarked;
