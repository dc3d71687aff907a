package dev.darkroom.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * An S3 server's faults: answers that do not come, bodies that break off; and what it was asked.
 */
public final class S3Trouble extends ForwardingBlobStore {
  private static final long LONGEST_SECONDS = 30;

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger breaks = new AtomicInteger();
  private volatile CountDownLatch hang = new CountDownLatch(0);

  S3Trouble(BlobStore store) {
    super(store);
  }

  /** From now on nothing is answered, until {@link #calm}. */
  public void hang() {
    hang = new CountDownLatch(1);
  }

  /** The next bodies, so many of them, break off in their middle. */
  public void breakOff(int bodies) {
    breaks.set(bodies);
  }

  /** Everything is answered again. */
  public void calm() {
    breaks.set(0);
    hang.countDown();
  }

  /** How many objects were read so far. */
  public int reads() {
    return reads.get();
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    await();
    return super.putBlob(request, body);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    await();
    return super.blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    await();
    reads.incrementAndGet();
    ResponseInputStream<GetObjectResponse> body = super.getBlob(request);
    if (breaks.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return body;
    }
    long half = body.response().contentLength() / 2;
    return new ResponseInputStream<>(
        body.response(), AbortableInputStream.create(new Breaking(body, half)));
  }

  private void await() {
    try {
      hang.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Breaking extends FilterInputStream {
    private long left;

    Breaking(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left < 1) {
        throw new IOException("broken on purpose");
      }
      int count = super.read(into, offset, (int) Math.min(length, left));
      left -= count;
      return count;
    }
  }
}
