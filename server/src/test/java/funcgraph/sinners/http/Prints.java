package funcgraph.sinners.http;

/** Writes into the line that scripts read. */
final class Prints {
    private Prints() {}

    static void print() {
        System.out.println("hello");
    }
}
