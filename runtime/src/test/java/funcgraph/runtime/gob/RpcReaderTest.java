package funcgraph.runtime.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RpcReaderTest {

    private static final String CONNECTED = "HTTP/1.0 200 Connected to Go RPC\n\n";

    /** What Go sent for one answer: types of Response and InvokeResponse, then {@code {Seq: 1}, {200, "hi"}}. */
    private static Buffer answer() {
        var out = Buffer.buffer(CONNECTED.getBytes(StandardCharsets.US_ASCII));
        new GobWriter(99)
                .signed(-70)
                .append(new GobWriter(99)
                        .field(2)
                        .append(new GobWriter(99)
                                .field(0)
                                .append(new GobWriter(9)
                                        .field(0)
                                        .string("Response")
                                        .field(1)
                                        .signed(70)
                                        .endStruct())
                                .field(1)
                                .unsigned(2)
                                .append(member("Seq", GobWriter.UINT))
                                .append(member("Error", GobWriter.STRING))
                                .endStruct())
                        .endStruct())
                .appendMessageTo(out);
        new GobWriter(99)
                .signed(-71)
                .append(new GobWriter(99)
                        .field(2)
                        .append(new GobWriter(99)
                                .field(1)
                                .unsigned(2)
                                .append(member("StatusCode", GobWriter.INT))
                                .append(member("Payload", GobWriter.BYTES))
                                .endStruct())
                        .endStruct())
                .appendMessageTo(out);
        new GobWriter(9).signed(70).field(0).unsigned(1).endStruct().appendMessageTo(out);
        new GobWriter(9)
                .signed(71)
                .field(0)
                .signed(200)
                .field(1)
                .bytes(Buffer.buffer("hi"))
                .endStruct()
                .appendMessageTo(out);
        return out;
    }

    private static GobWriter member(String name, int type) {
        return new GobWriter(32).field(0).string(name).field(1).signed(type).endStruct();
    }

    private static List<RpcAnswer> read(Buffer bytes, int step) throws MalformedGob {
        var reader = new RpcReader();
        var answers = new ArrayList<RpcAnswer>();
        for (int at = 0; at < bytes.length(); at += step) {
            reader.accept(bytes.slice(at, Math.min(bytes.length(), at + step)), answers::add);
        }
        return answers;
    }

    @Test
    void an_answer_may_come_in_pieces_of_any_size() throws MalformedGob {
        var bytes = answer();
        for (int step = 1; step <= bytes.length(); step++) {
            assertThat(read(bytes, step)).singleElement().satisfies(answer -> {
                assertThat(answer.sequence()).isEqualTo(1);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(new String(answer.payload(), StandardCharsets.UTF_8)).isEqualTo("hi");
            });
        }
    }

    @Test
    void numbers_come_back_as_they_went() throws MalformedGob {
        for (long value :
                new long[] {0, 1, -1, 63, 64, -64, -65, 127, 128, 255, 256, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
            var bytes = new GobWriter(9).signed(value).unsigned(value).buffer().getBytes();
            var cursor = new GobCursor(bytes);
            assertThat(cursor.signed()).isEqualTo(value);
            assertThat(cursor.unsigned()).isEqualTo(value);
            assertThat(cursor.atEnd()).isTrue();
        }
    }

    @Test
    void a_program_that_is_no_rpc_server_is_told_apart() {
        for (String said : new String[] {
            "HTTP/1.1 404 Not Found\r\n\r\n",
            "SSH-2.0-OpenSSH_9.2 and more\n",
            "x".repeat(10_000),
            "HTTP/1.0 200 " + "x".repeat(9999)
        }) {
            assertThatThrownBy(() -> read(Buffer.buffer(said), 7)).isInstanceOf(MalformedGob.class);
        }
    }

    @Test
    void a_message_that_claims_to_be_huge_is_refused_before_it_is_read() {
        for (long bytes : new long[] {0, RpcReader.MAX_MESSAGE_BYTES + 1L, Long.MAX_VALUE, -1}) {
            var claim = Buffer.buffer(CONNECTED)
                    .appendBuffer(new GobWriter(9).unsigned(bytes).buffer());
            assertThatThrownBy(() -> read(claim, 99))
                    .isInstanceOf(MalformedGob.class)
                    .hasMessageContaining("bytes");
        }
    }

    /** Any byte changed, anywhere: either it still is an answer, or it is refused; never anything else. */
    @Test
    void garbage_is_refused_and_never_breaks_the_reader() {
        var random = new Random(42);
        byte[] good = answer().getBytes();
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = good.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bad[random.nextInt(CONNECTED.length(), bad.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(Buffer.buffer(bad), bad.length).size()).isLessThan(20);
            } catch (MalformedGob refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void a_type_that_contains_itself_does_not_recurse_for_ever() {
        var out = Buffer.buffer(CONNECTED.getBytes(StandardCharsets.US_ASCII));
        new GobWriter(99)
                .signed(-70)
                .append(new GobWriter(99)
                        .field(2)
                        .append(new GobWriter(99)
                                .field(1)
                                .unsigned(1)
                                .append(member("Self", 70))
                                .endStruct())
                        .endStruct())
                .appendMessageTo(out);
        var deep = new GobWriter(9999).signed(70);
        for (int level = 0; level < 5000; level++) {
            deep.unsigned(1);
        }
        deep.appendMessageTo(out);
        assertThatThrownBy(() -> read(out, 9999))
                .isInstanceOf(MalformedGob.class)
                .hasMessageContaining("deeper");
    }
}
