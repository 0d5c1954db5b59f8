package funcgraph.engine.control;

import funcgraph.domain.Flaw;
import funcgraph.domain.NewDependency;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.store.PackageStore;
import funcgraph.store.StoredPackage;
import funcgraph.store.archive.Archives;
import funcgraph.store.archive.Inspection;
import funcgraph.store.obs.ObjectFetch;
import funcgraph.store.obs.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Takes a dependency's archive in, as {@link CodeIntake} does with code: looked into first, stored only when sound. */
public final class DependencyIntake {

    private final PackageStore packages;
    private final Archives archives;
    private final ObjectStore objects;

    public DependencyIntake(PackageStore packages, Archives archives, ObjectStore objects) {
        this.packages = packages;
        this.archives = archives;
        this.objects = objects;
    }

    /**
     * An archive that is stored.
     *
     * @param link where it came from, {@code ""} for the request itself
     * @param etag MD5 in lower-case hex
     */
    record Taken(String link, String filename, long sizeBytes, String etag, String digest) {}

    /**
     * Stores what a sound request brings.
     *
     * @throws Refused {@link Refusal.Flawed} when it is no sound archive; {@link Refusal.NoSuchObject},
     *     {@link Refusal.ObjectStoreFailed}
     */
    Taken take(NewDependency request) {
        return request.type().equals(NewDependency.OBS) ? object(request.link()) : upload(request);
    }

    private Taken upload(NewDependency request) {
        var file = request.file() == null ? new byte[0] : request.file();
        requireSound(archives.inspect(file), "depend_file");
        return taken(packages.put(file), "", request.name() + ".zip");
    }

    private Taken object(String url) {
        return switch (objects.fetch(url)) {
            case ObjectFetch.NotAllowed(String why) ->
                throw flawed(new Flaw("depend_link", url, why, Flaw.Rule.DEPENDENCY));
            case ObjectFetch.Fetched fetched -> {
                try (fetched) {
                    requireSound(archives.inspect(fetched.file()), "depend_link");
                    yield taken(packages.adopt(fetched.file()), url, fetched.filename());
                }
            }
        };
    }

    private static Taken taken(StoredPackage stored, String link, String filename) {
        return new Taken(link, filename, stored.sizeBytes(), md5(stored.file()), stored.digest());
    }

    private static void requireSound(Inspection inspection, String field) {
        switch (inspection) {
            case Inspection.Sound ignored -> {}
            case Inspection.Unsound(String reason) ->
                throw flawed(
                        new Flaw(field, "an archive in which " + reason, "a sound zip archive", Flaw.Rule.DEPENDENCY));
        }
    }

    private static Refused flawed(Flaw flaw) {
        return new Refused(new Refusal.Flawed(List.of(flaw)));
    }

    /** The API's etag; nothing here trusts it. */
    private static String md5(Path file) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            try (var content = new DigestInputStream(Files.newInputStream(file), md5)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(md5.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
