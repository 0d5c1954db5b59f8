'use strict';
exports.echo = async (event) => event;
// One for each peer's own signature.
exports.framework = (request, response) => response.json(request.body);
exports.offline = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(JSON.parse(event.body)) });
