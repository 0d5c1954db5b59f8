package funcgraph.worker;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the function's classes: from its folder, the jars in it, and those in {@code lib/}. What the function brings
 * along comes before what the worker has, so that its Gson is the one it was tested with. Only the contexts and loggers
 * are always the worker's, which is what makes the worker's objects fit the handler's parameters.
 */
final class FunctionLoader extends URLClassLoader {

    private static final Set<String> SHARED = new HashSet<>(Arrays.asList(
            "com.huawei.services.runtime.Context",
            "com.huawei.services.runtime.RuntimeLogger",
            "com.services.runtime.Context",
            "com.services.runtime.RuntimeLogger",
            "com.opentelekomcloud.services.runtime.Context",
            "com.opentelekomcloud.services.runtime.RuntimeLogger"));

    static {
        registerAsParallelCapable();
    }

    FunctionLoader(URL... urls) {
        super(urls, FunctionLoader.class.getClassLoader());
    }

    static FunctionLoader of(File codeDirectory) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(codeDirectory.toURI().toURL());
        addJars(codeDirectory, urls);
        addJars(new File(codeDirectory, "lib"), urls);
        return new FunctionLoader(urls.toArray(new URL[0]));
    }

    private static void addJars(File folder, List<URL> urls) throws MalformedURLException {
        File[] jars = folder.listFiles((dir, name) -> name.endsWith(".jar"));
        if (jars != null) {
            Arrays.sort(jars);
            for (File jar : jars) {
                urls.add(jar.toURI().toURL());
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.") || SHARED.contains(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                try {
                    loaded = findClass(name);
                } catch (ClassNotFoundException notTheFunctions) {
                    return super.loadClass(name, resolve);
                }
            }
            return loaded;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        for (URL each : Collections.list(super.getResources(name))) {
            if (!all.contains(each)) {
                all.add(each);
            }
        }
        return Collections.enumeration(all);
    }

    /** What turns events into objects and results into text, with the Gson that the function sees. */
    Codec codec() throws Exception {
        Class<?> seen = Class.forName("com.google.gson.Gson", false, this);
        if (seen == com.google.gson.Gson.class) {
            return new GsonCodec();
        }
        // The events of the SDK name their fields by annotations of Gson: they have to be this Gson's, too.
        addURL(com.services.runtime.Context.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation());
        return (Codec) twin(GsonCodec.class).getConstructor().newInstance();
    }

    /** A class of the worker's, made once more as if the function had brought it along. */
    Class<?> twin(Class<?> original) throws IOException {
        byte[] code = bytesOf(original);
        return defineClass(original.getName(), code, 0, code.length);
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IOException("the worker lacks " + type);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] piece = new byte[4096];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                bytes.write(piece, 0, count);
            }
            return bytes.toByteArray();
        }
    }
}
