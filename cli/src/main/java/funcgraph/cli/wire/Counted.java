package funcgraph.cli.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of a known length. One that ends early is a failure, not a shorter body. */
final class Counted extends InputStream {

    private final InputStream in;
    private long left;

    Counted(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int count = in.read(into, from, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the connection was closed in the middle of an answer");
        }
        left -= count;
        return count;
    }
}
