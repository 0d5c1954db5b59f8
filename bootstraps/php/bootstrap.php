<?php
// What runs inside a PHP worker: it starts without code, is specialised once, and then serves calls one by one.
// The frames are described in docs/worker-protocol.md. PHP 7.3 and later, on the command line: no typed properties, no match.

namespace Funcgraph\Worker {

    const HELLO = 1, READY = 2, INIT_FAILED = 3, RESULT = 4, ERROR = 5, LOADED = 6;
    const INIT = 16, CALL = 17, STOP = 18;

    const ENTRY_NOT_FOUND = 4001, RAISED = 4002, RESPONSE_TOO_LARGE = 4004, RESULT_INVALID = 4007;
    const LOAD_FAILED = 4009, INITIALIZER_FAILED = 4201, OUT_OF_MEMORY = 4205;

    const HEAD_BYTES = 13;
    const MAX_FRAME_BYTES = 8388608;
    const MAX_RESPONSE_BYTES = 6291456;
    const MAX_MESSAGE_BYTES = 32768;
    const MAX_STACK_LINES = 64;
    const MAX_STACK_LINE_BYTES = 1024;
    const MAX_LOG_LINE_BYTES = 92160;
    const MAX_DEPTH = 512;

    /** Frames over the private socket. */
    final class Wire
    {
        private $socket;
        private $pid;

        public function __construct($path)
        {
            $this->pid = getmypid();
            $this->socket = @stream_socket_client('unix://' . $path, $code, $message, 10);
            if ($this->socket === false) {
                fwrite(STDERR, "cannot reach the server: $message\n");
                exit(1);
            }
            stream_set_timeout($this->socket, -1); // without this a read gives up after 60 s
            stream_set_chunk_size($this->socket, 1048576);
            self::closeOnExec();
        }

        /** PHP opens sockets without this flag and has no call for it, so a child of user code would inherit the socket. */
        private static function closeOnExec()
        {
            if (!class_exists('FFI', false)) {
                return;
            }
            try {
                $kernel = \FFI::cdef('int fcntl(int fd, int command, ...);');
                foreach (scandir('/proc/self/fd') as $fd) {
                    if ((int) $fd > 2 && strpos((string) @readlink("/proc/self/fd/$fd"), 'socket:') === 0) {
                        $kernel->fcntl((int) $fd, 2, 1); // F_SETFD, FD_CLOEXEC
                    }
                }
            } catch (\Throwable $notAllowed) {
                return;
            }
        }

        /** @return array kind, call id, header (an array), payload */
        public function read()
        {
            $head = unpack('Nlength/Ckind/Nid/Nheader', $this->exactly(HEAD_BYTES));
            $rest = $head['length'] + 4 - HEAD_BYTES;
            if ($rest < 0 || $head['length'] > MAX_FRAME_BYTES || $head['header'] > $rest) {
                $this->leave();
            }
            $header = $this->exactly($head['header']);
            $payload = $this->exactly($rest - $head['header']);
            return [$head['kind'], $head['id'], $header === '' ? [] : json_decode($header, true), $payload];
        }

        private function exactly($count)
        {
            $data = '';
            while (strlen($data) < $count) {
                $piece = @stream_get_contents($this->socket, $count - strlen($data));
                if ($piece === false || ($piece === '' && feof($this->socket))) {
                    $this->leave();
                }
                $data = $data === '' ? $piece : $data . $piece;
            }
            return $data;
        }

        public function write($kind, $callId, $header, $payload)
        {
            if (getmypid() !== $this->pid) {
                self::vanish(); // user code that forks must not answer from its child
            }
            $length = HEAD_BYTES - 4 + strlen($header) + strlen($payload);
            $frame = pack('NCNN', $length, $kind, $callId, strlen($header)) . $header . $payload;
            for ($sent = 0; $sent < strlen($frame); $sent += $count) {
                $count = @fwrite($this->socket, $sent === 0 ? $frame : substr($frame, $sent));
                if ($count === false || ($count === 0 && feof($this->socket))) {
                    $this->leave();
                }
            }
        }

        /** The server is gone: so is the reason to live, for this process and for all it started. */
        public function leave()
        {
            if (getmypid() === $this->pid && function_exists('posix_kill') && posix_getpgrp() === $this->pid) {
                posix_kill(-$this->pid, 9);
            }
            self::vanish();
        }

