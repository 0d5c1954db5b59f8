<?php
// One function for all columns of the matrix, for PHP 7.3 and later.
$started = [];

function initialize($context)
{
    global $started;
    $started[] = $context->getUserData('key');
}

function handler($event, $context)
{
    global $started;
    switch ($event->do) {
        case 'echo':
            return $event->value;
        case 'context':
            return ['request' => $context->getRequestID(), 'name' => $context->getFunctionName(),
                'key' => $context->getUserData('key'), 'memory' => (int) $context->getMemorySize(),
                'left' => $context->getRemainingTimeInMilliSeconds()];
        case 'environment':
            return ['name' => getenv('RUNTIME_FUNC_NAME'), 'key' => getenv('key'), 'root' => getenv('RUNTIME_CODE_ROOT')];
        case 'initialized':
            return $started;
        case 'log':
            $context->getLogger()->info('a line of the log');
            return null;
        case 'raise':
            throw new RangeException('deliberate');
        case 'sleep':
            sleep(60);
            return 'late';
        case 'eat':
            $eaten = [];
            for (;;) {
                $eaten[] = str_repeat('x', 1 << 20);
            }
        case 'exit':
            exit(3);
        case 'write':
            return array_values(array_filter(['/opt/function/code/x', '/usr/x', '/tmp/x'], function ($path) {
                return @file_put_contents($path, '') !== false;
            }));
    }
}
