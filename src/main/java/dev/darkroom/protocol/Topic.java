package dev.darkroom.protocol;

/**
 * A typed announcement: published to whoever listens, at most once, never relied on for anything
 * durable.
 *
 * @param name {@code <package>.<past participle>}
 * @param reach whether other nodes hear it
 */
public record Topic<E extends BusMessage>(String name, Class<E> type, Address.Reach reach) {}
