package funcgraph.sinners.engine;

import java.sql.Connection;

/** SQL outside the store. */
record SpeaksSql(Connection connection) {}
