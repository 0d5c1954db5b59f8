package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The routes of the machine, as they were when they were read. */
final class Routes {

    private static final Path FILE = Path.of("/proc/net/route");
    private static final int FIELDS = 8;
    private static final int HEXADECIMAL = 16;

    private record Route(String name, int first, int mask) {

        boolean isDefault() {
            return mask == 0;
        }

        boolean touches(Cidr range) {
            int common = mask & -range.size();
            return (first & common) == (range.first() & common);
        }
    }

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = routes;
    }

    static Routes read() throws IOException {
        var routes = new ArrayList<Route>();
        for (String line : Files.readAllLines(FILE)) {
            String[] fields = line.split("\\s+", -1);
            if (fields.length >= FIELDS && !fields[0].equals("Iface")) {
                routes.add(new Route(fields[0], address(fields[1]), address(fields[7])));
            }
        }
        return new Routes(routes);
    }

    private static int address(String hexadecimal) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, HEXADECIMAL));
    }

    /** Whether packets to the range go anywhere in particular. */
    boolean touch(Cidr range) {
        return routes.stream().anyMatch(route -> !route.isDefault() && route.touches(range));
    }

    /** The interfaces by which others are reached. */
    Set<String> waysOut() {
        var names = new TreeSet<String>();
        routes.forEach(route -> names.add(route.name()));
        return names;
    }
}
