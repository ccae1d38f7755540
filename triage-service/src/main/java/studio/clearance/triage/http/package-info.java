/** What the HTTP resources have in common: roles, bodies and answers that are given once. */
@NullMarked
package studio.clearance.triage.http;

import org.jspecify.annotations.NullMarked;
