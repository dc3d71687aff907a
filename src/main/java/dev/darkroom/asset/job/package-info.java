/**
 * Background work on this node: claimed, renewed, run, given up. It may know the job log. Start
 * with {@link dev.darkroom.asset.job.JobRunner}.
 */
@NullMarked
package dev.darkroom.asset.job;

import org.jspecify.annotations.NullMarked;
