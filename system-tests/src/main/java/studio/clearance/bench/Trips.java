package studio.clearance.bench;

import org.HdrHistogram.Histogram;

/** What the people of the played lifecycles saw, in microseconds. */
record Trips(Histogram list, Histogram claim, Histogram grant, Histogram whole, int lostClaims) {}
