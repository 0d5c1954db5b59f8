package funcgraph.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import funcgraph.server.config.Config;
import funcgraph.server.config.LogFormat;
import funcgraph.server.config.LogLevel;
import org.slf4j.LoggerFactory;

/**
 * The log goes to standard error: standard output carries the {@code ready} line alone. Logback finds this class as a
 * service and asks it first, so that no file is searched for and no XML read at the start.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    /** A line that is about a request names it; others have a hyphen there. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{24} %X{request_id:--} %msg%n";

    /** These say at INFO what only their authors need to know. */
    private static final String[] QUIET = {
        "io.netty", "io.vertx", "software.amazon.awssdk", "com.zaxxer.hikari", "com.rabbitmq", "org.apache.kafka"
    };

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        apply(context, LogFormat.TEXT, LogLevel.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** From now on as the configuration says. */
    static void apply(Config.Log log) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            apply(context, log.format(), log.level());
        }
    }

    private static void apply(LoggerContext context, LogFormat format, LogLevel level) {
        context.reset();
        for (var name : QUIET) {
            context.getLogger(name).setLevel(Level.WARN);
        }
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(level.name()));
        root.addAppender(appender(context, format));
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, LogFormat format) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, format));
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        return switch (format) {
            case JSON -> {
                var encoder = new JsonEncoder();
                encoder.setContext(context);
                encoder.start();
                yield encoder;
            }
            case TEXT -> {
                var encoder = new PatternLayoutEncoder();
                encoder.setContext(context);
                encoder.setPattern(PATTERN);
                encoder.start();
                yield encoder;
            }
        };
    }
}
