/**
 * The pages people use: home, the queue, a case, the check of a letter.
 *
 * <p>A page resource reads the read model, lets a view say it in plain words, and renders a template; it changes things
 * only through the same use cases as the API. Views are records of ready text: the templates decide nothing.
 */
@NullMarked
package studio.clearance.approval.pages;

import org.jspecify.annotations.NullMarked;
