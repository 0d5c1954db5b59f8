'use strict';
// Apart from entry.js, because Node.js before 12 cannot even parse it.
module.exports = (url) => import(url);
