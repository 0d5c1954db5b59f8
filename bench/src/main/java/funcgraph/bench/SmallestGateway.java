package funcgraph.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a serverless platform without authentication, routes, limits, logs and sandbox: HTTP in, a frame over a
 * Unix socket to a process that runs the handler, and back. It shows what the way over a second process costs on this
 * machine, which nobody who has one can go below. A process of its own: {@code SmallestGateway PORT WORKER_SCRIPT}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that breaks ends its calls, here as anywhere
final class SmallestGateway {

    private static final int LOOPS = 2;
    private static final int WORKERS = 4;
    private static final int MOST_BYTES = 1 << 23;
    private static final int PATIENCE_SECONDS = 30;

    /** What one event loop has, and nobody else touches. */
    private static final class Desk {
        final ArrayDeque<Channel> idle = new ArrayDeque<>();
        final ArrayDeque<Asked> waiting = new ArrayDeque<>();
    }

    private record Asked(Channel client, ByteBuf event) {}

    private final Map<EventLoop, Desk> desks = new ConcurrentHashMap<>();
    private final CountDownLatch workers = new CountDownLatch(WORKERS);

    private SmallestGateway() {}

    public static void main(String[] arguments) throws Exception {
        new SmallestGateway().run(Integer.parseInt(arguments[0]), arguments[1]);
    }

    private void run(int port, String script) throws Exception {
        var group = new MultiThreadIoEventLoopGroup(LOOPS, EpollIoHandler.newFactory());
        var door = Files.createTempDirectory("gateway").resolve("door");
        new ServerBootstrap()
                .group(group)
                .channel(EpollServerDomainSocketChannel.class)
                .childHandler(each(() -> new ChannelHandler[] {
                    new LengthFieldBasedFrameDecoder(MOST_BYTES, 0, Integer.BYTES, 0, Integer.BYTES), new WorkerSide()
                }))
                .bind(new DomainSocketAddress(door.toFile()))
                .sync();
        for (int i = 0; i < WORKERS; i++) {
            new ProcessBuilder("node", script, door.toString()).inheritIO().start();
        }
        if (!workers.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the workers did not come");
        }
        new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childHandler(each(() -> new ChannelHandler[] {
                    new HttpServerCodec(), new HttpObjectAggregator(MOST_BYTES), new ClientSide()
                }))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sync();
    }

    private static ChannelHandler each(java.util.function.Supplier<ChannelHandler[]> handlers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handlers.get());
            }
        };
    }

    private Desk desk(ChannelHandlerContext context) {
        return desks.computeIfAbsent(context.channel().eventLoop(), loop -> new Desk());
    }

    private static void ask(Channel worker, Asked asked) {
        worker.pipeline().get(WorkerSide.class).client = asked.client();
        worker.write(worker.alloc()
                .directBuffer(Integer.BYTES)
                .writeInt(asked.event().readableBytes()));
        worker.writeAndFlush(asked.event());
    }

    private final class WorkerSide extends ChannelInboundHandlerAdapter {

        private @Nullable Channel client;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            desk(context).idle.push(context.channel());
            workers.countDown();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            var to = client;
            if (to != null && frame instanceof ByteBuf body) {
                var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
                answer.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
                to.writeAndFlush(answer, to.voidPromise());
            }
            var next = desk(context).waiting.poll();
            if (next == null) {
                desk(context).idle.push(context.channel());
            } else {
                ask(context.channel(), next);
            }
        }
    }

    private final class ClientSide extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object request) {
            if (request instanceof FullHttpRequest whole) {
                var asked = new Asked(context.channel(), whole.content());
                var worker = desk(context).idle.poll();
                if (worker == null) {
                    desk(context).waiting.add(asked);
                } else {
                    ask(worker, asked);
                }
            }
        }
    }
}
