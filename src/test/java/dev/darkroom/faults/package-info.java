/**
 * The fault matrix: what a cluster of real processes does when things go wrong. It knows the
 * servers as their callers and receivers do, and the machine they run on. Start reading at {@link
 * dev.darkroom.faults.Faults}; the judge of every row is {@link dev.darkroom.faults.Judge}.
 */
package dev.darkroom.faults;
