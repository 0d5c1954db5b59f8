package funcgraph.engine.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Who vouches for the brokers that are spoken to over TLS. */
final class Trust {

    private Trust() {}

    /**
     * A context that trusts the certificates of a file.
     *
     * @param caFile PEM, or empty for what the JDK trusts
     */
    static SSLContext context(String caFile) {
        try {
            var context = SSLContext.getInstance("TLS");
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(caFile.isEmpty() ? null : certificates(Path.of(caFile)));
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new SourceFailed("sources.ca_file '" + caFile + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore certificates(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(file)) {
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number, certificate);
                number++;
            }
        }
        return store;
    }
}
