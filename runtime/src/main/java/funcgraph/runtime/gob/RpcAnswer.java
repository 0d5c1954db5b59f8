package funcgraph.runtime.gob;

/**
 * What a Go1.x binary answered.
 *
 * @param sequence of the request
 * @param error empty when there was none; the official library sends JSON, net/rpc itself plain text
 * @param status what the library set, 200 for a good answer; 0 when it says nothing
 */
public record RpcAnswer(long sequence, String error, int status, byte[] payload) {

    public boolean failed() {
        return !error.isEmpty();
    }
}
