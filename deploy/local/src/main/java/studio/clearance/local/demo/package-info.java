/** An invented world to try the system in, and a trip through it. Everything goes in by the public API. */
@NullMarked
package studio.clearance.local.demo;

import org.jspecify.annotations.NullMarked;
