package dev.darkroom.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutageTest {

  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "57P01, true",
    "57P02, true",
    "57P03, true",
    "53300, true",
    "53100, true",
    "57014, false",
    "23505, false",
    "40P01, false",
    "42601, false"
  })
  void theStateTells(String state, boolean isAway) {
    assertEquals(isAway, Outage.is(new PgException("told", "FATAL", state, "")));
  }

  @Test
  void lostConnectionsAreOutages() {
    assertTrue(Outage.is(ClosedConnectionException.INSTANCE));
    assertTrue(Outage.is(new ConnectException("Connection refused")));
    assertTrue(Outage.is(new TimeoutException()));
    assertTrue(Outage.is(VertxException.noStackTrace("Timeout waiting for connection")));
    assertTrue(
        Outage.is(
            VertxException.noStackTrace("Connection is not active now, current status: CLOSED")));
  }

  @Test
  void bugsAndRefusalsStayWhatTheyAre() {
    Refusal refusal = new Refusal(ErrorCode.CONFLICT, "It");
    assertFalse(Outage.is(refusal));
    assertFalse(Outage.is(new IllegalStateException("Connection")));
    assertSame(refusal, Outage.told(refusal).cause());
    assertEquals(
        "The database is not available, try again",
        Outage.told(new ConnectException()).cause().getMessage());
  }
}
