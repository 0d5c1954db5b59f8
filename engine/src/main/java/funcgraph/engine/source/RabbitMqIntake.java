package funcgraph.engine.source;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import funcgraph.domain.AsyncRules;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of an exchange, through a durable queue of the trigger's own. The broker sends at most a batch that is not
 * acknowledged, and it is acknowledged when it is on disk: so the broker holds whatever is not, over its own restarts and
 * ours.
 */
final class RabbitMqIntake implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqIntake.class);

    /** Of a queue that nobody has listened to: the trigger went with its function, or the server is gone for good. */
    private static final Duration QUEUE_EXPIRES = Duration.ofDays(28);

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int HEARTBEAT_SECONDS = 20;
    private static final int GOODBYE_MS = 2000;
    /** However many a trigger asks for: the broker decides how large they are. */
    private static final int MOST_AT_ONCE = 100;

    private static final int QUEUE_DIGITS = 8;

    private final Trigger trigger;
    private final Connection connection;
    private final Channel channel;
    private final int most;
    private final BlockingQueue<Delivery> arrived;
    private final List<Delivery> handed = new ArrayList<>();
    private volatile @Nullable String failure;

    private RabbitMqIntake(Trigger trigger, Connection connection, Channel channel, int most) {
        this.trigger = trigger;
        this.connection = connection;
        this.channel = channel;
        this.most = most;
        this.arrived = new LinkedBlockingQueue<>(most);
    }

    /** Its text, or nothing of one that is too large for any event, which need not be kept. */
    private record Delivery(long tag, Optional<String> text) {}

    static RabbitMqIntake open(Trigger trigger, TriggerSpec.RabbitMq spec, BrokerSettings settings) {
        var connection = connect(trigger, spec, settings);
        try {
            var channel = Objects.requireNonNull(connection.createChannel(), "no channel left");
            channel.exchangeDeclarePassive(spec.exchange());
            var queue = queue(trigger.id(), spec.exchange(), spec.routingKey());
            channel.queueDeclare(queue, true, false, false, Map.of("x-expires", QUEUE_EXPIRES.toMillis()));
            channel.queueBind(queue, spec.exchange(), spec.routingKey());
            int most = Math.min(spec.batchSize(), MOST_AT_ONCE);
            channel.basicQos(most);
            var intake = new RabbitMqIntake(trigger, connection, channel, most);
            channel.basicConsume(queue, false, intake.new Listener(channel));
            return intake;
        } catch (IOException | RuntimeException e) {
            connection.abort(GOODBYE_MS);
            throw failed(e);
        }
    }

    static void deleteQueue(Trigger trigger, TriggerSpec.RabbitMq spec, BrokerSettings settings) {
        var connection = connect(trigger, spec, settings);
        try {
            var channel = Objects.requireNonNull(connection.createChannel(), "no channel left");
            // A trigger that has come back to what it was listens there again, and then it stays.
            channel.queueDelete(queue(trigger.id(), spec.exchange(), spec.routingKey()), true, false);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            connection.abort(GOODBYE_MS);
        }
    }

    /** A queue for each binding, so that a trigger that has changed hears nothing of what it did before. */
    static String queue(String triggerId, String exchange, String routingKey) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((exchange + "\0" + routingKey).getBytes(StandardCharsets.UTF_8));
            return "funcgraph." + triggerId + "."
                    + HexFormat.of().formatHex(digest).substring(0, QUEUE_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public Optional<Batch> next(Duration longest) throws InterruptedException {
        if (handed.isEmpty()) {
            var first = arrived.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                handed.add(first);
                arrived.drainTo(handed, most - 1);
            }
        }
        // Looked at after waiting: what arrived before the end was never acknowledged, and comes again.
        var why = failure;
        if (why != null) {
            throw new SourceFailed(why, null);
        }
        if (handed.isEmpty()) {
            return Optional.empty();
        }
        var records =
                handed.stream().<Object>flatMap(each -> each.text().stream()).toList();
        return Optional.of(new Batch(records, tx -> {}));
    }

    @Override
    public void taken() {
        if (handed.isEmpty()) {
            return;
        }
        try {
            channel.basicAck(handed.getLast().tag(), true);
            handed.clear();
        } catch (IOException | ShutdownSignalException e) {
            throw failed(e);
        }
    }

    /** They are kept, and handed again. */
    @Override
    public void refused() {}

    @Override
    public void close() {
        connection.abort(GOODBYE_MS);
    }

    /** Runs on the connection's thread, which must not be held up: there is room for all that may come unacknowledged. */
    private final class Listener extends DefaultConsumer {

        Listener(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(
                String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            boolean fits = body.length <= AsyncRules.MOST_EVENT_BYTES;
            if (!fits) {
                LOG.error(
                        "{}: a message of {} bytes is left out, which is too large for an event", trigger, body.length);
            }
            var text = fits ? Optional.of(new String(body, StandardCharsets.UTF_8)) : Optional.<String>empty();
            if (!arrived.offer(new Delivery(envelope.getDeliveryTag(), text))) {
                failure = "the broker sends more than it was asked for";
            }
        }

        @Override
        public void handleCancel(String consumerTag) {
            failure = "the queue was deleted";
        }

        @Override
        public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
            failure = reason(signal);
        }
    }

    private static Connection connect(Trigger trigger, TriggerSpec.RabbitMq spec, BrokerSettings settings) {
        var address = settings.address(spec.instanceId(), spec.address());
        var factory = new ConnectionFactory();
        var user = text(trigger, "access_user");
        factory.setUsername(user.isEmpty() ? ConnectionFactory.DEFAULT_USER : user);
        factory.setPassword(text(trigger, "access_password"));
        factory.setVirtualHost(spec.vhost().isEmpty() ? ConnectionFactory.DEFAULT_VHOST : spec.vhost());
        // A connection that is lost is opened anew, queue and all, by the loop.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(Math.toIntExact(CONNECTING.toMillis()));
        factory.setHandshakeTimeout(Math.toIntExact(CONNECTING.toMillis()));
        factory.setChannelRpcTimeout(Math.toIntExact(CONNECTING.toMillis()));
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setThreadFactory(
                Thread.ofPlatform().daemon().name("rabbitmq ", 0).factory());
        if (spec.ssl()) {
            factory.useSslProtocol(Trust.context(settings.caFile()));
            factory.enableHostnameVerification();
        }
        try {
            int port = spec.ssl() ? ConnectionFactory.DEFAULT_AMQP_OVER_SSL_PORT : ConnectionFactory.DEFAULT_AMQP_PORT;
            return factory.newConnection(addresses(address, port), "funcgraph " + trigger.id());
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw failed(e);
        }
    }

    private static List<Address> addresses(String text, int usualPort) {
        var addresses = new ArrayList<Address>();
        for (var address : Address.parseAddresses(text.replace(" ", ""))) {
            addresses.add(address.getPort() < 0 ? new Address(address.getHost(), usualPort) : address);
        }
        return addresses;
    }

    private static String text(Trigger trigger, String field) {
        return trigger.eventData().get(field) instanceof String text ? text : "";
    }

    private static SourceFailed failed(Exception e) {
        return e instanceof SourceFailed known ? known : new SourceFailed("RabbitMQ: " + reason(e), e);
    }

    /** The innermost message says what the broker said. */
    private static String reason(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }
}
