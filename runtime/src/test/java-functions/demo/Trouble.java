package demo;

import com.huawei.services.runtime.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Everything that can go wrong, and what has to go on all the same. */
public class Trouble {

    public static class Broken extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }

    public static class Never {
        public Never() {
            throw new IllegalStateException("never made");
        }

        public String handle(String event, Context context) {
            return event;
        }
    }

    public static class Late {
        static {
            fail();
        }

        private static void fail() {
            throw new IllegalStateException("not initialised");
        }

        public String handle(String event, Context context) {
            return event;
        }
    }

    public static class Leaving {
        public Leaving() {
            System.exit(3);
        }

        public String handle(String event, Context context) {
            return event;
        }
    }

    private final CountDownLatch together = new CountDownLatch(3);

    public Object raise(String event, Context context) throws Exception {
        switch (event) {
            case "\"cause\"":
                throw new Exception("outer", new IllegalArgumentException("inner \ud800"));
            case "\"silent\"":
                throw new NullPointerException();
            case "\"broken\"":
                throw new Broken();
            case "\"deep\"":
                return raise(event, context);
            case "\"interrupt\"":
                Thread.currentThread().interrupt();
                return "interrupted";
            case "\"loader\"":
                Thread.currentThread().setContextClassLoader(null);
                return "set";
            default:
                return Thread.currentThread().isInterrupted() + " "
                        + (Thread.currentThread().getContextClassLoader() == getClass().getClassLoader());
        }
    }

    public Object result(String event, Context context) {
        switch (event) {
            case "\"large\"":
                return filled(6291455);
            case "\"fits\"":
                return filled(6291454);
            case "\"nan\"":
                return Double.NaN;
            case "\"cycle\"":
                List<Object> cycle = new ArrayList<>();
                cycle.add(cycle);
                return cycle;
            case "\"class\"":
                return String.class;
            default:
                return Arrays.asList("<b>&'\u2028", null, "\ud800 lone", "\ud83d\ude00");
        }
    }

    public int length(String event, Context context) {
        return event.length();
    }

    private static String filled(int length) {
        char[] text = new char[length];
        Arrays.fill(text, 'x');
        return new String(text);
    }

    public String exit(String event, Context context) throws InterruptedException {
        if (event.equals("\"wait\"")) {
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
        }
        System.out.print("going");
        System.exit(event.length());
        return "never";
    }

    public String halt(String event, Context context) {
        Runtime.getRuntime().halt(7);
        return "never";
    }

    public int eat(String event, Context context) {
        List<byte[]> eaten = new ArrayList<>();
        while (true) {
            eaten.add(new byte[1024 * 1024]);
        }
    }

    public String meet(String event, Context context) throws InterruptedException {
        together.countDown();
        return together.await(20, TimeUnit.SECONDS) + " " + context.getRequestID();
    }

    public String echo(Map<String, Object> event, Context context) {
        return event.toString();
    }

    public void failing(Context context) {
        throw new IllegalStateException("cannot prepare");
    }

    public void exiting(Context context) {
        System.exit(0);
    }

    public void stopped(Context context) {
        System.out.println("good-bye of " + context.getFunctionName());
    }

    public boolean heartbeat() {
        throw new IllegalStateException("not well");
    }
}
