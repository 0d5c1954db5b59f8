<?php
// What runs inside a PHP worker: it starts without code, is specialised once, and then serves calls one by one.
// The frames are described in docs/worker-protocol.md. PHP 7.3 and later, on the command line: no typed properties, no match.

require __DIR__ . '/Wire.php';
require __DIR__ . '/Logger.php';
require __DIR__ . '/Context.php';
require __DIR__ . '/Failure.php';
require __DIR__ . '/Worker.php';

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
