package funcgraph.server.config;

/** Where a value stands, as a problem begins: {@code users[0].projects (funcgraph.yaml)}. */
record Place(String name, String source) {

    Place entry(int index) {
        return new Place(name + "[" + index + "]", source);
    }

    Place field(String field) {
        return new Place(name + "." + field, source);
    }

    @Override
    public String toString() {
        return name + " (" + source + ")";
    }
}
