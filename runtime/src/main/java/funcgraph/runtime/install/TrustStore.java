package funcgraph.runtime.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** The certificates that this machine trusts, as a JVM reads them; Debian makes that file after unpacking. */
final class TrustStore {

    private static final Path TRUSTED = Path.of("/etc/ssl/certs/ca-certificates.crt");

    /** The one that every JVM tries; it protects nothing. */
    private static final char[] PASSWORD = "changeit".toCharArray();

    private TrustStore() {}

    /** Leaves things as they are on a machine that trusts nobody. */
    static void write(Path file) throws IOException {
        if (!Files.isReadable(TRUSTED)) {
            return;
        }
        try (InputStream certificates = Files.newInputStream(TRUSTED)) {
            var store = KeyStore.getInstance("JKS");
            store.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(certificates)) {
                store.setCertificateEntry("debian-" + store.size(), certificate);
            }
            Files.deleteIfExists(file);
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot write the certificates of " + TRUSTED + " for Java", e);
        }
    }
}
