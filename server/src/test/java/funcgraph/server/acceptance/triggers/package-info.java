/**
 * What starts functions besides a call: timers, the gateway's APIs, object stores, Kafka and RabbitMQ, each of them
 * real; and the trigger resource itself.
 */
@NullMarked
package funcgraph.server.acceptance.triggers;

import org.jspecify.annotations.NullMarked;
