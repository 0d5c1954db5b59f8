'use strict';
const { start } = require('faas-js-runtime');
start((context, body) => body, { port: Number(process.argv[2]), logLevel: 'error' });
