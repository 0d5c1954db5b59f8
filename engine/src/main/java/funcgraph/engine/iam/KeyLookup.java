package funcgraph.engine.iam;

import javax.crypto.spec.SecretKeySpec;

/** Whose signature a request claims to carry. */
public sealed interface KeyLookup {

    /** The caller it will be if the signature was made with this key (HmacSHA256). */
    record Found(SecretKeySpec key, Caller caller) implements KeyLookup {
        @Override
        public String toString() {
            return "Found[key=***, user=" + caller.userName() + "]";
        }
    }

    /** {@code reason} may be told to whoever sent it. */
    record NotFound(String reason) implements KeyLookup {}
}
