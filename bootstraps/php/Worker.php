<?php

namespace Funcgraph\Worker;

const MAX_RESPONSE_BYTES = 6291456;
const MAX_DEPTH = 512;

/** The life of this process. All static, because the file that is loaded must find an empty global scope. */
final class Worker
{
    /** What user code is being run for: a process that ends meanwhile has to say why. */
    public static $phase = 'boot';

    private static $wire;
    private static $spec;
    private static $callId = 0;
    private static $reserve;
    private static $files = [];

    public static function boot()
    {
        self::loadExtensions();
        self::$wire = new Wire(getenv('FUNCGRAPH_SOCKET'));
        $hello = json_encode(['secret' => getenv('FUNCGRAPH_SECRET'), 'version' => PHP_VERSION]);
        foreach (['FUNCGRAPH_SOCKET', 'FUNCGRAPH_SECRET'] as $name) {
            putenv($name);
            unset($_ENV[$name], $_SERVER[$name]);
        }
        $GLOBALS['argv'] = $_SERVER['argv'] = [''];
        ini_set('memory_limit', '-1'); // the control group is the limit
        register_shutdown_function([self::class, 'ending']);
        self::warmUp();
        self::$wire->write(HELLO, 0, $hello, '');
        list($kind, self::$callId, self::$spec) = self::$wire->read();
        if ($kind === STOP) {
            exit(0);
        }
        if ($kind !== INIT) {
            self::$wire->leave();
        }
        self::prepare();
    }

    /**
     * All that lie beside this PHP: it is started without an ini file, because which one there is depends on the
     * machine. Some need others, so there are two rounds.
     */
    private static function loadExtensions()
    {
        if (!function_exists('dl')) {
            return;
        }
        for ($round = 0; $round < 2; $round++) {
            foreach (glob(ini_get('extension_dir') . '/*.so') ?: [] as $file) {
                $name = basename($file, '.so');
                if (!extension_loaded($name) && $name !== 'opcache' && $name !== 'xdebug') {
                    @dl("$name.so");
                }
            }
        }
        error_clear_last();
    }

    /** What the first call needs is compiled before there is one. */
    private static function warmUp()
    {
        Failure::of(0, '', new \Exception('warm-up'));
        json_decode('{"a":[1]}');
        self::serialised(['a' => 1]);
        new Context(['timeoutSeconds' => 1], []);
    }

    private static function prepare()
    {
        self::$phase = 'load';
        self::$reserve = str_repeat("\0", 65536);
        $spec = self::$spec;
        foreach ($spec['environment'] as $name => $value) {
            try {
                putenv("$name=$value");
                $_ENV[$name] = $_SERVER[$name] = $value;
            } catch (\Throwable $noVariable) {
                continue;
            }
        }
        if (isset($spec['environment']['TZ'])) {
            @date_default_timezone_set($spec['environment']['TZ']);
        }
        chdir($spec['workDirectory']);
        self::listFiles($spec['codeDirectory']);
        error_clear_last();
    }

    private static function listFiles($code)
    {
        if (is_file("$code/vendor/autoload.php")) {
            self::$files[] = "$code/vendor/autoload.php";
        }
        $path = [$code];
        foreach (['handler', 'initializer', 'preStop'] as $entry) {
            $name = self::$spec[$entry] ?? '';
            $file = $code . '/' . self::module($name) . '.php';
            if ($name === '' || in_array($file, self::$files, true)) {
                continue;
            }
            if (is_file($file)) {
                self::$files[] = $file;
                $path[] = dirname($file);
            } elseif ($entry !== 'preStop') {
                self::initFailed(self::notFound($name, 'there is no file ' . self::module($name) . '.php in the code'));
            }
        }
        $path[] = "$code/pear";
        set_include_path(implode(PATH_SEPARATOR, array_unique($path)) . PATH_SEPARATOR . get_include_path());
    }

    private static function module($handler)
    {
        return (string) substr($handler, 0, (int) strrpos($handler, '.'));
    }

    /** The next file of the function, null after the last one. */
    public static function fileToLoad()
    {
        return array_shift(self::$files);
    }

    public static function loadFailed(\Throwable $thrown)
    {
        self::initFailed(Failure::of(LOAD_FAILED, "cannot load handler '" . self::$spec['handler'] . "': ", $thrown));
    }

    private static function initFailed(Failure $failure, $leaving = false)
    {
        self::flush();
        self::$phase = 'over';
        self::$wire->write(INIT_FAILED, self::$callId, self::code($failure, $leaving), $failure->body);
        if (!$leaving) {
            self::$wire->read(); // the server ends this process
            self::$wire->leave();
        }
    }

    public static function serve()
    {
        try {
            $handler = self::entry(self::$spec['handler']);
            if (!empty(self::$spec['initializer'])) {
                self::initialize(self::entry(self::$spec['initializer']));
            }
        } catch (Failure $failure) {
            self::initFailed($failure);
        }
        self::flush();
        self::$phase = 'idle';
        self::$wire->write(READY, self::$callId, '', '');
        while (true) {
            list($kind, self::$callId, $call, $payload) = self::$wire->read();
            if ($kind === STOP) {
                self::stop();
            }
            if ($kind !== CALL) {
                self::$wire->leave();
            }
            self::answer($handler, $call, $payload);
        }
    }