        private static function vanish()
        {
            if (function_exists('posix_kill')) {
                posix_kill(getmypid(), 9);
            }
            Worker::$phase = 'over';
            exit(0);
        }
    }

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

    /** What the handler is told about its call (runtimes 1.5). Sizes are text, as in the variables they come from. */
    final class Context
    {
        private $spec;
        private $call;
        private $ends;
        private $logger;

        public function __construct(array $spec, array $call)
        {
            $this->spec = $spec;
            $this->call = $call;
            $this->ends = microtime(true) + ($call['timeoutSeconds'] ?? $spec['timeoutSeconds']);
            $this->logger = new Logger($call['requestId'] ?? '');
        }

        public function getRequestID()
        {
            return $this->call['requestId'] ?? '';
        }

        public function getRemainingTimeInMilliSeconds()
        {
            return (int) (($this->ends - microtime(true)) * 1000);
        }

        public function getRunningTimeInSeconds()
        {
            return $this->spec['timeoutSeconds'];
        }

        public function getUserData($key)
        {
            return $this->spec['userData'][$key] ?? null;
        }

        public function getFunctionName()
        {
            return $this->spec['function'];
        }

        public function getVersion()
        {
            return $this->spec['version'];
        }

        public function getMemorySize()
        {
            return (string) $this->spec['memoryMb'];
        }

        public function getCPUNumber()
        {
            return (string) $this->spec['cpuMillicores'];
        }

        public function getProjectID()
        {
            return $this->spec['projectId'];
        }

        public function getPackage()
        {
            return $this->spec['package'];
        }

        public function getAlias()
        {
            return $this->call['alias'] ?? '';
        }

        public function getLogger()
        {
            return $this->logger;
        }

        public function getAccessKey()
        {
            return $this->credential('accessKey');
        }

        public function getSecretKey()
        {
            return $this->credential('secretKey');
        }

        public function getSecurityAccessKey()
        {
            return $this->credential('securityAccessKey');
        }

        public function getSecuritySecretKey()
        {
            return $this->credential('securitySecretKey');
        }

        public function getSecurityToken()
        {
            return $this->credential('securityToken');
        }

        public function getToken()
        {
            return $this->credential('token');
        }

        private function credential($name)
        {
            return $this->call['credentials'][$name] ?? '';
        }

        public function getWorkflowID()
        {
            return $this->call['workflowId'] ?? '';
        }

        public function getWorkflowRunID()
        {
            return $this->call['workflowRunId'] ?? '';
        }

        public function getWorkflowStateID()
        {
            return $this->call['workflowStateId'] ?? '';
        }

        public function getInstanceID()
        {
            return $this->spec['instanceId'] ?? '';
        }

        public function getInvokeID()
        {
            return $this->getRequestID();
        }

        public function getTraceID()
        {
            return $this->call['traceId'] ?? $this->getRequestID();
        }

        public function getInvokeProperty()
        {
            return $this->call['invokeProperty'] ?? [];
        }

        /** Credentials are not for print_r and var_dump. */
        public function __debugInfo()
        {
            return ['requestId' => $this->getRequestID(), 'function' => $this->getFunctionName()];
        }
    }

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

        /** Newest first, as PHP prints it; without this file's own frames and without arguments, which may be secrets. */
        private static function stack(\Throwable $thrown)
        {
            $lines = [];
            if ($thrown->getFile() !== __FILE__) {
                $lines[] = $thrown->getFile() . '(' . $thrown->getLine() . ')';
            }
            foreach ($thrown->getTrace() as $frame) {
                $class = $frame['class'] ?? '';
                if (strpos($class, __NAMESPACE__ . '\\') === 0) {
                    continue;
                }
                $function = $class . ($frame['type'] ?? '') . $frame['function'] . '()';
                $file = $frame['file'] ?? '[internal function]';
                $lines[] = $file === __FILE__ ? "[runtime]: $function" : "$file(" . ($frame['line'] ?? 0) . "): $function";
            }
            return $lines;
        }
    }

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
}

namespace {

    Funcgraph\Worker\Worker::boot();
    // Here and not in a method: what a file sets at its top level has to become global.
    while (($__funcgraph = Funcgraph\Worker\Worker::fileToLoad()) !== null) {
        try {
            require_once $__funcgraph;
        } catch (Throwable $__funcgraph) {
            Funcgraph\Worker\Worker::loadFailed($__funcgraph);
        }
    }
    unset($__funcgraph);
    Funcgraph\Worker\Worker::serve();
}
