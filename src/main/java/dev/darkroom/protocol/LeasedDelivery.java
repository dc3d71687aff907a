package dev.darkroom.protocol;

/** A delivery that this node owns until its lease ends. */
public record LeasedDelivery(long id, String url) {}
