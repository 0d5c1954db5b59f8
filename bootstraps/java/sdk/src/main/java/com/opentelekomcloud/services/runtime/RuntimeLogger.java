package com.opentelekomcloud.services.runtime;

/**
 * The log of a call: each line has the time, the request and the level before its text. The least level that is shown
 * is INFO at first.
 */
public interface RuntimeLogger {

    /** Always shown. */
    void log(String message);

    void debug(String message);

    void info(String message);

    void warn(String message);

    void error(String message);

    /** The least level to show: DEBUG, INFO, WARN or ERROR; anything else changes nothing. */
    void setLevel(String level);
}
