<?php

namespace Funcgraph\Worker;

const MAX_LOG_LINE_BYTES = 92160;

/** Lines of the shape "<UTC time> <request id> <LEVEL> <text>"; long ones are split. */
final class Logger
{
    const LEVELS = ['DEBUG' => 0, 'INFO' => 1, 'WARN' => 2, 'ERROR' => 3];

    private $requestId;
    private $least = 1;

    public function __construct($requestId)
    {
        $this->requestId = $requestId;
    }

    public function debug(...$words)
    {
        $this->line('DEBUG', $words);
    }

    public function info(...$words)
    {
        $this->line('INFO', $words);
    }

    public function log(...$words)
    {
        $this->line('INFO', $words);
    }

    public function warn(...$words)
    {
        $this->line('WARN', $words);
    }

    public function warning(...$words)
    {
        $this->line('WARN', $words);
    }

    public function error(...$words)
    {
        $this->line('ERROR', $words);
    }

    public function setLevel($level)
    {
        $name = strtoupper((string) $level);
        $this->least = self::LEVELS[$name === 'WARNING' ? 'WARN' : $name] ?? $this->least;
    }

    private function line($level, array $words)
    {
        if (self::LEVELS[$level] < $this->least) {
            return;
        }
        $text = implode(' ', array_map([self::class, 'shown'], $words));
        $start = gmdate('Y-m-d\TH:i:s\Z') . " $this->requestId $level ";
        do {
            $end = self::end($text);
            echo $start . substr($text, 0, $end) . "\n";
            $text = (string) substr($text, $end);
        } while ($text !== '');
    }

    private static function shown($word)
    {
        if (is_string($word) || (is_object($word) && method_exists($word, '__toString'))) {
            return (string) $word;
        }
        $json = json_encode($word, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR);
        return $json === false ? gettype($word) : $json;
    }

    /** Where to cut, so that no character is cut in two. */
    private static function end($text)
    {
        $end = min(strlen($text), MAX_LOG_LINE_BYTES);
        while ($end < strlen($text) && $end > MAX_LOG_LINE_BYTES - 4 && (ord($text[$end]) & 0xC0) === 0x80) {
            $end--;
        }
        return $end;
    }
}
