package funcgraph.cli;

/** How a command prints what the server said. */
enum Output {
    /** For people: columns, chosen fields. */
    table,
    /** For scripts: the server's JSON, whole. */
    json
}
