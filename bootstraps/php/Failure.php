<?php

namespace Funcgraph\Worker;

const ENTRY_NOT_FOUND = 4001, RAISED = 4002, RESPONSE_TOO_LARGE = 4004, RESULT_INVALID = 4007;
const LOAD_FAILED = 4009, INITIALIZER_FAILED = 4201, OUT_OF_MEMORY = 4205;

const MAX_MESSAGE_BYTES = 32768;
const MAX_STACK_LINES = 64;
const MAX_STACK_LINE_BYTES = 1024;

/** An error that is reported by code and body. */
final class Failure extends \Exception
{
    public $body;

    public function __construct($code, $message, $type, array $stack)
    {
        parent::__construct($message, $code);
        $this->body = self::body($message, $type, $stack);
    }

    public static function of($code, $prefix, \Throwable $thrown)
    {
        return new self($code, $prefix . $thrown->getMessage(), get_class($thrown), self::stack($thrown));
    }

    private static function body($message, $type, array $stack)
    {
        $lines = [];
        foreach (array_slice($stack, 0, MAX_STACK_LINES) as $line) {
            $lines[] = substr($line, 0, MAX_STACK_LINE_BYTES);
        }
        return json_encode([
            'errorMessage' => substr($message, 0, MAX_MESSAGE_BYTES),
            'errorType' => substr($type, 0, 256),
            'stackTrace' => $lines,
        ], JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }

    /** Newest first, as PHP prints it; without the runtime's own frames and without arguments, which may be secrets. */
    private static function stack(\Throwable $thrown)
    {
        $lines = [];
        if (strpos($thrown->getFile(), __DIR__) !== 0) {
            $lines[] = $thrown->getFile() . '(' . $thrown->getLine() . ')';
        }
        foreach ($thrown->getTrace() as $frame) {
            $class = $frame['class'] ?? '';
            if (strpos($class, __NAMESPACE__ . '\\') === 0) {
                continue;
            }
            $function = $class . ($frame['type'] ?? '') . $frame['function'] . '()';
            $file = $frame['file'] ?? '[internal function]';
            $lines[] = strpos($file, __DIR__) === 0 ? "[runtime]: $function" : "$file(" . ($frame['line'] ?? 0) . "): $function";
        }
        return $lines;
    }
}
