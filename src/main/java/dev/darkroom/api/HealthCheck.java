package dev.darkroom.api;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One thing that must work before requests are sent here.
 *
 * @param name shown in the answer of {@code /readyz}
 * @param check fails with the reason, which is logged and not shown
 */
public record HealthCheck(String name, Supplier<Future<Void>> check) {}
