package com.opentelekomcloud.services.runtime;

/** A logger for code that has no context at hand: its lines are the bare text. */
public final class JavaRuntime {

    private static final RuntimeLogger LOGGER = new RuntimeLogger() {
        @Override
        public void log(String message) {
            System.out.println(message);
        }

        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {
            log(message);
        }

        @Override
        public void warn(String message) {
            log(message);
        }

        @Override
        public void error(String message) {
            log(message);
        }

        @Override
        public void setLevel(String level) {}
    };

    private JavaRuntime() {}

    public static RuntimeLogger getLogger() {
        return LOGGER;
    }
}