    private static function entry($name)
    {
        $function = (string) substr($name, (int) strrpos($name, '.') + 1);
        $known = is_callable($function)
            && (strpos($function, '::') !== false || (new \ReflectionFunction($function))->isUserDefined());
        if (!$known) {
            throw self::notFound($name, self::module($name) . ".php has no function '$function'");
        }
        return $function;
    }

    private static function notFound($name, $why)
    {
        return new Failure(ENTRY_NOT_FOUND, "cannot find handler '$name': $why", 'HandlerNotFound', []);
    }

    private static function initialize($initializer)
    {
        self::$phase = 'initialize';
        self::$wire->write(LOADED, self::$callId, '', '');
        try {
            $initializer(new Context(self::$spec, ['timeoutSeconds' => self::$spec['initializerTimeoutSeconds']]));
        } catch (\Throwable $thrown) {
            throw Failure::of(INITIALIZER_FAILED, 'function initialization exception: ', $thrown);
        }
    }

    private static function answer($handler, array $call, $payload)
    {
        self::$phase = 'call';
        error_clear_last();
        try {
            $result = self::result($handler, $call, $payload);
            self::flush();
            self::$phase = 'idle';
            self::$wire->write(RESULT, self::$callId, '', $result);
        } catch (Failure $failure) {
            self::flush();
            self::$phase = 'idle';
            self::$wire->write(ERROR, self::$callId, self::code($failure, false), $failure->body);
        }
    }

    private static function result($handler, array $call, $payload)
    {
        $event = $payload === '' ? new \stdClass() : json_decode($payload, false, MAX_DEPTH);
        if (json_last_error() !== JSON_ERROR_NONE && $payload !== '') {
            throw new Failure(RAISED, 'the event is not JSON text in UTF-8: ' . json_last_error_msg(), 'JsonException', []);
        }
        try {
            $value = $handler($event, new Context(self::$spec, $call));
        } catch (\Throwable $thrown) {
            throw Failure::of(RAISED, 'function invocation exception, error: ', $thrown);
        }
        return $value === null ? '' : self::serialised($value);
    }

    private static function serialised($value)
    {
        $flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION;
        try {
            $text = json_encode($value, $flags, MAX_DEPTH);
            $problem = json_last_error_msg();
        } catch (\Throwable $thrown) {
            throw Failure::of(RESULT_INVALID, 'the result cannot be written as JSON: ', $thrown);
        }
        if ($text === false) {
            throw new Failure(RESULT_INVALID, "the result cannot be written as JSON: $problem", 'JsonException', []);
        }
        if (strlen($text) > MAX_RESPONSE_BYTES) {
            throw new Failure(RESPONSE_TOO_LARGE, 'response body size ' . strlen($text) . ' exceeds the limit of '
                . MAX_RESPONSE_BYTES, 'ResponseTooLarge', []);
        }
        return $text;
    }

    /** No more calls will come. What goes wrong in the pre-stop handler can only be told to the log. */
    private static function stop()
    {
        self::$phase = 'stop';
        if (!empty(self::$spec['preStop'])) {
            try {
                $entry = self::entry(self::$spec['preStop']);
                $entry(new Context(self::$spec, ['timeoutSeconds' => self::$spec['preStopTimeoutSeconds'] ?? 90]));
            } catch (\Throwable $thrown) {
                echo 'pre-stop exception: ' . $thrown->getMessage() . "\n";
            }
        }
        exit(0);
    }

    /** Called by PHP when the process ends, whatever the reason: an exit in user code, a fatal error, or STOP. */
    public static function ending()
    {
        self::$reserve = null;
        @ini_set('memory_limit', '-1');
        $phase = self::$phase;
        if (!in_array($phase, ['load', 'initialize', 'call'], true)) {
            return;
        }
        self::$phase = 'over';
        $failure = self::reasonOfEnd($phase);
        self::flush();
        if ($phase === 'call') {
            self::$wire->write(ERROR, self::$callId, self::code($failure, true), $failure->body);
        } else {
            self::initFailed($failure, true);
        }
    }

    private static function reasonOfEnd($phase)
    {
        $code = ['load' => LOAD_FAILED, 'initialize' => INITIALIZER_FAILED, 'call' => RAISED][$phase];
        $prefix = [
            'load' => "cannot load handler '" . self::$spec['handler'] . "': ",
            'initialize' => 'function initialization exception: ',
            'call' => 'function invocation exception, error: ',
        ][$phase];
        $error = error_get_last();
        $fatal = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;
        if ($error === null || ($error['type'] & $fatal) === 0) {
            return new Failure($code, $prefix . 'the function called exit()', 'ProcessExit', []);
        }
        if (preg_match('/^(Allowed memory size of|Out of memory)/', $error['message'])) {
            return new Failure(OUT_OF_MEMORY, 'runtime memory limit exceeded', 'MemoryError', []);
        }
        return new Failure($code, $prefix . $error['message'], 'FatalError', [$error['file'] . '(' . $error['line'] . ')']);
    }

    private static function code(Failure $failure, $leaving)
    {
        return '{"code":' . $failure->getCode() . ($leaving ? ',"leaving":true}' : '}');
    }

    /** Buffers that user code opened and forgot belong to the log of this call, not of the next. */
    private static function flush()
    {
        while (ob_get_level() > 0 && @ob_end_flush()) {
            continue;
        }
    }
}
