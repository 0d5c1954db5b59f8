package funcgraph.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private final FrameReader reader = new FrameReader();
    private final List<Frame> frames = new ArrayList<>();

    @Test
    void frames_come_out_whole_however_they_were_cut() throws Exception {
        var random = new Random(42);
        var sent = new ArrayList<byte[]>();
        var stream = Buffer.buffer();
        for (int n = 0; n < 200; n++) {
            byte[] payload = new byte[random.nextInt(2000)];
            random.nextBytes(payload);
            sent.add(payload);
            stream.appendBuffer(Frame.encode(FrameType.RESULT, n, header(n), Buffer.buffer(payload)));
        }
        for (int at = 0; at < stream.length(); ) {
            int end = Math.min(stream.length(), at + 1 + random.nextInt(3000));
            reader.accept(stream.getBuffer(at, end), frames::add);
            at = end;
        }
        assertThat(frames).hasSize(200);
        for (int n = 0; n < 200; n++) {
            assertThat(frames.get(n).callId()).isEqualTo(n);
            assertThat(frames.get(n).header()).isEqualTo(header(n));
            assertThat(Arrays.equals(frames.get(n).payload(), sent.get(n))).isTrue();
        }
    }

    @Test
    void large_payload_is_written_after_its_head() throws Exception {
        var payload = Buffer.buffer(new byte[6_291_456]);
        Buffer head = Frame.encode(FrameType.CALL, 7, header(1), payload);
        assertThat(Frame.payloadFollows(payload)).isTrue();
        assertThat(head.length()).isEqualTo(Frame.HEAD_BYTES + header(1).length);
        reader.accept(head, frames::add);
        assertThat(frames).isEmpty();
        reader.accept(payload, frames::add);
        assertThat(frames)
                .singleElement()
                .satisfies(frame -> assertThat(frame.payload()).hasSize(6_291_456));
    }

    @Test
    void what_is_no_frame_is_refused_before_anything_is_allocated() {
        refused(Integer.MAX_VALUE, 4, 0);
        refused(-1, 4, 0);
        refused(8, 4, 0);
        refused(20, 4, 12);
        refused(20, 4, -1);
        refused(20, 0, 0);
        refused(20, 99, 0);
        refused(Frame.MAX_BYTES + 1, 4, 0);
    }

    private static void refused(int length, int type, int headerBytes) {
        var head = Buffer.buffer()
                .appendInt(length)
                .appendByte((byte) type)
                .appendInt(1)
                .appendInt(headerBytes);
        assertThatThrownBy(() -> new FrameReader().accept(head, frame -> {})).isInstanceOf(MalformedFrame.class);
    }

    private static byte[] header(int n) {
        return n % 2 == 0 ? new byte[0] : ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
    }
}
